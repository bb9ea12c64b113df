//! Moving the date of a running clock; the date first set is kept beside it.

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::components::Choice;
use crate::format;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::DeadlineId;
use shared::incidents::api::{DeadlineView, IncidentView};
use shared::incidents::commands::ExtendDeadline;
use shared::problem::FieldError;

/// Moving a date.
pub struct Extend;

fn running<'a>(on: &'a Ground<'_>) -> Vec<&'a DeadlineView> {
    on.intake().map_or_else(Vec::new, |intake| {
        intake.deadlines.iter().filter(|one| one.running).collect()
    })
}

impl Act<IncidentView> for Extend {
    fn title(&self, _: &Ground<'_>) -> String {
        "Extend a deadline".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let running = running(on);
        let named = on.part.map(DeadlineId::from);
        let chosen = running
            .iter()
            .find(|one| Some(one.id) == named)
            .or_else(|| running.first().filter(|_| running.len() == 1));
        Typed::new().with_some("deadline", chosen.map(|one| one.id))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let today = on.today_at_the_earliest();
        let mut reader = Reader::new(typed);
        let command = ExtendDeadline {
            deadline: reader
                .code("/deadline", "Choose the deadline")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            due: reader
                .date("/due", "The new date", "Enter the new date")
                .unwrap_or(today),
            reason: reader.text("/reason"),
        };
        reader.finish(command, today).map(Command::Extend)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            ("New date".to_owned(), typed.date_words("due")),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let chosen = self.opens(on).code::<DeadlineId>("deadline");
        let deadline = running(on).into_iter().find(|one| Some(one.id) == chosen);
        let last = deadline.and_then(|one| one.extensions.last());
        vec![
            (
                "New date".to_owned(),
                deadline.map_or_else(String::new, |one| format::date(one.due)),
            ),
            (
                "Reason".to_owned(),
                last.and_then(|one| one.reason.clone()).unwrap_or_default(),
            ),
        ]
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("The date is moved to {}.", typed.date_words("due"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let deadlines = scene.on(|on| {
            let choice = |one: &DeadlineView| {
                let hint = if one.due == one.original_due {
                    format!("Due {}", format::date(one.due))
                } else {
                    format!(
                        "Due {}, first set for {}",
                        format::date(one.due),
                        format::date(one.original_due)
                    )
                };
                Choice::new(one.id.to_string(), one.clock.label()).hint(hint)
            };
            running(on).into_iter().map(choice).collect()
        });
        view! {
            {scene.one_of("deadline", "Which deadline?", "", deadlines)}
            {scene.day("due", "What is the new date?", "For example, 27 3 2008")}
            {scene.reason("Why is more time needed?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, ground, id, incident};
    use super::*;

    #[test]
    fn the_only_clock_is_chosen_and_the_date_sent() {
        let view = incident();
        let on = ground(&view);
        let typed = Extend.opens(&on);
        assert_eq!(typed.get("deadline"), id(61).to_string());
        let typed = typed
            .with_date("due", Some(day("2008-09-30")))
            .with("reason", "The panel meets late");
        let Ok(Command::Extend(command)) = Extend.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.due, day("2008-09-30"));
    }

    #[test]
    fn a_day_that_is_past_is_refused_and_an_unknown_today_is_not() {
        let view = incident();
        let mut on = ground(&view);
        let typed = Extend
            .opens(&on)
            .with_date("due", Some(day("2008-09-11")))
            .with("reason", "Late");
        assert_eq!(Extend.reads(&typed, &on).unwrap_err()[0].pointer, "/due");
        on.today = chrono::NaiveDate::MAX;
        assert!(Extend.reads(&typed, &on).is_ok());
    }
}
