//! Rows of an incident’s tables, and the way from them to the domain. They stay in this room.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{
    AddendumId, AreaId, CaseId, ChildId, DeadlineId, ExtensionId, IncidentId, InvolvementId,
    StaffId, StepId, TeamId,
};
use shared::incidents::{
    Addendum, AuthorException, BirthPrecision, Child, ChildFacts, ChildOutcome, ChildRole, Clock,
    DatePrecision, Expectedness, Extension, HarmQuestion, IncidentKind, Involvement, Known,
    LscbDecision, Part, Proceedings, Source, Stage, Step, StepKind, StepStatus, YesNo,
};

use crate::dialect::from_db;
use crate::rows::{row, stamp, stamped};
use crate::schema::{
    incident_addenda, incident_cases, incident_children, incident_deadline_extensions,
    incident_deadlines, incident_details, incident_involvements, incident_steps, incidents,
};

row! {
    /// What lists filter on.
    IncidentRow of incidents {
        id: IncidentId,
        reference: String,
        version: i64,
        kind: IncidentKind,
        incident_date: Option<NaiveDate>,
        incident_date_precision: DatePrecision,
        became_known_on: Option<NaiveDate>,
        notified_on: NaiveDate,
        source: Source,
        local_authority_code: Option<String>,
        proceedings: Proceedings,
        media_interest: YesNo,
        serious_criticism: YesNo,
        reported_by: StaffId,
        reported_at: NaiveDateTime,
        logged_by: Option<StaffId>,
        logged_at: Option<NaiveDateTime>,
        known: Option<Known>,
        known_since: Option<NaiveDate>,
        area_id: Option<AreaId>,
        restricted: bool,
        stage: Stage,
        next_due: NaiveDate,
    }
}
row! {
    /// The other facts, one row an incident.
    DetailsRow of incident_details {
        incident_id: IncidentId,
        circumstances: String,
        triaged_by: Option<StaffId>,
        triaged_at: Option<NaiveDateTime>,
        forwarded_to: Option<StaffId>,
        forwarded_as_deputy: bool,
        forward_override_reason: Option<String>,
        forwarded_by: Option<StaffId>,
        forwarded_at: Option<NaiveDateTime>,
        acknowledged_by: Option<StaffId>,
        acknowledged_at: Option<NaiveDateTime>,
        acknowledged_on_behalf: bool,
        expectedness: Expectedness,
        harm_question: HarmQuestion,
        decision_delayed: YesNo,
        delay_reason: Option<String>,
        lscb_decision: Option<LscbDecision>,
        lscb_decided_on: Option<NaiveDate>,
        our_answer: Option<String>,
        answered_on: Option<NaiveDate>,
        restriction_reason: Option<String>,
        restriction_review_on: Option<NaiveDate>,
        rejected: bool,
        duplicate_of: Option<IncidentId>,
        closed_by: Option<StaffId>,
        closed_at: Option<NaiveDateTime>,
    }
}
row! {
    /// A child.
    ChildRow of incident_children {
        id: ChildId,
        incident_id: IncidentId,
        position: i32,
        name: String,
        birth_date: Option<NaiveDate>,
        birth_precision: BirthPrecision,
        death_date: Option<NaiveDate>,
        case_reference: Option<String>,
        role: ChildRole,
        outcome: ChildOutcome,
    }
}
row! {
    /// A case of the incident.
    CaseRow of incident_cases {
        incident_id: IncidentId,
        case_id: CaseId,
    }
}
row! {
    /// A person's part.
    InvolvementRow of incident_involvements {
        id: InvolvementId,
        incident_id: IncidentId,
        staff_id: StaffId,
        part: Part,
        team_id: Option<TeamId>,
        involved_from: Option<NaiveDate>,
        supports: Option<StaffId>,
        reason: Option<String>,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
        ended_at: Option<NaiveDateTime>,
    }
}
row! {
    /// An immediate step.
    StepRow of incident_steps {
        id: StepId,
        incident_id: IncidentId,
        position: i32,
        kind: StepKind,
        child_id: Option<ChildId>,
        status: StepStatus,
        note: String,
        evidence: String,
        named: Option<StaffId>,
        author_exception: Option<AuthorException>,
        recorded_by: Option<StaffId>,
        recorded_at: Option<NaiveDateTime>,
        on_behalf: bool,
    }
}
row! {
    /// A clock.
    DeadlineRow of incident_deadlines {
        id: DeadlineId,
        incident_id: IncidentId,
        clock: Clock,
        starts_on: NaiveDate,
        original_due: NaiveDate,
        due: NaiveDate,
    }
}
row! {
    /// A change of a clock's date.
    ExtensionRow of incident_deadline_extensions {
        id: ExtensionId,
        deadline_id: DeadlineId,
        incident_id: IncidentId,
        from_due: NaiveDate,
        to_due: NaiveDate,
        reason: String,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}
row! {
    /// Words added later.
    AddendumRow of incident_addenda {
        id: AddendumId,
        incident_id: IncidentId,
        words: String,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}

impl From<ChildRow> for Child {
    fn from(row: ChildRow) -> Self {
        Self {
            id: row.id,
            facts: ChildFacts {
                name: row.name,
                birth_date: row.birth_date,
                birth_precision: row.birth_precision,
                death_date: row.death_date,
                case_reference: row.case_reference,
                role: row.role,
                outcome: row.outcome,
            },
        }
    }
}

impl From<InvolvementRow> for Involvement {
    fn from(row: InvolvementRow) -> Self {
        let ended_at: Option<DateTime<Utc>> = row.ended_at.map(from_db);
        Self {
            id: row.id,
            staff: row.staff_id,
            part: row.part,
            team: row.team_id,
            involved_from: row.involved_from,
            supports: row.supports,
            reason: row.reason,
            stamp: stamped(row.recorded_by, row.recorded_at),
            ended_at,
        }
    }
}

impl From<StepRow> for Step {
    fn from(row: StepRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            child: row.child_id,
            status: row.status,
            note: row.note,
            evidence: row.evidence,
            named: row.named,
            author_exception: row.author_exception,
            stamp: stamp(row.recorded_by, row.recorded_at),
            on_behalf: row.on_behalf,
        }
    }
}

impl From<ExtensionRow> for Extension {
    fn from(row: ExtensionRow) -> Self {
        Self {
            id: row.id,
            from: row.from_due,
            to: row.to_due,
            reason: row.reason,
            stamp: stamped(row.recorded_by, row.recorded_at),
        }
    }
}

impl From<AddendumRow> for Addendum {
    fn from(row: AddendumRow) -> Self {
        Self {
            id: row.id,
            text: row.words,
            stamp: stamped(row.recorded_by, row.recorded_at),
        }
    }
}
