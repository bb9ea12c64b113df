//! One entry of an incident's history for each change: who, when, why and what.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{By, HistoryId, IncidentId};
use shared::incidents::api::FieldChange;

use crate::dialect::to_db;
use crate::schema::incident_history as h;
use crate::{Conn, StorageError};

/// An entry to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHistory {
    /// The record.
    pub id: HistoryId,
    /// Of which incident.
    pub incident: IncidentId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: By,
    /// What was done: `report` or the name of an action.
    pub action: &'static str,
    /// For the responsible director.
    pub on_behalf: bool,
    /// Why.
    pub reason: Option<String>,
    /// What changed, field by field, in words.
    pub changes: Vec<FieldChange>,
}

/// Adds an entry. Entries are never changed or taken away.
pub fn add_history(conn: &mut Conn, entry: &NewHistory) -> Result<(), StorageError> {
    let changes = serde_json::to_string(&entry.changes).map_err(StorageError::other)?;
    diesel::insert_into(h::table)
        .values((
            h::id.eq(entry.id),
            h::incident_id.eq(entry.incident),
            h::at.eq(to_db(entry.at)),
            h::staff_id.eq(entry.by.staff()),
            h::client_id.eq(entry.by.client()),
            h::action.eq(entry.action),
            h::on_behalf.eq(entry.on_behalf),
            h::reason.eq(entry.reason.as_deref()),
            h::changes.eq(changes),
        ))
        .execute(conn)?;
    Ok(())
}
