//! Who holds which role, where and when.

use shared::access::Asked;
use shared::ids::{GrantId, StaffId, TeamId};
use shared::people::Span;
use shared::people::api::{EndPeriod, GrantView, NewGrant, StaffView};
use shared::policy::GrantScope;
use shared::policy::access::needs_second;
use shared::policy::people::MayChange;
use shared::problem::FieldCode;
use storage::people::Grant;
use storage::{Conn, people};

use super::staff::view;
use super::{may_grant, may_read, record};
use crate::access::{ask, waiting_grants};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// Gives a person a role. Nobody gives themself one. Where a second administrator has to confirm it, it waits for
    /// them and does not work before.
    pub async fn add_grant(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        staff: StaffId,
        new: NewGrant,
    ) -> Result<StaffView> {
        const OPERATION: &str = "add_grant";
        let may = may_grant(ctx, staff)?;
        ctx.require_fresh()?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(staff, &new))?);
        self.store
            .write(move |conn| {
                if once::<GrantId>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view(conn, &ctx, staff);
                }
                let grant = as_grant(ctx.id(), staff, &new);
                if needs_second(grant.role) {
                    check_grant(conn, &may, &grant)?;
                    no_double_waiting(conn, &ctx, &grant)?;
                    let id = grant.id;
                    let asked = Asked::Grant {
                        id,
                        staff,
                        grant: new,
                    };
                    ask(conn, &ctx, asked)?;
                } else {
                    carry_out_grant(conn, &ctx, &may, &grant)?;
                }
                remember(conn, &ctx, OPERATION, &key, grant.id)?;
                view(conn, &ctx, staff)
            })
            .await
    }

    /// Sets the last day of a person's role; `version` is the person's. Nobody changes their own.
    pub async fn end_grant(
        &self,
        ctx: &Context,
        staff: StaffId,
        version: i64,
        id: GrantId,
        end: EndPeriod,
    ) -> Result<StaffView> {
        may_read(ctx)?;
        let may = may_grant(ctx, staff)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let mut grant = people::grant(conn, id)?
                    .filter(|grant| grant.staff == staff)
                    .ok_or(Error::NotFound)?;
                end.check(grant.span.from, ctx.today())
                    .map_err(Error::Invalid)?;
                if !people::bump_staff(conn, &may, staff, Some(version))? {
                    return Err(Error::Stale);
                }
                grant.span.to = Some(end.to);
                no_double(conn, &grant)?;
                people::end_grant(conn, &may, id, end.to)?;
                record(conn, &ctx, "end_grant", "staff", staff)?;
                view(conn, &ctx, staff)
            })
            .await
    }
}

/// A role as it is recorded.
pub(crate) fn as_grant(id: GrantId, staff: StaffId, new: &NewGrant) -> Grant {
    Grant {
        id,
        staff,
        role: new.role,
        scope: new.scope,
        span: Span::new(new.from, new.to),
    }
}

/// Gives a role that needs nobody else, or that a second administrator has confirmed.
pub(crate) fn carry_out_grant(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayChange,
    grant: &Grant,
) -> Result<()> {
    check_grant(conn, may, grant)?;
    people::insert_grant(conn, may, grant, ctx.now)?;
    record(conn, ctx, "add_grant", "staff", grant.staff)
}

/// The role can be given as things stand. Whoever else gives this person a role waits here, and then sees this one.
fn check_grant(conn: &mut Conn, may: &MayChange, grant: &Grant) -> Result<()> {
    let person = people::staff_facts(conn, grant.staff)?.ok_or(Error::NotFound)?;
    if !person.active {
        return Err(Error::Conflict("This person does not work here any more."));
    }
    people::bump_staff(conn, may, grant.staff, None)?;
    check_scope(conn, grant.scope)?;
    no_double(conn, grant)
}

/// The same role there in that time does not wait already.
fn no_double_waiting(conn: &mut Conn, ctx: &Context, grant: &Grant) -> Result<()> {
    let waiting = waiting_grants(conn, grant.staff, ctx.now)?;
    if waiting.iter().any(|(_, other)| is_double(grant, other)) {
        return Err(Error::Conflict(
            "This role waits for a second administrator already.",
        ));
    }
    Ok(())
}

fn is_double(grant: &Grant, other: &Grant) -> bool {
    other.id != grant.id
        && (other.role, other.scope) == (grant.role, grant.scope)
        && other.span.overlaps(&grant.span)
}

fn check_scope(conn: &mut Conn, scope: GrantScope) -> Result<()> {
    let is_there = match scope {
        GrantScope::National => true,
        GrantScope::Area(area) => people::area_names(conn)?.contains_key(&area),
        GrantScope::Team(team) => people::team_names(conn, &[team])?.contains_key(&team),
    };
    if is_there {
        return Ok(());
    }
    let detail = "There is no such area or team";
    Err(Error::field("/scope/id", FieldCode::Unknown, detail))
}

/// A person holds a role in a place once at a time.
fn no_double(conn: &mut Conn, grant: &Grant) -> Result<()> {
    let held = people::grants_of(conn, grant.staff)?;
    if held.iter().any(|other| is_double(grant, other)) {
        return Err(Error::Conflict(
            "This person holds this role there in that time already.",
        ));
    }
    Ok(())
}

/// A person's roles at any time, and those that wait for a second administrator, newest first.
pub(super) fn grants_with_waiting(
    conn: &mut Conn,
    ctx: &Context,
    staff: StaffId,
) -> Result<Vec<GrantView>> {
    let waiting = waiting_grants(conn, staff, ctx.now)?;
    let mut grants = people::grants_of(conn, staff)?;
    grants.extend(waiting.iter().map(|(_, grant)| *grant));
    let mut views = grant_views(conn, grants)?;
    for view in &mut views {
        let wait = waiting.iter().find(|(_, grant)| grant.id == view.id);
        view.confirmation = wait.map(|(confirmation, _)| *confirmation);
    }
    views.sort_by_key(|view| std::cmp::Reverse((view.from, view.id)));
    Ok(views)
}

/// Grants with the names of their places: two queries, however many there are.
pub(crate) fn grant_views(conn: &mut Conn, grants: Vec<Grant>) -> Result<Vec<GrantView>> {
    let teams: Vec<TeamId> = grants
        .iter()
        .filter_map(|grant| match grant.scope {
            GrantScope::Team(team) => Some(team),
            _ => None,
        })
        .collect();
    let teams = people::team_names(conn, &teams)?;
    let areas = people::area_names(conn)?;
    Ok(grants
        .into_iter()
        .map(|grant| GrantView {
            id: grant.id,
            role: grant.role,
            scope: grant.scope,
            scope_name: match grant.scope {
                GrantScope::National => "National".to_owned(),
                GrantScope::Area(area) => areas.get(&area).cloned().unwrap_or_default(),
                GrantScope::Team(team) => teams.get(&team).cloned().unwrap_or_default(),
            },
            from: grant.span.from,
            to: grant.span.to,
            confirmation: None,
        })
        .collect())
}
