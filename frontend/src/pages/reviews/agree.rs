//! A date agreed anew for a clock of a review; the first one stays beside it.

use crate::acting::{Record, Said, Scene};
use crate::components::Choice;
use crate::format;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::DeadlineId;
use shared::problem::FieldError;
use shared::reviews::api::ReviewDeadlineView;
use shared::reviews::clocks::DelayReason;
use shared::reviews::commands::AgreeDate;

/// The clocks that run.
pub fn running(deadlines: &[ReviewDeadlineView]) -> Vec<&ReviewDeadlineView> {
    deadlines.iter().filter(|one| one.running).collect()
}

/// What the form holds when it opens: the clock that the address names, or the only one.
pub fn opens(deadlines: &[ReviewDeadlineView], named: Option<DeadlineId>) -> Typed {
    let running = running(deadlines);
    let chosen = running
        .iter()
        .find(|one| Some(one.id) == named)
        .or_else(|| running.first().filter(|_| running.len() == 1));
    Typed::new().with_some("deadline", chosen.map(|one| one.id))
}

/// The command that was typed. `today` is a day that no date to come is before.
pub fn reads(typed: &Typed, today: NaiveDate) -> Result<AgreeDate, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let command = AgreeDate {
        deadline: reader
            .code("/deadline", "Choose the date")
            .unwrap_or_else(|| uuid::Uuid::nil().into()),
        due: reader
            .date("/due", "The new date", "Enter the new date")
            .unwrap_or(today),
        why: reader
            .code("/why", "Choose why it was agreed anew")
            .unwrap_or(DelayReason::Other),
        reason: reader.text("/reason"),
    };
    reader.finish(command, today)
}

/// What was typed, in words.
pub fn says(typed: &Typed) -> Said {
    let why = typed.code("why").map_or("", DelayReason::label);
    [
        ("New date", typed.date_words("due")),
        ("Why", why.to_owned()),
        ("Reason", typed.get("reason").to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// The date that counts and why, under the same names.
pub fn stands(deadlines: &[ReviewDeadlineView], named: Option<DeadlineId>) -> Said {
    let chosen = opens(deadlines, named).code::<DeadlineId>("deadline");
    let mut running = running(deadlines).into_iter();
    let deadline = running.find(|one| Some(one.id) == chosen);
    let last = deadline.and_then(|one| one.agreed.last());
    let due = deadline.map_or_else(String::new, |one| format::date(one.due));
    let (why, reason) = last.map_or(("", ""), |last| (last.why.label(), &last.reason));
    [("New date", due.as_str()), ("Why", why), ("Reason", reason)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

/// The questions.
pub fn fields<R: Record>(scene: Scene<R>, deadlines: &[ReviewDeadlineView]) -> AnyView {
    let deadlines = running(deadlines).into_iter().map(choice).collect();
    let reasons = choices(DelayReason::ALL, DelayReason::as_str, DelayReason::label);
    view! {
        {scene.one_of("deadline", "Which date?", "", deadlines)}
        {scene.day("due", "What is the new date?", "")}
        {scene.one_of("why", "Why was it agreed anew?", "", reasons)}
        {scene.reason("Why, in words")}
    }
    .into_any()
}

fn choice(one: &ReviewDeadlineView) -> Choice {
    let due = format::date(one.due);
    let hint = if one.due == one.original_due {
        format!("Due {due}")
    } else {
        format!(
            "Due {due}, first set for {}",
            format::date(one.original_due)
        )
    };
    Choice::new(one.id.to_string(), one.label.clone()).hint(hint)
}
