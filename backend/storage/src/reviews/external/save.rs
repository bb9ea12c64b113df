//! Writing an external review: all of it when it is new, afterwards only the rows that changed.

use diesel::prelude::*;
use shared::policy::reviews::MayActOnExternal;
use shared::reviews::external::{ExternalFacts, ExternalReview};

use super::rows::{Rows, StepRow};
use crate::incidents::Saved;
use crate::reviews::recommendations;
use crate::rows::put;
use crate::schema::{
    external_review_agreed_dates, external_review_children as children, external_review_deadlines,
    external_review_incidents as incidents, external_review_steps as steps, external_reviews,
};
use crate::{Conn, StorageError};

/// Stores a new review. The capability must be for this record.
pub fn insert(
    conn: &mut Conn,
    may: &MayActOnExternal,
    review: &ExternalReview,
) -> Result<(), StorageError> {
    if may.resource() != review.id {
        return Err(StorageError::other("a capability for another record"));
    }
    let rows = Rows::of(review);
    diesel::insert_into(external_reviews::table)
        .values(&rows.review)
        .execute(conn)?;
    save_rows(conn, &rows.none_of(), &rows)?;
    let nothing = ExternalFacts {
        incidents: Vec::new(),
        children: Vec::new(),
        ..review.facts.clone()
    };
    save_links(conn, review, &nothing)?;
    recommendations::save(conn, &[], &review.recommendations)?;
    Ok(())
}

/// Stores what changed between the two, unless someone else changed the review meanwhile. The stage and the next date
/// are calculated from `after` and stored with it; its version is the one before and one more, whatever it says.
pub fn save(
    conn: &mut Conn,
    may: &MayActOnExternal,
    before: &ExternalReview,
    after: &ExternalReview,
) -> Result<Saved, StorageError> {
    if may.resource() != before.id {
        return Err(StorageError::other("a capability for another record"));
    }
    save_by_rule(conn, before, after)
}

/// The same for what follows from a change of something else, such as sending our review to the panel: nobody's
/// capability for the external one allows it.
pub fn save_by_rule(
    conn: &mut Conn,
    before: &ExternalReview,
    after: &ExternalReview,
) -> Result<Saved, StorageError> {
    if before.id != after.id {
        return Err(StorageError::other("two different records"));
    }
    let (old, mut new) = (Rows::of(before), Rows::of(after));
    new.review.version = before.version + 1;
    let as_read = external_reviews::table
        .filter(external_reviews::id.eq(before.id))
        .filter(external_reviews::version.eq(before.version));
    if diesel::update(as_read).set(&new.review).execute(conn)? == 0 {
        return Ok(Saved::Stale);
    }
    save_rows(conn, &old, &new)?;
    save_links(conn, after, &before.facts)?;
    if !recommendations::save(conn, &before.recommendations, &after.recommendations)? {
        return Ok(Saved::Stale);
    }
    Ok(Saved::As(new.review.version))
}

/// Writes the difference in the tables that hold several rows of a review. Clocks and dates never go.
fn save_rows(conn: &mut Conn, old: &Rows, new: &Rows) -> Result<(), StorageError> {
    save_steps(conn, &old.steps, &new.steps)?;
    put!(
        conn,
        external_review_deadlines,
        &old.deadlines,
        &new.deadlines
    );
    put!(conn, external_review_agreed_dates, &old.agreed, &new.agreed);
    Ok(())
}

fn save_steps(conn: &mut Conn, old: &[StepRow], new: &[StepRow]) -> Result<(), StorageError> {
    for row in old.iter().filter(|row| !new.contains(row)) {
        diesel::delete(steps::table.find((row.review_id, row.step))).execute(conn)?;
    }
    for row in new.iter().filter(|row| !old.contains(row)) {
        diesel::insert_into(steps::table)
            .values(row)
            .execute(conn)?;
    }
    Ok(())
}

/// The incidents and children it is about, where they are others than before.
fn save_links(
    conn: &mut Conn,
    review: &ExternalReview,
    before: &ExternalFacts,
) -> Result<(), StorageError> {
    let (id, after) = (review.id, &review.facts);
    for gone in before
        .children
        .iter()
        .filter(|c| !after.children.contains(c))
    {
        diesel::delete(children::table.find((id, gone))).execute(conn)?;
    }
    for gone in before
        .incidents
        .iter()
        .filter(|i| !after.incidents.contains(i))
    {
        diesel::delete(incidents::table.find((id, gone))).execute(conn)?;
    }
    for new in after
        .incidents
        .iter()
        .filter(|i| !before.incidents.contains(i))
    {
        diesel::insert_into(incidents::table)
            .values((incidents::review_id.eq(id), incidents::incident_id.eq(new)))
            .execute(conn)?;
    }
    for new in after
        .children
        .iter()
        .filter(|c| !before.children.contains(c))
    {
        diesel::insert_into(children::table)
            .values((children::review_id.eq(id), children::child_id.eq(new)))
            .execute(conn)?;
    }
    Ok(())
}
