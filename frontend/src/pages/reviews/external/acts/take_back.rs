//! Taking back a step that was recorded by mistake.

use super::super::record::{Ground, Scene, recorded};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::format;
use crate::routes::ExternalForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::ExternalReviewView;
use shared::reviews::codes::ExternalStep;
use shared::reviews::commands::WithdrawExternalStep;

/// Taking back a step.
pub struct TakeBack;

fn step_of(on: &Ground<'_>) -> Option<ExternalStep> {
    match on.part {
        ExternalForm::WithdrawStep(step) => Some(step),
        _ => None,
    }
}

fn label(on: &Ground<'_>) -> &'static str {
    step_of(on).map_or("", ExternalStep::label)
}

impl Act<ExternalReviewView> for TakeBack {
    fn title(&self, on: &Ground<'_>) -> String {
        format!("Take back: {}", label(on))
    }
    fn button(&self) -> &'static str {
        "Take it back"
    }
    fn is_grave(&self) -> bool {
        true
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        step_of(on).is_some_and(|step| recorded(on.view, step).is_some())
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let command = WithdrawExternalStep {
            step: step_of(on).unwrap_or(ExternalStep::Considered),
            reason: reader.text("/reason"),
        };
        reader.finish(command, on.today).map(Command::WithdrawStep)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![("Reason".to_owned(), typed.get("reason").to_owned())]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let taken = step_of(on).and_then(|step| recorded(on.view, step));
        let on_day = taken.map_or_else(String::new, |taken| format::date(taken.on));
        vec![
            ("Reason".to_owned(), String::new()),
            (label(on).to_owned(), on_day),
        ]
    }
    fn done(&self, _: &Typed, on: &Ground<'_>) -> String {
        format!("Taken back: {}.", label(on))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            <p class="govuk-body">
                "Take it back if it did not happen. If only its date or words are wrong, put it right instead. What was recorded stays in the history."
            </p>
            {scene.reason("Why is it taken back?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, review};
    use super::*;

    #[test]
    fn only_what_is_recorded_can_be_taken_back_and_with_a_reason() {
        let view = review();
        let on = ground(&view, ExternalForm::WithdrawStep(ExternalStep::Considered));
        assert!(TakeBack.applies(&on));
        let faults = TakeBack.reads(&Typed::new(), &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/reason");
        let typed = Typed::new().with("reason", "Another child’s");
        let Ok(Command::WithdrawStep(command)) = TakeBack.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.step, ExternalStep::Considered);
        let other = ExternalForm::WithdrawStep(ExternalStep::Decided);
        assert!(!TakeBack.applies(&ground(&view, other)));
    }
}
