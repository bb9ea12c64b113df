//! What was done to a management review: who, when, for whom, why and what changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{HistoryId, ManagementReviewId, StaffId};
use shared::incidents::api::FieldChange;

use crate::dialect::to_db;
use crate::incidents::{Entry, Moment};
use crate::reviews::history::{Kept, page};
use crate::schema::management_review_history as h;
use crate::{Conn, StorageError};

/// An entry to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHistory {
    /// The record.
    pub id: HistoryId,
    /// Of which review.
    pub review: ManagementReviewId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: StaffId,
    /// What was done: the name of an action.
    pub action: &'static str,
    /// For the Operational Director.
    pub on_behalf: bool,
    /// Why.
    pub reason: Option<String>,
    /// What changed, field by field, in words.
    pub changes: Vec<FieldChange>,
}

/// Adds an entry. Entries are never changed or taken away.
pub fn add_history(conn: &mut Conn, entry: &NewHistory) -> Result<(), StorageError> {
    let changes = serde_json::to_string(&entry.changes).map_err(StorageError::other)?;
    diesel::insert_into(h::table)
        .values((
            h::id.eq(entry.id),
            h::review_id.eq(entry.review),
            h::at.eq(to_db(entry.at)),
            h::staff_id.eq(entry.by),
            h::action.eq(entry.action),
            h::on_behalf.eq(entry.on_behalf),
            h::reason.eq(entry.reason.as_deref()),
            h::changes.eq(changes),
        ))
        .execute(conn)?;
    Ok(())
}

/// One page of a review's history, newest first, and whether there are more in the direction asked for.
pub fn history(
    conn: &mut Conn,
    review: ManagementReviewId,
    from: Option<Moment>,
    limit: usize,
) -> Result<(Vec<Entry>, bool), StorageError> {
    let kept = Kept {
        table: "management_review_history",
        on_behalf: "on_behalf",
    };
    page(conn, &kept, review, from, limit)
}
