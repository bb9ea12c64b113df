//! What the policy asks about incidents, without reading them whole.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::ids::{AreaId, IncidentId, StaffId, TeamId};
use shared::incidents::{Part, Stage};
use shared::policy::incidents::Facts;

use crate::dialect::one_of;
use crate::schema::{incident_involvements as i, incidents};
use crate::{Conn, StorageError};

/// The facts of these incidents; those that are not there are left out. Two queries, however many there are.
pub fn facts_of(
    conn: &mut Conn,
    ids: &[IncidentId],
) -> Result<HashMap<IncidentId, Facts>, StorageError> {
    let rows: Vec<(IncidentId, Option<AreaId>, bool, Stage)> = incidents::table
        .filter(one_of(incidents::id, ids))
        .select((
            incidents::id,
            incidents::area_id,
            incidents::restricted,
            incidents::stage,
        ))
        .load(conn)?;
    let facts = rows.into_iter().map(|(id, area, restricted, stage)| {
        let facts = Facts {
            area,
            restricted,
            before_triage: stage.before_triage(),
            ..Facts::default()
        };
        (id, facts)
    });
    let mut found: HashMap<IncidentId, Facts> = facts.collect();
    let parts: Vec<(IncidentId, StaffId, Part, Option<TeamId>)> = i::table
        .filter(one_of(i::incident_id, ids))
        .filter(i::ended_at.is_null())
        .order((i::recorded_at, i::id))
        .select((i::incident_id, i::staff_id, i::part, i::team_id))
        .load(conn)?;
    for (id, who, part, team) in parts {
        if let Some(facts) = found.get_mut(&id) {
            facts.parts.push((who, part));
            facts.teams.extend(team.filter(|_| part.is_involved()));
        }
    }
    Ok(found)
}

/// Has the person this part in any incident now?
pub fn has_part(conn: &mut Conn, staff: StaffId, part: Part) -> Result<bool, StorageError> {
    let held = i::table
        .filter(i::staff_id.eq(staff))
        .filter(i::part.eq(part))
        .filter(i::ended_at.is_null());
    let one: Option<IncidentId> = held.select(i::incident_id).first(conn).optional()?;
    Ok(one.is_some())
}
