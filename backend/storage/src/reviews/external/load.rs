//! Reading an external review whole, and what goes with it.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use shared::ids::{ChildId, ExternalReviewId, IncidentId, ManagementReviewId};
use shared::policy::reviews::ExternalReviewFacts;
use shared::reviews::clocks::{Agreed, Deadline};
use shared::reviews::external::{ExternalFacts, ExternalReview, OurReview};
use shared::reviews::{ExternalStage, ManagementStage};

use super::rows::{AgreedRow, DeadlineRow, ReviewRow, StepRow};
use crate::dialect::one_of;
use crate::incidents::facts_of;
use crate::reviews::recommendations;
use crate::rows::{stamp, stamped};
use crate::schema::{
    external_review_agreed_dates as agreed, external_review_children as children_of,
    external_review_deadlines as deadlines, external_review_incidents as incidents_of,
    external_review_steps as steps, external_reviews, incident_children, management_reviews,
};
use crate::{Conn, StorageError};

/// The review, whole; none where there is no such record. Always the same number of queries.
///
/// The row that carries the version is read first: what changes meanwhile in a `PostgreSQL` write makes it stale.
pub fn load(conn: &mut Conn, id: ExternalReviewId) -> Result<Option<ExternalReview>, StorageError> {
    Ok(load_many(conn, &[id])?.pop())
}

