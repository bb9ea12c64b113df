//! The clocks of a review: the date first set beside each that was agreed anew, and why.

use super::words::small_link;
use crate::components::{Column, DataTable, block};
use crate::format;
use crate::pages::incidents::words::{clock_state, stamp};
use leptos::prelude::*;
use shared::ids::DeadlineId;
use shared::reviews::api::{AgreedView, ReviewDeadlineView};

/// The clocks that were started. `href` is where a date is agreed anew, for those who may.
pub fn dates_section(
    deadlines: &[ReviewDeadlineView],
    href: impl Fn(DeadlineId) -> Option<String>,
) -> Option<AnyView> {
    (!deadlines.is_empty()).then(|| {
        let names = [
            "For",
            "Due",
            "First set for",
            "Agreed anew",
            "How it stands",
        ];
        let columns = names.map(Column::new).to_vec();
        let rows = deadlines.iter();
        let rows = rows
            .map(|one| row(one, href(one.id).filter(|_| one.running)))
            .collect();
        let table =
            view! { <DataTable caption="Dates" columns=columns rows=rows caption_hidden=true /> };
        block("Dates", table.into_any())
    })
}

fn row(deadline: &ReviewDeadlineView, href: Option<String>) -> Vec<AnyView> {
    let link = href.map(|href| small_link(href, "Agree anew", deadline.label.clone()));
    let due = view! {
        <span class="app-no-wrap">{format::short_date(deadline.due)}</span>
        {link}
    };
    let first = view! {
        <span class="app-no-wrap">{format::short_date(deadline.original_due)}</span>
    };
    let agreed = if deadline.agreed.is_empty() {
        "Never".into_any()
    } else {
        deadline.agreed.iter().map(agreed).collect_view().into_any()
    };
    vec![
        deadline.label.clone().into_any(),
        due.into_any(),
        first.into_any(),
        agreed,
        clock_state(deadline.running, deadline.overdue),
    ]
}

/// One date agreed anew: from when to when, why, who and when.
fn agreed(change: &AgreedView) -> impl IntoView + use<> {
    let (from, to) = (
        format::short_date(change.from),
        format::short_date(change.to),
    );
    let words = format!("{to} instead of {from}: {}.", change.why.label());
    view! {
        <div class="govuk-!-margin-bottom-2">
            {words}
            <div class="app-as-typed">{change.reason.clone()}</div>
            <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(&change.stamp)}</div>
        </div>
    }
}
