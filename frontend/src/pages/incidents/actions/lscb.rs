//! What the LSCB decided and what we answered (§19).

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::codes::LscbDecision;
use shared::incidents::model::LscbOutcome;
use shared::problem::FieldError;

/// The LSCB's decision and our answer.
pub struct Lscb;

impl Act<IncidentView> for Lscb {
    fn title(&self, _: &Ground<'_>) -> String {
        "The LSCB’s decision and our answer".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let outcome = on.intake().and_then(|intake| intake.lscb_outcome.as_ref());
        Typed::new()
            .with_some("decision", outcome.map(|one| one.decision))
            .with_date("decided_on", outcome.map(|one| one.decided_on))
            .with_some(
                "our_answer",
                outcome.and_then(|one| one.our_answer.as_ref()),
            )
            .with_date("answered_on", outcome.and_then(|one| one.answered_on))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = LscbOutcome {
            decision: reader
                .code("/decision", "Choose what the LSCB decided")
                .unwrap_or(LscbDecision::NoReview),
            decided_on: reader
                .date(
                    "/decided_on",
                    "The date of the decision",
                    "Enter the date of the decision",
                )
                .unwrap_or(on.view.summary.notified_on),
            our_answer: reader.some_text("/our_answer"),
            answered_on: reader.some_date("/answered_on", "The date of our answer"),
        };
        reader
            .finish(command, on.today)
            .map(Command::RecordLscbDecision)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let decision = typed.code("decision").map_or("", LscbDecision::label);
        vec![
            ("Decision".to_owned(), decision.to_owned()),
            ("Decided on".to_owned(), typed.date_words("decided_on")),
            ("Our answer".to_owned(), typed.get("our_answer").to_owned()),
            ("Answered on".to_owned(), typed.date_words("answered_on")),
        ]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The LSCB’s decision is recorded.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let decisions = choices(LscbDecision::ALL, LscbDecision::as_str, LscbDecision::label);
        view! {
            {scene.one_of("decision", "What did the LSCB decide?", "", decisions)}
            {scene.day("decided_on", "When?", "")}
            {scene
                .lines(
                    "our_answer",
                    "What did we answer to its draft recommendations?",
                    "If none was for us, say so. Leave it empty until we have answered.",
                )}
            {scene.day("answered_on", "When did we answer?", "")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, ground, incident};
    use super::*;

    #[test]
    fn an_answer_goes_with_its_date() {
        let view = incident();
        let on = ground(&view);
        let typed = Typed::new()
            .with("decision", "no_review")
            .with_date("decided_on", Some(day("2008-09-10")));
        assert!(Lscb.reads(&typed, &on).is_ok());
        let typed = typed.with("our_answer", "None was for us");
        assert_eq!(
            Lscb.reads(&typed, &on).unwrap_err()[0].pointer,
            "/answered_on"
        );
        let typed = typed.with_date("answered_on", Some(day("2008-09-11")));
        assert!(Lscb.reads(&typed, &on).is_ok());
    }

    #[test]
    fn a_day_to_come_is_refused() {
        let view = incident();
        let typed = Typed::new()
            .with("decision", "review")
            .with_date("decided_on", Some(day("2008-09-13")));
        let faults = Lscb.reads(&typed, &ground(&view)).unwrap_err();
        assert_eq!(faults[0].pointer, "/decided_on");
    }
}
