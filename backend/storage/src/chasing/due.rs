//! Which records have a clock that ends soon or has ended, and whose minute it is to look.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ExternalReviewId, IncidentId};
use shared::incidents::Stage;
use shared::reviews::ExternalStage;

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

/// The open incidents on which a clock ends on this day or earlier, after those given last: so many at most, the
/// earliest first.
pub fn incidents_until(
    conn: &mut Conn,
    until: NaiveDate,
    after: Option<(NaiveDate, IncidentId)>,
    limit: i64,
) -> Result<Vec<(NaiveDate, IncidentId)>, StorageError> {
    let ended = Stage::ALL.iter().filter(|stage| stage.is_ended());
    let (from, id) = after.unwrap_or((NaiveDate::MIN, uuid::Uuid::nil().into()));
    let rows = incidents::table
        .filter(incidents::stage.ne_all(ended))
        .filter(incidents::next_due.le(until));
    let columns = (incidents::next_due, incidents::id);
    let found = if after.is_some() {
        let beyond = incidents::next_due
            .gt(from)
            .or(incidents::next_due.eq(from).and(incidents::id.gt(id)));
        rows.filter(beyond)
            .order(columns)
            .limit(limit)
            .select(columns)
            .load(conn)?
    } else {
        rows.order(columns)
            .limit(limit)
            .select(columns)
            .load(conn)?
    };
    Ok(found)
}

/// The open external reviews on which a clock ends on this day or earlier.
pub fn external_until(
    conn: &mut Conn,
    until: NaiveDate,
) -> Result<Vec<ExternalReviewId>, StorageError> {
    let ended = ExternalStage::ALL.iter().filter(|stage| stage.is_ended());
    Ok(external_reviews::table
        .filter(external_reviews::stage.ne_all(ended))
        .filter(external_reviews::next_due.le(until))
        .order((external_reviews::next_due, external_reviews::id))
        .select(external_reviews::id)
        .load(conn)?)
}
