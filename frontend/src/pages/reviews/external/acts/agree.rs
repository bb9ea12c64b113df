//! A date agreed anew with the Board or the partners; the first one stays beside it.

use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::components::Choice;
use crate::format;
use crate::pages::incidents::words::choices;
use crate::routes::ExternalForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::DeadlineId;
use shared::problem::FieldError;
use shared::reviews::api::{ExternalReviewView, ReviewDeadlineView};
use shared::reviews::clocks::DelayReason;
use shared::reviews::commands::AgreeDate;

/// A date agreed anew.
pub struct Agree;

fn running<'a>(on: &'a Ground<'_>) -> Vec<&'a ReviewDeadlineView> {
    let deadlines = on.view.deadlines.iter();
    deadlines.filter(|one| one.running).collect()
}

impl Act<ExternalReviewView> for Agree {
    fn title(&self, _: &Ground<'_>) -> String {
        "A date agreed anew".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let running = running(on);
        let named = match on.part {
            ExternalForm::Agree(deadline) => deadline,
            _ => None,
        };
        let chosen = running
            .iter()
            .find(|one| Some(one.id) == named)
            .or_else(|| running.first().filter(|_| running.len() == 1));
        Typed::new().with_some("deadline", chosen.map(|one| one.id))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let today = on.today_at_the_earliest();
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
        reader.finish(command, today).map(Command::Agree)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let why = typed.code("why").map_or("", DelayReason::label);
        [
            ("New date", typed.date_words("due")),
            ("Why", why.to_owned()),
            ("Reason", typed.get("reason").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let chosen = self.opens(on).code::<DeadlineId>("deadline");
        let deadline = running(on).into_iter().find(|one| Some(one.id) == chosen);
        let last = deadline.and_then(|one| one.agreed.last());
        let due = deadline.map_or_else(String::new, |one| format::date(one.due));
        let (why, reason) = last.map_or(("", ""), |last| (last.why.label(), &last.reason));
        [("New date", due.as_str()), ("Why", why), ("Reason", reason)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("The date is moved to {}.", typed.date_words("due"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let deadlines = scene.on(|on| running(on).into_iter().map(choice).collect());
        let reasons = choices(DelayReason::ALL, DelayReason::as_str, DelayReason::label);
        view! {
            {scene.one_of("deadline", "Which date?", "", deadlines)}
            {scene.day("due", "What is the new date?", "")}
            {scene.one_of("why", "Why was it agreed anew?", "", reasons)}
            {scene.reason("Why, in words")}
        }
        .into_any()
    }
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

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, id, review};
    use super::*;

    #[test]
    fn the_only_clock_is_chosen_and_all_of_it_is_asked() {
        let view = review();
        let on = ground(&view, ExternalForm::Agree(None));
        let typed = Agree.opens(&on);
        assert_eq!(typed.get("deadline"), id(61).to_string());
        let faults = Agree.reads(&typed, &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/due", "/why", "/reason"]);
        let typed = typed
            .with_date("due", Some(day("2008-10-15")))
            .with("why", "coroner")
            .with("reason", "The inquest comes first");
        let Ok(Command::Agree(command)) = Agree.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.due, day("2008-10-15"));
        assert_eq!(command.why, DelayReason::Coroner);
    }

    #[test]
    fn the_date_that_counts_stands_against_the_typed_one() {
        let view = review();
        let on = ground(&view, ExternalForm::Agree(Some(id(61).into())));
        assert_eq!(Agree.stands(&on)[0].1, "15 September 2008");
    }
}
