//! Looking up who and where: small reads that every feature needs.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::ids::{AreaId, StaffId, TeamId};
use shared::people::EmploymentKind;

use crate::dialect::one_of;
use crate::schema::{areas, staff, teams};
use crate::{Conn, StorageError};

/// The names of these people; one query, whoever works here or no longer.
pub fn staff_names(
    conn: &mut Conn,
    ids: &[StaffId],
) -> Result<HashMap<StaffId, String>, StorageError> {
    let rows: Vec<(StaffId, String)> = staff::table
        .filter(one_of(staff::id, ids.iter()))
        .select((staff::id, staff::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What is recorded of a person besides their history.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct StaffFacts {
    /// The person.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their work e-mail address.
    pub email: String,
    /// Terms of employment.
    pub employment: EmploymentKind,
    /// A specialist service manager.
    pub specialist: bool,
    /// Works here.
    pub active: bool,
    /// Counts up with each change.
    pub version: i64,
}

/// What is recorded of one person.
pub fn staff_facts(conn: &mut Conn, id: StaffId) -> Result<Option<StaffFacts>, StorageError> {
    Ok(staff::table.find(id).first(conn).optional()?)
}

/// The person with this e-mail address, written in small letters.
pub fn staff_by_email(conn: &mut Conn, email: &str) -> Result<Option<StaffFacts>, StorageError> {
    Ok(staff::table
        .filter(staff::email.eq(email))
        .first(conn)
        .optional()?)
}

/// Those of these people who work here, by id.
pub fn active_staff(
    conn: &mut Conn,
    ids: &[StaffId],
) -> Result<HashMap<StaffId, StaffFacts>, StorageError> {
    let rows: Vec<StaffFacts> = staff::table
        .filter(one_of(staff::id, ids.iter()))
        .filter(staff::active.eq(true))
        .load(conn)?;
    Ok(rows.into_iter().map(|facts| (facts.id, facts)).collect())
}

/// The names of all areas.
pub fn area_names(conn: &mut Conn) -> Result<HashMap<AreaId, String>, StorageError> {
    let rows: Vec<(AreaId, String)> = areas::table.select((areas::id, areas::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The names of these teams.
pub fn team_names(
    conn: &mut Conn,
    ids: &[TeamId],
) -> Result<HashMap<TeamId, String>, StorageError> {
    let rows: Vec<(TeamId, String)> = teams::table
        .filter(one_of(teams::id, ids.iter()))
        .select((teams::id, teams::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
