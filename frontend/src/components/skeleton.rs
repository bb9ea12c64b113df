//! What stands where something is still loading.

use leptos::prelude::*;

/// Grey bars in the place of what is loading, so that nothing jumps when it comes.
#[component]
pub fn Skeleton(
    /// How many lines to hold the place of.
    #[prop(default = 6)]
    lines: usize,
    /// A bar for the heading too.
    #[prop(optional)]
    heading: bool,
    /// What is loading, for screen readers.
    #[prop(default = "Loading…".to_owned(), into)]
    text: String,
) -> impl IntoView {
    let bars = (0..lines)
        .map(|line| {
            let class = if line % 3 == 2 {
                "app-skeleton app-skeleton--short"
            } else {
                "app-skeleton"
            };
            view! { <span class=class aria-hidden="true"></span> }
        })
        .collect_view();
    view! {
        <div role="status" class=heading.then_some("app-page")>
            <span class="govuk-visually-hidden">{text}</span>
            {heading.then(|| view! { <span class="app-skeleton app-skeleton--heading" aria-hidden="true"></span> })}
            {bars}
        </div>
    }
}
