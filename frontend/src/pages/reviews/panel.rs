//! The reviews of an incident, on its page.

use super::words::{due_cell, our_review_cell, our_stage_tag, review_cell, stage_tag};
use super::{REQUIRE_MANAGEMENT, SEE_EXTERNAL, SEE_MANAGEMENT, TRACK_EXTERNAL};
use crate::api::reviews::{external, management};
use crate::components::{ButtonKind, ButtonLink, Column, DataTable, block};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::Known;
use shared::incidents::api::IncidentView;
use shared::page::{MAX_LIMIT, Page};
use shared::policy::incidents::View;
use shared::reviews::api::{
    ExternalReviewFilter, ExternalReviewRow, ManagementReviewFilter, ManagementReviewRow,
};

/// The reviews of an incident, and the ways to begin one; nothing for those who see none.
pub fn reviews_panel(view: &IncidentView, session: Session) -> Option<AnyView> {
    let incident = view.id;
    let may_require =
        view.view == View::Whole && is_for_action(view) && session.may_start(REQUIRE_MANAGEMENT);
    let ours = session
        .may_start(SEE_MANAGEMENT)
        .then(|| our_reviews(incident, may_require, session));
    let others = session
        .may_start(SEE_EXTERNAL)
        .then(|| external_reviews(incident, session));
    (ours.is_some() || others.is_some()).then(|| {
        let content = view! {
            {ours}
            {others}
        };
        block("Reviews", content.into_any())
    })
}

fn our_reviews(incident: IncidentId, may_require: bool, session: Session) -> AnyView {
    let rows = Remote::load(move || async move {
        let filter = ManagementReviewFilter {
            incident: Some(incident),
            limit: Some(MAX_LIMIT),
            ..ManagementReviewFilter::default()
        };
        management::list(&filter).await
    });
    let found = move |page: Page<ManagementReviewRow>| {
        let offers = may_require && can_be_required(&page.items);
        let require = offers.then(|| {
            let href = Route::RequireReview(incident).path();
            view! {
                <ButtonLink href=href text="Require a management review" kind=ButtonKind::Secondary />
            }
        });
        view! {
            {our_table(page.items, session)}
            {require}
        }
        .into_any()
    };
    view! {
        <h3 class="govuk-heading-s">"Our management reviews"</h3>
        {show(rows, 2, false, found)}
    }
    .into_any()
}

/// It was forwarded for action and is open, so that there is something of ours to review.
fn is_for_action(view: &IncidentView) -> bool {
    let forwarded = view
        .intake
        .as_ref()
        .filter(|intake| intake.forwarded.is_some());
    let known = forwarded.and_then(|intake| intake.known);
    known.is_some_and(|known| known != Known::NotKnown) && !view.summary.stage.is_ended()
}

/// An incident has one open management review at most.
fn can_be_required(rows: &[ManagementReviewRow]) -> bool {
    rows.iter().all(|row| row.stage.is_ended())
}

fn our_table(rows: Vec<ManagementReviewRow>, session: Session) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"There is no management review of it that you can see."</p> }
            .into_any();
    }
    let today = session.today();
    let cells = |row: ManagementReviewRow| {
        vec![
            our_review_cell(&row),
            our_stage_tag(row.stage),
            due_cell(row.next_due, row.overdue, today),
        ]
    };
    table(
        "Management reviews",
        "Management review",
        rows.into_iter().map(cells).collect(),
    )
}

fn external_reviews(incident: IncidentId, session: Session) -> AnyView {
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
    view! {
        <h3 class="govuk-heading-s">"External reviews"</h3>
        {show(rows, 2, false, move |page| external_table(page.items, session))}
        {track}
    }
    .into_any()
}

fn external_table(rows: Vec<ExternalReviewRow>, session: Session) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"No external review of it is tracked."</p> }
            .into_any();
    }
    let today = session.today();
    let cells = |row: ExternalReviewRow| {
        vec![
            review_cell(&row),
            stage_tag(row.stage),
            due_cell(row.next_due, row.overdue, today),
        ]
    };
    table(
        "External reviews",
        "External review",
        rows.into_iter().map(cells).collect(),
    )
}

fn table(caption: &'static str, first: &'static str, rows: Vec<Vec<AnyView>>) -> AnyView {
    let columns = [first, "Stage", "Next date"].map(Column::new);
    view! {
        <DataTable caption=caption columns=columns.to_vec() rows=rows caption_hidden=true />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::management::testing::row;
    use super::*;
    use shared::reviews::codes::ManagementStage;

    #[test]
    fn another_review_can_be_required_once_none_is_open() {
        let stopped = row(ManagementStage::Stopped);
        assert!(can_be_required(&[]));
        assert!(can_be_required(std::slice::from_ref(&stopped)));
        assert!(!can_be_required(&[stopped, row(ManagementStage::Required)]));
    }
}
