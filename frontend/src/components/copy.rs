//! Text to be taken elsewhere.

use super::button::{Button, ButtonKind};
use crate::dom;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A line of text with a button that copies it. Where the browser does not let it, the text is there to be selected.
#[component]
pub fn CopyText(
    /// The id of the text.
    id: &'static str,
    /// What it is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let said = RwSignal::new("");
    let held = StoredValue::new(text.clone());
    let copy = move |()| {
        spawn_local(async move {
            let copied = dom::copy(&held.get_value()).await;
            said.set(if copied {
                "Copied"
            } else {
                "Your browser does not let this page copy. Select the text and copy it."
            });
        });
    };
    view! {
        <div class="govuk-form-group">
            <p class="govuk-label govuk-label--s">{label.clone()}</p>
            <p class="govuk-body app-copy">
                <code id=id>{text}</code>
            </p>
            <Button text="Copy" kind=ButtonKind::Secondary on_click=copy hidden=label />
            <p class="govuk-body" role="status">
                {said}
            </p>
        </div>
    }
}
