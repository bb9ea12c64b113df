//! Break-glass: what opening an incident takes, and what is told of it.

use crate::calendar::Length;
use crate::check::{Checker, MAX_NOTE};
use crate::codes::codes;
use crate::ids::{BreakGlassId, IncidentId};
use crate::people::api::StaffRef;
use crate::policy::break_glass::BreakGlassAction;
use crate::problem::FieldError;
use crate::reviews::api::ManagementReviewRef;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where incidents are opened, and what is open listed.
pub const PATH: &str = "/api/v1/break-glass";
/// The openings that wait for a review.
pub const REVIEWS: &str = "/api/v1/break-glass/reviews";

/// How long an incident is open (domain rule).
pub const OPEN_FOR: Duration = Duration::minutes(60);
/// Within this time [`MOST_ATTEMPTS`] may be made.
pub const ATTEMPTS_WITHIN: Duration = Duration::hours(1);
/// So many attempts, answered or refused, may one person make within [`ATTEMPTS_WITHIN`].
pub const MOST_ATTEMPTS: usize = 5;
/// Within this time someone else reviews an opening (domain rule).
pub const REVIEW_WITHIN: Length = Length::WorkingDays(2);
/// The longest reference, in characters.
const MAX_REFERENCE: usize = 20;

/// When the next attempt may be made; nothing: now. `attempts` are the moments of the earlier ones, the latest first.
pub fn next_attempt_at(attempts: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let free_at = *attempts.get(MOST_ATTEMPTS - 1)? + ATTEMPTS_WITHIN;
    (now < free_at).then_some(free_at)
}

codes! {
    /// What a review of an opening found.
    ReviewOutcome {
        Appropriate = "appropriate", "Appropriate";
        NotAppropriate = "not_appropriate", "Not appropriate";
    }
}

/// Opens an incident by its exact reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenIncident {
    /// The whole reference: `SI-2008-0042`.
    pub reference: String,
    /// Why it has to be read now. Safeguarding reads this.
    pub reason: String,
}

impl OpenIncident {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        c.text(
            "/reference",
            &self.reference,
            MAX_REFERENCE,
            "Enter the whole reference of the incident",
        );
        c.text(
            "/reason",
            &self.reason,
            MAX_NOTE,
            "Enter why you need to read it now",
        );
        c.finish()
    }
    /// The reference as it is recorded.
    pub fn reference(&self) -> String {
        self.reference.trim().to_uppercase()
    }
}

/// What the review found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewOpening {
    /// What it found.
    pub outcome: ReviewOutcome,
    /// How it came to that. Needed where the opening was not appropriate.
    pub note: String,
}

impl ReviewOpening {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        match self.outcome {
            ReviewOutcome::Appropriate => c.optional_text("/note", &self.note, MAX_NOTE),
            ReviewOutcome::NotAppropriate => {
                c.text(
                    "/note",
                    &self.note,
                    MAX_NOTE,
                    "Enter why it was not appropriate and what follows",
                );
            }
        }
        c.finish()
    }
}

/// One opening of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningView {
    /// The record.
    pub id: BreakGlassId,
    /// Counts up with each change; also the ETag.
    pub version: i64,
    /// The incident.
    pub incident: IncidentId,
    /// The incident's reference.
    pub reference: String,
    /// Who opened it.
    pub by: StaffRef,
    /// Why.
    pub reason: String,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// Until when it can be read.
    pub ends_at: DateTime<Utc>,
    /// It can be read now.
    pub is_open: bool,
    /// The day by which someone else reviews it.
    pub review_due: NaiveDate,
    /// That day has passed, and nobody has.
    pub overdue: bool,
    /// What the review found.
    pub review: Option<OpeningReview>,
    /// The approved management reviews that this reader may read through it now; a list leaves them out.
    pub reviews: Vec<ManagementReviewRef>,
    /// What this reader may do now.
    pub permitted: Vec<BreakGlassAction>,
}

/// What the review of an opening found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningReview {
    /// Who reviewed it.
    pub by: StaffRef,
    /// When.
    pub at: DateTime<Utc>,
    /// What it found.
    pub outcome: ReviewOutcome,
    /// How it came to that.
    pub note: String,
}

/// An event of the outbox: no content, only what happened to which record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningEvent {
    /// Which opening.
    pub opening: BreakGlassId,
    /// Of which incident.
    pub incident: IncidentId,
    /// Who did it.
    pub by: crate::ids::StaffId,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minute)
    }

    #[test]
    fn five_attempts_in_an_hour_and_then_one_waits_for_the_first_to_be_an_hour_old() {
        let five = [50, 40, 30, 20, 10].map(at);
        assert_eq!(next_attempt_at(&five, at(55)), Some(at(70)));
        assert_eq!(next_attempt_at(&five, at(70)), None);
        assert_eq!(next_attempt_at(&five[..4], at(55)), None);
        let six = [60, 50, 40, 30, 20, 10].map(at);
        assert_eq!(next_attempt_at(&six, at(75)), Some(at(80)));
    }

    fn pointers(found: Result<(), Vec<FieldError>>) -> Vec<String> {
        let faults = found.err().unwrap_or_default();
        faults.into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn a_reference_and_a_reason_are_needed() {
        let open = |reference: &str, reason: &str| OpenIncident {
            reference: reference.to_owned(),
            reason: reason.to_owned(),
        };
        assert_eq!(pointers(open(" ", "").check()), ["/reference", "/reason"]);
        assert_eq!(
            pointers(open(&"x".repeat(21), "why").check()),
            ["/reference"]
        );
        assert!(open("si-2008-0042 ", "why").check().is_ok());
        assert_eq!(open(" si-2008-0042 ", "why").reference(), "SI-2008-0042");
    }

    #[test]
    fn what_was_not_appropriate_is_explained() {
        let review = |outcome, note: &str| ReviewOpening {
            outcome,
            note: note.to_owned(),
        };
        assert!(review(ReviewOutcome::Appropriate, "").check().is_ok());
        assert_eq!(
            pointers(review(ReviewOutcome::NotAppropriate, " ").check()),
            ["/note"]
        );
        let long = "x".repeat(MAX_NOTE + 1);
        assert_eq!(
            pointers(review(ReviewOutcome::Appropriate, &long).check()),
            ["/note"]
        );
    }
}
