//! Storing many new incidents at once, as when a demonstration is filled: one statement a table, not one a row.

use diesel::prelude::*;
use shared::incidents::Incident;
use shared::policy::incidents::MayReport;

use super::history_write::NewHistory;
use super::search;
use super::to_rows::Rows;
use crate::dialect::to_db;
use crate::rows::insert_all;
use crate::schema::{
    incident_addenda, incident_cases, incident_children, incident_deadline_extensions,
    incident_deadlines, incident_details, incident_history as h, incident_involvements,
    incident_steps, incidents,
};
use crate::{Conn, StorageError};

/// Stores new incidents, each with the capability for it. A duplicate comes with or after what it repeats.
pub fn insert_many(conn: &mut Conn, new: &[(MayReport, Incident)]) -> Result<(), StorageError> {
    if new
        .iter()
        .any(|(may, incident)| may.resource() != incident.id)
    {
        return Err(StorageError::other("a capability for another record"));
    }
    let mut incident = Vec::with_capacity(new.len());
    let mut details = Vec::with_capacity(new.len());
    let (mut children, mut cases, mut involvements) = (Vec::new(), Vec::new(), Vec::new());
    let (mut steps, mut deadlines) = (Vec::new(), Vec::new());
    let (mut extensions, mut addenda) = (Vec::new(), Vec::new());
    for (_, one) in new {
        let rows = Rows::of(one);
        incident.push(rows.incident);
        details.push(rows.details);
        children.extend(rows.children);
        cases.extend(rows.cases);
        involvements.extend(rows.involvements);
        steps.extend(rows.steps);
        deadlines.extend(rows.deadlines);
        extensions.extend(rows.extensions);
        addenda.extend(rows.addenda);
    }
    insert_all!(conn, incidents::table, 25, incident);
    insert_all!(conn, incident_details::table, 26, details);
    insert_all!(conn, incident_children::table, 10, children);
    insert_all!(conn, incident_cases::table, 2, cases);
    insert_all!(conn, incident_involvements::table, 11, involvements);
    insert_all!(conn, incident_steps::table, 13, steps);
    insert_all!(conn, incident_deadlines::table, 6, deadlines);
    insert_all!(conn, incident_deadline_extensions::table, 8, extensions);
    insert_all!(conn, incident_addenda::table, 5, addenda);
    let all: Vec<_> = new.iter().map(|(_, one)| one).collect();
    search::index_new(conn, &all)
}

/// Adds entries to the histories of incidents.
pub fn add_histories(conn: &mut Conn, entries: &[NewHistory]) -> Result<(), StorageError> {
    let rows = entries
        .iter()
        .map(|entry| {
            let changes = serde_json::to_string(&entry.changes).map_err(StorageError::other)?;
            Ok((
                h::id.eq(entry.id),
                h::incident_id.eq(entry.incident),
                h::at.eq(to_db(entry.at)),
                h::staff_id.eq(entry.by.staff()),
                h::action.eq(entry.action),
                h::on_behalf.eq(entry.on_behalf),
                h::reason.eq(entry.reason.as_deref()),
                h::changes.eq(changes),
                h::client_id.eq(entry.by.client()),
            ))
        })
        .collect::<Result<Vec<_>, StorageError>>()?;
    insert_all!(conn, h::table, 9, rows);
    Ok(())
}

/// How many incidents there are.
pub fn how_many(conn: &mut Conn) -> Result<u64, StorageError> {
    let count: i64 = incidents::table.count().get_result(conn)?;
    Ok(u64::try_from(count).unwrap_or_default())
}
