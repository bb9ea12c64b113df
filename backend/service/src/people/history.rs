//! For whom and where a person works, from a day on: the period before it ends the day before.

use shared::ids::{LineId, MembershipId, StaffId};
use shared::people::api::{NewLine, NewMembership, StaffView};
use shared::people::{Line, Membership, Span, closes_a_circle};
use shared::problem::FieldCode;
use storage::people;

use super::staff::view;
use super::{making_room, may_change, record, someone_here};
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// Gives a person a line manager from a day on.
    pub async fn add_line(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        staff: StaffId,
        new: NewLine,
    ) -> Result<StaffView> {
        const OPERATION: &str = "add_line";
        let may = may_change(ctx, Some(staff))?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(staff, &new))?);
        self.store
            .write(move |conn| {
                if once::<LineId>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view(conn, &ctx, staff);
                }
                if !people::bump_staff(conn, &may, staff, None)? {
                    return Err(Error::NotFound);
                }
                someone_here(conn, new.manager, "/manager")?;
                let graph = people::line_graph(conn)?;
                if closes_a_circle(&graph, staff, new.manager, new.from) {
                    return Err(Error::field(
                        "/manager",
                        FieldCode::Contradiction,
                        "Choose someone whom this person does not manage themself, directly or through others",
                    ));
                }
                let own = graph.iter().filter(|line| line.staff == staff);
                let (ended, last_day) =
                    making_room(own.map(|line| (line.id, line.span)), new.from)?;
                for earlier in ended {
                    people::end_line(conn, &may, earlier, last_day)?;
                }
                let line = Line {
                    id: ctx.id(),
                    staff,
                    manager: new.manager,
                    span: Span::new(new.from, None),
                };
                people::insert_line(conn, &may, &line)?;
                record(conn, &ctx, OPERATION, "staff", staff)?;
                remember(conn, &ctx, OPERATION, &key, line.id)?;
                view(conn, &ctx, staff)
            })
            .await
    }

    /// Puts a person into a team from a day on.
    pub async fn add_membership(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        staff: StaffId,
        new: NewMembership,
    ) -> Result<StaffView> {
        const OPERATION: &str = "add_membership";
        let may = may_change(ctx, Some(staff))?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(staff, &new))?);
        self.store
            .write(move |conn| {
                if once::<MembershipId>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view(conn, &ctx, staff);
                }
                if !people::bump_staff(conn, &may, staff, None)? {
                    return Err(Error::NotFound);
                }
                if people::team_names(conn, &[new.team])?.is_empty() {
                    let detail = "There is no such team";
                    return Err(Error::field("/team", FieldCode::Unknown, detail));
                }
                let recorded = people::memberships_of(conn, &[staff])?;
                let spans = recorded.iter().map(|m| (m.id, m.span));
                let (ended, last_day) = making_room(spans, new.from)?;
                for earlier in ended {
                    people::end_membership(conn, &may, earlier, last_day)?;
                }
                let membership = Membership {
                    id: ctx.id(),
                    staff,
                    team: new.team,
                    span: Span::new(new.from, None),
                };
                people::insert_membership(conn, &may, &membership)?;
                record(conn, &ctx, OPERATION, "staff", staff)?;
                remember(conn, &ctx, OPERATION, &key, membership.id)?;
                view(conn, &ctx, staff)
            })
            .await
    }
}
