//! The search of the audit log.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::AuditOutcome;
use crate::check::Checker;
use crate::ids::{AuditId, IncidentId, RequestId, StaffId};
use crate::page::MAX_LIMIT;
use crate::people::api::StaffRef;
use crate::problem::{FieldCode, FieldError};

/// The longest reference that is looked for, in characters.
pub const MAX_REFERENCE: usize = 40;

/// A search of the audit log; each part narrows it. It travels in a body, never in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct AuditSearch {
    /// Who did it.
    pub person: Option<StaffId>,
    /// About the incident with exactly this reference; empty for every record.
    pub reference: String,
    /// About this incident: who has looked at it.
    pub incident: Option<IncidentId>,
    /// What was done: `incident.read`.
    pub action: Option<String>,
    /// How it ended.
    pub outcome: Option<AuditOutcome>,
    /// On this day or later, in London.
    pub from: Option<NaiveDate>,
    /// On this day or earlier, in London.
    pub to: Option<NaiveDate>,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// How many rows, 1 to 100.
    pub limit: Option<u16>,
}

impl AuditSearch {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        c.optional_text("/reference", &self.reference, MAX_REFERENCE);
        let action = self.action.as_deref().unwrap_or_default();
        c.optional_text("/action", action, MAX_REFERENCE);
        for (pointer, day) in [("/from", self.from), ("/to", self.to)] {
            c.require(
                day.is_none_or(|day| (1980..2100).contains(&day.year())),
                pointer,
                FieldCode::NotAllowed,
                "The date must be in the years 1980 to 2099",
            );
        }
        let ordered = self.from.zip(self.to).is_none_or(|(from, to)| from <= to);
        c.require(
            ordered,
            "/to",
            FieldCode::Contradiction,
            "The last day must be on or after the first",
        );
        c.require(
            self.limit
                .is_none_or(|limit| (1..=MAX_LIMIT).contains(&limit)),
            "/limit",
            FieldCode::NotAllowed,
            "A page holds 1 to 100 rows",
        );
        c.finish()
    }
}

/// One entry, as its reader may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditRow {
    /// The record.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Which person; none where nobody was signed in, or a system did it.
    pub by: Option<StaffRef>,
    /// Which third-party system, by its name.
    pub client: Option<String>,
    /// What was done: `incident.read`.
    pub action: String,
    /// The same in words.
    pub label: String,
    /// To what kind of record.
    pub kind: String,
    /// To which record.
    pub record: Option<String>,
    /// The incident's reference, where it is one.
    pub reference: Option<String>,
    /// How it ended: a word of `AuditOutcome`.
    pub outcome: String,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
    /// From which address.
    pub origin: Option<String>,
    /// In which request.
    pub request: Option<RequestId>,
    /// Its place in the sealed log; none until it is sealed.
    pub position: Option<i64>,
}

/// Which page of one's own entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct AuditQuery {
    /// Where the page begins.
    pub cursor: Option<String>,
    /// How many rows, 1 to 100.
    pub limit: Option<u16>,
}

/// A place in the log: next to this entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditPlace {
    /// When it was.
    pub at: DateTime<Utc>,
    /// The entry.
    pub id: AuditId,
    /// The page before it, not after.
    pub before: bool,
}

/// Paths of the API, for the server's tests and the client.
pub mod paths {
    /// The search of the audit log.
    pub const AUDIT_SEARCH: &str = "/api/v1/audit/search";
    /// One's own entries.
    pub const OWN_ACCESS: &str = "/api/v1/account/access";
}
