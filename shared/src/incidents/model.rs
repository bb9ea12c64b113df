//! An incident as it is recorded: facts, each with who and when.

use super::codes::{
    AuthorException, BirthPrecision, ChildOutcome, ChildRole, Clock, DatePrecision, Expectedness,
    HarmQuestion, IncidentKind, Known, LscbDecision, Part, Proceedings, StepKind, StepStatus,
    YesNo,
};
use crate::codelists::Code;
use crate::ids::{
    AddendumId, AreaId, By, CaseId, ChildId, DeadlineId, ExtensionId, IncidentId, InvolvementId,
    StaffId, StepId, TeamId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who did something, when, and whether on another's behalf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Who.
    pub by: StaffId,
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
}

/// Who reported an incident, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Who: a person, or a third-party system.
    pub by: By,
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
}

impl From<Stamp> for Reported {
    fn from(stamp: Stamp) -> Self {
        Self {
            by: By::Staff(stamp.by),
            at: stamp.at,
        }
    }
}

/// What was notified: the facts that a correction may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// What happened.
    pub kind: IncidentKind,
    /// The day it happened, where known or estimated.
    pub incident_date: Option<NaiveDate>,
    /// How well that day is known.
    pub incident_date_precision: DatePrecision,
    /// The day it became known to anyone.
    pub became_known_on: Option<NaiveDate>,
    /// The day we were told.
    pub notified_on: NaiveDate,
    /// Who told us, by a code of the codelist `incident_source`.
    pub source: Code,
    /// The local authority, by its nine-character code.
    pub local_authority: Option<String>,
    /// The kind of court proceedings.
    pub proceedings: Proceedings,
    /// Is there media interest?
    pub media_interest: YesNo,
    /// Is serious criticism of us expected?
    pub serious_criticism: YesNo,
}

/// A child in an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// The child's record.
    pub id: ChildId,
    /// What was recorded of the child.
    pub facts: ChildFacts,
}

/// What is recorded of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChildFacts {
    /// The child's name.
    pub name: String,
    /// The birth date, where known or estimated.
    pub birth_date: Option<NaiveDate>,
    /// How well the birth date is known.
    pub birth_precision: BirthPrecision,
    /// The day the child died, where they did and it is known.
    pub death_date: Option<NaiveDate>,
    /// The reference of the child's court case as the reporter knows it.
    pub case_reference: Option<String>,
    /// The child's place in the incident.
    pub role: ChildRole,
    /// What the incident did to the child.
    pub outcome: ChildOutcome,
}

/// Known to us or not, and who found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// The answer.
    pub known: Known,
    /// Who answered it and when.
    pub stamp: Stamp,
    /// The day it was first triaged as known: the buddies' clock starts here.
    pub known_since: Option<NaiveDate>,
}

/// A person's part in an incident, for as long as it lasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involvement {
    /// The record of this part.
    pub id: InvolvementId,
    /// Whose part.
    pub staff: StaffId,
    /// Which part.
    pub part: Part,
    /// The team held the case when the person was involved in it.
    pub team: Option<TeamId>,
    /// First day of involvement in the case (practitioner, manager).
    pub involved_from: Option<NaiveDate>,
    /// The person this buddy supports.
    pub supports: Option<StaffId>,
    /// Why: no buddy needed, access given, a director replaced.
    pub reason: Option<String>,
    /// Who recorded it and when.
    pub stamp: Stamp,
    /// When it ended, where it has.
    pub ended_at: Option<DateTime<Utc>>,
}

/// To whom an incident was forwarded (§8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    /// The area whose director answers for it.
    pub area: AreaId,
    /// The director, or the deputy while the post is vacant.
    pub to: StaffId,
    /// The person acts as deputy.
    pub as_deputy: bool,
    /// Why not by the area rule, where it was not.
    pub override_reason: Option<String>,
    /// Who forwarded it and when.
    pub stamp: Stamp,
}

/// A thing done, perhaps on the director's behalf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Who and when.
    pub stamp: Stamp,
    /// Safeguarding did it for the director.
    pub on_behalf: bool,
}

/// An immediate step (§8, §20).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The record of this step.
    pub id: StepId,
    /// Which step.
    pub kind: StepKind,
    /// The child it is about, where it is done per child.
    pub child: Option<ChildId>,
    /// How it stands.
    pub status: StepStatus,
    /// What was done, or why it does not apply.
    pub note: String,
    /// Where the evidence is.
    pub evidence: String,
    /// The person named by it (liaison, author).
    pub named: Option<StaffId>,
    /// Why the author is not a specialist service manager, where they are not (§11).
    pub author_exception: Option<AuthorException>,
    /// Who recorded it last and when.
    pub stamp: Option<Stamp>,
    /// Safeguarding recorded it for the director.
    pub on_behalf: bool,
}

