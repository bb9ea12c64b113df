//! The people of the organisation.

use crate::components::PageHeading;
use leptos::prelude::*;

/// The people of the organisation.
#[component]
pub fn PeoplePage() -> impl IntoView {
    view! { <PageHeading title="People" /> }
}
