//! Reading the text, in one query however many passages it has.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::ids::{ManagementReviewId, PassageId, StaffId};
use shared::incidents::Stamp;
use shared::reviews::merging::Kept;

use super::rows::PassageRow;
use crate::rows::stamped;
use crate::schema::{
    management_review_passages as passages, management_review_text_versions as versions,
};
use crate::{Conn, StorageError};

diesel::alias!(passages as later: Later);

/// A version, and who saved it when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavedVersion {
    /// The version.
    pub version: i64,
    /// Who and when.
    pub stamp: Stamp,
}

fn kept(rows: Vec<PassageRow>) -> Result<Vec<Kept>, StorageError> {
    rows.into_iter().map(PassageRow::kept).collect()
}

/// Every passage that is there or was, as it stands now, in no order.
pub fn newest(conn: &mut Conn, review: ManagementReviewId) -> Result<Vec<Kept>, StorageError> {
    let rows = passages::table
        .filter(passages::review_id.eq(review))
        .filter(passages::newest)
        .load(conn)?;
    kept(rows)
}

/// Every passage that was there in a version, as it stood then, in no order.
pub fn at(
    conn: &mut Conn,
    review: ManagementReviewId,
    version: i64,
) -> Result<Vec<Kept>, StorageError> {
    let (of, passage, revision) = later.fields((
        passages::review_id,
        passages::passage_id,
        passages::revision,
    ));
    let written_over = later
        .filter(of.eq(passages::review_id))
        .filter(passage.eq(passages::passage_id))
        .filter(revision.gt(passages::revision))
        .filter(revision.le(version));
    let rows = passages::table
        .filter(passages::review_id.eq(review))
        .filter(passages::revision.le(version))
        .filter(diesel::dsl::not(diesel::dsl::exists(written_over)))
        .filter(passages::content.is_not_null())
        .load(conn)?;
    kept(rows)
}

/// Was the passage there in a version?
pub fn has_passage(
    conn: &mut Conn,
    review: ManagementReviewId,
    version: i64,
    passage: PassageId,
) -> Result<bool, StorageError> {
    let stood: Option<Option<String>> = passages::table
        .filter(passages::review_id.eq(review))
        .filter(passages::passage_id.eq(passage))
        .filter(passages::revision.le(version))
        .order(passages::revision.desc())
        .select(passages::content)
        .first(conn)
        .optional()?;
    Ok(stood.flatten().is_some())
}

/// Who saved a version and when; nothing where there is no such version.
pub fn saved(
    conn: &mut Conn,
    review: ManagementReviewId,
    version: i64,
) -> Result<Option<Stamp>, StorageError> {
    let found: Option<(StaffId, NaiveDateTime)> = versions::table
        .find((review, version))
        .select((versions::saved_by, versions::saved_at))
        .first(conn)
        .optional()?;
    Ok(found.map(|(by, at)| stamped(by, at)))
}

/// Every version that was saved, the newest first.
pub fn versions(
    conn: &mut Conn,
    review: ManagementReviewId,
) -> Result<Vec<SavedVersion>, StorageError> {
    let rows: Vec<(i64, StaffId, NaiveDateTime)> = versions::table
        .filter(versions::review_id.eq(review))
        .order(versions::version.desc())
        .select((versions::version, versions::saved_by, versions::saved_at))
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(version, by, at)| SavedVersion {
            version,
            stamp: stamped(by, at),
        })
        .collect())
}
