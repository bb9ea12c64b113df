//! Third-party systems: what administrators do about them, how one proves who it is, and what it may then do.

mod bearer;
mod confirm;
mod grant;
mod keys;
mod manage;
mod summaries;
mod token;
mod view;

pub use grant::{Credentials, TokenRefused};
pub use keys::{AccessKeys, KeyRing};
pub use token::LIFETIME;

use serde::Serialize;
use shared::ids::{ApiClientId, StaffId};
use storage::Conn;

use crate::kernel::emit;
use crate::{Context, Result};

/// The kind under which API clients stand in the audit log.
pub(crate) const KIND: &str = "api_client";

/// What others are told of a change of an API client.
#[derive(Serialize)]
struct ClientEvent<'a> {
    client: ApiClientId,
    action: &'a str,
    by: StaffId,
}

fn announce(conn: &mut Conn, ctx: &Context, action: &str, client: ApiClientId) -> Result<()> {
    let by = ctx.actor().staff;
    let event = ClientEvent { client, action, by };
    emit(conn, ctx, "api_client.changed", client, &event)
}
