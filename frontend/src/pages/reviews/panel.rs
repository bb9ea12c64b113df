//! The reviews of an incident, on its page.

use super::words::{due_cell, review_cell, stage_tag};
use super::{SEE_EXTERNAL, TRACK_EXTERNAL};
use crate::api::reviews::external;
use crate::components::{ButtonKind, ButtonLink, Column, DataTable, block};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::ids::IncidentId;
use shared::page::{MAX_LIMIT, Page};
use shared::reviews::api::{ExternalReviewFilter, ExternalReviewRow};

/// The external reviews of an incident, and the way to track one; nothing for those who see none.
pub fn reviews_panel(incident: IncidentId, session: Session) -> Option<AnyView> {
    session.may_start(SEE_EXTERNAL).then(|| {
        let rows = Remote::load(move || async move {
            let filter = ExternalReviewFilter {
                incident: Some(incident),
                limit: Some(MAX_LIMIT),
                ..ExternalReviewFilter::default()
            };
            external::list(&filter).await
        });
        let track = session.may_start(TRACK_EXTERNAL).then(|| {
            let href = Route::TrackExternal(Some(incident)).path();
            view! { <ButtonLink href=href text="Track an external review" kind=ButtonKind::Secondary /> }
        });
        let content = view! {
            {show(rows, 2, false, move |page| found(page, session))}
            {track}
        };
        block("Reviews", content.into_any())
    })
}

fn found(page: Page<ExternalReviewRow>, session: Session) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="govuk-body">"No external review of it is tracked."</p> }
            .into_any();
    }
    let today = session.today();
    let cells = |row: ExternalReviewRow| {
        vec![
            review_cell(&row),
            stage_tag(row.stage),
            due_cell(&row, today),
        ]
    };
    let columns = ["External review", "Stage", "Next date"].map(Column::new);
    let rows = page.items.into_iter().map(cells).collect();
    view! {
        <DataTable caption="External reviews" columns=columns.to_vec() rows=rows caption_hidden=true />
    }
    .into_any()
}
