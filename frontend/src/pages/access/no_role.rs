//! For whoever is signed in and holds no role.

use crate::components::{Button, PageHeading};
use crate::dom;
use leptos::prelude::*;

/// Says that there is nothing to see without a role, and who gives one.
#[component]
pub fn NoRolePage() -> impl IntoView {
    view! {
        <PageHeading title="No role yet" />
        <p class="govuk-body">
            "You are signed in, and hold no role today. An administrator gives you one; some roles work only once a second administrator has confirmed them."
        </p>
        <Button text="Look again" on_click=move |()| dom::reload() />
    }
}
