//! Teams.

use shared::ids::{AreaId, TeamId};
use shared::people::api::{NewTeam, StaffRef, TeamView};
use shared::problem::FieldCode;
use std::collections::HashMap;
use storage::{Conn, people};

use super::{may_change, may_read, record, unique_name};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// All teams, by name; with an area, those of that area.
    pub async fn list_teams(&self, ctx: &Context, area: Option<AreaId>) -> Result<Vec<TeamView>> {
        may_read(ctx)?;
        let ctx = ctx.clone();
        let mut teams = self.store.read(move |conn| views(conn, &ctx)).await?;
        teams.retain(|team| area.is_none_or(|area| team.area == area));
        Ok(teams)
    }

    /// Adds a team to an area.
    pub async fn add_team(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        new: NewTeam,
    ) -> Result<TeamView> {
        const OPERATION: &str = "add_team";
        let may = may_change(ctx, None)?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&new)?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return view(conn, &ctx, id);
                }
                if !people::bump_area(conn, &may, new.area, None)? {
                    let detail = "There is no such area";
                    return Err(Error::field("/area", FieldCode::Unknown, detail));
                }
                let id: TeamId = ctx.id();
                people::insert_team(conn, &may, id, new.name.trim(), new.area)
                    .map_err(|error| unique_name(error, "teams.area_id, teams.name"))?;
                record(conn, &ctx, OPERATION, "team", id)?;
                remember(conn, &ctx, OPERATION, &key, id)?;
                view(conn, &ctx, id)
            })
            .await
    }
}

/// Every team with its managers and numbers: three queries, however many there are.
fn views(conn: &mut Conn, ctx: &Context) -> Result<Vec<TeamView>> {
    let today = ctx.today();
    let teams = people::teams(conn)?;
    let members = people::count_members(conn, today)?;
    let mut managers: HashMap<TeamId, Vec<StaffRef>> = HashMap::new();
    for (team, id, name) in people::managers(conn, today)? {
        managers
            .entry(team)
            .or_default()
            .push(StaffRef { id, name });
    }
    Ok(teams
        .into_iter()
        .map(|team| TeamView {
            id: team.id,
            name: team.name,
            area: team.area,
            area_name: team.area_name,
            managers: managers.remove(&team.id).unwrap_or_default(),
            members: members.get(&team.id).copied().unwrap_or_default(),
        })
        .collect())
}

fn view(conn: &mut Conn, ctx: &Context, id: TeamId) -> Result<TeamView> {
    let mut views = views(conn, ctx)?.into_iter();
    views.find(|team| team.id == id).ok_or(Error::NotFound)
}
