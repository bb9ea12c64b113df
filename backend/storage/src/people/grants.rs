//! Roles over a scope for a time, and the deputies of directors.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::ids::{AreaId, DeputyId, GrantId, StaffId};
use shared::people::Span;
use shared::policy::people::MayChange;
use shared::policy::{GrantScope, Role};

use super::actors::{scope_from_db, scope_to_db};
use crate::dialect::to_db;
use crate::schema::{deputies as d, grants as g, staff};
use crate::{Conn, StorageError};

/// A role over a scope for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The record.
    pub id: GrantId,
    /// Whose.
    pub staff: StaffId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: GrantScope,
    /// When.
    pub span: Span,
}

type GrantRow = (
    GrantId,
    StaffId,
    Role,
    String,
    Option<String>,
    NaiveDate,
    Option<NaiveDate>,
);

const COLUMNS: (
    g::id,
    g::staff_id,
    g::role,
    g::scope_kind,
    g::scope_id,
    g::from_date,
    g::to_date,
) = (
    g::id,
    g::staff_id,
    g::role,
    g::scope_kind,
    g::scope_id,
    g::from_date,
    g::to_date,
);

fn from_row((id, staff, role, kind, scope, from, to): GrantRow) -> Result<Grant, StorageError> {
    Ok(Grant {
        id,
        staff,
        role,
        scope: scope_from_db(&kind, scope.as_deref())?,
        span: Span::new(from, to),
    })
}

/// A person's grants at any time, newest first.
pub fn grants_of(conn: &mut Conn, person: StaffId) -> Result<Vec<Grant>, StorageError> {
    let rows: Vec<GrantRow> = g::table
        .filter(g::staff_id.eq(person))
        .order((g::from_date.desc(), g::id.desc()))
        .select(COLUMNS)
        .load(conn)?;
    rows.into_iter().map(from_row).collect()
}

/// One grant.
pub fn grant(conn: &mut Conn, id: GrantId) -> Result<Option<Grant>, StorageError> {
    let row: Option<GrantRow> = g::table.find(id).select(COLUMNS).first(conn).optional()?;
    row.map(from_row).transpose()
}

/// Someone who works here holds the role on a day.
pub fn is_role_held(conn: &mut Conn, role: Role, on: NaiveDate) -> Result<bool, StorageError> {
    let held: Option<GrantId> = g::table
        .inner_join(staff::table)
        .filter(staff::active.eq(true))
        .filter(g::role.eq(role))
        .filter(g::from_date.le(on))
        .filter(g::to_date.is_null().or(g::to_date.ge(on)))
        .select(g::id)
        .first(conn)
        .optional()?;
    Ok(held.is_some())
}

/// Gives a role.
pub fn insert_grant(
    conn: &mut Conn,
    may: &MayChange,
    grant: &Grant,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let (kind, scope) = scope_to_db(grant.scope);
    diesel::insert_into(g::table)
        .values((
            g::id.eq(grant.id),
            g::staff_id.eq(grant.staff),
            g::role.eq(grant.role),
            g::scope_kind.eq(kind),
            g::scope_id.eq(scope),
            g::from_date.eq(grant.span.from),
            g::to_date.eq(grant.span.to),
            g::granted_by.eq(may.actor()),
            g::granted_at.eq(to_db(at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sets the last day of a grant.
pub fn end_grant(
    conn: &mut Conn,
    _may: &MayChange,
    id: GrantId,
    to: NaiveDate,
) -> Result<(), StorageError> {
    diesel::update(g::table.find(id))
        .set(g::to_date.eq(to))
        .execute(conn)?;
    Ok(())
}

/// Sets the last day of every role of a person, and of every place as deputy, that lasts longer.
pub fn end_rights(
    conn: &mut Conn,
    _may: &MayChange,
    person: StaffId,
    to: NaiveDate,
) -> Result<(), StorageError> {
    let lasting = g::to_date.is_null().or(g::to_date.gt(to));
    diesel::update(g::table.filter(g::staff_id.eq(person)).filter(lasting))
        .set(g::to_date.eq(to))
        .execute(conn)?;
    let lasting = d::to_date.is_null().or(d::to_date.gt(to));
    diesel::update(d::table.filter(d::staff_id.eq(person)).filter(lasting))
        .set(d::to_date.eq(to))
        .execute(conn)?;
    Ok(())
}

/// A period of a deputy for an area's director.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deputy {
    /// The record.
    pub id: DeputyId,
    /// The area.
    pub area: AreaId,
    /// The deputy.
    pub staff: StaffId,
    /// When.
    pub span: Span,
}

type DeputyRow = (DeputyId, AreaId, StaffId, NaiveDate, Option<NaiveDate>);

fn from_deputy_row((id, area, staff, from, to): DeputyRow) -> Deputy {
    Deputy {
        id,
        area,
        staff,
        span: Span::new(from, to),
    }
}

/// An area's deputies at any time, newest first.
pub fn deputies_of(conn: &mut Conn, area: AreaId) -> Result<Vec<Deputy>, StorageError> {
    let rows: Vec<DeputyRow> = d::table
        .filter(d::area_id.eq(area))
        .order((d::from_date.desc(), d::id.desc()))
        .load(conn)?;
    Ok(rows.into_iter().map(from_deputy_row).collect())
}

/// Everywhere that a person is named deputy, at any time.
pub fn deputies_held_by(conn: &mut Conn, person: StaffId) -> Result<Vec<Deputy>, StorageError> {
    let rows: Vec<DeputyRow> = d::table
        .filter(d::staff_id.eq(person))
        .order((d::from_date.desc(), d::id.desc()))
        .load(conn)?;
    Ok(rows.into_iter().map(from_deputy_row).collect())
}

/// One period of a deputy.
pub fn deputy(conn: &mut Conn, id: DeputyId) -> Result<Option<Deputy>, StorageError> {
    let row: Option<DeputyRow> = d::table.find(id).first(conn).optional()?;
    Ok(row.map(from_deputy_row))
}

/// Names a deputy.
pub fn insert_deputy(
    conn: &mut Conn,
    _may: &MayChange,
    deputy: &Deputy,
) -> Result<(), StorageError> {
    diesel::insert_into(d::table)
        .values((
            d::id.eq(deputy.id),
            d::area_id.eq(deputy.area),
            d::staff_id.eq(deputy.staff),
            d::from_date.eq(deputy.span.from),
            d::to_date.eq(deputy.span.to),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sets the last day of a deputy.
pub fn end_deputy(
    conn: &mut Conn,
    _may: &MayChange,
    id: DeputyId,
    to: NaiveDate,
) -> Result<(), StorageError> {
    diesel::update(d::table.find(id))
        .set(d::to_date.eq(to))
        .execute(conn)?;
    Ok(())
}
