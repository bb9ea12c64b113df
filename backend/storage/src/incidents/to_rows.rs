//! The rows an incident is stored in.

use shared::ids::{DeadlineId, IncidentId};
use shared::incidents::{
    Addendum, Child, Deadline, Extension, Incident, Involvement, SetAside, Step, facts,
};

use super::rows::{
    AddendumRow, CaseRow, ChildRow, DeadlineRow, DetailsRow, ExtensionRow, IncidentRow,
    InvolvementRow, StepRow,
};
use crate::dialect::to_db;
use crate::rows::{NO_DATE, split};

fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

/// Everything stored of an incident but its history and its words in the search index.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) incident: IncidentRow,
    pub(super) details: DetailsRow,
    pub(super) children: Vec<ChildRow>,
    pub(super) cases: Vec<CaseRow>,
    pub(super) involvements: Vec<InvolvementRow>,
    pub(super) steps: Vec<StepRow>,
    pub(super) deadlines: Vec<DeadlineRow>,
    pub(super) extensions: Vec<ExtensionRow>,
    pub(super) addenda: Vec<AddendumRow>,
}

impl Rows {
    /// The same incident with nothing yet in the tables that hold several rows of it.
    pub(super) fn none_of(rows: &Self) -> Self {
        Self {
            incident: rows.incident.clone(),
            details: rows.details.clone(),
            children: Vec::new(),
            cases: Vec::new(),
            involvements: Vec::new(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            extensions: Vec::new(),
            addenda: Vec::new(),
        }
    }

    /// The rows of an incident, its stage and next date calculated.
    pub(super) fn of(incident: &Incident) -> Self {
        let id = incident.id;
        let children = incident.children.iter().enumerate();
        let steps = incident.steps.iter().enumerate();
        Self {
            incident: incident_row(incident),
            details: details_row(incident),
            children: children.map(|(i, child)| child_row(id, i, child)).collect(),
            cases: incident
                .cases
                .iter()
                .map(|case| CaseRow {
                    incident_id: id,
                    case_id: *case,
                })
                .collect(),
            involvements: incident
                .involvements
                .iter()
                .map(|i| involvement_row(id, i))
                .collect(),
            steps: steps.map(|(i, step)| step_row(id, i, step)).collect(),
            deadlines: incident
                .deadlines
                .iter()
                .map(|d| deadline_row(id, d))
                .collect(),
            extensions: incident
                .deadlines
                .iter()
                .flat_map(|d| d.extensions.iter().map(move |e| extension_row(id, d.id, e)))
                .collect(),
            addenda: incident
                .addenda
                .iter()
                .map(|a| addendum_row(id, a))
                .collect(),
        }
    }
}

fn incident_row(incident: &Incident) -> IncidentRow {
    let n = &incident.notification;
    let (logged_by, logged_at) = split(incident.logged);
    IncidentRow {
        id: incident.id,
        reference: incident.reference.clone(),
        version: incident.version,
        kind: n.kind,
        incident_date: n.incident_date,
        incident_date_precision: n.incident_date_precision,
        became_known_on: n.became_known_on,
        notified_on: n.notified_on,
        source: n.source,
        local_authority_code: n.local_authority.clone(),
        proceedings: n.proceedings,
        media_interest: n.media_interest,
        serious_criticism: n.serious_criticism,
        reported_by: incident.reported.by,
        reported_at: to_db(incident.reported.at),
        logged_by,
        logged_at,
        known: incident.known(),
        known_since: incident.triage.as_ref().and_then(|t| t.known_since),
        area_id: incident.area,
        restricted: incident.restriction.is_some(),
        stage: facts::stage(incident),
        next_due: facts::next_due(incident).unwrap_or(NO_DATE),
    }
}

fn details_row(incident: &Incident) -> DetailsRow {
    let (triaged_by, triaged_at) = split(incident.triage.as_ref().map(|t| t.stamp));
    let forwarding = incident.forwarding.as_ref();
    let (forwarded_by, forwarded_at) = split(forwarding.map(|f| f.stamp));
    let acknowledgement = incident.acknowledgement;
    let (acknowledged_by, acknowledged_at) = split(acknowledgement.map(|a| a.stamp));
    let (closed_by, closed_at) = split(incident.closed);
    let review = &incident.child_death_review;
    let outcome = incident.lscb_outcome.as_ref();
    let restriction = incident.restriction.as_ref();
    DetailsRow {
        incident_id: incident.id,
        circumstances: incident.circumstances.clone(),
        triaged_by,
        triaged_at,
        forwarded_to: forwarding.map(|f| f.to),
        forwarded_as_deputy: forwarding.is_some_and(|f| f.as_deputy),
        forward_override_reason: forwarding.and_then(|f| f.override_reason.clone()),
        forwarded_by,
        forwarded_at,
        acknowledged_by,
        acknowledged_at,
        acknowledged_on_behalf: acknowledgement.is_some_and(|a| a.on_behalf),
        expectedness: review.expectedness,
        harm_question: review.harm_question,
        decision_delayed: review.decision_delayed,
        delay_reason: review.delay_reason.clone(),
        lscb_decision: outcome.map(|o| o.decision),
        lscb_decided_on: outcome.map(|o| o.decided_on),
        our_answer: outcome.and_then(|o| o.our_answer.clone()),
        answered_on: outcome.and_then(|o| o.answered_on),
        restriction_reason: restriction.map(|r| r.reason.clone()),
        restriction_review_on: restriction.and_then(|r| r.review_on),
        rejected: incident.set_aside == Some(SetAside::Rejected),
        duplicate_of: match incident.set_aside {
            Some(SetAside::DuplicateOf(other)) => Some(other),
            _ => None,
        },
        closed_by,
        closed_at,
    }
}

fn child_row(incident_id: IncidentId, index: usize, child: &Child) -> ChildRow {
    let facts = &child.facts;
    ChildRow {
        id: child.id,
        incident_id,
        position: position(index),
        name: facts.name.clone(),
        birth_date: facts.birth_date,
        birth_precision: facts.birth_precision,
        death_date: facts.death_date,
        case_reference: facts.case_reference.clone(),
        role: facts.role,
        outcome: facts.outcome,
    }
}

fn involvement_row(incident_id: IncidentId, i: &Involvement) -> InvolvementRow {
    InvolvementRow {
        id: i.id,
        incident_id,
        staff_id: i.staff,
        part: i.part,
        team_id: i.team,
        involved_from: i.involved_from,
        supports: i.supports,
        reason: i.reason.clone(),
        recorded_by: i.stamp.by,
        recorded_at: to_db(i.stamp.at),
        ended_at: i.ended_at.map(to_db),
    }
}

fn step_row(incident_id: IncidentId, index: usize, step: &Step) -> StepRow {
    let (recorded_by, recorded_at) = split(step.stamp);
    StepRow {
        id: step.id,
        incident_id,
        position: position(index),
        kind: step.kind,
        child_id: step.child,
        status: step.status,
        note: step.note.clone(),
        evidence: step.evidence.clone(),
        named: step.named,
        author_exception: step.author_exception,
        recorded_by,
        recorded_at,
        on_behalf: step.on_behalf,
    }
}

const fn deadline_row(incident_id: IncidentId, d: &Deadline) -> DeadlineRow {
    DeadlineRow {
        id: d.id,
        incident_id,
        clock: d.clock,
        starts_on: d.starts_on,
        original_due: d.original_due,
        due: d.due,
    }
}

fn extension_row(incident_id: IncidentId, deadline_id: DeadlineId, e: &Extension) -> ExtensionRow {
    ExtensionRow {
        id: e.id,
        deadline_id,
        incident_id,
        from_due: e.from,
        to_due: e.to,
        reason: e.reason.clone(),
        recorded_by: e.stamp.by,
        recorded_at: to_db(e.stamp.at),
    }
}

fn addendum_row(incident_id: IncidentId, a: &Addendum) -> AddendumRow {
    AddendumRow {
        id: a.id,
        incident_id,
        words: a.text.clone(),
        recorded_by: a.stamp.by,
        recorded_at: to_db(a.stamp.at),
    }
}
