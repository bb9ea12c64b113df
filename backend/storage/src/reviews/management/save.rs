//! Writing a management review: all of it when it is new, afterwards only the rows that changed.

use diesel::prelude::*;
use shared::ids::IncidentId;
use shared::policy::reviews::MayActOnManagement;
use shared::reviews::management::ManagementReview;

use super::load::{load, of_incident};
use super::to_rows::{Rows, review_row};
use crate::incidents::Saved;
use crate::reviews::recommendations;
use crate::rows::put;
use crate::schema::{
    management_review_agreed_dates, management_review_comments, management_review_deadlines,
    management_review_debriefs as debriefs, management_review_details as details,
    management_review_proposals, management_review_submissions,
    management_review_verdicts as verdicts, management_reviews as m,
};
use crate::{Conn, StorageError};

/// Stores a new review. The capability must be for this record.
pub fn insert(
    conn: &mut Conn,
    may: &MayActOnManagement,
    review: &ManagementReview,
) -> Result<(), StorageError> {
    if may.resource() != review.id {
        return Err(StorageError::other("a capability for another record"));
    }
    let rows = Rows::of(review);
    diesel::insert_into(m::table)
        .values(&rows.review)
        .execute(conn)?;
    diesel::insert_into(details::table)
        .values((
            &rows.details,
            details::text_version.eq(0),
            details::text_complete.eq(false),
        ))
        .execute(conn)?;
    save_rows(conn, &rows.none_of(), &rows)?;
    recommendations::save(conn, &[], &review.recommendations)?;
    Ok(())
}

/// Stores what changed between the two, unless someone else changed the review meanwhile. The stage, the next date and
/// what the policy asks of it are calculated from `after` and stored with it; its version is the one before and one
/// more, whatever it says. The version of its text is not written here: saving the text does that.
pub fn save(
    conn: &mut Conn,
    may: &MayActOnManagement,
    before: &ManagementReview,
    after: &ManagementReview,
) -> Result<Saved, StorageError> {
    if may.resource() != before.id {
        return Err(StorageError::other("a capability for another record"));
    }
    save_by_rule(conn, before, after)
}

/// The same for what follows from a change of something else, such as a suspension that a breach of independence
/// brings: nobody's capability allows it, and nobody may stop it.
pub fn save_by_rule(
    conn: &mut Conn,
    before: &ManagementReview,
    after: &ManagementReview,
) -> Result<Saved, StorageError> {
    if before.id != after.id {
        return Err(StorageError::other("two different records"));
    }
    let (old, mut new) = (Rows::of(before), Rows::of(after));
    new.review.version = before.version + 1;
    let as_read = m::table
        .filter(m::id.eq(before.id))
        .filter(m::version.eq(before.version));
    if diesel::update(as_read).set(&new.review).execute(conn)? == 0 {
        return Ok(Saved::Stale);
    }
    if old.details != new.details {
        diesel::update(details::table.find(before.id))
            .set(&new.details)
            .execute(conn)?;
    }
    save_rows(conn, &old, &new)?;
    if !recommendations::save(conn, &before.recommendations, &after.recommendations)? {
        return Ok(Saved::Stale);
    }
    Ok(Saved::As(new.review.version))
}

/// Writes the difference in the tables that hold several rows of a review. None of them ever goes.
fn save_rows(conn: &mut Conn, old: &Rows, new: &Rows) -> Result<(), StorageError> {
    put!(
        conn,
        management_review_proposals,
        &old.proposals,
        &new.proposals
    );
    put!(
        conn,
        management_review_deadlines,
        &old.deadlines,
        &new.deadlines
    );
    put!(
        conn,
        management_review_agreed_dates,
        &old.agreed,
        &new.agreed
    );
    put!(
        conn,
        management_review_submissions,
        &old.submissions,
        &new.submissions
    );
    put!(
        conn,
        management_review_comments,
        &old.comments,
        &new.comments
    );
    for row in new
        .verdicts
        .iter()
        .filter(|row| !old.verdicts.contains(row))
    {
        diesel::insert_into(verdicts::table)
            .values(row)
            .execute(conn)?;
    }
    for row in new
        .debriefs
        .iter()
        .filter(|row| !old.debriefs.contains(row))
    {
        diesel::insert_into(debriefs::table)
            .values(row)
            .execute(conn)?;
    }
    Ok(())
}

/// Recalculates what is stored of the management reviews of an incident: whom it involves has changed, and so whom they
/// concern. Nothing of the reviews themselves changes, their versions neither.
pub fn restage(conn: &mut Conn, incident: IncidentId) -> Result<(), StorageError> {
    for (id, stored) in of_incident(conn, incident)? {
        let Some(review) = load(conn, id)? else {
            continue;
        };
        let row = review_row(&review);
        if row.stage != stored {
            diesel::update(m::table.find(id)).set(&row).execute(conn)?;
        }
    }
    Ok(())
}
