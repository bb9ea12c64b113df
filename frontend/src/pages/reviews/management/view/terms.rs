//! The terms of reference.

use super::Page;
use crate::components::{SummaryList, SummaryRow, block};
use crate::format;
use crate::routes::ManagementForm;
use leptos::prelude::*;
use shared::reviews::api::CommissionView;
use shared::reviews::management::Terms;

/// The terms of reference, once there are any.
pub(super) fn section(page: &Page<'_>, commission: &CommissionView) -> Option<AnyView> {
    commission.terms.as_ref().map(|terms| {
        let looked_at = SummaryRow::as_typed("What it looks at", terms.text.clone());
        let looked_at = match page.href(ManagementForm::ChangeTerms) {
            Some(href) => looked_at.change("terms of reference", href),
            None => looked_at,
        };
        let rows = vec![looked_at, SummaryRow::text("Period", period(terms))];
        block(
            "Terms of reference",
            view! { <SummaryList rows=rows /> }.into_any(),
        )
    })
}

fn period(terms: &Terms) -> String {
    format!(
        "{} to {}",
        format::date(terms.period_from),
        format::date(terms.period_to)
    )
}
