//! Choosing one person for a part: found as one types, the best suggested, and for
//! those who cannot take it, why not.

use super::incident::Scene;
use crate::api::{ApiError, Versioned, incidents, people};
use crate::components::{Choice, Details, InsetText, Lookup, LookupSource};
use crate::remote::{Remote, show};
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::incidents::api::{Candidate, CandidateSearch};
use shared::incidents::codes::Part;
use shared::people::api::{StaffRow, StaffSearch};

/// How many people are suggested.
const SUGGESTED: usize = 6;
/// How many lines a lookup shows.
const LINES: usize = 12;

/// A box to choose one person for a part. `supports` is asked again whenever it changes;
/// while it gives nothing for a buddy, nobody is offered.
pub fn picker(
    scene: Scene,
    id: &'static str,
    label: &'static str,
    part: Part,
    supports: impl Fn() -> Option<StaffId> + Copy + Send + Sync + 'static,
) -> AnyView {
    let incident = scene.id();
    let asked = move |text: Option<String>| CandidateSearch {
        part,
        supports: supports(),
        text,
    };
    let offered = Remote::load(move || {
        let asked = asked(None);
        async move {
            if part == Part::Buddy && asked.supports.is_none() {
                return nobody();
            }
            incidents::candidates(incident, &asked).await
        }
    });
    let source = LookupSource::new(move |text: String| {
        let asked = untrack(|| asked(Some(text.clone())));
        async move {
            match incidents::candidates(incident, &asked).await {
                Ok(found) => Ok(lines(found.value, &text)),
                Err(error) => Err(error.detail()),
            }
        }
    });
    let (value, text) = (
        scene.sheet.text(id),
        scene.sheet.text(&format!("{id}-text")),
    );
    let barred = move || {
        let chosen = value.get();
        let offered = offered.get().unwrap_or_default();
        why_not(&offered, &chosen).map(|words| view! { <InsetText>{words}</InsetText> })
    };
    let choose = Callback::new(move |(id, name): (String, String)| {
        value.set(id);
        text.set(name);
    });
    view! {
        <Lookup
            id=id
            label=label
            hint="Type part of a name"
            value=value
            text=text
            source=source
            label_class="govuk-label--s"
            error=scene.form.error(id)
        />
        {barred}
        {show(offered, 3, false, move |offered| offered_view(offered, choose))}
    }
    .into_any()
}

// Kept in the shape of the call it stands in for.
#[allow(clippy::unnecessary_wraps)]
fn nobody() -> Result<Versioned<Vec<Candidate>>, ApiError> {
    Ok(Versioned {
        value: Vec::new(),
        etag: None,
    })
}

/// The lines of the lookup: names that hold the text, those who can take the part first.
fn lines(found: Vec<Candidate>, text: &str) -> Vec<Choice> {
    let text = text.trim().to_lowercase();
    let mut found: Vec<Candidate> = found
        .into_iter()
        .filter(|one| one.staff.name.to_lowercase().contains(&text))
        .collect();
    found.sort_by_key(|one| !one.eligible);
    found
        .into_iter()
        .take(LINES)
        .map(|one| {
            let why = one.reasons.join(". ");
            let hint = match (one.eligible, why.is_empty()) {
                (true, true) => None,
                (true, false) => Some(why),
                (false, _) => Some(format!("cannot: {why}")),
            };
            let choice = Choice::new(one.staff.id.to_string(), one.staff.name);
            match hint {
                Some(hint) => choice.hint(hint),
                None => choice,
            }
        })
        .collect()
}

/// Why the person chosen cannot take the part.
fn why_not(offered: &[Candidate], chosen: &str) -> Option<String> {
    offered
        .iter()
        .find(|one| !one.eligible && one.staff.id.to_string() == chosen)
        .map(|one| {
            format!(
                "{} cannot be chosen. {}",
                one.staff.name,
                one.reasons.join(". ")
            )
        })
}

fn offered_view(offered: Vec<Candidate>, choose: Callback<(String, String)>) -> AnyView {
    let (can, cannot): (Vec<_>, Vec<_>) = offered.into_iter().partition(|one| one.eligible);
    let suggested = can
        .into_iter()
        .take(SUGGESTED)
        .map(|one| {
            let (id, name) = (one.staff.id.to_string(), one.staff.name.clone());
            let why = one.reasons.join(". ");
            view! {
                <li>
                    <button
                        type="button"
                        class="app-button-link"
                        on:click=move |_| choose.run((id.clone(), name.clone()))
                    >
                        <span class="govuk-visually-hidden">"Choose "</span>
                        {one.staff.name}
                    </button>
                    {(!why.is_empty()).then(|| format!(" {why}"))}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let suggested = (!suggested.is_empty()).then(|| {
        view! {
            <p class="govuk-body govuk-!-margin-bottom-1">"Suggested:"</p>
            <ul class="govuk-list">{suggested}</ul>
        }
    });
    let barred = (!cannot.is_empty()).then(|| {
        let summary = format!("Who cannot be chosen, and why ({})", cannot.len());
        let lines = cannot
            .into_iter()
            .map(|one| view! { <li>{format!("{}: {}", one.staff.name, one.reasons.join(". "))}</li> })
            .collect_view();
        view! {
            <Details summary=summary>
                <ul class="govuk-list govuk-list--bullet">{lines}</ul>
            </Details>
        }
    });
    view! {
        {suggested}
        {barred}
    }
    .into_any()
}

/// Everyone in the organisation, found by name.
pub fn anyone() -> LookupSource {
    LookupSource::new(|text: String| async move {
        let search = StaffSearch {
            text,
            limit: u16::try_from(LINES).ok(),
            ..StaffSearch::default()
        };
        match people::search_staff(&search).await {
            Ok(found) => Ok(found.value.items.into_iter().map(staff_choice).collect()),
            Err(error) => Err(error.detail()),
        }
    })
}

fn staff_choice(row: StaffRow) -> Choice {
    let hint = row
        .team
        .unwrap_or_else(|| row.employment.label().to_owned());
    Choice::new(row.id.to_string(), row.name).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::super::testing::staff;
    use super::*;

    fn candidate(number: u128, eligible: bool, reason: &str) -> Candidate {
        Candidate {
            staff: staff(number),
            eligible,
            reasons: vec![reason.to_owned()],
        }
    }

    #[test]
    fn those_who_can_come_first_and_the_rest_say_why_not() {
        let found = vec![
            candidate(12, false, "Managed Person 31"),
            candidate(1, true, "Specialist service manager"),
            candidate(2, true, ""),
        ];
        let lines = lines(found, "person 1");
        let said: Vec<_> = lines
            .iter()
            .map(|line| (line.text.as_str(), line.hint.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                ("Person 1", Some("Specialist service manager")),
                ("Person 12", Some("cannot: Managed Person 31")),
            ]
        );
    }

    #[test]
    fn someone_barred_is_told_at_once() {
        let offered = [candidate(12, false, "Managed Person 31")];
        let chosen = staff(12).id.to_string();
        assert_eq!(
            why_not(&offered, &chosen).as_deref(),
            Some("Person 12 cannot be chosen. Managed Person 31")
        );
        assert_eq!(why_not(&offered, ""), None);
    }
}
