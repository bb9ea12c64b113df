//! Everything that was done to one incident.

use crate::api::incidents;
use crate::pages::history::history_page;
use crate::routes::Route;
use leptos::prelude::*;
use shared::ids::IncidentId;

/// Everything that was done to one incident, newest first.
#[component]
pub fn HistoryPage(
    /// The incident.
    incident: IncidentId,
) -> impl IntoView {
    history_page(
        Route::Incident(incident),
        "Back to the incident",
        move |cursor| async move { incidents::history(incident, cursor.as_deref()).await },
    )
}
