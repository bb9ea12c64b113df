//! Recording what has become known of an external review, or putting it right.

use super::super::record::{Ground, Scene, recorded, unrecorded};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::components::Choice;
use crate::format;
use crate::pages::incidents::words::choices;
use crate::routes::ExternalForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::LscbDecision;
use shared::policy::reviews::ExternalView;
use shared::problem::FieldError;
use shared::reviews::api::{ExternalReviewView, StepTakenView};
use shared::reviews::codes::{ExternalStep, Grade};
use shared::reviews::commands::RecordExternalStep;

/// Recording a step.
pub struct Step;

/// The step that the address names.
fn named(on: &Ground<'_>) -> Option<ExternalStep> {
    match on.part {
        ExternalForm::RecordStep(step) => step,
        _ => None,
    }
}

/// The step that the address names, as it is recorded.
fn put_right<'a>(on: &'a Ground<'_>) -> Option<&'a StepTakenView> {
    recorded(on.view, named(on)?)
}

fn step_of(typed: &Typed, on: &Ground<'_>) -> Option<ExternalStep> {
    named(on).or_else(|| typed.code("step"))
}

/// What is known by now: a step that someone else recorded meanwhile shows here.
fn known(view: &ExternalReviewView) -> String {
    let lines: Vec<String> = view
        .steps
        .iter()
        .map(|taken| format!("{}: {}", taken.step.label(), format::date(taken.on)))
        .collect();
    lines.join("\n")
}

impl Act<ExternalReviewView> for Step {
    fn title(&self, on: &Ground<'_>) -> String {
        match (named(on), put_right(on)) {
            (Some(step), Some(_)) => format!("Put right: {}", step.label()),
            (Some(step), None) => step.label().to_owned(),
            (None, _) => "Record what has become known".to_owned(),
        }
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        match named(on) {
            Some(step) => on.view.possible_steps.contains(&step),
            None => !unrecorded(on.view).is_empty(),
        }
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let held = put_right(on);
        Typed::new()
            .with_some("step", named(on))
            .with_date("on", held.map(|held| held.on))
            .with_some("note", held.map(|held| &held.note))
            .with_some("decision", held.and_then(|held| held.decision))
            .with_some("grade", held.and_then(|held| held.grade))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let step = match named(on) {
            Some(step) => Some(step),
            None => reader.code("/step", "Choose what has become known"),
        };
        let command = RecordExternalStep {
            step: step.unwrap_or(ExternalStep::Considered),
            on: reader
                .date("/on", "The date", "Enter the day on which it happened")
                .unwrap_or(on.view.facts.triggered_on),
            note: reader.text("/note"),
            decision: reader
                .some_code("/decision")
                .filter(|_| step == Some(ExternalStep::Decided)),
            grade: reader
                .some_code("/grade")
                .filter(|_| step == Some(ExternalStep::Evaluated)),
            reason: reader.some_text("/reason"),
        };
        reader.finish(command, on.today).map(Command::RecordStep)
    }
    fn says(&self, typed: &Typed, on: &Ground<'_>) -> Said {
        let step = step_of(typed, on).map_or("", ExternalStep::label);
        let decision = typed.code("decision").map_or("", LscbDecision::label);
        let grade = typed.code("grade").map_or("", Grade::label);
        [
            ("What", step.to_owned()),
            ("When", typed.date_words("on")),
            ("Decision", decision.to_owned()),
            ("Grade", grade.to_owned()),
            ("Note", typed.get("note").to_owned()),
            ("Reason", typed.get("reason").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let mut said = self.says(&self.opens(on), on);
        if named(on).is_none() {
            said.push(("Known by now".to_owned(), known(on.view)));
        }
        said
    }
    fn done(&self, typed: &Typed, on: &Ground<'_>) -> String {
        let step = step_of(typed, on).map_or("", ExternalStep::label);
        format!("Recorded: {step}.")
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let (step, held) = scene.on(|on| (named(on), put_right(on).is_some()));
        let is = move |wanted: ExternalStep| match step {
            Some(step) => step == wanted,
            None => scene.says("step") == wanted.as_str(),
        };
        let question = step.is_none().then(|| {
            let steps = scene.view.with_value(unrecorded);
            let steps = steps
                .into_iter()
                .map(|step| Choice::new(step.as_str(), step.label()))
                .collect();
            scene.one_of("step", "What has become known?", "", steps)
        });
        let decisions = choices(LscbDecision::ALL, LscbDecision::as_str, LscbDecision::label);
        let grades = choices(Grade::ALL, Grade::as_str, Grade::label);
        let sees_notes = scene.on(|on| on.view.view == ExternalView::Whole);
        let note_hint = if held && !sees_notes {
            "You do not see what is there. It is kept unless you write something else."
        } else if step.is_none_or(|step| step == ExternalStep::Withheld) {
            "If it was decided not to publish, say why. Leave out every child’s name."
        } else {
            "Leave out every child’s name."
        };
        // Asked too where the server says that someone else has recorded it meanwhile.
        let refused = scene.form.error("reason");
        let needs_reason = move || held || refused.with(Option::is_some);
        view! {
            {question}
            {scene.day("on", "When did it happen?", "Not the day on which we heard of it. For example, 27 3 2008")}
            {scene
                .while_holds(
                    move || is(ExternalStep::Decided),
                    scene.one_of("decision", "What was decided?", "", decisions),
                )}
            {scene
                .while_holds(
                    move || is(ExternalStep::Evaluated),
                    scene.one_of("grade", "How was it evaluated?", "", grades),
                )}
            {scene.lines("note", "Is there more to say?", note_hint)}
            {scene.while_holds(needs_reason, scene.reason("Why is it put right?"))}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, review};
    use super::*;

    fn read(typed: &Typed, on: &Ground<'_>) -> RecordExternalStep {
        match Step.reads(typed, on) {
            Ok(Command::RecordStep(command)) => command,
            other => panic!("not read: {other:?}"),
        }
    }

    #[test]
    fn only_what_is_not_known_yet_is_offered_and_sent_as_chosen() {
        let view = review();
        let on = ground(&view, ExternalForm::RecordStep(None));
        assert_eq!(unrecorded(&view), [ExternalStep::Decided]);
        let faults = Step.reads(&Typed::new(), &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/step", "/on"]);
        let typed = Typed::new()
            .with("step", "decided")
            .with_date("on", Some(day("2008-09-10")))
            .with("decision", "review")
            .with("grade", "good");
        let command = read(&typed, &on);
        assert_eq!(command.decision, Some(LscbDecision::Review));
        assert_eq!((command.grade, command.reason), (None, None));
    }

    #[test]
    fn what_is_recorded_opens_as_it_stands() {
        let view = review();
        let part = ExternalForm::RecordStep(Some(ExternalStep::Considered));
        let on = ground(&view, part);
        assert!(Step.title(&on).starts_with("Put right"));
        let typed = Step.opens(&on).with("reason", "Misread");
        let command = read(&typed, &on);
        assert_eq!(command.on, day("2008-08-20"));
        assert_eq!(command.reason.as_deref(), Some("Misread"));
        let gone = ExternalForm::RecordStep(Some(ExternalStep::Evaluated));
        assert!(!Step.applies(&ground(&view, gone)));
    }

    #[test]
    fn what_others_recorded_meanwhile_is_shown() {
        let view = review();
        let said = Step.stands(&ground(&view, ExternalForm::RecordStep(None)));
        let known = said.iter().find(|(name, _)| name == "Known by now");
        assert!(known.is_some_and(|(_, words)| words.contains("20 August 2008")));
    }
}
