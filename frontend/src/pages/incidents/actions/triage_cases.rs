//! The cases of a triage: found by their reference, or recorded; each brings along who
//! worked on it at the time.

use super::incident::Scene;
use super::new_case::new_case_page;
use crate::acting::{add_to, many};
use crate::api::practice::search_cases;
use crate::components::{Arrival, Button, ButtonKind, Choice, LookupSource};
use crate::dom;
use crate::format;
use crate::typed::read_list;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::practice::{CaseSearch, CaseView};
use std::sync::Arc;

/// The field of the cases.
const CASES: &str = "cases";

/// The cases last found, for taking one.
type Found = StoredValue<Vec<CaseView>>;

/// Choosing the cases.
pub fn cases(scene: Scene) -> AnyView {
    let found: Found = StoredValue::new(Vec::new());
    let said = RwSignal::new(String::new());
    let arrival = use_context::<Arrival>();
    let source = LookupSource::new(move |text: String| async move {
        match search(&text).await {
            Ok(cases) => {
                let choices = cases.iter().map(case_choice).collect();
                let _ = found.try_set_value(cases);
                Ok(choices)
            }
            Err(words) => Err(words),
        }
    });
    let taken = Callback::new(move |id: String| {
        let case =
            found.with_value(|found| found.iter().find(|case| case.id.to_string() == id).cloned());
        if let Some(case) = case {
            said.set(bring_along(scene, &case));
        }
    });
    let take = move |case: &CaseView| {
        add_to(
            scene.fields,
            CASES,
            case.id.to_string(),
            case.reference.clone(),
        );
        said.set(bring_along(scene, case));
    };
    let record = move |()| {
        let back = Callback::new(move |case: Option<CaseView>| {
            scene.instead.set(None);
            if let Some(case) = case {
                take(&case);
            }
            // The form takes the focus only once it is in sight again.
            request_animation_frame(|| dom::focus_field(CASES));
        });
        if let Some(arrival) = arrival {
            arrival.expect();
        }
        let session = scene.session;
        scene
            .instead
            .set(Some(Arc::new(move || new_case_page(session, back))));
    };
    let reported = scene.on(|on| {
        let children = on.intake().map(|intake| intake.children.iter());
        let references = children
            .into_iter()
            .flatten()
            .filter_map(|child| child.facts.case_reference.clone());
        references.collect::<std::collections::BTreeSet<_>>()
    });
    let reported: Vec<_> = reported
        .into_iter()
        .map(|reference| {
            let words = reference.clone();
            let find = move |_| find_exactly(reference.clone(), said, take);
            view! {
                <li>
                    <button type="button" class="app-button-link" on:click=find>
                        "Find "
                        {words}
                    </button>
                </li>
            }
        })
        .collect();
    let reported = (!reported.is_empty()).then(|| {
        view! {
            <p class="govuk-body govuk-!-margin-bottom-1">"Case references that were reported:"</p>
            <ul class="govuk-list">{reported}</ul>
        }
    });
    view! {
        {many(
            scene.fields,
            CASES,
            "Cases",
            "Type the beginning of a case reference",
            source,
            taken,
        )}
        {reported}
        <p class="govuk-body" role="status">
            {said}
        </p>
        <Button text="Record a case that is not found" kind=ButtonKind::Secondary on_click=record />
    }
    .into_any()
}

async fn search(text: &str) -> Result<Vec<CaseView>, String> {
    let search = CaseSearch {
        text: text.to_owned(),
    };
    match search_cases(&search).await {
        Ok(found) => Ok(found.value),
        Err(error) => Err(error.detail()),
    }
}

