//! The organisation over time, for the rules about authors and buddies that ask "at any level, ever".

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{AreaId, MembershipId, StaffId, TeamId};
use shared::people::organisation::{Organisation, TeamGrant};
use shared::people::{Membership, Span};
use shared::policy::Role;

use crate::people::line_graph;
use crate::reviews::management::{Training, training};
use crate::schema::{deputies, grants, team_memberships, teams};
use crate::{Conn, StorageError};

/// The organisation over time, and who was manager or director of what.
#[derive(Debug, Clone)]
pub struct Dated {
    /// Who was above whom: by the lines, by a manager's grant over a team, and by a director's over its area.
    pub organisation: Organisation,
    /// The managers of teams.
    pub managers: Vec<TeamGrant>,
    /// The directors of areas.
    pub directors: Vec<(StaffId, AreaId, Span)>,
    /// Their deputies.
    pub deputies: Vec<(StaffId, AreaId, Span)>,
    /// The training of authors, of everybody of whom some is recorded.
    pub training: HashMap<StaffId, Training>,
}

/// The whole organisation over time: one query for each kind of fact, however large it is.
pub fn organisation(conn: &mut Conn) -> Result<Dated, StorageError> {
    let lines = line_graph(conn)?;
    let memberships: Vec<(MembershipId, StaffId, TeamId, NaiveDate, Option<NaiveDate>)> =
        team_memberships::table.load(conn)?;
    let memberships: Vec<Membership> = memberships
        .into_iter()
        .map(|(id, staff, team, from, to)| Membership {
            id,
            staff,
            team,
            span: Span::new(from, to),
        })
        .collect();
    let managers: Vec<TeamGrant> = granted(conn, Role::Manager)?
        .into_iter()
        .map(|(staff, team, span)| TeamGrant {
            staff,
            team: TeamId(team),
            span,
        })
        .collect();
    let directors: Vec<(StaffId, AreaId, Span)> = granted(conn, Role::Od)?
        .into_iter()
        .map(|(staff, area, span)| (staff, AreaId(area), span))
        .collect();
    let deputies: Vec<(StaffId, AreaId, NaiveDate, Option<NaiveDate>)> = deputies::table
        .select((
            deputies::staff_id,
            deputies::area_id,
            deputies::from_date,
            deputies::to_date,
        ))
        .load(conn)?;
    let deputies = deputies
        .into_iter()
        .map(|(staff, area, from, to)| (staff, area, Span::new(from, to)));
    let areas: Vec<(TeamId, AreaId)> = teams::table
        .select((teams::id, teams::area_id))
        .load(conn)?;
    let over_teams = directors.iter().flat_map(|(staff, area, span)| {
        let teams = areas.iter().filter(move |(_, of)| of == area);
        teams.map(|(team, _)| TeamGrant {
            staff: *staff,
            team: *team,
            span: *span,
        })
    });
    let mut over: Vec<TeamGrant> = managers.clone();
    over.extend(over_teams);
    Ok(Dated {
        organisation: Organisation::new(&lines, &memberships, &over),
        managers,
        directors,
        deputies: deputies.collect(),
        training: training(conn)?,
    })
}

/// Every grant of the role over a team or area, ended ones too: who, over which, when.
fn granted(conn: &mut Conn, role: Role) -> Result<Vec<(StaffId, uuid::Uuid, Span)>, StorageError> {
    type Row = (StaffId, Option<String>, NaiveDate, Option<NaiveDate>);
    let rows: Vec<Row> = grants::table
        .filter(grants::role.eq(role))
        .filter(grants::scope_id.is_not_null())
        .select((
            grants::staff_id,
            grants::scope_id,
            grants::from_date,
            grants::to_date,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(staff, scope, from, to)| {
            Some((staff, scope?.parse().ok()?, Span::new(from, to)))
        })
        .collect())
}
