//! The areas and their teams.

use crate::components::PageHeading;
use leptos::prelude::*;

/// The areas and their teams.
#[component]
pub fn AreasPage() -> impl IntoView {
    view! { <PageHeading title="Areas" /> }
}
