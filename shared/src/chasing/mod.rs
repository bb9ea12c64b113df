//! Chasing (§7): what is owed, by whom and until when; on which days they are reminded; and whom it goes to when a date
//! is missed. Notices are derived from these, never planned ahead: what moved or was done is no longer owed.

pub mod api;
pub mod calendar;
mod line;
mod schedule;
#[cfg(test)]
mod tests;

pub use line::{Recipient, recipients};
pub use schedule::{Reminder, Rhythm, default_length, is_chasing_day, reached};

use crate::codes::{UnknownCode, codes};
use crate::ids::{ExternalReviewId, IncidentId, ManagementReviewId, RecommendationId, StaffId};
use crate::incidents::codes::Clock;
use crate::reviews::clocks::{ExternalClock, ManagementClock};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

codes! {
    /// A length of time that administrators set: when people are reminded.
    ChaseLength {
        Before = "before", "Reminder before a date";
        Escalate = "escalate", "A missed date goes to the line above";
        Repeat = "repeat", "Reminder of a missed date comes again";
    }
}
codes! {
    /// Which reminder of a date it is.
    Moment {
        Before = "before", "Before the date";
        Due = "due", "On the date";
        Overdue = "overdue", "After the date";
    }
}
codes! {
    /// What became of a notice’s e-mail.
    Delivery {
        NoEmail = "no_email", "No e-mail: none can be sent";
        Queued = "queued", "To be sent";
        Sent = "sent", "Sent";
        Failed = "failed", "Could not be sent";
        Cancelled = "cancelled", "Not sent: nothing is owed any more";
    }
}
codes! {
    /// Why an e-mail could not be sent. The server’s own words are not kept: they can repeat what they were sent.
    SendFailure {
        Unreachable = "unreachable", "The mail server could not be reached";
        TimedOut = "timed_out", "The mail server did not answer in time";
        NotSecure = "not_secure", "The connection to the mail server could not be made secure";
        SignInRefused = "sign_in_refused", "The mail server refused our user name or password";
        RefusedForNow = "refused_for_now", "The mail server did not take it for now";
        Refused = "refused", "The mail server refused it for good";
        Address = "address", "The person’s e-mail address is not one";
    }
}

impl SendFailure {
    /// The same again can do no better.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Address)
    }
    /// It concerns the mail server, not this one e-mail: the next would fare alike.
    pub const fn is_of_server(self) -> bool {
        !matches!(self, Self::Refused | Self::RefusedForNow | Self::Address)
    }
}

/// A record on which something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ChasedRecord))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Record {
    /// An incident.
    Incident(IncidentId),
    /// An external review.
    ExternalReview(ExternalReviewId),
    /// A management review.
    ManagementReview(ManagementReviewId),
    /// A recommendation.
    Recommendation(RecommendationId),
}

impl Record {
    /// The word for its kind, as it is stored and sent.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Incident(_) => "incident",
            Self::ExternalReview(_) => "external_review",
            Self::ManagementReview(_) => "management_review",
            Self::Recommendation(_) => "recommendation",
        }
    }
    /// Its id.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Incident(id) => id.0,
            Self::ExternalReview(id) => id.0,
            Self::ManagementReview(id) => id.0,
            Self::Recommendation(id) => id.0,
        }
    }
    /// The record of this kind, as [`Self::kind`] says it.
    pub fn new(kind: &str, id: Uuid) -> Option<Self> {
        Some(match kind {
            "incident" => Self::Incident(id.into()),
            "external_review" => Self::ExternalReview(id.into()),
            "management_review" => Self::ManagementReview(id.into()),
            "recommendation" => Self::Recommendation(id.into()),
            _ => return None,
        })
    }
    /// The path of its page in the client.
    pub fn path(self) -> String {
        let place = match self {
            Self::Incident(_) => "incidents",
            Self::ExternalReview(_) => "external-reviews",
            Self::ManagementReview(_) => "management-reviews",
            Self::Recommendation(_) => "recommendations",
        };
        format!("/{place}/{}", self.id())
    }
}

/// What is owed on a record: the fact that stops one of its clocks. Stored and sent as `incident.triage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Duty {
    /// What stops a clock of an incident.
    Incident(Clock),
    /// What stops a clock of an external review.
    External(ExternalClock),
    /// What stops a clock of a management review.
    Management(ManagementClock),
    /// What was accepted of a recommendation.
    Recommendation,
}

impl Duty {
    /// Every duty, in the order in which an incident and its reviews meet them.
    pub fn all() -> impl Iterator<Item = Self> {
        let incident = Clock::ALL.iter().copied().map(Self::Incident);
        let external = ExternalClock::ALL.iter().copied().map(Self::External);
        let management = ManagementClock::ALL.iter().copied().map(Self::Management);
        let reviews = external.chain(management);
        incident
            .chain(reviews)
            .chain(std::iter::once(Self::Recommendation))
    }
    /// What it is, in words that say nothing of any case.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Incident(clock) => clock.label(),
            Self::External(clock) => clock.label(),
            Self::Management(clock) => clock.label(),
            Self::Recommendation => "Recommendation carried out",
        }
    }
}

impl fmt::Display for Duty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incident(clock) => write!(f, "incident.{clock}"),
            Self::External(clock) => write!(f, "external_review.{clock}"),
            Self::Management(clock) => write!(f, "management_review.{clock}"),
            Self::Recommendation => f.write_str("recommendation.due"),
        }
    }
}

impl FromStr for Duty {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = Self::all();
        all.find(|duty| duty.to_string() == text).ok_or(UnknownCode)
    }
}

impl From<Duty> for String {
    fn from(duty: Duty) -> Self {
        duty.to_string()
    }
}

impl TryFrom<String> for Duty {
    type Error = UnknownCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// A running deadline, and whoever is to act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// On which record.
    pub record: Record,
    /// What.
    pub duty: Duty,
    /// Until the end of which day.
    pub due: NaiveDate,
    /// Whose turn it is, all of whom work here; nobody where a post is vacant. The policy lets each do it, but the owner
    /// of a recommendation may not be able to see it.
    pub people: Vec<StaffId>,
}
