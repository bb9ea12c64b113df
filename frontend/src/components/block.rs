//! A part of a page.

use leptos::prelude::*;

/// A part of the page under its heading.
pub fn block(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="govuk-!-margin-top-7">
            <h2 class="govuk-heading-m">{title}</h2>
            {content}
        </section>
    }
    .into_any()
}
