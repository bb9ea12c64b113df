//! Signing in and the session; accounts, and what waits for a second administrator.

pub mod accounts;
pub mod break_glass;
pub mod confirmations;
mod password;

pub use accounts::*;
pub use confirmations::*;
pub use password::{MAX_PASSWORD, MIN_PASSWORD, check_new_password};

use crate::ids::SessionId;
use crate::people::api::{GrantView, StaffRef};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The path of the one session resource.
pub const SESSION: &str = "/api/v1/session";
/// Where a person who is signed in gives the password again.
pub const FRESH_SIGN_IN: &str = "/api/v1/session/fresh";
/// Where a person says that they go on working.
pub const STAY: &str = "/api/v1/session/stay";
/// Where one's own sessions are listed.
pub const OWN_SESSIONS: &str = "/api/v1/account/sessions";
/// Where one changes one's password.
pub const OWN_PASSWORD: &str = "/api/v1/account/password";
/// The path of what anyone may know of this installation, and of their own session.
pub const INSTALLATION: &str = "/api/v1/installation";
/// The cookie that carries the session's short signed token.
pub const SESSION_COOKIE: &str = "safeguarding_session";
/// Its name over TLS.
pub const HOST_SESSION_COOKIE: &str = "__Host-safeguarding_session";
/// The cookie that remembers a browser in which someone has signed in.
pub const DEVICE_COOKIE: &str = "safeguarding_device";
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

/// What changing one's password takes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password one has.
    pub current: String,
    /// The new one: 12 to 128 characters of any kind.
    pub new: String,
}

impl fmt::Debug for ChangePassword {
    /// Shows neither: a log line must not hold them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChangePassword { .. }")
    }
}

/// One of the places where a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// The session.
    pub id: SessionId,
    /// When the password was given.
    pub started_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// The network address it was last used from.
    pub address: Option<String>,
    /// It is the session that asks.
    pub current: bool,
}

/// What giving the password again takes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FreshSignIn {
    /// The password of whoever is signed in.
    pub password: String,
}

impl fmt::Debug for FreshSignIn {
    /// Does not show it: a log line must not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FreshSignIn { .. }")
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
    /// When to warn the person of that.
    pub warn_at: DateTime<Utc>,
    /// When it ends whatever is done.
    pub ends_at: DateTime<Utc>,
    /// Until when sensitive acts are possible without giving the password again.
    pub fresh_until: DateTime<Utc>,
    /// How many of the person's open notices are unread, counted up to 1,000.
    pub unread_notices: i64,
    /// What this person may start (`report`, `find_case`, `record_case`, `change_people`, `track_external_review`,
    /// `require_management_review`, `break_glass`, `review_break_glass`, `search_audit`, `manage_api_clients`), and which
    /// parts of the service hold something for them (`see_incidents`, `see_incidents_in_detail`, `see_external_reviews`,
    /// `see_management_reviews`, `see_people`, `see_undelivered`).
    pub permitted: Vec<String>,
}

/// What anyone may know of this installation, and the session of whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstallationView {
    /// The data is a demonstration: every person and incident in it is invented.
    pub demonstration: bool,
    /// The session of whoever asks; nothing where nobody is signed in.
    pub session: Option<SessionView>,
}
