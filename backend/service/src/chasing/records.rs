//! The references of records of every kind, and what the policy asks about each.

use shared::chasing::Record;
use shared::ids::{ExternalReviewId, IncidentId, ManagementReviewId, RecommendationId};
use shared::policy::Actor;
use shared::policy::chasing::RecordFacts;
use shared::reviews::ExternalStage;
use shared::reviews::recommendations::{Recommendation, RecommendedBy};
use std::collections::HashMap;
use storage::reviews::management::Which;
use storage::reviews::{external, management, recommendations};
use storage::{Conn, incidents};

use crate::Result;

/// The ids of records, kind by kind.
#[derive(Debug, Default)]
pub(super) struct ByKind {
    pub(super) incidents: Vec<IncidentId>,
    pub(super) external: Vec<ExternalReviewId>,
    pub(super) management: Vec<ManagementReviewId>,
    pub(super) recommendations: Vec<RecommendationId>,
}

impl ByKind {
    pub(super) fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut of = Self::default();
        for record in records {
            match record {
                Record::Incident(id) => of.incidents.push(*id),
                Record::ExternalReview(id) => of.external.push(*id),
                Record::ManagementReview(id) => of.management.push(*id),
                Record::Recommendation(id) => of.recommendations.push(*id),
            }
        }
        of
    }
}

/// The reference of the review that made each recommendation, and what the policy asks; those of a review whose record
/// was rejected are left out.
pub(super) fn facts_of_recommendations(
    conn: &mut Conn,
    all: &[Recommendation],
) -> Result<HashMap<RecommendationId, (String, RecordFacts)>> {
    let by_external = all.iter().filter_map(|one| match one.by {
        RecommendedBy::External(id) => Some(id),
        RecommendedBy::Management(_) => None,
    });
    let by_external: Vec<_> = by_external.collect();
    let by_management = all.iter().filter_map(|one| match one.by {
        RecommendedBy::Management(id) => Some(id),
        RecommendedBy::External(_) => None,
    });
    let by_management: Vec<_> = by_management.collect();
    let brief = external::brief(conn, &by_external)?;
    let of_external = external::facts(conn, &by_external)?;
    let of_management = management::due(conn, Which::These(&by_management))?;
    let known = all.iter().filter_map(|one| {
        let known = match one.by {
            RecommendedBy::External(id) => {
                let (reference, stage) = brief.get(&id)?;
                let facts = of_external.get(&id).cloned().unwrap_or_default();
                let stands = *stage != ExternalStage::Rejected;
                stands.then(|| {
                    let facts = RecordFacts::RecommendedByExternal(facts);
                    (reference.clone(), facts)
                })?
            }
            RecommendedBy::Management(id) => {
                let due = of_management.get(&id)?;
                let facts = RecordFacts::RecommendedByManagement(due.facts.clone());
                (due.reference.clone(), facts)
            }
        };
        Some((one.id, known))
    });
    Ok(known.collect())
}

/// The references of those of these records that the person may see. The same queries however many there are.
pub(crate) fn references(
    conn: &mut Conn,
    actor: &Actor,
    records: &[Record],
) -> Result<HashMap<Record, String>> {
    let mut found = HashMap::new();
    let mut add = |record, reference: &String, facts: &RecordFacts| {
        if facts.shows(actor) {
            found.insert(record, reference.clone());
        }
    };
    let of = ByKind::of(records);
    let names = incidents::references_of(conn, &of.incidents)?;
    for (id, facts) in incidents::facts_of(conn, &of.incidents)? {
        if let Some(name) = names.get(&id) {
            add(Record::Incident(id), name, &RecordFacts::Incident(facts));
        }
    }
    let brief = external::brief(conn, &of.external)?;
    for (id, facts) in external::facts(conn, &of.external)? {
        if let Some((name, _)) = brief.get(&id) {
            add(
                Record::ExternalReview(id),
                name,
                &RecordFacts::External(facts),
            );
        }
    }
    for (id, due) in management::due(conn, Which::These(&of.management))? {
        let facts = RecordFacts::Management(due.facts);
        add(Record::ManagementReview(id), &due.reference, &facts);
    }
    let owned = recommendations::load_many(conn, &of.recommendations)?;
    for (id, (name, facts)) in facts_of_recommendations(conn, &owned)? {
        add(Record::Recommendation(id), &name, &facts);
    }
    Ok(found)
}
