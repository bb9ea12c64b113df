//! The management reviews on which a clock may run, and what the policy asks about each.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{ExternalReviewId, IncidentId, ManagementReviewId, StaffId};
use shared::policy::reviews::ManagementReviewFacts;
use shared::reviews::ManagementStage;
use shared::reviews::clocks::ManagementClock;

use crate::dialect::one_of;
use crate::incidents::facts_of;
use crate::schema::{
    management_review_deadlines as deadlines, management_review_proposals as proposals,
    management_reviews as m,
};
use crate::{Conn, StorageError};

/// A management review: where it stands, the clocks that were started, and what the policy asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The record.
    pub id: ManagementReviewId,
    /// Its reference.
    pub reference: String,
    /// Where it stands; stored with the change that led there.
    pub stage: ManagementStage,
    /// The clocks that were started, running or not, and when each ends.
    pub clocks: Vec<(ManagementClock, NaiveDate)>,
    /// What the policy asks.
    pub facts: ManagementReviewFacts,
}

/// Which management reviews.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// These.
    These(&'a [ManagementReviewId]),
    /// Those for an external review.
    For(ExternalReviewId),
}

type Row = (
    ManagementReviewId,
    String,
    IncidentId,
    ManagementStage,
    Option<StaffId>,
    Option<StaffId>,
    bool,
    bool,
);

/// The management reviews, in the order of their ids. Five queries, however many there are.
pub fn due(
    conn: &mut Conn,
    which: Which<'_>,
) -> Result<BTreeMap<ManagementReviewId, Due>, StorageError> {
    let columns = (
        m::id,
        m::reference,
        m::incident_id,
        m::stage,
        m::author_id,
        m::waiting_id,
        m::submitted,
        m::approved,
    );
    let rows: Vec<Row> = match which {
        Which::These(ids) => m::table
            .filter(one_of(m::id, ids))
            .select(columns)
            .load(conn)?,
        Which::For(review) => m::table
            .filter(m::external_review_id.eq(review))
            .select(columns)
            .load(conn)?,
    };
    let ids: Vec<ManagementReviewId> = rows.iter().map(|row| row.0).collect();
    let incidents: Vec<IncidentId> = rows.iter().map(|row| row.2).collect();
    let of_incidents = facts_of(conn, &incidents)?;
    let mut found = BTreeMap::new();
    for (id, reference, incident, stage, author, waiting, submitted, approved) in rows {
        let facts = ManagementReviewFacts {
            incident: of_incidents.get(&incident).cloned().unwrap_or_default(),
            author,
            waiting,
            authors: Vec::new(),
            submitted,
            approved,
            ended: stage.is_ended(),
        };
        let clocks = Vec::new();
        let one = Due {
            id,
            reference,
            stage,
            clocks,
            facts,
        };
        found.insert(id, one);
    }
    let authors: Vec<(ManagementReviewId, StaffId)> = proposals::table
        .filter(one_of(proposals::review_id, &ids))
        .filter(proposals::commissioned_by.is_not_null())
        .order((proposals::review_id, proposals::position))
        .select((proposals::review_id, proposals::author_id))
        .load(conn)?;
    for (id, author) in authors {
        if let Some(one) = found.get_mut(&id) {
            one.facts.authors.push(author);
        }
    }
    let clocks: Vec<(ManagementReviewId, ManagementClock, NaiveDate)> = deadlines::table
        .filter(one_of(deadlines::review_id, &ids))
        .order((deadlines::review_id, deadlines::clock))
        .select((deadlines::review_id, deadlines::clock, deadlines::due))
        .load(conn)?;
    for (id, clock, due) in clocks {
        if let Some(one) = found.get_mut(&id) {
            one.clocks.push((clock, due));
        }
    }
    Ok(found)
}
