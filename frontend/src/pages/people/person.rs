//! One person.

use crate::components::PageHeading;
use leptos::prelude::*;
use shared::ids::StaffId;

/// One person.
#[component]
pub fn PersonPage(
    /// The person.
    person: StaffId,
) -> impl IntoView {
    let _ = person;
    view! { <PageHeading title="Person" /> }
}
