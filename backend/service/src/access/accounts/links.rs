//! Links with which a person sets their password: made once, shown once, used once.

use shared::access::{Asked, LINK_LASTS, LINK_PAGE, LinkAnswer, LinkMade, LinkPurpose, NewLink};
use shared::ids::{ConfirmationId, StaffId};
use shared::policy::access::{AccountAction, MayUseAccount, authorise};
use shared::policy::people::{PeopleAction, authorise as authorise_people};
use storage::access::{self, Confirmation, SignInLink};
use storage::{Conn, chasing, people};

use super::{confirmed_link, person_needs_second};
use crate::access::confirmations::{ask, views};
use crate::kernel::hash_of;
use crate::people::record;
use crate::{Context, Error, Result, Service};

impl Service {
    /// Makes a link for a person's password; the one before it stops working. For someone whose credentials need a
    /// second administrator it asks one first, and makes the link when whoever asked comes again.
    ///
    /// With a new password the old one ends at once, and every session, and the private link of the calendar.
    pub async fn make_link(&self, ctx: &Context, id: StaffId, new: NewLink) -> Result<LinkAnswer> {
        let action = match new.purpose {
            LinkPurpose::Invite => AccountAction::Invite,
            LinkPurpose::Reset => AccountAction::Reset,
        };
        let may = authorise(ctx.actor(), id, action)?;
        ctx.require_fresh()?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                hold(conn, &ctx, id)?;
                check(conn, id, new.purpose)?;
                if !person_needs_second(conn, id, ctx.today(), ctx.now)? {
                    return Ok(made(make(conn, &ctx, &may, None)?));
                }
                if let Some(confirmed) = confirmed_link(conn, &ctx, id)? {
                    return Ok(made(make(conn, &ctx, &may, Some(confirmed.id))?));
                }
                let wait = match already_asked(conn, &ctx, id)? {
                    Some(wait) => wait,
                    None => ask(conn, &ctx, Asked::Credentials { staff: id })?,
                };
                let mut waiting = views(conn, Some(ctx.actor()), vec![wait], ctx.now)?;
                Ok(LinkAnswer {
                    made: None,
                    waiting: waiting.pop(),
                })
            })
            .await
    }

    /// Takes back a person's link that has not been used. Where there is none, nothing happens.
    pub async fn revoke_link(&self, ctx: &Context, id: StaffId) -> Result<()> {
        let may = authorise(ctx.actor(), id, AccountAction::RevokeLink)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                hold(conn, &ctx, id)?;
                if access::revoke_links(conn, &may, ctx.now)? > 0 {
                    record(conn, &ctx, "revoke_sign_in_link", "staff", id)?;
                }
                Ok(())
            })
            .await
    }
}

/// Whoever else works on this account waits here.
fn hold(conn: &mut Conn, ctx: &Context, id: StaffId) -> Result<()> {
    let may = authorise_people(ctx.actor(), Some(id), PeopleAction::Change)?;
    if people::bump_staff(conn, &may, id, None)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// The purpose fits the account as it is.
fn check(conn: &mut Conn, id: StaffId, purpose: LinkPurpose) -> Result<()> {
    if !people::is_active(conn, id)? {
        return Err(Error::Conflict(
            "This account is deactivated. Reactivate it first.",
        ));
    }
    let has_password = access::with_password(conn, &[id])?.contains(&id);
    match (purpose, has_password) {
        (LinkPurpose::Invite, true) => Err(Error::Conflict(
            "This person has a password already. Make a link for a new password instead.",
        )),
        (LinkPurpose::Reset, false) => Err(Error::Conflict(
            "This person has no password yet. Make an invitation instead.",
        )),
        _ => Ok(()),
    }
}

/// What was asked for about this person's credentials and waits still.
fn already_asked(conn: &mut Conn, ctx: &Context, id: StaffId) -> Result<Option<Confirmation>> {
    let waiting = access::waiting_confirmations(conn, Some(id), ctx.now)?;
    Ok(waiting
        .into_iter()
        .find(|wait| matches!(wait.asked, Asked::Credentials { .. })))
}

fn made(link: LinkMade) -> LinkAnswer {
    LinkAnswer {
        made: Some(link),
        waiting: None,
    }
}

fn make(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayUseAccount,
    confirmation: Option<ConfirmationId>,
) -> Result<LinkMade> {
    let staff = may.resource();
    access::revoke_links(conn, may, ctx.now)?;
    if may.action() == AccountAction::Reset {
        access::remove_password(conn, may)?;
        access::end_sessions_of(conn, staff, ctx.now)?;
        chasing::remove_calendar_link(conn, staff)?;
    }
    let token = ctx.entropy.secret();
    let link = SignInLink {
        id: ctx.id(),
        staff,
        confirmation,
        made_by: may.actor(),
        made_at: ctx.now,
        expires_at: ctx.now + LINK_LASTS,
    };
    access::insert_link(conn, may, &link, &hash_of(&token))?;
    record(conn, ctx, may.action().as_str(), "staff", staff)?;
    Ok(LinkMade {
        link: format!("{LINK_PAGE}#{token}"),
        expires_at: link.expires_at,
    })
}
