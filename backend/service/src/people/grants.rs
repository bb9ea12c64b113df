//! Who holds which role, where and when.

use shared::ids::{GrantId, StaffId, TeamId};
use shared::people::Span;
use shared::people::api::{EndPeriod, GrantView, NewGrant, StaffView};
use shared::policy::GrantScope;
use shared::problem::FieldCode;
use storage::people::Grant;
use storage::{Conn, people};

use super::staff::view;
use super::{may_grant, may_read, record};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// Gives a person a role. Nobody gives themself one.
    pub async fn add_grant(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        staff: StaffId,
        new: NewGrant,
    ) -> Result<StaffView> {
        const OPERATION: &str = "add_grant";
        let may = may_grant(ctx, staff)?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(staff, &new))?);
        self.store
            .write(move |conn| {
                if once::<GrantId>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view(conn, &ctx, staff);
                }
                let person = people::staff_facts(conn, staff)?.ok_or(Error::NotFound)?;
                if !person.active {
                    return Err(Error::Conflict("This person does not work here any more."));
                }
                let grant = Grant {
                    id: ctx.id(),
                    staff,
                    role: new.role,
                    scope: new.scope,
                    span: Span::new(new.from, new.to),
                };
                // First: whoever else gives this person a role waits here, and then sees this one.
                people::bump_staff(conn, &may, staff, None)?;
                check_scope(conn, grant.scope)?;
                no_double(conn, &grant)?;
                people::insert_grant(conn, &may, &grant, ctx.now)?;
                record(conn, &ctx, OPERATION, "staff", staff)?;
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
    let double = held.iter().any(|other| {
        other.id != grant.id
            && (other.role, other.scope) == (grant.role, grant.scope)
            && other.span.overlaps(&grant.span)
    });
    if double {
        return Err(Error::Conflict(
            "This person holds this role there in that time already.",
        ));
    }
    Ok(())
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
        })
        .collect())
}
