//! Ending an account, and giving it back.

use shared::access::{AccountChange, AccountView, Because};
use shared::ids::StaffId;
use shared::policy::access::{AccountAction, MayUseAccount, authorise};
use shared::policy::people::{MayChange, PeopleAction, authorise as authorise_people};
use storage::access::AccountEvent;
use storage::people::StaffFacts;
use storage::{Conn, access, chasing, people};

use super::view;
use crate::people::record;
use crate::{Context, Error, Result, Service};

impl Service {
    /// Ends an account: its sessions end at once, with its password, its roles, its links (that of its calendar too) and
    /// all that waits about it.
    /// What the person owns is listed for somebody else to take over; nothing of it is changed.
    pub async fn deactivate(
        &self,
        ctx: &Context,
        id: StaffId,
        version: i64,
        because: Because,
    ) -> Result<AccountView> {
        let may = authorise(ctx.actor(), id, AccountAction::Deactivate)?;
        ctx.require_fresh()?;
        because.check().map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let change = set_active(conn, &ctx, id, version, false)?;
                access::end_sessions_of(conn, id, ctx.now)?;
                access::remove_password(conn, &may)?;
                access::revoke_links(conn, &may, ctx.now)?;
                chasing::remove_calendar_link(conn, id)?;
                let reason = "The account was deactivated.";
                access::withdraw_confirmations_about(conn, &change, id, reason, ctx.now)?;
                let today = ctx.today();
                let yesterday = today.pred_opt().unwrap_or(today);
                people::end_rights(conn, &change, id, yesterday)?;
                keep(conn, &ctx, &may, AccountChange::Deactivated, &because)?;
                view(conn, &ctx, id)
            })
            .await
    }

    /// Gives an account back, without a password and without roles: both are given anew.
    pub async fn reactivate(
        &self,
        ctx: &Context,
        id: StaffId,
        version: i64,
        because: Because,
    ) -> Result<AccountView> {
        let may = authorise(ctx.actor(), id, AccountAction::Reactivate)?;
        ctx.require_fresh()?;
        because.check().map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                set_active(conn, &ctx, id, version, true)?;
                keep(conn, &ctx, &may, AccountChange::Reactivated, &because)?;
                view(conn, &ctx, id)
            })
            .await
    }
}

fn set_active(
    conn: &mut Conn,
    ctx: &Context,
    id: StaffId,
    version: i64,
    active: bool,
) -> Result<MayChange> {
    let may = authorise_people(ctx.actor(), Some(id), PeopleAction::Change)?;
    let before = people::staff_facts(conn, id)?.ok_or(Error::NotFound)?;
    let was = before.active;
    let after = StaffFacts {
        active,
        version,
        ..before
    };
    if !people::change_staff(conn, &may, &after)? {
        return Err(Error::Stale);
    }
    match (was, active) {
        (false, false) => Err(Error::Conflict("This account is deactivated already.")),
        (true, true) => Err(Error::Conflict("This account is not deactivated.")),
        _ => Ok(may),
    }
}

/// Keeps what happened and why.
fn keep(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayUseAccount,
    what: AccountChange,
    because: &Because,
) -> Result<()> {
    let event = AccountEvent {
        id: ctx.id(),
        what,
        reason: because.reason.trim().to_owned(),
        by: may.actor(),
        at: ctx.now,
    };
    access::insert_account_event(conn, may, &event)?;
    record(conn, ctx, may.action().as_str(), "staff", may.resource())
}
