//! Correcting a recommendation that nobody has answered or decided.

use super::super::record::{Ground, Scene, recommendation};
use super::recommendation_fields::{fields_of, read_one, say_one, typed_one};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::routes::ExternalForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::RecommendationId;
use shared::problem::FieldError;
use shared::reviews::api::{ExternalReviewView, RecommendationView};
use shared::reviews::codes::Standing;
use shared::reviews::commands::CorrectRecommendation;

/// Correcting a recommendation.
pub struct CorrectOne;

fn id_of(on: &Ground<'_>) -> Option<RecommendationId> {
    match on.part {
        ExternalForm::CorrectRecommendation(id) => Some(id),
        _ => None,
    }
}

fn one_of<'a>(on: &'a Ground<'_>) -> Option<&'a RecommendationView> {
    let id = id_of(on)?;
    recommendation(on.view, |one| one.id == id)
}

impl Act<ExternalReviewView> for CorrectOne {
    fn title(&self, on: &Ground<'_>) -> String {
        let number = one_of(on).map_or(0, |one| one.number);
        match one_of(on).map(|one| one.standing) {
            Some(Standing::Final) => format!("Correct recommendation {number}"),
            _ => format!("Correct draft recommendation {number}"),
        }
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        one_of(on).is_some_and(RecommendationView::is_open)
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        one_of(on).map_or_else(Typed::new, |one| typed_one("recommendation", on.view, one))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let Some(one) = one_of(on) else {
            return Err(Vec::new());
        };
        let mut reader = Reader::new(typed);
        let standing = Some(one.standing);
        let command = CorrectRecommendation {
            recommendation: read_one(&mut reader, "/recommendation", on.view, standing),
            reason: reader.text("/reason"),
        };
        reader
            .finish(command, on.today)
            .map(|command| Command::CorrectRecommendation(one.id, command))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            (
                "Recommendation".to_owned(),
                say_one(typed, "recommendation"),
            ),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The recommendation is corrected.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let content = scene.on(|on| {
            let is_final = one_of(on).is_some_and(|one| one.standing == Standing::Final);
            fields_of(scene.fields, "recommendation", on.view, move || is_final)
        });
        view! {
            {content}
            {scene.reason("Why is it corrected?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, id, recommended};
    use super::*;

    #[test]
    fn what_it_came_from_is_kept() {
        let view = recommended();
        let on = ground(&view, ExternalForm::CorrectRecommendation(id(82).into()));
        assert_eq!(CorrectOne.title(&on), "Correct recommendation 2");
        let typed = CorrectOne.opens(&on).with("reason", "Misread");
        let Ok(Command::CorrectRecommendation(which, command)) = CorrectOne.reads(&typed, &on)
        else {
            panic!("not read");
        };
        assert_eq!(which, id(82).into());
        assert_eq!(command.recommendation.from_draft, Some(id(71).into()));
    }

    #[test]
    fn what_was_answered_is_not_rewritten() {
        let mut view = recommended();
        let part = ExternalForm::CorrectRecommendation(id(72).into());
        assert!(CorrectOne.applies(&ground(&view, part)));
        if let Some(draft) = view
            .recommendations
            .as_mut()
            .and_then(|all| all[2].draft.as_mut())
        {
            draft.answer = Some(shared::reviews::api::AnswerView {
                text: "We agree".to_owned(),
                on: view.facts.triggered_on,
                stamp: view.recorded.clone(),
            });
        }
        assert!(!CorrectOne.applies(&ground(&view, part)));
    }
}
