//! Actions that ask for nothing but the decision itself.

use super::act::{Act, Ground};
use super::record::Record;
use super::scene::Scene;
use crate::typed::Typed;
use leptos::prelude::*;
use shared::problem::FieldError;

/// An action that only has to be confirmed.
pub struct Confirm<R: Record> {
    /// The heading.
    pub title: &'static str,
    /// What it means, in a sentence or two.
    pub words: &'static str,
    /// The words of the button.
    pub button: &'static str,
    /// What is said once it is done.
    pub done: &'static str,
    /// What is sent.
    pub command: R::Command,
    /// What there is to see of the record beside the question.
    pub beside: fn(Scene<R>) -> AnyView,
}

impl<R: Record> Act<R> for Confirm<R> {
    fn title(&self, _: &Ground<'_, R>) -> String {
        self.title.to_owned()
    }
    fn button(&self) -> &'static str {
        self.button
    }
    fn reads(&self, _: &Typed, _: &Ground<'_, R>) -> Result<R::Command, Vec<FieldError>> {
        Ok(self.command.clone())
    }
    fn done(&self, _: &Typed, _: &Ground<'_, R>) -> String {
        self.done.to_owned()
    }
    fn fields(&self, scene: Scene<R>) -> AnyView {
        view! {
            <p class="govuk-body">{self.words}</p>
            {(self.beside)(scene)}
        }
        .into_any()
    }
}
