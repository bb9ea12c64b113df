//! Openings of incidents under break-glass, and the attempts that were refused.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::access::break_glass::ReviewOutcome;
use shared::ids::{BreakGlassId, IncidentId, StaffId};
use shared::policy::break_glass::MayUse;

use crate::dialect::{from_db, to_db};
use crate::schema::{break_glass as b, incidents, staff};
use crate::{Conn, StorageError};

/// An incident that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The record.
    pub id: BreakGlassId,
    /// Counts up with each change.
    pub version: i64,
    /// Who opened it.
    pub by: StaffId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Which incident.
    pub incident: IncidentId,
    /// Its reference.
    pub reference: String,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// The day by which it is reviewed.
    pub review_due: NaiveDate,
    /// What the review found.
    pub review: Option<Review>,
}

/// What the review of an opening found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Who reviewed it.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// What it found.
    pub outcome: ReviewOutcome,
    /// How it came to that.
    pub note: String,
}

/// Someone who asks, whether or not they are answered.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The record.
    pub id: BreakGlassId,
    /// Who.
    pub by: StaffId,
    /// Why.
    pub reason: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Until when an incident is open, and the day by which that is reviewed.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Which incident.
    pub incident: IncidentId,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// The day by which it is reviewed.
    pub review_due: NaiveDate,
}

/// When a person made their latest attempts, the latest first. Until the end of the transaction nobody else counts or
/// makes an attempt of theirs. `SQLite` has one writer at a time, so there is nothing to hold.
pub fn attempts(
    conn: &mut Conn,
    person: StaffId,
    most: usize,
) -> Result<Vec<DateTime<Utc>>, StorageError> {
    if let Conn::Postgres(conn) = conn {
        let row = staff::table.find(person).select(staff::id);
        row.for_no_key_update().first::<StaffId>(conn)?;
    }
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let moments: Vec<NaiveDateTime> = b::table
        .filter(b::staff_id.eq(person))
        .order((b::at.desc(), b::id.desc()))
        .select(b::at)
        .limit(most)
        .load(conn)?;
    Ok(moments.into_iter().map(from_db).collect())
}

/// Keeps an attempt that was refused.
pub fn insert_refused(conn: &mut Conn, attempt: Attempt<'_>) -> Result<(), StorageError> {
    insert(conn, attempt, None)
}

/// Opens an incident.
pub fn insert_opening(
    conn: &mut Conn,
    may: &MayUse,
    attempt: Attempt<'_>,
    terms: Terms,
) -> Result<(), StorageError> {
    let attempt = Attempt {
        id: may.resource(),
        by: may.actor(),
        ..attempt
    };
    insert(conn, attempt, Some(terms))
}

fn insert(conn: &mut Conn, attempt: Attempt<'_>, terms: Option<Terms>) -> Result<(), StorageError> {
    diesel::insert_into(b::table)
        .values((
            b::id.eq(attempt.id),
            b::version.eq(1),
            b::staff_id.eq(attempt.by),
            b::reason.eq(attempt.reason),
            b::at.eq(to_db(attempt.at)),
            b::incident_id.eq(terms.map(|terms| terms.incident)),
            b::ends_at.eq(terms.map(|terms| to_db(terms.ends_at))),
            b::review_due.eq(terms.map(|terms| terms.review_due)),
        ))
        .execute(conn)?;
    Ok(())
}

/// An opening; none where an attempt was refused.
pub fn opening(conn: &mut Conn, id: BreakGlassId) -> Result<Option<Opening>, StorageError> {
    let row: Option<(Row, String)> = b::table
        .inner_join(incidents::table)
        .filter(b::id.eq(id))
        .select((b::all_columns, incidents::reference))
        .first(conn)
        .optional()?;
    Ok(row.and_then(read))
}

/// What a person has open at a moment, the latest first.
pub fn open_to(
    conn: &mut Conn,
    person: StaffId,
    now: DateTime<Utc>,
) -> Result<Vec<Opening>, StorageError> {
    let rows: Vec<(Row, String)> = b::table
        .inner_join(incidents::table)
        .filter(b::staff_id.eq(person))
        .filter(b::ends_at.gt(to_db(now)))
        .order((b::at.desc(), b::id.desc()))
        .select((b::all_columns, incidents::reference))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The openings that nobody has reviewed, the earliest due first.
pub fn to_review(conn: &mut Conn, most: i64) -> Result<Vec<Opening>, StorageError> {
    let rows: Vec<(Row, String)> = b::table
        .inner_join(incidents::table)
        .filter(b::incident_id.is_not_null())
        .filter(b::reviewed_at.is_null())
        .order((b::review_due, b::id))
        .select((b::all_columns, incidents::reference))
        .limit(most)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Keeps what a review found; says whether this version was still the newest.
pub fn save_review(
    conn: &mut Conn,
    may: &MayUse,
    version: i64,
    review: &Review,
) -> Result<bool, StorageError> {
    let row = b::table
        .find(may.resource())
        .filter(b::version.eq(version))
        .filter(b::reviewed_at.is_null());
    let saved = diesel::update(row)
        .set((
            b::version.eq(version + 1),
            b::reviewed_by.eq(may.actor()),
            b::reviewed_at.eq(to_db(review.at)),
            b::review_outcome.eq(review.outcome),
            b::review_note.eq(&review.note),
        ))
        .execute(conn)?;
    Ok(saved == 1)
}

#[derive(Queryable)]
struct Row {
    id: BreakGlassId,
    version: i64,
    staff: StaffId,
    reason: String,
    at: NaiveDateTime,
    incident: Option<IncidentId>,
    ends_at: Option<NaiveDateTime>,
    review_due: Option<NaiveDate>,
    reviewed_by: Option<StaffId>,
    reviewed_at: Option<NaiveDateTime>,
    review_outcome: Option<ReviewOutcome>,
    review_note: Option<String>,
}

fn read((row, reference): (Row, String)) -> Option<Opening> {
    let review = match (row.reviewed_by, row.reviewed_at, row.review_outcome) {
        (Some(by), Some(at), Some(outcome)) => Some(Review {
            by,
            at: from_db(at),
            outcome,
            note: row.review_note.unwrap_or_default(),
        }),
        _ => None,
    };
    Some(Opening {
        id: row.id,
        version: row.version,
        by: row.staff,
        reason: row.reason,
        at: from_db(row.at),
        incident: row.incident?,
        reference,
        ends_at: from_db(row.ends_at?),
        review_due: row.review_due?,
        review,
    })
}
