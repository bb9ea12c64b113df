//! The deputies of directors, who have the director's rights while the post is vacant.

use shared::ids::{AreaId, DeputyId};
use shared::people::Span;
use shared::people::api::{DeputyView, EndPeriod, NewDeputy};
use storage::people::Deputy;
use storage::{Conn, people};

use super::{making_room, may_grant, may_read, record, someone_here, staff_ref};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// An area's deputies at any time, newest first.
    pub async fn list_deputies(&self, ctx: &Context, area: AreaId) -> Result<Vec<DeputyView>> {
        may_read(ctx)?;
        self.store.read(move |conn| views(conn, area)).await
    }

    /// Names a deputy for an area's director. Nobody names themself: a deputy may come to have a director's rights.
    pub async fn add_deputy(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        area: AreaId,
        new: NewDeputy,
    ) -> Result<DeputyView> {
        const OPERATION: &str = "add_deputy";
        let may = may_grant(ctx, new.staff)?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(area, &new))?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return view(conn, area, id);
                }
                if !people::bump_area(conn, &may, area, None)? {
                    return Err(Error::NotFound);
                }
                someone_here(conn, new.staff, "/staff")?;
                let recorded = people::deputies_of(conn, area)?;
                let spans = recorded.iter().map(|deputy| (deputy.id, deputy.span));
                let (ended, last_day) = making_room(spans, new.from)?;
                for earlier in ended {
                    people::end_deputy(conn, &may, earlier, last_day)?;
                }
                let added = Deputy {
                    id: ctx.id(),
                    area,
                    staff: new.staff,
                    span: Span::new(new.from, new.to),
                };
                people::insert_deputy(conn, &may, &added)?;
                record(conn, &ctx, OPERATION, "area", area)?;
                remember(conn, &ctx, OPERATION, &key, added.id)?;
                view(conn, area, added.id)
            })
            .await
    }

    /// Sets the last day of a deputy; `version` is the area's. Nobody changes their own.
    pub async fn end_deputy(
        &self,
        ctx: &Context,
        area: AreaId,
        version: i64,
        id: DeputyId,
        end: EndPeriod,
    ) -> Result<DeputyView> {
        may_read(ctx)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let deputy = people::deputy(conn, id)?
                    .filter(|deputy| deputy.area == area)
                    .ok_or(Error::NotFound)?;
                let may = may_grant(&ctx, deputy.staff)?;
                end.check(deputy.span.from, ctx.today())
                    .map_err(Error::Invalid)?;
                if !people::bump_area(conn, &may, area, Some(version))? {
                    return Err(Error::Stale);
                }
                no_overlap(conn, &deputy, &end)?;
                people::end_deputy(conn, &may, id, end.to)?;
                record(conn, &ctx, "end_deputy", "area", area)?;
                view(conn, area, id)
            })
            .await
    }
}

/// One deputy at a time: the new last day must not reach into the next one's period.
fn no_overlap(conn: &mut Conn, deputy: &Deputy, end: &EndPeriod) -> Result<()> {
    let span = Span::new(deputy.span.from, Some(end.to));
    let others = people::deputies_of(conn, deputy.area)?;
    if others
        .iter()
        .any(|other| other.id != deputy.id && other.span.overlaps(&span))
    {
        return Err(Error::Conflict("There is another deputy in that time."));
    }
    Ok(())
}

fn views(conn: &mut Conn, area: AreaId) -> Result<Vec<DeputyView>> {
    if !people::area_names(conn)?.contains_key(&area) {
        return Err(Error::NotFound);
    }
    let deputies = people::deputies_of(conn, area)?;
    let who: Vec<_> = deputies.iter().map(|deputy| deputy.staff).collect();
    let names = people::staff_names(conn, &who)?;
    Ok(deputies
        .into_iter()
        .map(|deputy| DeputyView {
            id: deputy.id,
            staff: staff_ref(&names, deputy.staff),
            from: deputy.span.from,
            to: deputy.span.to,
        })
        .collect())
}

fn view(conn: &mut Conn, area: AreaId, id: DeputyId) -> Result<DeputyView> {
    let mut views = views(conn, area)?.into_iter();
    views.find(|deputy| deputy.id == id).ok_or(Error::NotFound)
}
