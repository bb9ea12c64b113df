//! What the review is of and for, and when it came how far.

use super::Page;
use crate::components::{SummaryList, SummaryRow, block};
use crate::format;
use crate::pages::incidents::words::stamp;
use crate::routes::Route;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::policy::reviews::ManagementView;
use shared::reviews::api::{ManagementReviewView, WhyView};
use shared::reviews::codes::ManagementStage;

/// The facts.
pub(super) fn section(page: &Page<'_>) -> AnyView {
    let view = page.view;
    let commission = view.commission.as_ref();
    let area = view.area.as_ref();
    let mut rows = vec![
        SummaryRow::new("Incident", incident(view)),
        SummaryRow::text(
            "Area",
            area.map_or_else(|| "Not known".to_owned(), |area| area.name.clone()),
        ),
        SummaryRow::new("External review", external(view)),
        SummaryRow::text(
            "The panel’s date for it",
            format::date_or(view.panel_date, "None set"),
        ),
    ];
    if let Some(commission) = commission {
        rows.insert(0, reasoned("Why it is required", &commission.required));
        let author = commission.author.as_ref();
        rows.push(SummaryRow::text(
            "Author",
            author.map_or_else(|| "None".to_owned(), |author| author.name.clone()),
        ));
    }
    rows.extend([
        SummaryRow::text("Commissioned", day(view.commissioned_at)),
        SummaryRow::text("Last submitted", day(view.submitted_at)),
        SummaryRow::text("Approved", day(view.approved_at)),
        SummaryRow::text("Sent to the panel", sent(view)),
    ]);
    if let Some(commission) = commission {
        let continued = commission.continued.as_ref();
        let ended = commission.ended.as_ref();
        let how = match view.stage {
            ManagementStage::Rejected => "Why it is rejected",
            _ => "Why it is stopped",
        };
        rows.extend(
            continued.map(|why| reasoned("Why it goes on without an external review", why)),
        );
        rows.extend(ended.map(|why| reasoned(how, why)));
    }
    block(
        "About this review",
        view! { <SummaryList rows=rows /> }.into_any(),
    )
}

fn reasoned(key: &'static str, why: &WhyView) -> SummaryRow {
    let value = view! {
        <div class="app-as-typed">{why.reason.clone()}</div>
        <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(&why.stamp)}</div>
    };
    SummaryRow::new(key, value)
}

/// Somebody who sees its dates only need not see the incident.
fn incident(view: &ManagementReviewView) -> AnyView {
    let reference = view.incident_reference.clone();
    if view.view == ManagementView::Dates {
        return reference.into_any();
    }
    view! {
        <a class="govuk-link" href=Route::Incident(view.incident).path()>
            {reference}
        </a>
    }
    .into_any()
}

fn external(view: &ManagementReviewView) -> AnyView {
    let Some(external) = view.external else {
        return "None that you can see".into_any();
    };
    view! {
        <a class="govuk-link" href=Route::ExternalReview(external).path()>
            "The external review that it is for"
        </a>
    }
    .into_any()
}

fn day(at: Option<DateTime<Utc>>) -> String {
    format::date_or(at.map(format::london_date), "Not yet")
}

/// When it was sent, or that there is no panel.
fn sent(view: &ManagementReviewView) -> String {
    let is_recorded = matches!(
        view.stage,
        ManagementStage::Sent | ManagementStage::Debriefed | ManagementStage::Closed
    );
    let otherwise = if is_recorded {
        "There is no panel"
    } else {
        "Not yet"
    };
    format::date_or(view.sent_on, otherwise)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day as date, submitted};
    use super::*;

    #[test]
    fn no_panel_is_not_the_same_as_not_sent_yet() {
        let mut view = submitted();
        assert_eq!(sent(&view), "Not yet");
        view.stage = ManagementStage::Sent;
        assert_eq!(sent(&view), "There is no panel");
        view.sent_on = Some(date("2008-11-03"));
        assert_eq!(sent(&view), "3 November 2008");
    }
}
