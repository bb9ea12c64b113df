//! Areas, teams and local authorities, whole lists of them: there are never many.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count, count_star};
use diesel::prelude::*;
use shared::ids::{AreaId, StaffId, TeamId};
use shared::policy::Role;

use crate::schema::{
    areas as a, grants as g, local_authorities as la, local_authority_areas as laa, staff,
    team_memberships as m, teams as t,
};
use crate::{Conn, StorageError};

/// An area.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Area {
    /// The record.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// Counts up with each change.
    pub version: i64,
}

/// All areas, by name.
pub fn areas(conn: &mut Conn) -> Result<Vec<Area>, StorageError> {
    Ok(a::table.order((a::name, a::id)).load(conn)?)
}

/// How many teams each area has.
pub fn count_teams(conn: &mut Conn) -> Result<HashMap<AreaId, i64>, StorageError> {
    let rows: Vec<(AreaId, i64)> = t::table
        .group_by(t::area_id)
        .select((t::area_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many local authorities lie in each area on a day.
pub fn count_authorities(
    conn: &mut Conn,
    on: NaiveDate,
) -> Result<HashMap<AreaId, i64>, StorageError> {
    let rows: Vec<(AreaId, i64)> = laa::table
        .filter(laa::from_date.le(on))
        .filter(laa::to_date.is_null().or(laa::to_date.ge(on)))
        .group_by(laa::area_id)
        .select((laa::area_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A team, with its area.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Team {
    /// The record.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its area.
    pub area: AreaId,
    /// Its area's name.
    pub area_name: String,
}

/// All teams, by name.
pub fn teams(conn: &mut Conn) -> Result<Vec<Team>, StorageError> {
    Ok(t::table
        .inner_join(a::table)
        .order((t::name, t::id))
        .select((t::id, t::name, a::id, a::name))
        .load(conn)?)
}

/// How many people work in each team on a day.
pub fn count_members(conn: &mut Conn, on: NaiveDate) -> Result<HashMap<TeamId, i64>, StorageError> {
    let rows: Vec<(TeamId, i64)> = m::table
        .inner_join(staff::table)
        .filter(staff::active.eq(true))
        .filter(m::from_date.le(on))
        .filter(m::to_date.is_null().or(m::to_date.ge(on)))
        .group_by(m::team_id)
        .select((m::team_id, count(m::staff_id).aggregate_distinct()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Who manages which team on a day, by name.
pub fn managers(
    conn: &mut Conn,
    on: NaiveDate,
) -> Result<Vec<(TeamId, StaffId, String)>, StorageError> {
    let rows: Vec<(Option<String>, StaffId, String)> = g::table
        .inner_join(staff::table)
        .filter(staff::active.eq(true))
        .filter(g::role.eq(Role::Manager))
        .filter(g::scope_kind.eq("team"))
        .filter(g::from_date.le(on))
        .filter(g::to_date.is_null().or(g::to_date.ge(on)))
        .order((staff::name, staff::id))
        .select((g::scope_id, staff::id, staff::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(team, person, name)| Some((team?.parse().ok()?, person, name)))
        .collect())
}

/// A local authority.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Authority {
    /// The nine-character code of the Office for National Statistics.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
}

/// All local authorities, by name.
pub fn authorities(conn: &mut Conn) -> Result<Vec<Authority>, StorageError> {
    Ok(la::table.order((la::name, la::code)).load(conn)?)
}
