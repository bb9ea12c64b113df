//! Areas, each with whoever answers for it.

use shared::ids::AreaId;
use shared::people::api::{AreaView, NewArea};
use storage::{Conn, people};

use super::{may_change, may_read, record, staff_ref, unique_name};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// All areas, by name.
    pub async fn list_areas(&self, ctx: &Context) -> Result<Vec<AreaView>> {
        may_read(ctx)?;
        let ctx = ctx.clone();
        self.store.read(move |conn| views(conn, &ctx)).await
    }

    /// One area.
    pub async fn area(&self, ctx: &Context, id: AreaId) -> Result<AreaView> {
        may_read(ctx)?;
        let ctx = ctx.clone();
        self.store.read(move |conn| view(conn, &ctx, id)).await
    }

    /// Adds an area.
    pub async fn add_area(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        new: NewArea,
    ) -> Result<AreaView> {
        const OPERATION: &str = "add_area";
        let may = may_change(ctx, None)?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&new)?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return view(conn, &ctx, id);
                }
                let id: AreaId = ctx.id();
                people::insert_area(conn, &may, id, new.name.trim())
                    .map_err(|error| unique_name(error, "areas.name"))?;
                record(conn, &ctx, OPERATION, "area", id)?;
                remember(conn, &ctx, OPERATION, &key, id)?;
                view(conn, &ctx, id)
            })
            .await
    }
}

/// Every area with its people and numbers: six queries, however many there are.
fn views(conn: &mut Conn, ctx: &Context) -> Result<Vec<AreaView>> {
    let today = ctx.today();
    let areas = people::areas(conn)?;
    let ids: Vec<AreaId> = areas.iter().map(|area| area.id).collect();
    let directors = people::areas_with_director(conn, &ids, today)?;
    let deputies = people::areas_with_deputy(conn, &ids, today)?;
    let who: Vec<_> = directors
        .values()
        .chain(deputies.values())
        .copied()
        .collect();
    let names = people::staff_names(conn, &who)?;
    let teams = people::count_teams(conn)?;
    let authorities = people::count_authorities(conn, today)?;
    let person = |id: Option<&_>| id.map(|id| staff_ref(&names, *id));
    Ok(areas
        .into_iter()
        .map(|area| AreaView {
            id: area.id,
            version: area.version,
            name: area.name,
            director: person(directors.get(&area.id)),
            deputy: person(deputies.get(&area.id)),
            teams: teams.get(&area.id).copied().unwrap_or_default(),
            local_authorities: authorities.get(&area.id).copied().unwrap_or_default(),
        })
        .collect())
}

/// There are few areas: one is found among all.
fn view(conn: &mut Conn, ctx: &Context, id: AreaId) -> Result<AreaView> {
    let mut views = views(conn, ctx)?.into_iter();
    views.find(|area| area.id == id).ok_or(Error::NotFound)
}
