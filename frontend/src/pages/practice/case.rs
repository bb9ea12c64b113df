//! One case.

use crate::components::PageHeading;
use leptos::prelude::*;
use shared::ids::CaseId;

/// One case.
#[component]
pub fn CasePage(
    /// The case.
    case: CaseId,
) -> impl IntoView {
    let _ = case;
    view! { <PageHeading title="Case" /> }
}
