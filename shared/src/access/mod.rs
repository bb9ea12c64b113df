//! Signing in and the session; accounts, and what waits for a second administrator.

pub mod accounts;
pub mod confirmations;

pub use accounts::*;
pub use confirmations::*;

use crate::ids::SessionId;
use crate::people::api::{GrantView, StaffRef};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The path of the one session resource.
pub const SESSION: &str = "/api/v1/session";
/// The cookie that carries the session's short signed token.
pub const SESSION_COOKIE: &str = "safeguarding_session";
/// The header that proves a change comes from the service's own pages.
pub const CSRF_HEADER: &str = "X-CSRF-Token";

/// What signing in takes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The work e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for SignIn {
    /// Shows neither: a log line must not hold them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn { .. }")
    }
}

/// The session of whoever is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// The session.
    pub id: SessionId,
    /// The person.
    pub staff: StaffRef,
    /// The roles live today.
    pub grants: Vec<GrantView>,
    /// The areas for which this person deputises today.
    pub deputy_for: Vec<String>,
    /// What `X-CSRF-Token` must say on every change.
    pub csrf_token: String,
    /// When it ends if nothing is done.
    pub expires_at: DateTime<Utc>,
    /// The data is a demonstration: every person and incident in it is invented.
    pub demonstration: bool,
    /// What this person may start: `report`, `find_case`, `record_case`, `change_people`.
    pub permitted: Vec<String>,
}
