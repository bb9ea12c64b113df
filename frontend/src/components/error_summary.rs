//! All that is to be mended, at the top of the page.

use super::field::FieldMessage;
use crate::dom;
use leptos::html;
use leptos::prelude::*;

/// What is to be mended, each line leading to its field. Takes the focus whenever it
/// is set anew. Goes above the heading.
#[component]
pub fn ErrorSummary(
    /// What is to be mended; nothing is shown while it is empty.
    #[prop(into)]
    errors: Signal<Vec<FieldMessage>>,
) -> impl IntoView {
    // By reference: a dialog may hold a summary above a page that has its own.
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let shown = errors.with(|errors| !errors.is_empty());
        if let Some(summary) = summary.get().filter(|_| shown) {
            let _ = summary.focus();
        }
    });
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            let lines = errors.into_iter().map(line).collect_view();
            view! {
                <div class="govuk-error-summary" node_ref=summary tabindex="-1">
                    <div role="alert">
                        <h2 class="govuk-error-summary__title">"There is a problem"</h2>
                        <div class="govuk-error-summary__body">
                            <ul class="govuk-list govuk-error-summary__list">{lines}</ul>
                        </div>
                    </div>
                </div>
            }
        })
    }
}

fn line(error: FieldMessage) -> impl IntoView {
    let FieldMessage { field, message } = error;
    // The server may name a field that this page does not ask for.
    let content = if !field.is_empty() && dom::exists(&field) {
        let href = format!("#{field}");
        let focus = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            dom::focus_field(&field);
        };
        view! {
            <a href=href on:click=focus>
                {message}
            </a>
        }
        .into_any()
    } else {
        message.into_any()
    };
    view! { <li>{content}</li> }
}
