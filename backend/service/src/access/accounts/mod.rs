//! Accounts, as administrators work on them: links that set a password, ending and giving back. No case content.

mod ending;
mod links;
#[cfg(test)]
mod tests;
mod use_link;

use chrono::{DateTime, NaiveDate, Utc};
use shared::access::{
    AccountChangeView, AccountState, AccountView, Asked, ConfirmationKind, ConfirmationState,
    OpenLink,
};
use shared::ids::StaffId;
use shared::policy::access::{AccountAction, authorise, needs_second};
use storage::access::{self, Confirmation};
use storage::people::Grant;
use storage::{Conn, people};

use super::confirmations::views;
use crate::audit::outcome;
use crate::people::staff_ref;
use crate::{Context, Error, Result, Service};

impl Service {
    /// A person's account.
    pub async fn account(&self, ctx: &Context, id: StaffId) -> Result<AccountView> {
        let reader = ctx.clone();
        let read = self
            .store
            .read(move |conn| {
                authorise(reader.actor(), id, AccountAction::Read)?;
                view(conn, &reader, id)
            })
            .await;
        let outcome = outcome(&read);
        self.note_read(ctx, "account.read", "staff", Some(id.to_string()), outcome)
            .await?;
        read
    }
}

/// Whether a sign-in link of this person needs a second administrator: they hold, will hold, or wait for a role or a
/// deputy's place that does.
fn person_needs_second(
    conn: &mut Conn,
    person: StaffId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<bool> {
    let lasting = |grant: &Grant| needs_second(grant.role) && !grant.span.is_over_by(today);
    if people::grants_of(conn, person)?.iter().any(lasting) {
        return Ok(true);
    }
    let deputies = people::deputies_held_by(conn, person)?;
    if deputies.iter().any(|one| !one.span.is_over_by(today)) {
        return Ok(true);
    }
    let waiting = access::waiting_confirmations(conn, Some(person), now)?;
    Ok(waiting
        .iter()
        .any(|wait| !matches!(wait.asked, Asked::Credentials { .. })))
}

/// A link for this person that was confirmed for whoever asks now, and has not been made yet.
fn confirmed_link(conn: &mut Conn, ctx: &Context, person: StaffId) -> Result<Option<Confirmation>> {
    let kind = ConfirmationKind::Credentials;
    let all = access::confirmations_of(conn, kind, &[person.to_string()])?;
    let theirs = all.into_iter().find(|one| {
        one.state == ConfirmationState::Confirmed
            && one.asked_by == ctx.actor().staff
            && one.expires_at > ctx.now
    });
    match theirs {
        Some(one) if !access::is_made_of(conn, one.id)? => Ok(Some(one)),
        _ => Ok(None),
    }
}

/// An account as this administrator may see it.
fn view(conn: &mut Conn, ctx: &Context, id: StaffId) -> Result<AccountView> {
    let person = people::staff_facts(conn, id)?.ok_or(Error::NotFound)?;
    let has_password = access::with_password(conn, &[id])?.contains(&id);
    let link = access::open_link(conn, id, ctx.now)?;
    let waiting = access::waiting_confirmations(conn, Some(id), ctx.now)?;
    let events = access::account_events(conn, id)?;
    let who: Vec<_> = events
        .iter()
        .map(|event| event.by)
        .chain(link.iter().map(|link| link.made_by))
        .collect();
    let names = people::staff_names(conn, &who)?;
    let possible = |action| match action {
        AccountAction::Read => true,
        AccountAction::Invite => person.active && !has_password,
        AccountAction::Reset => person.active && has_password,
        AccountAction::RevokeLink => link.is_some(),
        AccountAction::Deactivate => person.active,
        AccountAction::Reactivate => !person.active,
    };
    let may =
        |action: &AccountAction| possible(*action) && authorise(ctx.actor(), id, *action).is_ok();
    let permitted = AccountAction::ALL.iter().copied().filter(may).collect();
    Ok(AccountView {
        staff: id,
        version: person.version,
        state: AccountState::of(person.active, has_password, link.is_some()),
        needs_second: person_needs_second(conn, id, ctx.today(), ctx.now)?,
        link_ready: confirmed_link(conn, ctx, id)?.is_some(),
        waiting: views(conn, Some(ctx.actor()), waiting, ctx.now)?,
        owned: access::owned(conn, id, ctx.today())?,
        link: link.map(|link| OpenLink {
            made_by: staff_ref(&names, link.made_by),
            made_at: link.made_at,
            expires_at: link.expires_at,
        }),
        changes: events
            .into_iter()
            .map(|event| AccountChangeView {
                id: event.id,
                what: event.what,
                reason: event.reason,
                by: staff_ref(&names, event.by),
                at: event.at,
            })
            .collect(),
        permitted,
    })
}
