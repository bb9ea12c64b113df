//! What the API answers about incidents. Which blocks are there depends on what
//! the reader may see (see [`crate::policy::incidents::View`]); an absent block is absent, not empty.

use super::codes::{
    AuthorException, Clock, IncidentAction, IncidentKind, Known, Part, Stage, StepKind, StepStatus,
};
use super::model::{ChildDeathReview, ChildFacts, LscbOutcome, Notification, Restriction};
use crate::ids::{
    AddendumId, ApiClientId, AreaId, CaseId, ChildId, DeadlineId, DraftId, HistoryId, IncidentId,
    StaffId, StepId,
};
use crate::integrations::api::ActorRef;
use crate::people::api::StaffRef;
use crate::policy::incidents::View;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

macro_rules! view {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

mod lists;
pub mod paths;

pub use lists::*;

view! {
    /// One row of the list: nothing that a summary does not hold, but where more may be read.
    IncidentRow {
        /// The record.
        id: IncidentId,
        /// The reference.
        reference: String,
        /// What happened.
        kind: IncidentKind,
        /// Where it stands.
        stage: Stage,
        /// The day it happened.
        incident_date: Option<NaiveDate>,
        /// The day we were told.
        notified_on: NaiveDate,
        /// What this reader may see of it.
        view: View,
        /// Known to us; only where the reader sees more than a summary.
        known: Option<Known>,
        /// The area's name; only where the reader sees more than a summary.
        area: Option<String>,
        /// The earliest date among running clocks; only where the reader sees more than a summary.
        next_due: Option<NaiveDate>,
        /// That date has passed.
        overdue: bool,
        /// Seen by few.
        restricted: bool,
    }
}
view! {
    /// One incident, as its reader may see it.
    IncidentView {
        /// The record.
        id: IncidentId,
        /// Counts up with each change; also the ETag.
        version: i64,
        /// What this reader may see.
        view: View,
        /// Always there.
        summary: Summary,
        /// The reporter's own words; there for the reporter where nothing more is.
        own_words: Option<String>,
        /// Who supports this reader.
        own_buddy: Option<StaffRef>,
        /// What was notified and how it goes; not in a summary.
        intake: Option<Intake>,
        /// The narrative and what was added to it.
        narrative: Option<Narrative>,
        /// The notes and evidence; for those who see the incident whole.
        whole: Option<Whole>,
        /// What this reader may do now.
        permitted: Vec<IncidentAction>,
    }
}
view! {
    /// The summary: for involved people, buddies and their line.
    Summary {
        /// The reference.
        reference: String,
        /// What happened.
        kind: IncidentKind,
        /// Where it stands.
        stage: Stage,
        /// The day it happened.
        incident_date: Option<NaiveDate>,
        /// The day we were told.
        notified_on: NaiveDate,
        /// Whom to contact about it; none: the safeguarding team.
        contact: Option<StaffRef>,
        /// The case references, for involved people.
        case_references: Vec<String>,
    }
}
view! {
    /// Intake and chase: what customer services work with.
    Intake {
        /// The facts notified.
        notification: Notification,
        /// Who told us, in the words that held when it was recorded.
        source_label: String,
        /// The local authority's name.
        local_authority_name: Option<String>,
        /// The children.
        children: Vec<ChildView>,
        /// Who reported it.
        reported: ReportedView,
        /// Who logged it.
        logged: Option<StampView>,
        /// Known to us.
        known: Option<Known>,
        /// Who triaged it.
        triaged: Option<StampView>,
        /// The cases.
        cases: Vec<CaseRef>,
        /// Everyone's current part.
        people: Vec<PersonView>,
        /// The area.
        area: Option<AreaRef>,
        /// To whom it was forwarded.
        forwarded: Option<ForwardedView>,
        /// The director's acknowledgement.
        acknowledged: Option<StampView>,
        /// The steps, without notes and evidence unless the reader sees the incident whole.
        steps: Vec<StepView>,
        /// The clocks.
        deadlines: Vec<DeadlineView>,
        /// The earliest running date.
        next_due: Option<NaiveDate>,
        /// What happens next and whose turn it is.
        next_steps: Vec<NextStep>,
        /// What stands between it and its closing.
        outstanding: Vec<String>,
        /// The child death review.
        child_death_review: ChildDeathReview,
        /// The LSCB's decision and our answer.
        lscb_outcome: Option<LscbOutcome>,
        /// Seen by few, and why.
        restriction: Option<Restriction>,
        /// The record it duplicates.
        duplicate_of: Option<IncidentId>,
        /// Who closed it.
        closed: Option<StampView>,
    }
}
view! {
    /// The narrative.
    Narrative {
        /// What is known to have happened.
        circumstances: String,
        /// Words added under it.
        addenda: Vec<AddendumView>,
    }
}
view! {
    /// What only those who see the incident whole read.
    Whole {
        /// Ended parts, and who gave them.
        former_people: Vec<PersonView>,
        /// Why it was forwarded otherwise than by the area rule.
        override_reason: Option<String>,
    }
}
view! {
    /// Who reported it, a person or a third-party system, and when.
    ReportedView {
        /// Who.
        by: ActorRef,
        /// When.
        at: DateTime<Utc>,
    }
}
view! {
    /// What a third-party system is told of its report.
    ReportReceipt {
        /// The record.
        id: IncidentId,
        /// The reference, for whoever is asked about it.
        reference: String,
        /// Where it stands.
        stage: Stage,
        /// Counts up with each change; also the ETag.
        version: i64,
    }
}
view! {
    /// Who and when.
    StampView {
        /// Who.
        by: StaffRef,
        /// When.
        at: DateTime<Utc>,
        /// For the director.
        on_behalf: bool,
    }
}
view! {
    /// A child.
    ChildView {
        /// The record.
        id: ChildId,
        /// The facts.
        facts: ChildFacts,
    }
}
view! {
    /// A case.
    CaseRef {
        /// The record.
        id: CaseId,
        /// Its reference.
        reference: String,
    }
}
view! {
    /// An area.
    AreaRef {
        /// The record.
        id: AreaId,
        /// Its name.
        name: String,
    }
}
view! {
    /// A person's part.
    PersonView {
        /// Whose.
        staff: StaffRef,
        /// Which.
        part: Part,
        /// The person this buddy supports.
        supports: Option<StaffRef>,
        /// Why; for those who see the incident whole.
        reason: Option<String>,
        /// Since when.
        since: DateTime<Utc>,
        /// Until when.
        until: Option<DateTime<Utc>>,
    }
}
view! {
    /// To whom it was forwarded.
    ForwardedView {
        /// The area.
        area: AreaRef,
        /// The person.
        to: StaffRef,
        /// As deputy for a vacant post.
        as_deputy: bool,
        /// Who forwarded it and when.
        stamp: StampView,
    }
}
view! {
    /// An immediate step.
    StepView {
        /// The record.
        id: StepId,
        /// Which.
        kind: StepKind,
        /// The child it is about.
        child: Option<ChildId>,
        /// How it stands.
        status: StepStatus,
        /// What was done, or why it does not apply.
        note: Option<String>,
        /// Where the evidence is.
        evidence: Option<String>,
        /// The person named by it.
        named: Option<StaffRef>,
        /// Why the author is not a specialist service manager, where they are not (§11).
        author_exception: Option<AuthorException>,
        /// Who recorded it.
        recorded: Option<StampView>,
        /// Its date.
        due: Option<NaiveDate>,
    }
}
view! {
    /// A clock.
    DeadlineView {
        /// The record.
        id: DeadlineId,
        /// Which.
        clock: Clock,
        /// The date first set.
        original_due: NaiveDate,
        /// The date that counts.
        due: NaiveDate,
        /// Still running.
        running: bool,
        /// Running, and the date has passed.
        overdue: bool,
        /// Each change of the date.
        extensions: Vec<ExtensionView>,
    }
}
view! {
    /// A change of a date.
    ExtensionView {
        /// The date before.
        from: NaiveDate,
        /// The date after.
        to: NaiveDate,
        /// Why.
        reason: Option<String>,
        /// Who and when.
        stamp: StampView,
    }
}
view! {
    /// Words added later.
    AddendumView {
        /// The record.
        id: AddendumId,
        /// The words.
        text: String,
        /// Who and when.
        stamp: StampView,
    }
}
view! {
    /// What happens next.
    NextStep {
        /// Whose turn it is: `intake`, `buddies`, `director`, `safeguarding`.
        turn: super::facts::Turn,
        /// What, in plain English.
        what: String,
        /// It waits for this reader.
        mine: bool,
    }
}
view! {
    /// One entry of an incident's history.
    HistoryEntry {
        /// The record.
        id: HistoryId,
        /// When.
        at: DateTime<Utc>,
        /// Who: a person, or a third-party system.
        by: ActorRef,
        /// What was done: `report` or the name of an action.
        action: String,
        /// In words.
        label: String,
        /// For the director.
        on_behalf: bool,
        /// Why.
        reason: Option<String>,
        /// What changed.
        changes: Vec<FieldChange>,
    }
}
view! {
    /// One field that changed.
    FieldChange {
        /// Which, in words.
        field: String,
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    }
}

/// An event of the outbox: no content, only what happened to which record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentEvent {
    /// Which incident.
    pub incident: IncidentId,
    /// What was done.
    pub action: String,
    /// Where it stands now.
    pub stage: Stage,
    /// The person who did it; none: a third-party system did.
    pub by: Option<StaffId>,
    /// The third-party system that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ApiClientId>,
}
