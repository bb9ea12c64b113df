//! A box in which a file is chosen.

use super::field::{ErrorText, control_class, described_by, group, hint_and_error};
use leptos::html;
use leptos::prelude::*;

/// A file to be sent.
#[component]
pub fn FileUpload(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// A word of help: which kinds, how large.
    #[prop(into)]
    hint: String,
    /// The kinds that the browser offers first: `.pdf,.png`.
    #[prop(into)]
    accept: String,
    /// The box.
    input: NodeRef<html::Input>,
    /// What is wrong with what was chosen.
    #[prop(optional, into)]
    error: ErrorText,
) -> impl IntoView {
    let describe = described_by(&id, true, error, None);
    let help = hint_and_error(&id, Some(hint), error);
    let content = view! {
        <label class="govuk-label" for=id.clone()>
            {label}
        </label>
        {help}
        <input
            class=control_class("govuk-file-upload", "", error)
            id=id.clone()
            name=id
            type="file"
            accept=accept
            aria-describedby=describe
            node_ref=input
        />
    };
    group(error, "", content.into_any())
}
