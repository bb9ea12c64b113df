//! Who managed whom and who worked where, when.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::StaffId;
use shared::people::organisation::{Organisation, TeamGrant};
use shared::people::{Line, Membership, Span};
use shared::policy::Role;

use crate::dialect::one_of;
use crate::schema::{grants as g, line_management as l, team_memberships as m};
use crate::{Conn, StorageError};

type LineRow = (
    shared::ids::LineId,
    StaffId,
    StaffId,
    NaiveDate,
    Option<NaiveDate>,
);
type MembershipRow = (
    shared::ids::MembershipId,
    StaffId,
    shared::ids::TeamId,
    NaiveDate,
    Option<NaiveDate>,
);

fn line((id, staff, manager, from, to): LineRow) -> Line {
    Line {
        id,
        staff,
        manager,
        span: Span::new(from, to),
    }
}

fn membership((id, staff, team, from, to): MembershipRow) -> Membership {
    Membership {
        id,
        staff,
        team,
        span: Span::new(from, to),
    }
}

/// Every period of line management there is.
pub fn line_graph(conn: &mut Conn) -> Result<Vec<Line>, StorageError> {
    let rows: Vec<LineRow> = l::table.load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

/// The organisation over time, the whole of it, for rules that ask "at any level, ever": three queries.
pub fn organisation(conn: &mut Conn) -> Result<Organisation, StorageError> {
    let lines = line_graph(conn)?;
    let rows: Vec<MembershipRow> = m::table.load(conn)?;
    let memberships: Vec<Membership> = rows.into_iter().map(membership).collect();
    let rows: Vec<(StaffId, Option<String>, NaiveDate, Option<NaiveDate>)> = g::table
        .filter(g::role.eq(Role::Manager))
        .filter(g::scope_kind.eq("team"))
        .select((g::staff_id, g::scope_id, g::from_date, g::to_date))
        .load(conn)?;
    let grants: Vec<TeamGrant> = rows
        .into_iter()
        .filter_map(|(staff, team, from, to)| {
            let team = team?.parse().ok()?;
            let span = Span::new(from, to);
            Some(TeamGrant { staff, team, span })
        })
        .collect();
    Ok(Organisation::new(&lines, &memberships, &grants))
}

/// Who directly manages these people on a day.
pub fn lines_on(
    conn: &mut Conn,
    staff: &[StaffId],
    on: NaiveDate,
) -> Result<Vec<Line>, StorageError> {
    let rows: Vec<LineRow> = l::table
        .filter(one_of(l::staff_id, staff.iter()))
        .filter(l::from_date.le(on))
        .filter(l::to_date.is_null().or(l::to_date.ge(on)))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

/// Who has directly managed these people, newest first.
pub fn lines_of(conn: &mut Conn, staff: &[StaffId]) -> Result<Vec<Line>, StorageError> {
    let rows: Vec<LineRow> = l::table
        .filter(one_of(l::staff_id, staff.iter()))
        .order((l::from_date.desc(), l::id.desc()))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

/// Where these people have worked, newest first.
pub fn memberships_of(conn: &mut Conn, staff: &[StaffId]) -> Result<Vec<Membership>, StorageError> {
    let rows: Vec<MembershipRow> = m::table
        .filter(one_of(m::staff_id, staff.iter()))
        .order((m::from_date.desc(), m::id.desc()))
        .load(conn)?;
    Ok(rows.into_iter().map(membership).collect())
}

/// Where these people work on a day.
pub fn memberships_on(
    conn: &mut Conn,
    staff: &[StaffId],
    on: NaiveDate,
) -> Result<Vec<Membership>, StorageError> {
    let rows: Vec<MembershipRow> = m::table
        .filter(one_of(m::staff_id, staff.iter()))
        .filter(m::from_date.le(on))
        .filter(m::to_date.is_null().or(m::to_date.ge(on)))
        .order((m::from_date.desc(), m::id.desc()))
        .load(conn)?;
    Ok(rows.into_iter().map(membership).collect())
}
