//! The rights a person has on a day, and who answers for an area.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{AreaId, StaffId, TeamId};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};

use crate::dialect::one_of;
use crate::schema::{deputies as d, grants as g, staff};
use crate::{Conn, StorageError};

/// A grant's scope as it is stored: the kind, and the area or team.
pub(super) fn scope_to_db(scope: GrantScope) -> (&'static str, Option<String>) {
    match scope {
        GrantScope::National => ("national", None),
        GrantScope::Area(area) => ("area", Some(area.to_string())),
        GrantScope::Team(team) => ("team", Some(team.to_string())),
    }
}

/// The scope of a stored grant.
pub(super) fn scope_from_db(kind: &str, id: Option<&str>) -> Result<GrantScope, StorageError> {
    let unknown = || StorageError::other(format!("a stored grant has the scope {kind}"));
    Ok(match (kind, id) {
        ("national", None) => GrantScope::National,
        ("area", Some(id)) => GrantScope::Area(AreaId(id.parse().map_err(|_| unknown())?)),
        ("team", Some(id)) => GrantScope::Team(TeamId(id.parse().map_err(|_| unknown())?)),
        _ => return Err(unknown()),
    })
}

/// The rights a person has on a day: their live grants, and the vacant areas they deputise for.
///
/// Whether the person works here is not asked: see [`is_active`].
pub fn actor(conn: &mut Conn, person: StaffId, on: NaiveDate) -> Result<Actor, StorageError> {
    let rows: Vec<(Role, String, Option<String>)> = g::table
        .filter(g::staff_id.eq(person))
        .filter(g::from_date.le(on))
        .filter(g::to_date.is_null().or(g::to_date.ge(on)))
        .order(g::id)
        .select((g::role, g::scope_kind, g::scope_id))
        .load(conn)?;
    let grants = rows
        .into_iter()
        .map(|(role, kind, id)| {
            scope_from_db(&kind, id.as_deref()).map(|scope| LiveGrant { role, scope })
        })
        .collect::<Result<_, _>>()?;
    let mut deputy_for: Vec<AreaId> = d::table
        .filter(d::staff_id.eq(person))
        .filter(d::from_date.le(on))
        .filter(d::to_date.is_null().or(d::to_date.ge(on)))
        .order(d::area_id)
        .select(d::area_id)
        .distinct()
        .load(conn)?;
    if !deputy_for.is_empty() {
        let held = areas_with_director(conn, &deputy_for, on)?;
        deputy_for.retain(|area| !held.contains_key(area));
    }
    Ok(Actor {
        staff: person,
        grants,
        deputy_for,
    })
}

/// The rights of everybody who works here on a day: four queries, however many they are.
pub fn actors(conn: &mut Conn, on: NaiveDate) -> Result<HashMap<StaffId, Actor>, StorageError> {
    let active: Vec<StaffId> = staff::table
        .filter(staff::active.eq(true))
        .select(staff::id)
        .load(conn)?;
    let bare = active.into_iter().map(|staff| {
        let actor = Actor {
            staff,
            grants: Vec::new(),
            deputy_for: Vec::new(),
        };
        (staff, actor)
    });
    let mut found: HashMap<StaffId, Actor> = bare.collect();
    let rows: Vec<(StaffId, Role, String, Option<String>)> = g::table
        .filter(g::from_date.le(on))
        .filter(g::to_date.is_null().or(g::to_date.ge(on)))
        .order(g::id)
        .select((g::staff_id, g::role, g::scope_kind, g::scope_id))
        .load(conn)?;
    for (staff, role, kind, id) in rows {
        if let Some(actor) = found.get_mut(&staff) {
            let scope = scope_from_db(&kind, id.as_deref())?;
            actor.grants.push(LiveGrant { role, scope });
        }
    }
    let deputies: Vec<(StaffId, AreaId)> = d::table
        .filter(d::from_date.le(on))
        .filter(d::to_date.is_null().or(d::to_date.ge(on)))
        .order((d::staff_id, d::area_id))
        .select((d::staff_id, d::area_id))
        .distinct()
        .load(conn)?;
    let areas: Vec<AreaId> = deputies.iter().map(|(_, area)| *area).collect();
    let held = areas_with_director(conn, &areas, on)?;
    let vacant = deputies
        .into_iter()
        .filter(|(_, area)| !held.contains_key(area));
    for (staff, area) in vacant {
        if let Some(actor) = found.get_mut(&staff) {
            actor.deputy_for.push(area);
        }
    }
    Ok(found)
}

/// Those of these areas that have a director on a day, and who it is: the longest-serving, where there are several.
pub fn areas_with_director(
    conn: &mut Conn,
    areas: &[AreaId],
    on: NaiveDate,
) -> Result<HashMap<AreaId, StaffId>, StorageError> {
    let rows: Vec<(Option<String>, StaffId)> = g::table
        .inner_join(staff::table)
        .filter(staff::active.eq(true))
        .filter(g::role.eq(Role::Od))
        .filter(g::scope_kind.eq("area"))
        .filter(one_of(g::scope_id, areas.iter()))
        .filter(g::from_date.le(on))
        .filter(g::to_date.is_null().or(g::to_date.ge(on)))
        .order((g::from_date.desc(), g::id.desc()))
        .select((g::scope_id, g::staff_id))
        .load(conn)?;
    // The earliest comes last and stays.
    Ok(rows
        .into_iter()
        .filter_map(|(area, person)| Some((area?.parse().ok()?, person)))
        .collect())
}

/// Those of these areas that have a deputy on a day, vacant or not, and who it is.
pub fn areas_with_deputy(
    conn: &mut Conn,
    areas: &[AreaId],
    on: NaiveDate,
) -> Result<HashMap<AreaId, StaffId>, StorageError> {
    let rows: Vec<(AreaId, StaffId)> = d::table
        .inner_join(staff::table)
        .filter(staff::active.eq(true))
        .filter(one_of(d::area_id, areas.iter()))
        .filter(d::from_date.le(on))
        .filter(d::to_date.is_null().or(d::to_date.ge(on)))
        .order((d::from_date.desc(), d::id.desc()))
        .select((d::area_id, d::staff_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Who answers for an area on a day: its director, or the named deputy (`true`) while the post is vacant.
pub fn director_of(
    conn: &mut Conn,
    area: AreaId,
    on: NaiveDate,
) -> Result<Option<(StaffId, bool)>, StorageError> {
    if let Some(director) = areas_with_director(conn, &[area], on)?.get(&area) {
        return Ok(Some((*director, false)));
    }
    let deputy = areas_with_deputy(conn, &[area], on)?.get(&area).copied();
    Ok(deputy.map(|deputy| (deputy, true)))
}

/// The person works here.
pub fn is_active(conn: &mut Conn, person: StaffId) -> Result<bool, StorageError> {
    let active: Option<bool> = staff::table
        .find(person)
        .select(staff::active)
        .first(conn)
        .optional()?;
    Ok(active == Some(true))
}
