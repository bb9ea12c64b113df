//! The list of external reviews.

use chrono::NaiveDate;
use shared::calendar::is_overdue;
use shared::page::Page;
use shared::policy::Actor;
use shared::policy::incidents::view;
use shared::policy::reviews::ExternalScope;
use shared::reviews::api::{ExternalReviewFilter, ExternalReviewRow};
use storage::reviews::external::{self, Listed, Rows, Wanted};
use storage::{Conn, StorageError, incidents};

use super::change::KIND;
use crate::incidents::cursor::neighbours;
use crate::incidents::limit;
use crate::reviews::cursor::{of_place, to_place};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One page of the external reviews that the reader may see.
    pub async fn list_external_reviews(
        &self,
        ctx: &Context,
        filter: ExternalReviewFilter,
    ) -> Result<Page<ExternalReviewRow>> {
        let wanted = Wanted {
            scope: ExternalScope::of(ctx.actor()),
            filter,
            today: ctx.today(),
        };
        let page = self.external_page(ctx, wanted).await?;
        self.note_list(ctx, "external_review.list", KIND).await?;
        Ok(page)
    }

    async fn external_page(
        &self,
        ctx: &Context,
        wanted: Wanted,
    ) -> Result<Page<ExternalReviewRow>> {
        let limit = limit(wanted.filter.limit)?;
        let (sort, today) = (wanted.sort(), wanted.today);
        let cursor = wanted.filter.cursor.as_deref();
        let from = cursor.map(|cursor| to_place(sort, cursor)).transpose()?;
        let (actor, listed) = (ctx.actor().clone(), wanted.clone());
        let read = move |conn: &mut Conn| {
            if is_asked_of_a_hidden_incident(conn, &actor, &listed)? {
                return Ok(NOTHING);
            }
            external::list(conn, &listed, from, limit)
        };
        let found = self.store.read(read).await;
        let found = found.map_err(|error: StorageError| Error::from(error))?;
        let beside = neighbours(from.map(|place| place.before), found.more);
        let cursor = |row: &Listed, before| of_place(sort, wanted.place(row, before));
        let (first, last) = (found.rows.first(), found.rows.last());
        let next = last.filter(|_| beside.next).map(|row| cursor(row, false));
        let previous = first
            .filter(|_| beside.previous)
            .map(|row| cursor(row, true));
        let rows = found.rows.into_iter();
        Ok(Page {
            items: rows.map(|row| self::row(row, today)).collect(),
            next,
            previous,
        })
    }
}

const NOTHING: Rows = Rows {
    rows: Vec::new(),
    more: false,
};

/// The reviews of one incident are wanted, and it may not be seen: that a review is about it would tell that it is there.
fn is_asked_of_a_hidden_incident(
    conn: &mut Conn,
    actor: &Actor,
    wanted: &Wanted,
) -> std::result::Result<bool, StorageError> {
    let Some(id) = wanted.filter.incident else {
        return Ok(false);
    };
    let facts = incidents::facts_of(conn, &[id])?.remove(&id);
    Ok(facts.and_then(|facts| view(actor, &facts)).is_none())
}

/// Whether the list of external reviews is for this person: they may record one, or there can be one that they see.
pub(crate) fn see_any_external(conn: &mut Conn, actor: &Actor, today: NaiveDate) -> Result<bool> {
    let scope = ExternalScope::of(actor);
    if scope.all.is_some() || !scope.areas.is_empty() {
        return Ok(true);
    }
    let wanted = Wanted {
        scope,
        filter: ExternalReviewFilter::default(),
        today,
    };
    Ok(!external::list(conn, &wanted, None, 1)?.rows.is_empty())
}

fn row(listed: Listed, today: NaiveDate) -> ExternalReviewRow {
    ExternalReviewRow {
        id: listed.id,
        reference: listed.reference,
        title: listed.title,
        board: listed.board,
        regime: listed.regime,
        stage: listed.stage,
        triggered_on: listed.triggered_on,
        involved: listed.involved,
        next_due: listed.next_due,
        overdue: listed.next_due.is_some_and(|due| is_overdue(due, today)),
        view: listed.view,
    }
}
