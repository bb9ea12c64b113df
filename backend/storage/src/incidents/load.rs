//! Reading an incident whole.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::{
    Acknowledgement, ChildDeathReview, Deadline, Extension, Forwarding, Incident, LscbOutcome,
    Notification, Restriction, SetAside, Triage,
};

use super::rows::{
    AddendumRow, CaseRow, ChildRow, DeadlineRow, DetailsRow, ExtensionRow, IncidentRow,
    InvolvementRow, StepRow, reported,
};
use crate::dialect::one_of;
use crate::rows::stamp;
use crate::schema::{
    external_review_incidents, external_reviews, incident_addenda, incident_cases,
    incident_children, incident_deadline_extensions, incident_deadlines, incident_details,
    incident_involvements, incident_steps, incidents, management_reviews,
};
use crate::{Conn, StorageError};
use shared::reviews::{ExternalStage, ManagementStage};

/// The incident, whole; none where there is no such record.
///
/// The row that carries the version is read first: what changes meanwhile in a `PostgreSQL` write makes it stale.
pub fn load(conn: &mut Conn, id: IncidentId) -> Result<Option<Incident>, StorageError> {
    Ok(load_many(conn, &[id])?.pop())
}

/// These incidents, whole, in this order; those that are not there are left out. One query a table, however many there
/// are and however much they hold.
pub fn load_many(conn: &mut Conn, ids: &[IncidentId]) -> Result<Vec<Incident>, StorageError> {
    let rows: Vec<(IncidentRow, DetailsRow)> = incidents::table
        .inner_join(incident_details::table)
        .filter(one_of(incidents::id, ids))
        .load(conn)?;
    let rows = rows
        .into_iter()
        .map(|(row, details)| Ok((row.id, whole(row, details)?)));
    let mut found = rows.collect::<Result<HashMap<IncidentId, Incident>, StorageError>>()?;
    let children: Vec<ChildRow> = incident_children::table
        .filter(one_of(incident_children::incident_id, ids))
        .order(incident_children::position)
        .load(conn)?;
    for row in children {
        into(
            &mut found,
            row.incident_id,
            |incident| &mut incident.children,
            row,
        );
    }
    let cases: Vec<CaseRow> = incident_cases::table
        .filter(one_of(incident_cases::incident_id, ids))
        .order(incident_cases::case_id)
        .load(conn)?;
    for row in cases {
        into(
            &mut found,
            row.incident_id,
            |incident| &mut incident.cases,
            row.case_id,
        );
    }
    let involvements: Vec<InvolvementRow> = incident_involvements::table
        .filter(one_of(incident_involvements::incident_id, ids))
        .order((
            incident_involvements::recorded_at,
            incident_involvements::id,
        ))
        .load(conn)?;
    for row in involvements {
        into(
            &mut found,
            row.incident_id,
            |incident| &mut incident.involvements,
            row,
        );
    }
    let steps: Vec<StepRow> = incident_steps::table
        .filter(one_of(incident_steps::incident_id, ids))
        .order(incident_steps::position)
        .load(conn)?;
    for row in steps {
        into(
            &mut found,
            row.incident_id,
            |incident| &mut incident.steps,
            row,
        );
    }
    load_deadlines(conn, ids, &mut found)?;
    let addenda: Vec<AddendumRow> = incident_addenda::table
        .filter(one_of(incident_addenda::incident_id, ids))
        .order((incident_addenda::recorded_at, incident_addenda::id))
        .load(conn)?;
    for row in addenda {
        into(
            &mut found,
            row.incident_id,
            |incident| &mut incident.addenda,
            row,
        );
    }
    for id in with_open_reviews(conn, ids)? {
        if let Some(incident) = found.get_mut(&id) {
            incident.open_reviews = true;
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Those of these incidents of which a review is open: two queries.
fn with_open_reviews(conn: &mut Conn, ids: &[IncidentId]) -> Result<Vec<IncidentId>, StorageError> {
    let ended = ManagementStage::ALL.iter().filter(|stage| stage.is_ended());
    let mut open: Vec<IncidentId> = management_reviews::table
        .filter(one_of(management_reviews::incident_id, ids))
        .filter(management_reviews::stage.ne_all(ended))
        .select(management_reviews::incident_id)
        .load(conn)?;
    let ended = ExternalStage::ALL.iter().filter(|stage| stage.is_ended());
    let external: Vec<IncidentId> = external_review_incidents::table
        .inner_join(external_reviews::table)
        .filter(one_of(external_review_incidents::incident_id, ids))
        .filter(external_reviews::stage.ne_all(ended))
        .select(external_review_incidents::incident_id)
        .load(conn)?;
    open.extend(external);
    Ok(open)
}

/// Holds the record as it is until the end of the transaction: nobody else changes it meanwhile. `SQLite` has one
/// writer at a time, so there is nothing to do.
pub fn hold(conn: &mut Conn, id: IncidentId) -> Result<(), StorageError> {
    if let Conn::Postgres(conn) = conn {
        let row = incidents::table.find(id).select(incidents::version);
        row.for_update().first::<i64>(conn).optional()?;
    }
    Ok(())
}

/// An incident's reference, by its id.
pub fn reference_of(conn: &mut Conn, id: IncidentId) -> Result<Option<String>, StorageError> {
    Ok(incidents::table
        .find(id)
        .select(incidents::reference)
        .first(conn)
        .optional()?)
}

/// The references of these incidents.
pub fn references_of(
    conn: &mut Conn,
    ids: &[IncidentId],
) -> Result<HashMap<IncidentId, String>, StorageError> {
    let rows: Vec<(IncidentId, String)> = incidents::table
        .filter(one_of(incidents::id, ids))
        .select((incidents::id, incidents::reference))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Puts a row where it belongs in its incident.
fn into<T>(
    found: &mut HashMap<IncidentId, Incident>,
    id: IncidentId,
    place: impl Fn(&mut Incident) -> &mut Vec<T>,
    row: impl Into<T>,
) {
    if let Some(incident) = found.get_mut(&id) {
        place(incident).push(row.into());
    }
}

fn load_deadlines(
    conn: &mut Conn,
    ids: &[IncidentId],
    found: &mut HashMap<IncidentId, Incident>,
) -> Result<(), StorageError> {
    let mut rows: Vec<DeadlineRow> = incident_deadlines::table
        .filter(one_of(incident_deadlines::incident_id, ids))
        .load(conn)?;
    let extensions: Vec<ExtensionRow> = incident_deadline_extensions::table
        .filter(one_of(incident_deadline_extensions::incident_id, ids))
        .order((
            incident_deadline_extensions::recorded_at,
            incident_deadline_extensions::id,
        ))
        .load(conn)?;
    let mut by_deadline: HashMap<_, Vec<Extension>> = HashMap::new();
    for row in extensions {
        by_deadline
            .entry(row.deadline_id)
            .or_default()
            .push(row.into());
    }
    rows.sort_by_key(|row| row.clock);
    for row in rows {
        let deadline = Deadline {
            id: row.id,
            clock: row.clock,
            starts_on: row.starts_on,
            original_due: row.original_due,
            due: row.due,
            extensions: by_deadline.remove(&row.id).unwrap_or_default(),
        };
        into(
            found,
            row.incident_id,
            |incident| &mut incident.deadlines,
            deadline,
        );
    }
    Ok(())
}

/// The incident without what is kept in tables of its own.
fn whole(row: IncidentRow, details: DetailsRow) -> Result<Incident, StorageError> {
    let reported = reported(&row)?;
    let notification = Notification {
        kind: row.kind,
        incident_date: row.incident_date,
        incident_date_precision: row.incident_date_precision,
        became_known_on: row.became_known_on,
        notified_on: row.notified_on,
        source: row.source,
        local_authority: row.local_authority_code,
        proceedings: row.proceedings,
        media_interest: row.media_interest,
        serious_criticism: row.serious_criticism,
    };
    let known_since = row.known_since;
    let triage = row
        .known
        .zip(stamp(details.triaged_by, details.triaged_at))
        .map(|(known, stamp)| Triage {
            known,
            stamp,
            known_since,
        });
    let forwarded = stamp(details.forwarded_by, details.forwarded_at);
    let forwarding = match (row.area_id, details.forwarded_to, forwarded) {
        (Some(area), Some(to), Some(stamp)) => Some(Forwarding {
            area,
            to,
            as_deputy: details.forwarded_as_deputy,
            override_reason: details.forward_override_reason,
            stamp,
        }),
        _ => None,
    };
    let on_behalf = details.acknowledged_on_behalf;
    let acknowledgement = stamp(details.acknowledged_by, details.acknowledged_at)
        .map(|stamp| Acknowledgement { stamp, on_behalf });
    let (our_answer, answered_on) = (details.our_answer, details.answered_on);
    let lscb_outcome =
        details
            .lscb_decision
            .zip(details.lscb_decided_on)
            .map(|(decision, decided_on)| LscbOutcome {
                decision,
                decided_on,
                our_answer,
                answered_on,
            });
    let review_on = details.restriction_review_on;
    let reason = details.restriction_reason.unwrap_or_default();
    let set_aside = match details.duplicate_of {
        Some(other) => Some(SetAside::DuplicateOf(other)),
        None => details.rejected.then_some(SetAside::Rejected),
    };
    Ok(Incident {
        id: row.id,
        reference: row.reference,
        version: row.version,
        notification,
        source_on: row.source_on,
        circumstances: details.circumstances,
        children: Vec::new(),
        reported,
        logged: stamp(row.logged_by, row.logged_at),
        triage,
        cases: Vec::new(),
        involvements: Vec::new(),
        area: row.area_id,
        forwarding,
        acknowledgement,
        steps: Vec::new(),
        deadlines: Vec::new(),
        child_death_review: ChildDeathReview {
            expectedness: details.expectedness,
            harm_question: details.harm_question,
            decision_delayed: details.decision_delayed,
            delay_reason: details.delay_reason,
        },
        lscb_outcome,
        addenda: Vec::new(),
        restriction: row.restricted.then_some(Restriction { reason, review_on }),
        set_aside,
        closed: stamp(details.closed_by, details.closed_at),
        open_reviews: false,
    })
}
