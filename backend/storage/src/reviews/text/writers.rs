//! Who has the text open to write, and in which tab.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::{ManagementReviewId, StaffId, TabId};

use crate::dialect::{from_db, on_each, to_db};
use crate::schema::management_review_writers as w;
use crate::{Conn, StorageError};

/// How long after a sign of life a tab counts as open.
const OPEN_FOR: TimeDelta = TimeDelta::minutes(2);
/// How long a tab is remembered: saves that follow each other within half an hour are one editing session.
const REMEMBERED_FOR: TimeDelta = TimeDelta::minutes(30);

/// A sign of life of a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The review.
    pub review: ManagementReviewId,
    /// The tab.
    pub tab: TabId,
    /// Whose.
    pub staff: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// Something is saved from it.
    pub saves: bool,
}

/// Somebody who has the text open to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    /// Who.
    pub staff: StaffId,
    /// When they were last seen.
    pub seen_at: DateTime<Utc>,
}

/// Notes that a tab is open, and forgets those that were not seen for long. True: it goes on with an editing session,
/// in which the same person saved from the same tab less than half an hour ago.
pub fn keep_writing(conn: &mut Conn, seen: Seen) -> Result<bool, StorageError> {
    let since = to_db(seen.at - REMEMBERED_FOR);
    diesel::delete(w::table)
        .filter(w::review_id.eq(seen.review))
        .filter(w::seen_at.le(since))
        .execute(conn)?;
    let before: Option<Option<NaiveDateTime>> = w::table
        .find((seen.review, seen.tab))
        .filter(w::staff_id.eq(seen.staff))
        .select(w::saved_at)
        .first(conn)
        .optional()?;
    let before = before.flatten();
    let at = to_db(seen.at);
    let saved_at = if seen.saves { Some(at) } else { before };
    let row = (
        w::review_id.eq(seen.review),
        w::tab_id.eq(seen.tab),
        w::staff_id.eq(seen.staff),
        w::seen_at.eq(at),
        w::saved_at.eq(saved_at),
    );
    on_each!(conn, c => diesel::insert_into(w::table)
        .values(row)
        .on_conflict((w::review_id, w::tab_id))
        .do_update()
        .set((
            w::staff_id.eq(seen.staff),
            w::seen_at.eq(at),
            w::saved_at.eq(saved_at),
        ))
        .execute(c))?;
    Ok(before.is_some_and(|before| before > since))
}

/// Where the text is open to write, but for this tab; whoever was seen last first.
pub fn writers(
    conn: &mut Conn,
    review: ManagementReviewId,
    but: Option<TabId>,
    now: DateTime<Utc>,
) -> Result<Vec<Writer>, StorageError> {
    let rows: Vec<(TabId, StaffId, NaiveDateTime)> = w::table
        .filter(w::review_id.eq(review))
        .filter(w::seen_at.gt(to_db(now - OPEN_FOR)))
        .order((w::seen_at.desc(), w::tab_id))
        .select((w::tab_id, w::staff_id, w::seen_at))
        .load(conn)?;
    let others = rows.into_iter().filter(|(tab, ..)| Some(*tab) != but);
    Ok(others
        .map(|(_, staff, seen_at)| Writer {
            staff,
            seen_at: from_db(seen_at),
        })
        .collect())
}
