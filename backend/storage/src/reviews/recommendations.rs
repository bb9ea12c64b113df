//! Recommendations: of external reviews and of our own.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::ids::{ExtensionId, ExternalReviewId, ManagementReviewId, RecommendationId, StaffId};
use shared::policy::reviews::MayRecommend;
use shared::reviews::recommendations::{
    Answer, Decided, Reassigned, Recommendation, RecommendedBy,
};
use shared::reviews::{AddressedTo, RecommendationDecision, RecommendationReach, Standing};

use crate::dialect::{one_of, to_db};
use crate::rows::{row, split, stamp, stamped};
use crate::schema::{recommendation_reassignments as reassignments, recommendations};
use crate::{Conn, StorageError};

row! {
    /// A recommendation, without the changes of its owner and date.
    RecommendationRow of recommendations {
        id: RecommendationId,
        version: i64,
        external_review_id: Option<ExternalReviewId>,
        management_review_id: Option<ManagementReviewId>,
        number: i32,
        words: String,
        addressed_to: AddressedTo,
        standing: Standing,
        from_draft: Option<RecommendationId>,
        reach: RecommendationReach,
        answer: Option<String>,
        answered_on: Option<NaiveDate>,
        answered_by: Option<StaffId>,
        answered_at: Option<NaiveDateTime>,
        decision: Option<RecommendationDecision>,
        amended: Option<String>,
        decision_reason: Option<String>,
        decided_by: Option<StaffId>,
        decided_at: Option<NaiveDateTime>,
        owner_id: Option<StaffId>,
        original_due: Option<NaiveDate>,
        due: Option<NaiveDate>,
        proposed_owner: Option<String>,
    }
}

type ReassignmentRow = (
    ExtensionId,
    RecommendationId,
    Option<StaffId>,
    Option<NaiveDate>,
    StaffId,
    NaiveDate,
    String,
    StaffId,
    NaiveDateTime,
);

/// The recommendations of external reviews, each with its review: those of the draft, then those that stand, in their
/// order.
pub(super) fn of_externals(
    conn: &mut Conn,
    reviews: &[ExternalReviewId],
) -> Result<Vec<(ExternalReviewId, Recommendation)>, StorageError> {
    let rows: Vec<RecommendationRow> = recommendations::table
        .filter(one_of(recommendations::external_review_id, reviews))
        .order((recommendations::standing, recommendations::number))
        .load(conn)?;
    let of: Vec<_> = rows.iter().map(|row| row.external_review_id).collect();
    let of = of.into_iter().zip(whole(conn, rows)?);
    Ok(of.filter_map(|(of, one)| Some((of?, one))).collect())
}

/// Those that this person sees to, the earliest first.
pub fn owned_by(conn: &mut Conn, owner: StaffId) -> Result<Vec<RecommendationId>, StorageError> {
    Ok(recommendations::table
        .filter(recommendations::owner_id.eq(owner))
        .filter(recommendations::due.is_not_null())
        .order((recommendations::due, recommendations::id))
        .select(recommendations::id)
        .load(conn)?)
}

/// These recommendations; those that are not there are left out.
pub fn load_many(
    conn: &mut Conn,
    ids: &[RecommendationId],
) -> Result<Vec<Recommendation>, StorageError> {
    let rows: Vec<RecommendationRow> = recommendations::table
        .filter(one_of(recommendations::id, ids))
        .load(conn)?;
    whole(conn, rows)
}

/// The recommendations of a management review, in their order.
pub(super) fn of_management(
    conn: &mut Conn,
    review: ManagementReviewId,
) -> Result<Vec<Recommendation>, StorageError> {
    let rows: Vec<RecommendationRow> = recommendations::table
        .filter(recommendations::management_review_id.eq(review))
        .order((recommendations::number, recommendations::id))
        .load(conn)?;
    whole(conn, rows)
}

/// Which review a recommendation is of; none where there is no such record.
pub fn review_of(
    conn: &mut Conn,
    id: RecommendationId,
) -> Result<Option<RecommendedBy>, StorageError> {
    let row: Option<(Option<ExternalReviewId>, Option<ManagementReviewId>)> =
        recommendations::table
            .find(id)
            .select((
                recommendations::external_review_id,
                recommendations::management_review_id,
            ))
            .first(conn)
            .optional()?;
    row.map(|(external, management)| by(external, management))
        .transpose()
}

/// Stores a decision or a change of owner and date, unless someone else changed the recommendation meanwhile. The
/// capability must be for this record.
pub fn change(
    conn: &mut Conn,
    may: &MayRecommend,
    before: &Recommendation,
    after: &Recommendation,
) -> Result<bool, StorageError> {
    if may.resource() != before.id || before.id != after.id {
        return Err(StorageError::other("a capability for another record"));
    }
    save(
        conn,
        std::slice::from_ref(before),
        std::slice::from_ref(after),
    )
}

/// Writes what differs. False: someone else changed one of them meanwhile.
pub(super) fn save(
    conn: &mut Conn,
    old: &[Recommendation],
    new: &[Recommendation],
) -> Result<bool, StorageError> {
    for recommendation in new {
        let row = row_of(recommendation);
        match old.iter().find(|old| old.id == recommendation.id) {
            None => {
                diesel::insert_into(recommendations::table)
                    .values(&row)
                    .execute(conn)?;
            }
            Some(before) if row_of(before) != row => {
                let as_read = recommendations::table
                    .filter(recommendations::id.eq(before.id))
                    .filter(recommendations::version.eq(before.version));
                if diesel::update(as_read).set(&row).execute(conn)? == 0 {
                    return Ok(false);
                }
                let new = recommendation.reassigned.iter();
                for change in new.skip(before.reassigned.len()) {
                    add_reassignment(conn, before.id, change)?;
                }
            }
            Some(_) => {}
        }
    }
    Ok(true)
}

