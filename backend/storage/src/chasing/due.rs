//! Which records have a clock that ends soon or has ended, and whose minute it is to look.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::chasing::Record;
use shared::ids::{ExternalReviewId, IncidentId, ManagementReviewId, RecommendationId};

use crate::dialect::{from_db, one_of, to_db};
use crate::schema::{
    chaser, external_review_incidents, external_reviews, incidents, management_reviews,
    recommendations,
};
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

/// Of what the chaser has taken account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Of every change up to this moment.
    pub changes: DateTime<Utc>,
    /// Of the whole register at this moment.
    pub whole: DateTime<Utc>,
}

/// Of what the chaser has taken account so far.
pub fn account(conn: &mut Conn) -> Result<Account, StorageError> {
    let columns = (chaser::changes_at, chaser::whole_at);
    let (changes, whole) = chaser::table.select(columns).first(conn)?;
    Ok(Account {
        changes: from_db(changes),
        whole: from_db(whole),
    })
}

/// Notes of what the chaser has taken account.
pub fn note_account(conn: &mut Conn, account: Account) -> Result<(), StorageError> {
    diesel::update(chaser::table)
        .set((
            chaser::changes_at.eq(to_db(account.changes)),
            chaser::whole_at.eq(to_db(account.whole)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The records on which a clock ends on this day or earlier. Where none runs, as on what has ended, the date stored is
/// later than any.
pub fn due_until(conn: &mut Conn, until: NaiveDate) -> Result<Vec<Record>, StorageError> {
    let incidents: Vec<IncidentId> = incidents::table
        .filter(incidents::next_due.le(until))
        .select(incidents::id)
        .load(conn)?;
    let management: Vec<ManagementReviewId> = management_reviews::table
        .filter(management_reviews::next_due.le(until))
        .select(management_reviews::id)
        .load(conn)?;
    let recommended: Vec<RecommendationId> = recommendations::table
        .filter(recommendations::due.le(until))
        .filter(recommendations::owner_id.is_not_null())
        .select(recommendations::id)
        .load(conn)?;
    let external: Vec<ExternalReviewId> = external_reviews::table
        .filter(external_reviews::next_due.le(until))
        .select(external_reviews::id)
        .load(conn)?;
    let records = incidents.into_iter().map(Record::Incident);
    let records = records.chain(external.into_iter().map(Record::ExternalReview));
    let records = records.chain(management.into_iter().map(Record::ManagementReview));
    Ok(records
        .chain(recommended.into_iter().map(Record::Recommendation))
        .collect())
}

/// The reviews of these incidents: who may see an incident, and who has a part in it, decides about them too.
pub fn reviews_of(conn: &mut Conn, ids: &[IncidentId]) -> Result<Vec<Record>, StorageError> {
    let external: Vec<ExternalReviewId> = external_review_incidents::table
        .filter(one_of(external_review_incidents::incident_id, ids))
        .select(external_review_incidents::review_id)
        .load(conn)?;
    let management: Vec<ManagementReviewId> = management_reviews::table
        .filter(one_of(management_reviews::incident_id, ids))
        .select(management_reviews::id)
        .load(conn)?;
    let external = external.into_iter().map(Record::ExternalReview);
    let management = management.into_iter().map(Record::ManagementReview);
    Ok(external.chain(management).collect())
}

/// The recommendations of these reviews that somebody is to see to.
pub fn recommendations_of(
    conn: &mut Conn,
    external: &[ExternalReviewId],
    management: &[ManagementReviewId],
) -> Result<Vec<Record>, StorageError> {
    use recommendations as r;
    let owned = || r::table.filter(r::owner_id.is_not_null()).select(r::id);
    let mut ids: Vec<RecommendationId> = owned()
        .filter(one_of(r::external_review_id, external))
        .load(conn)?;
    let of_management = owned().filter(one_of(r::management_review_id, management));
    ids.extend(of_management.load::<RecommendationId>(conn)?);
    Ok(ids.into_iter().map(Record::Recommendation).collect())
}
