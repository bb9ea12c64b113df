//! One area.

use crate::components::PageHeading;
use leptos::prelude::*;
use shared::ids::AreaId;

/// One area.
#[component]
pub fn AreaPage(
    /// The area.
    area: AreaId,
) -> impl IntoView {
    let _ = area;
    view! { <PageHeading title="Area" /> }
}
