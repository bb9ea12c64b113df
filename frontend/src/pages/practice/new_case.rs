//! Recording a case.

use crate::components::PageHeading;
use leptos::prelude::*;

/// Recording a case.
#[component]
pub fn NewCasePage() -> impl IntoView {
    view! { <PageHeading title="Record a case" /> }
}
