//! The step that asks what is known about what happened.

use super::writing::Writing;
use crate::components::TextArea;
use crate::forms::Form;
use leptos::prelude::*;
use shared::check::MAX_NARRATIVE;

/// The fields of the step.
pub fn fields(writing: Writing, form: Form) -> AnyView {
    view! {
        <TextArea
            id="circumstances"
            label="What is known about what happened?"
            label_class="govuk-label--m"
            hint="What happened, where, who was there, who is dealing with it, and what is not known yet. Once sent, these words stay as they are: more can be added under them."
            value=writing.fields.circumstances
            max=MAX_NARRATIVE
            rows=15
            error=form.error("circumstances")
        />
    }
    .into_any()
}
