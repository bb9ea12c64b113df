//! Actions that ask only why: reject, reopen.

use super::act::{Act, Ground, Said};
use super::record::Record;
use super::scene::Scene;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::commands::WithReason;
use shared::problem::FieldError;

/// An action that needs a reason and nothing else.
pub struct Why<R: Record> {
    /// The heading.
    pub title: &'static str,
    /// What it means, in a sentence or two.
    pub words: &'static str,
    /// The question.
    pub label: &'static str,
    /// The words of the button.
    pub button: &'static str,
    /// It cannot lightly be undone.
    pub is_grave: bool,
    /// What is said once it is done.
    pub done: &'static str,
    /// The command that the reason makes.
    pub command: fn(WithReason) -> R::Command,
}

impl<R: Record> Act<R> for Why<R> {
    fn title(&self, _: &Ground<'_, R>) -> String {
        self.title.to_owned()
    }
    fn button(&self) -> &'static str {
        self.button
    }
    fn is_grave(&self) -> bool {
        self.is_grave
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_, R>) -> Result<R::Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let reason = reader.text("/reason");
        reader
            .finish(WithReason { reason }, on.today)
            .map(self.command)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_, R>) -> Said {
        vec![("Reason".to_owned(), typed.get("reason").to_owned())]
    }
    fn done(&self, _: &Typed, _: &Ground<'_, R>) -> String {
        self.done.to_owned()
    }
    fn fields(&self, scene: Scene<R>) -> AnyView {
        view! {
            <p class="govuk-body">{self.words}</p>
            {scene.reason(self.label)}
        }
        .into_any()
    }
}
