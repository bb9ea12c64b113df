//! The organisation: who works where, for whom, and with which rights. Staff see it, administrators change it.

mod areas;
mod authorities;
mod deputies;
mod grants;
mod history;
mod list;
mod staff;
mod teams;
#[cfg(test)]
mod tests;

pub(crate) use deputies::{as_deputy, carry_out_deputy};
pub(crate) use grants::{as_grant, carry_out_grant, grant_views};
pub(crate) use staff::unique_email;

use chrono::NaiveDate;
use serde::Serialize;
use shared::ids::{ApiClientId, By, StaffId};
use shared::integrations::ActorKind;
use shared::integrations::api::ActorRef;
use shared::people::api::StaffRef;
use shared::people::{BeginsTooEarly, Span, ended_by};
use shared::policy::people::{MayChange, PeopleAction, authorise};
use shared::problem::FieldCode;
use std::collections::HashMap;
use storage::{Conn, StorageError, people};

use crate::kernel::{DONE, audit, emit};
use crate::reviews::suspend_breaches;
use crate::{Context, Error, Result};

/// Anyone on the staff may see the organisation.
fn may_read(ctx: &Context) -> Result<()> {
    authorise(ctx.actor(), None, PeopleAction::Read)?;
    Ok(())
}

/// Administrators change it.
fn may_change(ctx: &Context, about: Option<StaffId>) -> Result<MayChange> {
    Ok(authorise(ctx.actor(), about, PeopleAction::Change)?)
}

/// Administrators give and end rights, but never their own.
fn may_grant(ctx: &Context, about: StaffId) -> Result<MayChange> {
    Ok(authorise(ctx.actor(), Some(about), PeopleAction::Grant)?)
}

/// What others are told of a change of the organisation.
#[derive(Serialize)]
struct PeopleEvent<'a> {
    kind: &'a str,
    id: &'a str,
    action: &'a str,
    by: StaffId,
}

/// Puts a change of the organisation into the audit log and the outbox, and suspends every commission of a management
/// review that it makes dependent. It comes after the change.
pub(crate) fn record(
    conn: &mut Conn,
    ctx: &Context,
    action: &str,
    kind: &str,
    id: impl ToString + Copy,
) -> Result<()> {
    let id = id.to_string();
    audit(conn, ctx, action, kind, Some(id.clone()), DONE)?;
    let by = ctx.actor().staff;
    let event = PeopleEvent {
        kind,
        id: &id,
        action,
        by,
    };
    emit(conn, ctx, "people.changed", &id, &event)?;
    suspend_breaches(conn, ctx)
}

/// The periods that a new one ends, and their last day; a fault at `/from` where it begins too early.
fn making_room<I: Copy>(
    recorded: impl Iterator<Item = (I, Span)>,
    from: NaiveDate,
) -> Result<(Vec<I>, NaiveDate)> {
    let recorded: Vec<_> = recorded.collect();
    ended_by(&recorded, from).map_err(|BeginsTooEarly| {
        Error::field(
            "/from",
            FieldCode::Contradiction,
            "It must begin after the first day of every period that is recorded already",
        )
    })
}

/// People by name. Whoever is not there any more has no name, but is not left out.
pub(crate) fn staff_ref(names: &HashMap<StaffId, String>, id: StaffId) -> StaffRef {
    StaffRef {
        id,
        name: names.get(&id).cloned().unwrap_or_default(),
    }
}

/// A person or a third-party system by name.
pub(crate) fn actor_ref(
    people: &HashMap<StaffId, String>,
    systems: &HashMap<ApiClientId, String>,
    by: By,
) -> ActorRef {
    let (id, name, kind) = match by {
        By::Staff(id) => (id.0, people.get(&id), ActorKind::Person),
        By::Client(id) => (id.0, systems.get(&id), ActorKind::System),
    };
    let name = name.cloned().unwrap_or_default();
    ActorRef { id, name, kind }
}

/// Someone who works here, or a fault at the pointer.
fn someone_here(conn: &mut Conn, id: StaffId, pointer: &str) -> Result<()> {
    if people::is_active(conn, id)? {
        return Ok(());
    }
    let detail = "Choose someone who works here";
    Err(Error::field(pointer, FieldCode::Unknown, detail))
}

/// A name that is taken, as a fault at `/name`.
fn unique_name(error: StorageError, key: &str) -> Error {
    if error.conflict_on(key) {
        Error::field(
            "/name",
            FieldCode::Contradiction,
            "There is one with this name already",
        )
    } else {
        error.into()
    }
}
