//! A question that must be answered before going on.

use leptos::html;
use leptos::prelude::*;

/// A modal dialog. What stands behind it stays as it is.
#[component]
pub fn Dialog(
    /// The id.
    #[prop(into)]
    id: String,
    /// What it is about.
    #[prop(into)]
    title: String,
    /// Open. What is within is made afresh each time.
    open: RwSignal<bool>,
    /// The escape key does not close it.
    #[prop(optional)]
    must_answer: bool,
    /// What is within.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let show = move || {
        if let Some(dialog) = element.get_untracked() {
            let is_shown = dialog.open();
            match open.get_untracked() {
                true if !is_shown => drop(dialog.show_modal()),
                false if is_shown => dialog.close(),
                _ => {}
            }
        }
    };
    Effect::new(move |_| {
        open.track();
        element.track();
        show();
    });
    let cancelled = move |event: leptos::ev::Event| {
        if must_answer {
            event.prevent_default();
        }
    };
    // A browser lets the escape key through when it is pressed again and again.
    let closed = move |_| {
        if must_answer {
            show();
        } else {
            open.set(false);
        }
    };
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            class="app-dialog"
            id=id
            node_ref=element
            aria-labelledby=labelled_by
            on:cancel=cancelled
            on:close=closed
        >
            <h2 class="govuk-heading-m" id=title_id>
                {title}
            </h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
}
