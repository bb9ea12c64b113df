//! What each action takes, with its limits. Field names are the API's.

pub use super::codes::AuthorException;
use super::codes::{Known, Part, StepStatus};
use super::model::{ChildDeathReview, ChildFacts, LscbOutcome, Notification};
use super::report::{check_children, check_notification};
use crate::check::{Checker, MAX_NARRATIVE, MAX_NOTE};
use crate::codes::codes;
use crate::ids::{AreaId, CaseId, DeadlineId, IncidentId, StaffId};
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

type Checked = Result<(), Vec<FieldError>>;

macro_rules! command {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

command! {
    /// Only a reason: reject, reopen.
    WithReason {
        /// Why.
        reason: String,
    }
}
command! {
    /// Correct the notified facts or the children; the narrative is never edited.
    Correct {
        /// The facts as they should be.
        notification: Notification,
        /// The children as they should be; each with its record where it has one.
        children: Vec<CorrectedChild>,
        /// Why.
        reason: String,
    }
}
command! {
    /// A child as it should be.
    CorrectedChild {
        /// The child's record; none for a child added now.
        id: Option<crate::ids::ChildId>,
        /// The facts as they should be.
        facts: ChildFacts,
    }
}
command! {
    /// Known to us? Which cases, and who worked on them.
    TriageIncident {
        /// The answer.
        known: Known,
        /// The cases it concerns.
        cases: Vec<CaseId>,
        /// The practitioners at the time.
        practitioners: Vec<StaffId>,
        /// Their managers at the time.
        managers: Vec<StaffId>,
        /// Why the answer changed; needed when it was triaged before.
        reason: Option<String>,
    }
}
command! {
    /// Forward to another director than the area rule says.
    ForwardIncident {
        /// The area that is to answer for it.
        area: AreaId,
        /// Why.
        reason: String,
    }
}
command! {
    /// Record one immediate step (§8).
    RecordStep {
        /// How it stands.
        status: StepStatus,
        /// What was done, or why it does not apply.
        note: String,
        /// Where the evidence is.
        evidence: String,
        /// The liaison or author named by this step.
        named: Option<StaffId>,
        /// Why the author is not a specialist service manager, where they are not (§11).
        author_exception: Option<AuthorException>,
    }
}
command! {
    /// Name a buddy, or say that a manager needs none (§9).
    NameBuddy {
        /// The involved person to be supported.
        supports: StaffId,
        /// The buddy; none where a manager needs none.
        buddy: Option<StaffId>,
        /// Why no buddy is needed, or why the buddy changes.
        reason: Option<String>,
    }
}
command! {
    /// Move the date of a running clock.
    ExtendDeadline {
        /// Which.
        deadline: DeadlineId,
        /// The new date.
        due: NaiveDate,
        /// Why.
        reason: String,
    }
}
command! {
    /// Words under the narrative.
    AddWords {
        /// The words.
        text: String,
    }
}
command! {
    /// The same incident is recorded twice.
    MarkDuplicate {
        /// The record that stays.
        duplicate_of: IncidentId,
        /// Why.
        reason: String,
    }
}
command! {
    /// Restrict an incident or lift its restriction.
    Restrict {
        /// Seen by few.
        restricted: bool,
        /// Why.
        reason: String,
        /// When it is to be looked at again.
        review_on: Option<NaiveDate>,
    }
}
codes! {
    /// Give access or take it away.
    AccessChange {
        Give = "give", "Give access";
        End = "end", "End access";
    }
}
command! {
    /// Let someone see a restricted incident, or no longer.
    GiveAccess {
        /// Who.
        staff: StaffId,
        /// Give or end.
        change: AccessChange,
        /// Why.
        reason: String,
    }
}
command! {
    /// Another director for this incident, the responsible one being involved.
    ReplaceOd {
        /// The other director.
        staff: StaffId,
        /// Why.
        reason: String,
    }
}

/// A command that can be checked on its own, before anything is read.
pub trait Check {
    /// Every fault in it, seen on the day `today`.
    fn check(&self, today: NaiveDate) -> Checked;
}

const WHY: &str = "Enter a reason";

fn reason_only(reason: &str) -> Checked {
    let mut c = Checker::new();
    c.text("/reason", reason, MAX_NOTE, WHY);
    c.finish()
}

impl Check for super::report::NewIncident {
    fn check(&self, today: NaiveDate) -> Checked {
        Self::check(self, today)
    }
}
impl Check for WithReason {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for Correct {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        check_notification(&mut c, "/notification", &self.notification, today);
        let facts: Vec<_> = self
            .children
            .iter()
            .map(|child| child.facts.clone())
            .collect();
        let mut children = Checker::new();
        check_children(&mut children, "", &facts, &self.notification, today);
        for error in children.finish().err().unwrap_or_default() {
            // `/0/name` becomes `/children/0/facts/name`.
            let mut parts = error.pointer.splitn(3, '/').skip(1);
            let pointer = match (parts.next(), parts.next()) {
                (Some(i), Some(field)) => format!("/children/{i}/facts/{field}"),
                _ => "/children".to_owned(),
            };
            c.fault(pointer, error.code, error.detail);
        }
        c.finish()
    }
}
impl Check for TriageIncident {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        if self.known == Known::NotKnown {
            let none =
                self.cases.is_empty() && self.practitioners.is_empty() && self.managers.is_empty();
            c.require(
                none,
                "/known",
                FieldCode::Contradiction,
                "A family not known to us has no case and nobody involved",
            );
        }
        if self.known.is_known() {
            c.require(
                !self.cases.is_empty(),
                "/cases",
                FieldCode::Required,
                "Choose the case that makes the family known to us",
            );
            c.require(
                !self.practitioners.is_empty(),
                "/practitioners",
                FieldCode::Required,
                "Choose the practitioner at the time",
            );
        }
        for (at, ids) in [
            ("/practitioners", &self.practitioners),
            ("/managers", &self.managers),
        ] {
            c.require(
                ids.len() <= 20,
                at,
                FieldCode::TooMany,
                "Choose 20 people or fewer",
            );
        }
        c.require(
            self.cases.len() <= 20,
            "/cases",
            FieldCode::TooMany,
            "Choose 20 cases or fewer",
        );
        c.require(
            !self.practitioners.iter().any(|p| self.managers.contains(p)),
            "/managers",
            FieldCode::Contradiction,
            "A person is either the practitioner or the manager",
        );
        c.optional_text(
            "/reason",
            self.reason.as_deref().unwrap_or_default(),
            MAX_NOTE,
        );
        c.finish()
    }
}
impl Check for ForwardIncident {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for RecordStep {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        match self.status {
            StepStatus::Outstanding => c.optional_text("/note", &self.note, MAX_NOTE),
            StepStatus::Done => c.text("/note", &self.note, MAX_NOTE, "Enter what was done"),
            StepStatus::NotApplicable => {
                c.text("/note", &self.note, MAX_NOTE, "Enter why it does not apply");
            }
        }
        c.optional_text("/evidence", &self.evidence, MAX_NOTE);
        c.require(
            self.named.is_none() || self.status == StepStatus::Done,
            "/named",
            FieldCode::Contradiction,
            "Name a person only where the step is done",
        );
        c.require(
            self.author_exception.is_none() || self.named.is_some(),
            "/author_exception",
            FieldCode::Contradiction,
            "An exception goes with a named author",
        );
        c.finish()
    }
}
impl Check for NameBuddy {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let reason = self.reason.as_deref().unwrap_or_default();
        if self.buddy.is_none() {
            c.text("/reason", reason, MAX_NOTE, "Enter why no buddy is needed");
        } else {
            c.optional_text("/reason", reason, MAX_NOTE);
        }
        c.finish()
    }
}
impl Check for ExtendDeadline {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.require(
            self.due >= today,
            "/due",
            FieldCode::NotAllowed,
            "The new date must be today or later",
        );
        let limit = today + chrono::Months::new(24);
        c.require(
            self.due <= limit,
            "/due",
            FieldCode::NotAllowed,
            "The new date must be within two years",
        );
        c.finish()
    }
}
impl Check for AddWords {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text(
            "/text",
            &self.text,
            MAX_NARRATIVE,
            "Enter what you want to add",
        );
        c.finish()
    }
}
impl Check for MarkDuplicate {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for Restrict {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        if let Some(on) = self.review_on {
            c.require(
                on >= today,
                "/review_on",
                FieldCode::NotAllowed,
                "The review date must be today or later",
            );
            c.require(
                self.restricted,
                "/review_on",
                FieldCode::Contradiction,
                "Only a restriction has a review date",
            );
        }
        c.finish()
    }
}
impl Check for GiveAccess {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for ReplaceOd {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for ChildDeathReview {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let why = self.delay_reason.as_deref().unwrap_or_default();
        if self.decision_delayed == super::codes::YesNo::Yes {
            c.text(
                "/delay_reason",
                why,
                MAX_NOTE,
                "Enter why the decision is delayed",
            );
        } else {
            c.require(
                why.is_empty(),
                "/delay_reason",
                FieldCode::Contradiction,
                "Leave the reason out unless the decision is delayed",
            );
        }
        c.finish()
    }
}
impl Check for LscbOutcome {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.past_date("/decided_on", self.decided_on, today);
        match (&self.our_answer, self.answered_on) {
            (Some(answer), Some(on)) => {
                c.text("/our_answer", answer, MAX_NOTE, "Enter our answer");
                c.past_date("/answered_on", on, today);
            }
            (Some(_), None) => c.fault(
                "/answered_on",
                FieldCode::Required,
                "Enter the date of our answer",
            ),
            (None, Some(_)) => c.fault("/our_answer", FieldCode::Required, "Enter our answer"),
            (None, None) => {}
        }
        c.finish()
    }
}

/// The part an [`RecordStep::named`] person takes.
pub const fn part_named_by(kind: super::codes::StepKind) -> Option<Part> {
    match kind {
        super::codes::StepKind::LiaisonNamed => Some(Part::Liaison),
        super::codes::StepKind::AuthorNamed => Some(Part::Author),
        _ => None,
    }
}
