//! What was done to a management review, newest first.

use shared::ids::ManagementReviewId;
use shared::incidents::api::HistoryEntry;
use shared::page::Page;
use shared::policy::Refusal;
use shared::policy::reviews::{ManagementView, authorise_read_management};
use shared::reviews::{AttachmentAction, ManagementAction, RecommendationAction};
use storage::Conn;
use storage::incidents::Moment;
use storage::reviews::management;

use super::change::KIND;
use crate::audit::outcome;
use crate::incidents::cursor::to_moment;
use crate::incidents::{history_page, limit};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One page of a management review's history, newest first. It is for those who see how it was commissioned.
    pub async fn management_history(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        limit: Option<u16>,
        cursor: Option<String>,
    ) -> Result<Page<HistoryEntry>> {
        let limit = self::limit(limit)?;
        let from = cursor.map(|cursor| to_moment(&cursor)).transpose()?;
        let reader = ctx.clone();
        let page = self
            .store
            .read(move |conn| page(conn, &reader, id, from, limit))
            .await;
        let action = "management_review.history";
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome(&page))
            .await?;
        page
    }
}

fn page(
    conn: &mut Conn,
    ctx: &Context,
    id: ManagementReviewId,
    from: Option<Moment>,
    limit: usize,
) -> Result<Page<HistoryEntry>> {
    let review = management::load(conn, id)?.ok_or(Error::NotFound)?;
    let facts = management::facts(conn, &review)?;
    let view = authorise_read_management(ctx.actor(), id, &facts)?.action();
    if view < ManagementView::Commission {
        return Err(Refusal::Deny.into());
    }
    let entries = management::history(conn, id, from, limit)?;
    history_page(conn, from, entries, true, label)
}

/// What was done, in words.
fn label(action: &str) -> String {
    let of_review = action.parse().map(ManagementAction::label);
    let of_recommendation = || action.parse().map(RecommendationAction::label);
    let of_attachment = || action.parse().map(AttachmentAction::label);
    let known = of_review
        .or_else(|_| of_recommendation())
        .or_else(|_| of_attachment());
    known.map_or_else(|_| action.to_owned(), str::to_owned)
}
