//! Writing an incident: all of it when it is new, afterwards only the rows that changed.

use diesel::prelude::*;
use shared::incidents::Incident;
use shared::policy::incidents::{MayAct, MayReport};

use super::rows::{CaseRow, DetailsRow};
use super::search;
use super::to_rows::Rows;
use crate::rows::put;
use crate::schema::{
    incident_addenda, incident_cases, incident_children, incident_deadline_extensions,
    incident_deadlines, incident_details, incident_involvements, incident_steps, incidents,
};
use crate::{Conn, StorageError};

/// How saving a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Saved {
    /// It is saved under this version.
    As(i64),
    /// Someone else changed the incident since it was read; nothing was saved.
    Stale,
}

/// Stores a new incident. The capability must be for this record.
pub fn insert<W: Copy>(
    conn: &mut Conn,
    may: &MayReport<W>,
    incident: &Incident,
) -> Result<(), StorageError> {
    if may.resource() != incident.id {
        return Err(StorageError::other("a capability for another record"));
    }
    let rows = Rows::of(incident);
    diesel::insert_into(incidents::table)
        .values(&rows.incident)
        .execute(conn)?;
    diesel::insert_into(incident_details::table)
        .values(&rows.details)
        .execute(conn)?;
    save_rows(conn, &Rows::none_of(&rows), &rows)?;
    search::index(conn, incident)
}

/// Stores what changed between the two, unless someone else changed the incident meanwhile. The stage and the next
/// date are calculated from `after` and stored with it; its version is the one before and one more, whatever it says.
pub fn save(
    conn: &mut Conn,
    may: &MayAct,
    before: &Incident,
    after: &Incident,
) -> Result<Saved, StorageError> {
    if may.resource() != before.id {
        return Err(StorageError::other("a capability for another record"));
    }
    save_by_rule(conn, before, after)
}

/// The same for what follows from a change of something else, such as the part that a commission gives its author:
/// nobody's capability for the incident allows it.
pub fn save_by_rule(
    conn: &mut Conn,
    before: &Incident,
    after: &Incident,
) -> Result<Saved, StorageError> {
    if before.id != after.id {
        return Err(StorageError::other("two different records"));
    }
    let (old, mut new) = (Rows::of(before), Rows::of(after));
    new.incident.version = before.version + 1;
    let as_read = incidents::table
        .filter(incidents::id.eq(before.id))
        .filter(incidents::version.eq(before.version));
    if diesel::update(as_read).set(&new.incident).execute(conn)? == 0 {
        return Ok(Saved::Stale);
    }
    save_details(conn, &old.details, &new.details)?;
    save_rows(conn, &old, &new)?;
    if is_found_by_other_words(before, after) {
        search::index(conn, after)?;
    }
    Ok(Saved::As(new.incident.version))
}

fn is_found_by_other_words(before: &Incident, after: &Incident) -> bool {
    before.children != after.children
        || before.cases != after.cases
        || before.addenda != after.addenda
        || before.notification.notified_on != after.notification.notified_on
}

fn save_details(conn: &mut Conn, old: &DetailsRow, new: &DetailsRow) -> Result<(), StorageError> {
    if old != new {
        let row = incident_details::table.find(new.incident_id);
        diesel::update(row).set(new).execute(conn)?;
    }
    Ok(())
}

/// Takes away the rows that are no more.
macro_rules! take {
    ($conn:expr, $table:ident, $old:expr, $new:expr) => {
        for row in $old {
            if !$new.iter().any(|new| new.id == row.id) {
                diesel::delete($table::table.find(row.id)).execute($conn)?;
            }
        }
    };
}

/// Writes the difference in the tables that hold several rows an incident. Steps point to children: a child comes
/// before its step and goes after it. Parts, clocks and words never go.
fn save_rows(conn: &mut Conn, old: &Rows, new: &Rows) -> Result<(), StorageError> {
    put!(conn, incident_children, &old.children, &new.children);
    take!(conn, incident_steps, &old.steps, &new.steps);
    put!(conn, incident_steps, &old.steps, &new.steps);
    take!(conn, incident_children, &old.children, &new.children);
    put!(
        conn,
        incident_involvements,
        &old.involvements,
        &new.involvements
    );
    put!(conn, incident_deadlines, &old.deadlines, &new.deadlines);
    put!(
        conn,
        incident_deadline_extensions,
        &old.extensions,
        &new.extensions
    );
    put!(conn, incident_addenda, &old.addenda, &new.addenda);
    save_cases(conn, &old.cases, &new.cases)
}

fn save_cases(conn: &mut Conn, old: &[CaseRow], new: &[CaseRow]) -> Result<(), StorageError> {
    for row in old.iter().filter(|row| !new.contains(row)) {
        let gone = incident_cases::table.find((row.incident_id, row.case_id));
        diesel::delete(gone).execute(conn)?;
    }
    for row in new.iter().filter(|row| !old.contains(row)) {
        diesel::insert_into(incident_cases::table)
            .values(row)
            .execute(conn)?;
    }
    Ok(())
}