/// These reviews, whole, in this order; those that are not there are left out. One query a table, however many there
/// are.
pub fn load_many(
    conn: &mut Conn,
    ids: &[ExternalReviewId],
) -> Result<Vec<ExternalReview>, StorageError> {
    let rows: Vec<ReviewRow> = external_reviews::table
        .filter(one_of(external_reviews::id, ids))
        .load(conn)?;
    let rows = rows.into_iter();
    let mut found: HashMap<_, _> = rows.map(|row| (row.id, bare(row))).collect();
    let steps: Vec<StepRow> = steps::table
        .filter(one_of(steps::review_id, ids))
        .load(conn)?;
    for row in steps {
        into(&mut found, row.review_id, |review| {
            review.steps.push(row.into());
        });
    }
    let ours: Vec<(
        Option<ExternalReviewId>,
        ManagementReviewId,
        ManagementStage,
    )> = management_reviews::table
        .filter(one_of(management_reviews::external_review_id, ids))
        .order(management_reviews::id)
        .select((
            management_reviews::external_review_id,
            management_reviews::id,
            management_reviews::stage,
        ))
        .load(conn)?;
    for (of, id, stage) in ours {
        if let Some(of) = of {
            let ended = stage.is_ended();
            into(&mut found, of, |review| {
                review.our_reviews.push(OurReview { id, ended });
            });
        }
    }
    let linked: Vec<(ExternalReviewId, IncidentId)> = incidents_of::table
        .filter(one_of(incidents_of::review_id, ids))
        .order(incidents_of::incident_id)
        .select((incidents_of::review_id, incidents_of::incident_id))
        .load(conn)?;
    for (of, incident) in linked {
        into(&mut found, of, |review| {
            review.facts.incidents.push(incident);
        });
    }
    let named: Vec<(ExternalReviewId, ChildId)> = children_of::table
        .filter(one_of(children_of::review_id, ids))
        .order(children_of::child_id)
        .select((children_of::review_id, children_of::child_id))
        .load(conn)?;
    for (of, child) in named {
        into(&mut found, of, |review| review.facts.children.push(child));
    }
    load_deadlines(conn, ids, &mut found)?;
    for (of, recommendation) in recommendations::of_externals(conn, ids)? {
        into(&mut found, of, |review| {
            review.recommendations.push(recommendation);
        });
    }
    for review in found.values_mut() {
        review.steps.sort_by_key(|taken| taken.step);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The review without what is kept in tables of its own.
fn bare(row: ReviewRow) -> ExternalReview {
    ExternalReview {
        id: row.id,
        reference: row.reference,
        version: row.version,
        facts: ExternalFacts {
            title: row.title,
            board: row.board,
            local_authority: row.local_authority_code,
            triggered_on: row.triggered_on,
            regime: row.regime,
            involved: row.involved,
            incidents: Vec::new(),
            children: Vec::new(),
        },
        recorded: stamped(row.recorded_by, row.recorded_at),
        steps: Vec::new(),
        deadlines: Vec::new(),
        recommendations: Vec::new(),
        our_reviews: Vec::new(),
        rejected: stamp(row.rejected_by, row.rejected_at),
        closed: stamp(row.closed_by, row.closed_at),
    }
}

/// Puts a row where it belongs in its review.
fn into(
    found: &mut HashMap<ExternalReviewId, ExternalReview>,
    id: ExternalReviewId,
    put: impl FnOnce(&mut ExternalReview),
) {
    if let Some(review) = found.get_mut(&id) {
        put(review);
    }
}

fn load_deadlines(
    conn: &mut Conn,
    ids: &[ExternalReviewId],
    found: &mut HashMap<ExternalReviewId, ExternalReview>,
) -> Result<(), StorageError> {
    let mut rows: Vec<DeadlineRow> = deadlines::table
        .filter(one_of(deadlines::review_id, ids))
        .load(conn)?;
    let dates: Vec<AgreedRow> = agreed::table
        .filter(one_of(agreed::review_id, ids))
        .order((agreed::recorded_at, agreed::id))
        .load(conn)?;
    let mut by_deadline: HashMap<_, Vec<Agreed>> = HashMap::new();
    for row in dates {
        let of = by_deadline.entry(row.deadline_id).or_default();
        of.push(row.into());
    }
    rows.sort_by_key(|row| row.clock);
    for row in rows {
        let deadline = Deadline {
            id: row.id,
            clock: row.clock,
            starts_on: row.starts_on,
            original_due: row.original_due,
            due: row.due,
            agreed: by_deadline.remove(&row.id).unwrap_or_default(),
        };
        into(found, row.review_id, |review| {
            review.deadlines.push(deadline);
        });
    }
    Ok(())
}

/// What the policy asks about each of these reviews; one of which nothing is known has no incidents. Three queries,
/// however many there are.
pub fn facts(
    conn: &mut Conn,
    reviews: &[ExternalReviewId],
) -> Result<HashMap<ExternalReviewId, ExternalReviewFacts>, StorageError> {
    let links: Vec<(ExternalReviewId, IncidentId)> = incidents_of::table
        .filter(one_of(incidents_of::review_id, reviews))
        .order((incidents_of::review_id, incidents_of::incident_id))
        .load(conn)?;
    let ids: Vec<_> = links.iter().map(|(_, incident)| *incident).collect();
    let of_incidents = facts_of(conn, &ids)?;
    let none = reviews
        .iter()
        .map(|id| (*id, ExternalReviewFacts::default()));
    let mut found: HashMap<_, _> = none.collect();
    for (review, incident) in links {
        if let (Some(facts), Some(of_it)) = (found.get_mut(&review), of_incidents.get(&incident)) {
            facts.incidents.push(of_it.clone());
        }
    }
    Ok(found)
}

/// The reference of each of these reviews, and where it stands.
pub fn brief(
    conn: &mut Conn,
    ids: &[ExternalReviewId],
) -> Result<HashMap<ExternalReviewId, (String, ExternalStage)>, StorageError> {
    let rows: Vec<(ExternalReviewId, String, ExternalStage)> = external_reviews::table
        .filter(one_of(external_reviews::id, ids))
        .select((
            external_reviews::id,
            external_reviews::reference,
            external_reviews::stage,
        ))
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, reference, stage)| (id, (reference, stage)))
        .collect())
}

/// Where a child stands: in which incident, and its place there from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildPlace {
    /// The child.
    pub id: ChildId,
    /// The incident.
    pub incident: IncidentId,
    /// Its place, from 1.
    pub number: i32,
    /// Its name.
    pub name: String,
}

/// Where these children stand; those that are not there are left out.
pub fn children(conn: &mut Conn, ids: &[ChildId]) -> Result<Vec<ChildPlace>, StorageError> {
    let rows: Vec<(ChildId, IncidentId, i32, String)> = incident_children::table
        .filter(one_of(incident_children::id, ids))
        .order((incident_children::incident_id, incident_children::position))
        .select((
            incident_children::id,
            incident_children::incident_id,
            incident_children::position,
            incident_children::name,
        ))
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, incident, position, name)| ChildPlace {
            id,
            incident,
            number: position + 1,
            name,
        })
        .collect())
}

/// Those of these children whom an external review names.
pub fn reviewed_children(
    conn: &mut Conn,
    ids: &[ChildId],
) -> Result<HashSet<ChildId>, StorageError> {
    let named: Vec<ChildId> = children_of::table
        .filter(one_of(children_of::child_id, ids))
        .select(children_of::child_id)
        .load(conn)?;
    Ok(named.into_iter().collect())
}
