//! The deputies of directors, who have the director's rights while the post is vacant.

use chrono::{DateTime, NaiveDate, Utc};
use shared::access::Asked;
use shared::ids::{AreaId, DeputyId};
use shared::people::Span;
use shared::people::api::{DeputyView, EndPeriod, NewDeputy};
use shared::policy::access::authorise_queue;
use shared::policy::people::MayChange;
use storage::people::Deputy;
use storage::{Conn, people};

use super::{making_room, may_grant, may_read, record, someone_here, staff_ref};
use crate::access::{ask, waiting_deputies};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// An area's deputies at any time, newest first; administrators see first the one who waits to be confirmed.
    pub async fn list_deputies(&self, ctx: &Context, area: AreaId) -> Result<Vec<DeputyView>> {
        may_read(ctx)?;
        let now = ctx.now;
        let sees_waiting = authorise_queue(ctx.actor()).is_ok();
        let mut deputies = self.store.read(move |conn| views(conn, area, now)).await?;
        deputies.retain(|deputy| sees_waiting || deputy.confirmation.is_none());
        Ok(deputies)
    }

    /// Names a deputy for an area's director. Nobody names themself: a deputy may come to have a director's rights. It
    /// waits for a second administrator and does not work before.
    pub async fn add_deputy(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        area: AreaId,
        new: NewDeputy,
    ) -> Result<DeputyView> {
        const OPERATION: &str = "add_deputy";
        let may = may_grant(ctx, new.staff)?;
        ctx.require_fresh()?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(area, &new))?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return view(conn, area, id, ctx.now);
                }
                let deputy = as_deputy(ctx.id(), area, &new);
                check_deputy(conn, &may, &deputy)?;
                no_other_waits(conn, &ctx, area)?;
                let id = deputy.id;
                let asked = Asked::Deputy {
                    id,
                    area,
                    deputy: new,
                };
                ask(conn, &ctx, asked)?;
                remember(conn, &ctx, OPERATION, &key, id)?;
                view(conn, area, id, ctx.now)
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
                view(conn, area, id, ctx.now)
            })
            .await
    }
}

/// A deputy as it is recorded.
pub(crate) fn as_deputy(id: DeputyId, area: AreaId, new: &NewDeputy) -> Deputy {
    Deputy {
        id,
        area,
        staff: new.staff,
        span: Span::new(new.from, new.to),
    }
}

/// Names a deputy whom a second administrator has confirmed; the one before ends the day before.
pub(crate) fn carry_out_deputy(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayChange,
    deputy: &Deputy,
) -> Result<()> {
    let (ended, last_day) = check_deputy(conn, may, deputy)?;
    for earlier in ended {
        people::end_deputy(conn, may, earlier, last_day)?;
    }
    people::insert_deputy(conn, may, deputy)?;
    record(conn, ctx, "add_deputy", "area", deputy.area)
}

/// The deputy can be named as things stand: the earlier ones that end, and their last day. Whoever else names one for
/// this area waits here, and then sees this one.
fn check_deputy(
    conn: &mut Conn,
    may: &MayChange,
    deputy: &Deputy,
) -> Result<(Vec<DeputyId>, NaiveDate)> {
    if !people::bump_area(conn, may, deputy.area, None)? {
        return Err(Error::NotFound);
    }
    someone_here(conn, deputy.staff, "/staff")?;
    let recorded = people::deputies_of(conn, deputy.area)?;
    let spans = recorded.iter().map(|other| (other.id, other.span));
    making_room(spans, deputy.span.from)
}

/// Of two that wait for one area, one would have to give way: it is asked for when the other is decided.
fn no_other_waits(conn: &mut Conn, ctx: &Context, area: AreaId) -> Result<()> {
    let waiting = waiting_deputies(conn, ctx.now)?;
    if waiting.iter().any(|(_, other)| other.area == area) {
        return Err(Error::Conflict(
            "A deputy for this area waits for a second administrator already.",
        ));
    }
    Ok(())
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

fn views(conn: &mut Conn, area: AreaId, now: DateTime<Utc>) -> Result<Vec<DeputyView>> {
    if !people::area_names(conn)?.contains_key(&area) {
        return Err(Error::NotFound);
    }
    let waiting = waiting_deputies(conn, now)?.into_iter();
    let waiting = waiting.filter(|(_, deputy)| deputy.area == area);
    let mut deputies: Vec<_> = waiting.map(|(wait, deputy)| (Some(wait), deputy)).collect();
    let recorded = people::deputies_of(conn, area)?.into_iter();
    deputies.extend(recorded.map(|deputy| (None, deputy)));
    let who: Vec<_> = deputies.iter().map(|(_, deputy)| deputy.staff).collect();
    let names = people::staff_names(conn, &who)?;
    Ok(deputies
        .into_iter()
        .map(|(confirmation, deputy)| DeputyView {
            id: deputy.id,
            staff: staff_ref(&names, deputy.staff),
            from: deputy.span.from,
            to: deputy.span.to,
            confirmation,
        })
        .collect())
}

fn view(conn: &mut Conn, area: AreaId, id: DeputyId, now: DateTime<Utc>) -> Result<DeputyView> {
    let mut views = views(conn, area, now)?.into_iter();
    views.find(|deputy| deputy.id == id).ok_or(Error::NotFound)
}
