//! Our answer to a recommendation of a draft (§19).

use super::super::record::{Ground, Scene, recommendation};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::components::InsetText;
use crate::routes::ExternalForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::{ExternalReviewView, RecommendationView};
use shared::reviews::commands::AnswerRecommendation;

/// Answering a recommendation of a draft.
pub struct AnswerOne;

fn one_of<'a>(on: &'a Ground<'_>) -> Option<&'a RecommendationView> {
    match on.part {
        ExternalForm::Answer(Some(id)) => recommendation(on.view, |one| one.id == id),
        _ => None,
    }
}

impl Act<ExternalReviewView> for AnswerOne {
    fn title(&self, on: &Ground<'_>) -> String {
        let number = one_of(on).map_or(0, |one| one.number);
        format!("Our answer to draft recommendation {number}")
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        one_of(on).is_some_and(RecommendationView::needs_answer)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let Some(one) = one_of(on) else {
            return Err(Vec::new());
        };
        let mut reader = Reader::new(typed);
        let command = AnswerRecommendation {
            answer: reader.text("/answer"),
            on: reader
                .date(
                    "/on",
                    "The date of our answer",
                    "Enter the day on which we answered",
                )
                .unwrap_or(on.view.facts.triggered_on),
        };
        reader
            .finish(command, on.today)
            .map(|command| Command::Answer(one.id, command))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            ("Our answer".to_owned(), typed.get("answer").to_owned()),
            ("Answered on".to_owned(), typed.date_words("on")),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let answer = one_of(on).and_then(|one| one.answer.as_ref());
        let text = answer.map_or_else(String::new, |answer| answer.text.clone());
        let day = answer.map_or_else(String::new, |answer| crate::format::date(answer.on));
        vec![
            ("Our answer".to_owned(), text),
            ("Answered on".to_owned(), day),
        ]
    }
    fn done(&self, _: &Typed, on: &Ground<'_>) -> String {
        let number = one_of(on).map_or(0, |one| one.number);
        format!("Our answer to draft recommendation {number} is recorded.")
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let words =
            scene.on(|on| one_of(on).map(|one| (one.text.clone(), one.addressed_to.label())));
        let said = words.map(|(text, whom)| {
            view! {
                <InsetText>
                    <p class="govuk-body app-as-typed">{text}</p>
                    <p class="govuk-body-s govuk-!-margin-bottom-0">{format!("For: {whom}")}</p>
                </InsetText>
            }
        });
        view! {
            {said}
            {scene.lines("answer", "What did we answer?", "")}
            {scene.day("on", "When did we answer?", "")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, id, recommended};
    use super::*;

    #[test]
    fn only_what_waits_is_answered() {
        let view = recommended();
        let on = ground(&view, ExternalForm::Answer(Some(id(71).into())));
        assert!(AnswerOne.applies(&on));
        let of_final = ExternalForm::Answer(Some(id(81).into()));
        assert!(!AnswerOne.applies(&ground(&view, of_final)));
        let faults = AnswerOne.reads(&Typed::new(), &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/on", "/answer"]);
        let typed = Typed::new()
            .with("answer", "We agree")
            .with_date("on", Some(day("2008-09-11")));
        let Ok(Command::Answer(which, command)) = AnswerOne.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(which, id(71).into());
        assert_eq!(command.answer, "We agree");
    }
}
