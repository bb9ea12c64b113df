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

mod checks;

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

/// The part an [`RecordStep::named`] person takes.
pub const fn part_named_by(kind: super::codes::StepKind) -> Option<Part> {
    match kind {
        super::codes::StepKind::LiaisonNamed => Some(Part::Liaison),
        super::codes::StepKind::AuthorNamed => Some(Part::Author),
        _ => None,
    }
}
