//! What a second administrator decides (domain §6): asked for by one, confirmed by another, and nothing of it works
//! before. What was asked for is kept whole in the confirmation and recorded elsewhere only when it is confirmed.

mod decide;
mod list;
#[cfg(test)]
mod tests;
mod words;

pub(super) use words::views;

use chrono::{DateTime, Utc};
use shared::access::Asked;
use shared::ids::{ConfirmationId, StaffId};
use storage::Conn;
use storage::access::{self, Confirmation};
use storage::people::{Deputy, Grant};

use crate::people::{as_deputy, as_grant, record};
use crate::{Context, Error, Result};

/// Asks a second administrator. Nothing else is recorded of it until it is confirmed.
pub(crate) fn ask(conn: &mut Conn, ctx: &Context, asked: Asked) -> Result<Confirmation> {
    let wait = Confirmation::asked(ctx.id(), asked, ctx.actor().staff, ctx.now);
    access::insert_confirmation(conn, &wait)?;
    record(conn, ctx, "ask_confirmation", "confirmation", wait.id)?;
    Ok(wait)
}

/// The roles of a person that wait, each with what it waits under.
pub(crate) fn waiting_grants(
    conn: &mut Conn,
    person: StaffId,
    now: DateTime<Utc>,
) -> Result<Vec<(ConfirmationId, Grant)>> {
    let waiting = access::waiting_confirmations(conn, Some(person), now)?;
    let grant = |wait: Confirmation| match wait.asked {
        Asked::Grant { id, staff, grant } => Some((wait.id, as_grant(id, staff, &grant))),
        _ => None,
    };
    Ok(waiting.into_iter().filter_map(grant).collect())
}

/// The deputies of all areas that wait, each with what it waits under.
pub(crate) fn waiting_deputies(
    conn: &mut Conn,
    now: DateTime<Utc>,
) -> Result<Vec<(ConfirmationId, Deputy)>> {
    let waiting = access::waiting_confirmations(conn, None, now)?;
    let deputy = |wait: Confirmation| match wait.asked {
        Asked::Deputy { id, area, deputy } => Some((wait.id, as_deputy(id, area, &deputy))),
        _ => None,
    };
    Ok(waiting.into_iter().filter_map(deputy).collect())
}

/// What waits under an id.
fn found(conn: &mut Conn, id: ConfirmationId) -> Result<Confirmation> {
    access::confirmation(conn, id)?.ok_or(Error::NotFound)
}
