//! Saving the text: so many statements, however many passages are saved at once.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{ManagementReviewId, PassageId};
use shared::incidents::Stamp;
use shared::policy::reviews::MayActOnManagement;
use shared::reviews::management::{ManagementReview, stage};
use shared::reviews::merging::{Merged, merge, present};
use shared::reviews::text::lacking;
use shared::reviews::versions::Change;

use super::read::newest;
use super::rows::PassageRow;
use crate::dialect::{on_each, one_of, to_db};
use crate::rows::insert_all;
use crate::schema::{
    management_review_details as details, management_review_passages as passages,
    management_review_text_versions as versions, management_reviews as reviews,
};
use crate::{Conn, StorageError};

/// Waits for whoever else saves the text or changes the review, and makes those who come later wait for the end of this
/// transaction. Answers with the newest version of the text; nothing where there is no such review.
pub fn lock(conn: &mut Conn, review: ManagementReviewId) -> Result<Option<i64>, StorageError> {
    count_up(conn, review, 0)
}

fn count_up(
    conn: &mut Conn,
    review: ManagementReviewId,
    by: i64,
) -> Result<Option<i64>, StorageError> {
    let version = on_each!(conn, c => diesel::update(details::table.find(review))
        .set(details::text_version.eq(details::text_version + by))
        .returning(details::text_version)
        .get_result(c)
        .optional())?;
    Ok(version)
}

/// Saves changes over the text as it stands now. A save that changes nothing makes no version.
///
/// `today` is the day on which it is asked whether the text is complete, and `new_id` makes the ids of passages that are
/// put beside others.
pub fn save(
    conn: &mut Conn,
    may: &MayActOnManagement,
    review: &ManagementReview,
    changes: Vec<Change>,
    stamp: Stamp,
    today: NaiveDate,
    new_id: impl FnMut() -> PassageId,
) -> Result<Merged, StorageError> {
    let id = review.id;
    if may.resource() != id {
        return Err(StorageError::other("a capability for another record"));
    }
    let version = count_up(conn, id, 1)?.ok_or(StorageError::NotFound)?;
    let there = newest(conn, id)?;
    let merged = merge(there, changes, version, new_id);
    if merged.changed().next().is_none() {
        count_up(conn, id, -1)?;
        return Ok(merged);
    }
    diesel::insert_into(versions::table)
        .values((
            versions::review_id.eq(id),
            versions::version.eq(version),
            versions::saved_by.eq(stamp.by),
            versions::saved_at.eq(to_db(stamp.at)),
        ))
        .execute(conn)?;
    insert_revisions(conn, id, &merged)?;
    let is_complete = lacking(&present(&merged.kept), today).is_empty();
    diesel::update(details::table.find(id))
        .set(details::text_complete.eq(is_complete))
        .execute(conn)?;
    store_stage(conn, review, version)?;
    Ok(merged)
}

fn insert_revisions(
    conn: &mut Conn,
    review: ManagementReviewId,
    merged: &Merged,
) -> Result<(), StorageError> {
    let written_over = passages::table
        .filter(passages::review_id.eq(review))
        .filter(passages::newest)
        .filter(one_of(
            passages::passage_id,
            merged.changed().map(|kept| kept.id),
        ));
    diesel::update(written_over)
        .set(passages::newest.eq(false))
        .execute(conn)?;
    let rows = merged.changed().map(|kept| PassageRow::of(review, kept));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    insert_all!(conn, passages::table, 8, rows);
    Ok(())
}

/// The first words move the review on.
fn store_stage(
    conn: &mut Conn,
    review: &ManagementReview,
    text_version: i64,
) -> Result<(), StorageError> {
    let written = ManagementReview {
        text_version,
        ..review.clone()
    };
    let stage = (stage(review), self::stage(&written));
    if stage.0 != stage.1 {
        diesel::update(reviews::table.find(review.id))
            .set(reviews::stage.eq(stage.1))
            .execute(conn)?;
    }
    Ok(())
}
