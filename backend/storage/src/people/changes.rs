//! Writing the organisation down. Every write asks for the capability that only the policy makes.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{AreaId, AuthorityAreaId, LineId, MembershipId, StaffId, TeamId};
use shared::people::{Line, Membership};
use shared::policy::people::MayChange;

use super::{Authority, StaffFacts};
use crate::dialect::on_each;
use crate::schema::{
    areas, line_management as l, local_authorities as la, local_authority_areas as laa, staff,
    team_memberships as m, teams,
};
use crate::{Conn, StorageError};

/// Nobody is recorded yet, and no area.
pub fn is_empty(conn: &mut Conn) -> Result<bool, StorageError> {
    let person: Option<StaffId> = staff::table.select(staff::id).first(conn).optional()?;
    let area: Option<AreaId> = areas::table.select(areas::id).first(conn).optional()?;
    Ok(person.is_none() && area.is_none())
}

/// Adds an area, with version 1.
pub fn insert_area(
    conn: &mut Conn,
    _may: &MayChange,
    id: AreaId,
    name: &str,
) -> Result<(), StorageError> {
    diesel::insert_into(areas::table)
        .values((
            areas::id.eq(id),
            areas::name.eq(name),
            areas::version.eq(1_i64),
        ))
        .execute(conn)?;
    Ok(())
}

/// Counts an area's version up; with an expected version, only from that one. Says whether it did.
pub fn bump_area(
    conn: &mut Conn,
    _may: &MayChange,
    id: AreaId,
    expected: Option<i64>,
) -> Result<bool, StorageError> {
    let counted = areas::version.eq(areas::version + 1);
    let done = match expected {
        Some(version) => diesel::update(areas::table.find(id).filter(areas::version.eq(version)))
            .set(counted)
            .execute(conn)?,
        None => diesel::update(areas::table.find(id))
            .set(counted)
            .execute(conn)?,
    };
    Ok(done == 1)
}

/// Adds a team.
pub fn insert_team(
    conn: &mut Conn,
    _may: &MayChange,
    id: TeamId,
    name: &str,
    area: AreaId,
) -> Result<(), StorageError> {
    diesel::insert_into(teams::table)
        .values((
            teams::id.eq(id),
            teams::name.eq(name),
            teams::area_id.eq(area),
        ))
        .execute(conn)?;
    Ok(())
}

/// Adds a local authority, or gives it another name or region.
pub fn put_authority(
    conn: &mut Conn,
    _may: &MayChange,
    authority: &Authority,
) -> Result<(), StorageError> {
    let facts = (
        la::name.eq(&authority.name),
        la::region.eq(&authority.region),
    );
    on_each!(conn, c => diesel::insert_into(la::table)
        .values((la::code.eq(&authority.code), facts))
        .on_conflict(la::code)
        .do_update()
        .set(facts)
        .execute(c))?;
    Ok(())
}

/// Keeps others from changing where a local authority lies until this transaction ends. Says whether there is one.
pub fn hold_authority(conn: &mut Conn, _may: &MayChange, code: &str) -> Result<bool, StorageError> {
    let held = diesel::update(la::table.find(code))
        .set(la::name.eq(la::name))
        .execute(conn)?;
    Ok(held == 1)
}

/// Sets the last day of a local authority in an area.
pub fn end_authority_area(
    conn: &mut Conn,
    _may: &MayChange,
    id: AuthorityAreaId,
    to: NaiveDate,
) -> Result<(), StorageError> {
    diesel::update(laa::table.find(id))
        .set(laa::to_date.eq(to))
        .execute(conn)?;
    Ok(())
}

/// Adds a person.
pub fn insert_staff(
    conn: &mut Conn,
    _may: &MayChange,
    person: &StaffFacts,
) -> Result<(), StorageError> {
    diesel::insert_into(staff::table)
        .values((
            staff::id.eq(person.id),
            staff::name.eq(&person.name),
            staff::email.eq(&person.email),
            staff::employment.eq(person.employment),
            staff::specialist.eq(person.specialist),
            staff::active.eq(person.active),
            staff::version.eq(person.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes what is recorded of a person, all but the address, if it still has the version in `person`; counts that
/// up. Says whether it did.
pub fn change_staff(
    conn: &mut Conn,
    _may: &MayChange,
    person: &StaffFacts,
) -> Result<bool, StorageError> {
    let row = staff::table
        .find(person.id)
        .filter(staff::version.eq(person.version));
    let changed = diesel::update(row)
        .set((
            staff::name.eq(&person.name),
            staff::employment.eq(person.employment),
            staff::specialist.eq(person.specialist),
            staff::active.eq(person.active),
            staff::version.eq(person.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Counts a person's version up; with an expected version, only from that one. Says whether it did.
pub fn bump_staff(
    conn: &mut Conn,
    _may: &MayChange,
    id: StaffId,
    expected: Option<i64>,
) -> Result<bool, StorageError> {
    let counted = staff::version.eq(staff::version + 1);
    let done = match expected {
        Some(version) => diesel::update(staff::table.find(id).filter(staff::version.eq(version)))
            .set(counted)
            .execute(conn)?,
        None => diesel::update(staff::table.find(id))
            .set(counted)
            .execute(conn)?,
    };
    Ok(done == 1)
}

/// Adds a period of line management.
pub fn insert_line(conn: &mut Conn, _may: &MayChange, line: &Line) -> Result<(), StorageError> {
    diesel::insert_into(l::table)
        .values((
            l::id.eq(line.id),
            l::staff_id.eq(line.staff),
            l::manager_id.eq(line.manager),
            l::from_date.eq(line.span.from),
            l::to_date.eq(line.span.to),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sets the last day of a period of line management.
pub fn end_line(
    conn: &mut Conn,
    _may: &MayChange,
    id: LineId,
    to: NaiveDate,
) -> Result<(), StorageError> {
    diesel::update(l::table.find(id))
        .set(l::to_date.eq(to))
        .execute(conn)?;
    Ok(())
}

/// Adds a period in a team.
pub fn insert_membership(
    conn: &mut Conn,
    _may: &MayChange,
    membership: &Membership,
) -> Result<(), StorageError> {
    diesel::insert_into(m::table)
        .values((
            m::id.eq(membership.id),
            m::staff_id.eq(membership.staff),
            m::team_id.eq(membership.team),
            m::from_date.eq(membership.span.from),
            m::to_date.eq(membership.span.to),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sets the last day of a period in a team.
pub fn end_membership(
    conn: &mut Conn,
    _may: &MayChange,
    id: MembershipId,
    to: NaiveDate,
) -> Result<(), StorageError> {
    diesel::update(m::table.find(id))
        .set(m::to_date.eq(to))
        .execute(conn)?;
    Ok(())
}
