//! The words and small marks that every incident page uses.

use crate::components::{Choice, Tag, TagColour};
use crate::format;
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::incidents::api::{IncidentRow, StampView};
use shared::incidents::codes::{DatePrecision, Stage};

/// When something is due, seen from today: `Due tomorrow`, `3 days overdue`.
pub fn due_words(due: NaiveDate, today: NaiveDate) -> String {
    let days = (due - today).num_days();
    match days {
        0 => "Due today".to_owned(),
        1 => "Due tomorrow".to_owned(),
        2..=14 => format!("Due in {days} days"),
        -14..0 => {
            let late = usize::try_from(-days).unwrap_or_default();
            format!("{} overdue", format::count(late, "day", "days"))
        }
        // Far off, a date says more; and so it does where today is not known.
        _ if days < 0 && days > -3650 => format!("Overdue since {}", format::date(due)),
        _ => format!("Due {}", format::date(due)),
    }
}

/// A mark that says when something is due, with the date where the words do not say it.
pub fn due_tag(due: NaiveDate, overdue: bool, today: NaiveDate) -> AnyView {
    let words = due_words(due, today);
    let is_said = words.contains(&format::date(due));
    let more = (!is_said).then(|| {
        view! { <div class="govuk-body-s govuk-!-margin-bottom-0 app-no-wrap">{format::short_date(due)}</div> }
    });
    let colour = if overdue {
        TagColour::Red
    } else {
        TagColour::Yellow
    };
    view! {
        <Tag text=words colour=colour />
        {more}
    }
    .into_any()
}

/// How a clock stands.
pub fn clock_state(running: bool, overdue: bool) -> AnyView {
    match (running, overdue) {
        (true, true) => view! { <Tag text="Overdue" colour=TagColour::Red /> }.into_any(),
        (true, false) => view! { <Tag text="Running" colour=TagColour::Yellow /> }.into_any(),
        (false, _) => "Ended".into_any(),
    }
}

/// The colour of a stage.
pub const fn stage_colour(stage: Stage) -> TagColour {
    match stage {
        Stage::Received | Stage::Logged => TagColour::Blue,
        Stage::Triaged | Stage::Forwarded => TagColour::Yellow,
        Stage::Acting => TagColour::Orange,
        Stage::Monitoring => TagColour::Teal,
        Stage::Closed | Stage::Rejected | Stage::Duplicate => TagColour::Grey,
    }
}

/// The mark of a stage.
pub fn stage_tag(stage: Stage) -> AnyView {
    view! { <Tag text=stage.label() colour=stage_colour(stage) /> }.into_any()
}

/// The mark of a record that few may see.
pub fn restricted_tag() -> AnyView {
    view! { <Tag text="Restricted" colour=TagColour::Purple /> }.into_any()
}

/// An incident in a table: its reference, which leads to it, what happened, and whether few may see it.
pub fn incident_cell(row: &IncidentRow) -> AnyView {
    let restricted = row
        .restricted
        .then(|| view! { <div class="govuk-!-margin-top-1">{restricted_tag()}</div> });
    view! {
        <a class="govuk-link app-no-wrap" href=Route::Incident(row.id).path()>
            {row.reference.clone()}
        </a>
        <div class="govuk-body-s govuk-!-margin-bottom-0">{row.kind.label()}</div>
        {restricted}
    }
    .into_any()
}

/// Who did something and when: `Sam Example, 12 September 2008 at 2:05pm, for the Operational Director`.
pub fn stamp(stamp: &StampView) -> String {
    let behalf = if stamp.on_behalf {
        ", for the Operational Director"
    } else {
        ""
    };
    format!("{}, {}{behalf}", stamp.by.name, format::date_time(stamp.at))
}

/// A date and how well it is known.
pub fn dated(date: Option<NaiveDate>, precision: DatePrecision) -> String {
    match (date, precision) {
        (Some(date), DatePrecision::Exact) => format::date(date),
        (Some(date), _) => format!("{} (estimated)", format::date(date)),
        (None, _) => "Not known".to_owned(),
    }
}

/// Every word of a list as choices.
pub fn choices<T: Copy>(
    all: &[T],
    word: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    all.iter()
        .map(|code| Choice::new(word(*code), label(*code)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn due_dates_read_as_people_say_them() {
        let said = |due: &str| due_words(day(due), day("2008-09-12"));
        assert_eq!(said("2008-09-12"), "Due today");
        assert_eq!(said("2008-09-13"), "Due tomorrow");
        assert_eq!(said("2008-09-15"), "Due in 3 days");
        assert_eq!(said("2008-11-03"), "Due 3 November 2008");
        assert_eq!(said("2008-09-11"), "1 day overdue");
        assert_eq!(said("2008-09-02"), "10 days overdue");
        assert_eq!(said("2008-05-02"), "Overdue since 2 May 2008");
    }

    #[test]
    fn an_unknown_today_calls_nothing_overdue() {
        assert_eq!(
            due_words(day("2008-09-12"), NaiveDate::MAX),
            "Due 12 September 2008"
        );
    }

    #[test]
    fn an_estimated_date_says_so() {
        let date = Some(day("2008-09-12"));
        assert_eq!(dated(date, DatePrecision::Exact), "12 September 2008");
        assert_eq!(
            dated(date, DatePrecision::Estimated),
            "12 September 2008 (estimated)"
        );
        assert_eq!(dated(None, DatePrecision::Unknown), "Not known");
    }
}
