//! Everyone's part: those involved with their buddies, then the rest, then ended parts.

use super::{Page, block};
use crate::components::{SummaryList, SummaryRow};
use crate::format;
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::incidents::api::PersonView;
use shared::incidents::codes::{IncidentAction, Known, Part};

/// The people.
pub(super) fn section(page: &Page<'_>) -> Option<AnyView> {
    let people = &page.intake.people;
    let forwarded = page.intake.forwarded.is_some() || page.intake.acknowledged.is_some();
    let former = page.view.whole.as_ref().map(|whole| &whole.former_people);
    let has_former = former.is_some_and(|former| !former.is_empty());
    (!people.is_empty() || forwarded || has_former).then(|| {
        let mut rows = director_rows(page);
        rows.extend(
            people
                .iter()
                .filter(|person| !is_buddy(person.part))
                .map(|person| row(page, person)),
        );
        let former = former
            .filter(|_| has_former)
            .map(|former| former_list(former));
        let content = view! {
            <SummaryList rows=rows />
            {former}
        };
        block("People", content.into_any())
    })
}

const fn is_buddy(part: Part) -> bool {
    matches!(part, Part::Buddy | Part::NoBuddyNeeded)
}

/// To whom it was forwarded, and their acknowledgement.
fn director_rows(page: &Page<'_>) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if let Some(forwarded) = &page.intake.forwarded {
        let role = if forwarded.as_deputy {
            "deputy while the post is vacant"
        } else {
            "Operational Director"
        };
        let reason = page
            .view
            .whole
            .as_ref()
            .and_then(|whole| whole.override_reason.clone());
        let purpose = (page.intake.known == Some(Known::NotKnown)).then(|| {
            view! { <div>"For information: the family is not known to us, so nothing is asked of them"</div> }
        });
        let value = view! {
            <div>{format!("{}, {role}, {}", forwarded.to.name, forwarded.area.name)}</div>
            {purpose}
            <div class="govuk-body-s govuk-!-margin-bottom-0">
                {format!("Forwarded by {}", super::super::words::stamp(&forwarded.stamp))}
            </div>
            {reason.map(|reason| view! { <div class="app-as-typed">{reason}</div> })}
        };
        let mut row = SummaryRow::new("Forwarded to", value);
        if let Some(href) = page.href(IncidentAction::Forward, None) {
            row = row.change("to whom it is forwarded", href);
        }
        rows.push(row);
    }
    if let Some(stamp) = &page.intake.acknowledged {
        rows.push(SummaryRow::text(
            "Acknowledged",
            super::super::words::stamp(stamp),
        ));
    }
    rows
}

fn row(page: &Page<'_>, person: &PersonView) -> SummaryRow {
    let name = &person.staff.name;
    let support = person.part.is_involved().then(|| {
        let words = buddy_words(&page.intake.people, person.staff.id);
        view! { <div>{words}</div> }
    });
    let value = view! {
        <div>{format!("{name}, since {}", format::date(format::london_date(person.since)))}</div>
        {support}
        {reason(person)}
    };
    let row = SummaryRow::new(person.part.label(), value);
    let (action, text) = if person.part.is_involved() {
        let text = match support_of(&page.intake.people, person.staff.id) {
            Some(_) => "Change buddy",
            None => "Name a buddy",
        };
        (IncidentAction::NameBuddy, text)
    } else if person.part == Part::Access {
        (IncidentAction::GiveAccess, "End access")
    } else {
        return row;
    };
    match page.href(action, Some(person.staff.id.0)) {
        Some(href) => row.action(text, format!("of {name}"), href),
        None => row,
    }
}

fn reason(person: &PersonView) -> impl IntoView + use<> {
    person
        .reason
        .clone()
        .filter(|reason| !reason.is_empty())
        .map(|reason| view! { <div class="app-as-typed">{reason}</div> })
}

/// Someone’s buddy, or the word that they need none.
fn support_of(people: &[PersonView], supported: StaffId) -> Option<&PersonView> {
    people.iter().find(|other| {
        is_buddy(other.part)
            && other
                .supports
                .as_ref()
                .is_some_and(|who| who.id == supported)
    })
}

/// Who supports someone involved, or that nobody need, or that nobody does yet.
fn buddy_words(people: &[PersonView], supported: StaffId) -> String {
    match support_of(people, supported) {
        Some(other) if other.part == Part::Buddy => {
            format!("Their buddy is {}", other.staff.name)
        }
        Some(other) => match other.reason.as_deref().filter(|reason| !reason.is_empty()) {
            Some(reason) => format!("No buddy needed: {reason}"),
            None => "No buddy needed".to_owned(),
        },
        None => "No buddy named".to_owned(),
    }
}

fn former_list(former: &[PersonView]) -> AnyView {
    let lines = former
        .iter()
        .map(|person| {
            let until = person.until.map_or_else(String::new, |until| {
                format!(" to {}", format::date(format::london_date(until)))
            });
            let supports = person
                .supports
                .as_ref()
                .map_or_else(String::new, |who| format!(" of {}", who.name));
            let words = format!(
                "{}: {}{supports}, {}{until}",
                person.staff.name,
                person.part.label(),
                format::date(format::london_date(person.since)),
            );
            view! {
                <li>
                    {words}
                    {reason(person)}
                </li>
            }
        })
        .collect_view();
    view! {
        <h3 class="govuk-heading-s">"Parts that have ended"</h3>
        <ul class="govuk-list govuk-list--bullet">{lines}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::people::api::StaffRef;
    use uuid::Uuid;

    fn staff(number: u128) -> StaffRef {
        StaffRef {
            id: Uuid::from_u128(number).into(),
            name: format!("Person {number}"),
        }
    }

    fn person(number: u128, part: Part, supports: Option<u128>) -> PersonView {
        PersonView {
            staff: staff(number),
            part,
            supports: supports.map(staff),
            reason: None,
            since: chrono::DateTime::UNIX_EPOCH,
            until: None,
        }
    }

    #[test]
    fn says_who_supports_whom() {
        let people = [
            person(1, Part::Practitioner, None),
            person(2, Part::Manager, None),
            person(3, Part::Buddy, Some(1)),
            person(2, Part::NoBuddyNeeded, Some(2)),
            person(4, Part::Practitioner, None),
        ];
        let said = |number| buddy_words(&people, staff(number).id);
        assert_eq!(said(1), "Their buddy is Person 3");
        assert_eq!(said(2), "No buddy needed");
        assert_eq!(said(4), "No buddy named");
    }
}
