//! An entry as one line of an export: its position, its hash, and all that was hashed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::ids::{ApiClientId, AuditId, RequestId, StaffId};
use storage::platform::AuditEntry;

use super::leaf::leaf;
use crate::kernel::hex;

/// A sealed entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its place in the log, from 0.
    pub position: u64,
    /// The hash of the rest.
    pub hash: String,
    /// The record.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Which person.
    pub staff: Option<StaffId>,
    /// Which third-party system.
    pub client: Option<ApiClientId>,
    /// What was done.
    pub action: String,
    /// To what kind of record.
    pub kind: String,
    /// To which record.
    pub record: Option<String>,
    /// In which request.
    pub request: Option<RequestId>,
    /// From which address.
    pub origin: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// With what outcome.
    pub outcome: String,
}

impl Line {
    /// The entry at its position.
    pub fn new(position: u64, entry: AuditEntry) -> Self {
        let hash = hex(&leaf(&entry).0);
        Self {
            position,
            hash,
            id: entry.id,
            at: entry.at,
            staff: entry.staff,
            client: entry.client,
            action: entry.action,
            kind: entry.resource_kind,
            record: entry.resource_id,
            request: entry.request,
            origin: entry.origin,
            why: entry.why,
            outcome: entry.outcome,
        }
    }

    /// The position, the hash that the line claims, and the entry.
    pub(super) fn into_entry(self) -> (u64, String, AuditEntry) {
        let entry = AuditEntry {
            id: self.id,
            at: self.at,
            staff: self.staff,
            action: self.action,
            resource_kind: self.kind,
            resource_id: self.record,
            request: self.request,
            origin: self.origin,
            outcome: self.outcome,
            client: self.client,
            why: self.why,
        };
        (self.position, self.hash, entry)
    }
}
