//! Adding words under the narrative, which itself is never edited.

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::components::Details;
use crate::pages::incidents::view::narrative_view;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::check::MAX_NARRATIVE;
use shared::incidents::api::IncidentView;
use shared::incidents::commands::AddWords;
use shared::problem::FieldError;

/// What the words are called.
const WORDS: &str = "Words added";

/// Adding words.
pub struct Add;

impl Act<IncidentView> for Add {
    fn title(&self, _: &Ground<'_>) -> String {
        "Add to what happened".to_owned()
    }
    fn button(&self) -> &'static str {
        "Add"
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let text = reader.text("/text");
        reader.finish(AddWords { text }, on.today).map(Command::Add)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![(WORDS.to_owned(), typed.get("text").to_owned())]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let addenda = on.view.narrative.as_ref().map(|told| &told.addenda);
        let last = addenda
            .and_then(|all| all.last())
            .map(|added| added.text.clone());
        vec![(WORDS.to_owned(), last.unwrap_or_default())]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "Your words are added.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let told = scene.view.with_value(|view| {
            let narrative = view.narrative.as_ref().map(narrative_view);
            let own = view.own_words.clone();
            narrative.or_else(|| {
                own.map(|words| view! { <p class="govuk-body app-as-typed">{words}</p> }.into_any())
            })
        });
        let told =
            told.map(|told| view! { <Details summary="What was said so far">{told}</Details> });
        view! {
            {told}
            {scene
                .lines_up_to(
                    "text",
                    "What do you want to add?",
                    "What was sent is never changed. Your words go under it, with your name and the time.",
                    MAX_NARRATIVE,
                )}
        }
        .into_any()
    }
}