/// A clock that was started. Whether it is still running is derived from the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The record of this deadline.
    pub id: DeadlineId,
    /// Which clock.
    pub clock: Clock,
    /// The day that counts as day 0.
    pub starts_on: NaiveDate,
    /// The date first set; it never changes.
    pub original_due: NaiveDate,
    /// The date that counts now.
    pub due: NaiveDate,
    /// Each change of the date.
    pub extensions: Vec<Extension>,
}

/// A change of a deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The record of this change.
    pub id: ExtensionId,
    /// The date before.
    pub from: NaiveDate,
    /// The date after.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// The review of every child death since April 2008 (§1), beside the incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChildDeathReview {
    /// Expected or unexpected.
    pub expectedness: Expectedness,
    /// Does any question of harm arise?
    pub harm_question: HarmQuestion,
    /// Is the LSCB's decision delayed?
    pub decision_delayed: YesNo,
    /// Why it is delayed.
    pub delay_reason: Option<String>,
}

/// What the LSCB decided, and what we answered: all that an incident of a family
/// not known to us needs before it can be closed (§19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LscbOutcome {
    /// The decision.
    pub decision: LscbDecision,
    /// The day it was taken.
    pub decided_on: NaiveDate,
    /// What we answered to its draft recommendations, or that none was for us.
    pub our_answer: Option<String>,
    /// The day we answered.
    pub answered_on: Option<NaiveDate>,
}

/// Words added under a submitted narrative, which is never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// The record of these words.
    pub id: AddendumId,
    /// The words.
    pub text: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// Why an incident is seen by few.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restriction {
    /// Why.
    pub reason: String,
    /// When it is to be looked at again.
    pub review_on: Option<NaiveDate>,
}

/// Why an incident counts no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetAside {
    /// It was not an incident.
    Rejected,
    /// It is the same as another.
    DuplicateOf(IncidentId),
}

/// An incident, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// The record.
    pub id: IncidentId,
    /// The reference people use: `SI-2008-0042`.
    pub reference: String,
    /// Counts up with each change; the entity tag.
    pub version: i64,
    /// The facts notified.
    pub notification: Notification,
    /// The day on which the source was recorded: it is shown in the words of that day.
    pub source_on: NaiveDate,
    /// What is known to have happened, in the reporter's words.
    pub circumstances: String,
    /// The children, the subject first.
    pub children: Vec<Child>,
    /// Who reported it and when.
    pub reported: Reported,
    /// Who logged it and when.
    pub logged: Option<Stamp>,
    /// Known to us or not.
    pub triage: Option<Triage>,
    /// The cases it concerns.
    pub cases: Vec<CaseId>,
    /// Everyone's part in it, ended parts too.
    pub involvements: Vec<Involvement>,
    /// The area of its local authority, or the one it was forwarded to.
    pub area: Option<AreaId>,
    /// To whom it was forwarded.
    pub forwarding: Option<Forwarding>,
    /// The director's acknowledgement.
    pub acknowledgement: Option<Acknowledgement>,
    /// The immediate steps.
    pub steps: Vec<Step>,
    /// The clocks that were started.
    pub deadlines: Vec<Deadline>,
    /// The child death review.
    pub child_death_review: ChildDeathReview,
    /// The LSCB's decision and our answer.
    pub lscb_outcome: Option<LscbOutcome>,
    /// Words added later.
    pub addenda: Vec<Addendum>,
    /// Seen by few, and why.
    pub restriction: Option<Restriction>,
    /// Rejected or a duplicate.
    pub set_aside: Option<SetAside>,
    /// Who closed it and when; empty again once reopened.
    pub closed: Option<Stamp>,
    /// A review of it is open, one of ours or an external one. The reviews say so; it is no part of the record.
    #[serde(default)]
    pub open_reviews: bool,
}

impl Incident {
    /// The parts that have not ended.
    pub fn current(&self) -> impl Iterator<Item = &Involvement> {
        self.involvements.iter().filter(|i| i.ended_at.is_none())
    }
    /// The people holding a part now.
    pub fn holding(&self, part: Part) -> impl Iterator<Item = &Involvement> {
        self.current().filter(move |i| i.part == part)
    }
    /// Known to us, where it has been answered.
    pub fn known(&self) -> Option<Known> {
        self.triage.as_ref().map(|t| t.known)
    }
    /// The children other than the subject, whose well-being is checked one by one.
    pub fn remaining_children(&self) -> impl Iterator<Item = &Child> {
        self.children
            .iter()
            .filter(|c| c.facts.role == ChildRole::Remaining)
    }
}