fn add_reassignment(
    conn: &mut Conn,
    of: RecommendationId,
    change: &Reassigned,
) -> Result<(), StorageError> {
    use reassignments as r;
    diesel::insert_into(r::table)
        .values((
            r::id.eq(change.id),
            r::recommendation_id.eq(of),
            r::from_owner.eq(change.from_owner),
            r::from_due.eq(change.from_due),
            r::owner_id.eq(change.owner),
            r::due.eq(change.due),
            r::reason.eq(&change.reason),
            r::recorded_by.eq(change.stamp.by),
            r::recorded_at.eq(to_db(change.stamp.at)),
        ))
        .execute(conn)?;
    Ok(())
}

fn by(
    external: Option<ExternalReviewId>,
    management: Option<ManagementReviewId>,
) -> Result<RecommendedBy, StorageError> {
    match (external, management) {
        (Some(review), None) => Ok(RecommendedBy::External(review)),
        (None, Some(review)) => Ok(RecommendedBy::Management(review)),
        _ => Err(StorageError::other("a recommendation of no one review")),
    }
}

/// The recommendations with the changes of their owners and dates: one query more, however many they are.
fn whole(
    conn: &mut Conn,
    rows: Vec<RecommendationRow>,
) -> Result<Vec<Recommendation>, StorageError> {
    let changes: Vec<ReassignmentRow> = reassignments::table
        .filter(one_of(
            reassignments::recommendation_id,
            rows.iter().map(|row| row.id),
        ))
        .order((reassignments::recorded_at, reassignments::id))
        .select((
            reassignments::id,
            reassignments::recommendation_id,
            reassignments::from_owner,
            reassignments::from_due,
            reassignments::owner_id,
            reassignments::due,
            reassignments::reason,
            reassignments::recorded_by,
            reassignments::recorded_at,
        ))
        .load(conn)?;
    let mut by_id: HashMap<RecommendationId, Vec<Reassigned>> = HashMap::new();
    for (id, of, from_owner, from_due, owner, due, reason, by, at) in changes {
        by_id.entry(of).or_default().push(Reassigned {
            id,
            from_owner,
            from_due,
            owner,
            due,
            reason,
            stamp: stamped(by, at),
        });
    }
    rows.into_iter()
        .map(|row| {
            let reassigned = by_id.remove(&row.id).unwrap_or_default();
            recommendation(row, reassigned)
        })
        .collect()
}

fn recommendation(
    row: RecommendationRow,
    reassigned: Vec<Reassigned>,
) -> Result<Recommendation, StorageError> {
    let by = by(row.external_review_id, row.management_review_id)?;
    let answered = row.answered_on.zip(stamp(row.answered_by, row.answered_at));
    let answer = row
        .answer
        .zip(answered)
        .map(|(text, (on, stamp))| Answer { text, on, stamp });
    let (amended, reason) = (row.amended, row.decision_reason.unwrap_or_default());
    let decided =
        row.decision
            .zip(stamp(row.decided_by, row.decided_at))
            .map(|(decision, stamp)| Decided {
                decision,
                amended,
                reason,
                stamp,
            });
    Ok(Recommendation {
        id: row.id,
        version: row.version,
        by,
        number: row.number,
        text: row.words,
        addressed_to: row.addressed_to,
        standing: row.standing,
        from_draft: row.from_draft,
        reach: row.reach,
        answer,
        decided,
        proposed_owner: row.proposed_owner,
        owner: row.owner_id,
        original_due: row.original_due,
        due: row.due,
        reassigned,
    })
}

fn row_of(recommendation: &Recommendation) -> RecommendationRow {
    let (external_review_id, management_review_id) = match recommendation.by {
        RecommendedBy::External(review) => (Some(review), None),
        RecommendedBy::Management(review) => (None, Some(review)),
    };
    let answer = recommendation.answer.as_ref();
    let (answered_by, answered_at) = split(answer.map(|answer| answer.stamp));
    let decided = recommendation.decided.as_ref();
    let (decided_by, decided_at) = split(decided.map(|decided| decided.stamp));
    RecommendationRow {
        id: recommendation.id,
        version: recommendation.version,
        external_review_id,
        management_review_id,
        number: recommendation.number,
        words: recommendation.text.clone(),
        addressed_to: recommendation.addressed_to,
        standing: recommendation.standing,
        from_draft: recommendation.from_draft,
        reach: recommendation.reach,
        answer: answer.map(|answer| answer.text.clone()),
        answered_on: answer.map(|answer| answer.on),
        answered_by,
        answered_at,
        decision: decided.map(|decided| decided.decision),
        amended: decided.and_then(|decided| decided.amended.clone()),
        decision_reason: decided.map(|decided| decided.reason.clone()),
        decided_by,
        decided_at,
        owner_id: recommendation.owner,
        original_due: recommendation.original_due,
        due: recommendation.due,
        proposed_owner: recommendation.proposed_owner.clone(),
    }
}