/// Takes the case with exactly this reference, or says that there is none.
fn find_exactly(reference: String, said: RwSignal<String>, take: impl Fn(&CaseView) + 'static) {
    spawn_local(async move {
        let answer = search(&reference).await;
        // The page may have gone meanwhile.
        if said.try_get_untracked().is_none() {
            return;
        }
        match answer {
            Ok(cases) => match cases
                .iter()
                .find(|case| is_same(&case.reference, &reference))
            {
                Some(case) => take(case),
                None => said.set(format!("There is no case with the reference {reference}.")),
            },
            Err(words) => said.set(words),
        }
    });
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

fn case_choice(case: &CaseView) -> Choice {
    let hint = format!(
        "{}, {}, {}",
        case.law.label(),
        case.status.label().to_lowercase(),
        case.team_name
    );
    Choice::new(case.id.to_string(), case.reference.clone()).hint(hint)
}

/// The people of a case on a day who are in neither list yet: practitioners, then their managers.
fn people_of(
    case: &CaseView,
    day: NaiveDate,
    held: &[(String, String)],
) -> [Vec<(String, String)>; 2] {
    let mut practitioners = Vec::new();
    let mut managers = Vec::new();
    let is_held = |id: &String| held.iter().any(|(known, _)| known == id);
    for allocation in case.allocated_on(day) {
        let person = (
            allocation.staff.id.to_string(),
            allocation.staff.name.clone(),
        );
        if !is_held(&person.0) && !practitioners.contains(&person) {
            practitioners.push(person);
        }
    }
    for allocation in case.allocated_on(day) {
        let Some(manager) = &allocation.manager else {
            continue;
        };
        let person = (manager.id.to_string(), manager.name.clone());
        if !is_held(&person.0) && !practitioners.contains(&person) && !managers.contains(&person) {
            managers.push(person);
        }
    }
    [practitioners, managers]
}

/// Adds those who worked on the case at the time of the incident, and says who that is.
fn bring_along(scene: Scene, case: &CaseView) -> String {
    let day = scene.view.with_value(|view| {
        view.summary
            .incident_date
            .unwrap_or(view.summary.notified_on)
    });
    let lists = ["practitioners", "managers"];
    let held: Vec<_> = lists
        .iter()
        .flat_map(|list| read_list(&scene.sheet.text(list).get_untracked()))
        .collect();
    let mut names = Vec::new();
    for (list, people) in lists.iter().zip(people_of(case, day, &held)) {
        for (id, name) in people {
            add_to(scene.fields, list, id, name.clone());
            names.push(name);
        }
    }
    if names.is_empty() {
        format!("{} is added.", case.reference)
    } else {
        format!(
            "{} is added, and with it {} from its allocations on {}. Change them below if that is wrong.",
            case.reference,
            format::list(&names),
            format::date(day)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, id, staff};
    use super::*;
    use shared::practice::{AllocationView, CaseStatus, LawType};

    fn case() -> CaseView {
        let allocation = |who: u128, manager: u128, from: &str, to: Option<&str>| AllocationView {
            id: id(who).into(),
            staff: staff(who),
            manager: Some(staff(manager)),
            from: day(from),
            to: to.map(day),
        };
        CaseView {
            id: id(20).into(),
            reference: "PR08P00001".to_owned(),
            law: LawType::PublicLaw,
            status: CaseStatus::Open,
            team: id(5).into(),
            team_name: "North 1".to_owned(),
            opened_on: day("2008-01-01"),
            closed_on: None,
            allocations: vec![
                allocation(2, 9, "2008-06-01", None),
                allocation(1, 9, "2008-01-01", Some("2008-05-31")),
            ],
        }
    }

    fn names(lists: [Vec<(String, String)>; 2]) -> [Vec<String>; 2] {
        lists.map(|list| list.into_iter().map(|(_, name)| name).collect())
    }

    #[test]
    fn a_case_brings_who_worked_on_it_at_the_time() {
        let brought = names(people_of(&case(), day("2008-09-01"), &[]));
        assert_eq!(brought, [vec!["Person 2"], vec!["Person 9"]]);
        let brought = names(people_of(&case(), day("2008-02-01"), &[]));
        assert_eq!(brought[0], ["Person 1"]);
    }

    #[test]
    fn nobody_is_brought_twice() {
        let held = [(staff(9).id.to_string(), "Person 9".to_owned())];
        let brought = names(people_of(&case(), day("2008-09-01"), &held));
        assert_eq!(brought, [vec!["Person 2"], vec![]]);
    }

    #[test]
    fn references_match_however_they_are_typed() {
        assert!(is_same("PR08P00001", " pr08p00001 "));
        assert!(!is_same("PR08P00001", "PR08P0000"));
    }
}
