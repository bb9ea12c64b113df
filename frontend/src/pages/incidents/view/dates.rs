//! The clocks: the date first set beside each change of it.

use super::super::words::{clock_state, stamp};
use super::{Page, block};
use crate::components::{Column, DataTable};
use crate::format;
use leptos::prelude::*;
use shared::incidents::api::{DeadlineView, ExtensionView};
use shared::incidents::codes::IncidentAction;

/// The clocks that were started.
pub(super) fn section(page: &Page<'_>) -> Option<AnyView> {
    let deadlines = &page.intake.deadlines;
    (!deadlines.is_empty()).then(|| {
        let columns = ["For", "Due", "First set for", "How it stands"].map(Column::new);
        let rows = deadlines
            .iter()
            .map(|deadline| row(page, deadline))
            .collect();
        let table = view! { <DataTable caption="Dates" columns=columns.to_vec() rows=rows caption_hidden=true /> };
        block("Dates", table.into_any())
    })
}

fn row(page: &Page<'_>, deadline: &DeadlineView) -> Vec<AnyView> {
    let clock = deadline.clock.label();
    let extend = deadline
        .running
        .then(|| page.href(IncidentAction::Extend, Some(deadline.id.0)))
        .flatten()
        .map(|href| {
            view! {
                <div class="app-no-print">
                    <a class="govuk-link" href=href>
                        "Extend"
                        <span class="govuk-visually-hidden">{format!(" the date for {clock}")}</span>
                    </a>
                </div>
            }
        });
    let due = view! {
        {format::date(deadline.due)}
        {extend}
    };
    let extensions = deadline.extensions.iter().map(extension).collect_view();
    let first = view! {
        {format::date(deadline.original_due)}
        {extensions}
    };
    vec![
        clock.into_any(),
        due.into_any(),
        first.into_any(),
        clock_state(deadline.running, deadline.overdue),
    ]
}

/// One change of a date: from when to when, who, when and why.
fn extension(change: &ExtensionView) -> impl IntoView + use<> {
    let words = format!(
        "Moved from {} to {} by {}",
        format::short_date(change.from),
        format::short_date(change.to),
        stamp(&change.stamp)
    );
    let reason = change
        .reason
        .clone()
        .map(|reason| view! { <div class="app-as-typed">{reason}</div> });
    view! {
        <div class="govuk-body-s govuk-!-margin-bottom-1">
            {words}
            {reason}
        </div>
    }
}
