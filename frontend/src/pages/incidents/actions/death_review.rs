//! The child death review beside the incident (§1).

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::codes::{Expectedness, HarmQuestion, YesNo};
use shared::incidents::model::ChildDeathReview;
use shared::problem::FieldError;

/// The child death review.
pub struct DeathReview;

impl Act<IncidentView> for DeathReview {
    fn title(&self, _: &Ground<'_>) -> String {
        "Child death review".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let Some(intake) = on.intake() else {
            return Typed::new();
        };
        let review = &intake.child_death_review;
        Typed::new()
            .with("expectedness", review.expectedness.as_str())
            .with("harm_question", review.harm_question.as_str())
            .with("decision_delayed", review.decision_delayed.as_str())
            .with_some("delay_reason", review.delay_reason.as_ref())
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let delayed = reader
            .code("/decision_delayed", "Say whether the decision is delayed")
            .unwrap_or(YesNo::NotKnown);
        let command = ChildDeathReview {
            expectedness: reader
                .code("/expectedness", "Choose whether the death was expected")
                .unwrap_or(Expectedness::Undetermined),
            harm_question: reader
                .code("/harm_question", "Say whether any question of harm arises")
                .unwrap_or(HarmQuestion::Pending),
            decision_delayed: delayed,
            delay_reason: reader
                .some_text("/delay_reason")
                .filter(|_| delayed == YesNo::Yes),
        };
        reader
            .finish(command, on.today)
            .map(Command::ReviewChildDeath)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let expected = typed.code("expectedness").map_or("", Expectedness::label);
        let harm = typed.code("harm_question").map_or("", HarmQuestion::label);
        let delayed = typed.code("decision_delayed").map_or("", YesNo::label);
        [
            ("Expected or unexpected", expected),
            ("Question of harm", harm),
            ("LSCB’s decision delayed", delayed),
            ("Why it is delayed", typed.get("delay_reason")),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The child death review is recorded.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let expected = choices(Expectedness::ALL, Expectedness::as_str, Expectedness::label);
        let harm = choices(HarmQuestion::ALL, HarmQuestion::as_str, HarmQuestion::label);
        let delayed = choices(YesNo::ALL, YesNo::as_str, YesNo::label);
        let is_delayed = move || scene.says("decision_delayed") == YesNo::Yes.as_str();
        view! {
            {scene.one_of("expectedness", "Was the death expected?", "", expected)}
            {scene.one_of("harm_question", "Does any question of harm arise?", "", harm)}
            {scene.one_of("decision_delayed", "Is the LSCB’s decision delayed?", "", delayed)}
            {scene.while_holds(is_delayed, scene.lines("delay_reason", "Why is it delayed?", ""))}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, incident};
    use super::*;

    #[test]
    fn it_opens_with_what_is_recorded_and_sends_it_back() {
        let view = incident();
        let on = ground(&view);
        let review = view.intake.as_ref().unwrap().child_death_review.clone();
        assert_eq!(
            DeathReview.reads(&DeathReview.opens(&on), &on),
            Ok(Command::ReviewChildDeath(review))
        );
    }

    #[test]
    fn why_it_is_delayed_goes_with_the_delay() {
        let view = incident();
        let on = ground(&view);
        let delayed = DeathReview.opens(&on).with("decision_delayed", "yes");
        let faults = DeathReview.reads(&delayed, &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/delay_reason");
        let not = delayed
            .with("delay_reason", "The inquest")
            .with("decision_delayed", "no");
        let Ok(Command::ReviewChildDeath(command)) = DeathReview.reads(&not, &on) else {
            panic!("not read");
        };
        assert_eq!(command.delay_reason, None);
    }
}
