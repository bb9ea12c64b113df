//! Which records have a clock that ends soon or has ended, and whose minute it is to look.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ExternalReviewId, IncidentId};

use crate::dialect::{from_db, to_db};
use crate::schema::{chaser, external_reviews, incidents};
use crate::{Conn, StorageError};

/// How often notices are derived.
const EVERY: Duration = Duration::minutes(1);

/// When notices were derived last.
pub fn last_run(conn: &mut Conn) -> Result<DateTime<Utc>, StorageError> {
    let at: NaiveDateTime = chaser::table.select(chaser::ran_at).first(conn)?;
    Ok(from_db(at))
}

/// Takes this minute. False: another server has it already. A clock that was put back takes it at once.
pub fn claim_minute(conn: &mut Conn, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let due = chaser::ran_at
        .le(to_db(now - EVERY))
        .or(chaser::ran_at.gt(to_db(now)));
    let taken = diesel::update(chaser::table.filter(due))
        .set(chaser::ran_at.eq(to_db(now)))
        .execute(conn)?;
    Ok(taken == 1)
}

/// The incidents on which a clock ends on this day or earlier, after the one given last: so many at most, the earliest
/// first. Where none runs, as on what has ended, the date stored is later than any.
pub fn incidents_until(
    conn: &mut Conn,
    until: NaiveDate,
    after: Option<(NaiveDate, IncidentId)>,
    limit: i64,
) -> Result<Vec<(NaiveDate, IncidentId)>, StorageError> {
    let columns = (incidents::next_due, incidents::id);
    let due = incidents::table.filter(incidents::next_due.le(until));
    let Some((from, id)) = after else {
        let first = due.order(columns).limit(limit).select(columns);
        return Ok(first.load(conn)?);
    };
    let beyond = incidents::next_due.gt(from).or(incidents::id.gt(id));
    let next = due.filter(incidents::next_due.ge(from).and(beyond));
    Ok(next
        .order(columns)
        .limit(limit)
        .select(columns)
        .load(conn)?)
}

/// The external reviews on which a clock ends on this day or earlier.
pub fn external_until(
    conn: &mut Conn,
    until: NaiveDate,
) -> Result<Vec<ExternalReviewId>, StorageError> {
    Ok(external_reviews::table
        .filter(external_reviews::next_due.le(until))
        .order((external_reviews::next_due, external_reviews::id))
        .select(external_reviews::id)
        .load(conn)?)
}
