//! What was done to an external review, newest first.

use shared::ids::ExternalReviewId;
use shared::incidents::api::HistoryEntry;
use shared::page::Page;
use shared::policy::reviews::{ExternalScope, ExternalView, authorise_read_external};
use shared::reviews::{ExternalAction, RecommendationAction};
use storage::Conn;
use storage::incidents::Moment;
use storage::reviews::external;

use super::change::KIND;
use super::words::is_of_an_incident;
use crate::audit::outcome;
use crate::incidents::cursor::to_moment;
use crate::incidents::{history_page, limit};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One page of an external review's history, newest first. Who sees its dates only reads who did what and when, but
    /// neither why nor what changed.
    pub async fn external_history(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
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
        let action = "external_review.history";
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome(&page))
            .await?;
        page
    }
}

fn page(
    conn: &mut Conn,
    ctx: &Context,
    id: ExternalReviewId,
    from: Option<Moment>,
    limit: usize,
) -> Result<Page<HistoryEntry>> {
    external::load(conn, id)?.ok_or(Error::NotFound)?;
    let facts = external::facts(conn, &[id])?.remove(&id);
    let view = authorise_read_external(ctx.actor(), id, &facts.unwrap_or_default())?.action();
    let (mut entries, more) = external::history(conn, id, from, limit)?;
    // Which incidents and children it is about is told to those only who see every one of them.
    if ExternalScope::of(ctx.actor()).all.is_none() {
        for entry in &mut entries {
            entry.changes.retain(|change| !is_of_an_incident(change));
        }
    }
    let whole = view == ExternalView::Whole;
    history_page(conn, from, (entries, more), whole, label)
}

/// What was done, in words.
fn label(action: &str) -> String {
    let of_review = action.parse().map(ExternalAction::label);
    let of_recommendation = || action.parse().map(RecommendationAction::label);
    let known = of_review.or_else(|_| of_recommendation());
    known.map_or_else(|_| action.to_owned(), str::to_owned)
}
