//! Finding a case.

use crate::components::PageHeading;
use leptos::prelude::*;

/// Finding a case.
#[component]
pub fn CasesPage() -> impl IntoView {
    view! { <PageHeading title="Cases" /> }
}
