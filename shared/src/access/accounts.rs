//! Accounts as administrators see them: how far each has come, links that set a password, and what someone leaves.

use crate::codes::codes;
use crate::ids::{AccountChangeId, StaffId};
use crate::people::api::StaffRef;
use crate::policy::access::AccountAction;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

use super::confirmations::ConfirmationView;

/// How long a sign-in link is good for.
pub const LINK_LASTS: Duration = Duration::hours(72);
/// The path of using a sign-in link, which needs no session.
pub const USE_LINK: &str = "/api/v1/sign-in-links/use";
/// The screen that a sign-in link opens. The token follows it as a fragment, which no browser sends to a server.
pub const LINK_PAGE: &str = "/set-password";

codes! {
    /// How far a person's account has come.
    AccountState {
        None = "none", "Cannot sign in yet";
        Invited = "invited", "Has a sign-in link";
        Active = "active", "Can sign in";
        Deactivated = "deactivated", "Deactivated";
    }
}

impl AccountState {
    /// From what is recorded: works here, has a password, has a link that can still be used.
    pub const fn of(works_here: bool, has_password: bool, has_link: bool) -> Self {
        match (works_here, has_password, has_link) {
            (false, ..) => Self::Deactivated,
            (true, true, _) => Self::Active,
            (true, false, true) => Self::Invited,
            (true, false, false) => Self::None,
        }
    }
}

codes! {
    /// What happened to an account.
    AccountChange {
        Deactivated = "deactivated", "Deactivated";
        Reactivated = "reactivated", "Reactivated";
    }
}

codes! {
    /// What a sign-in link is for.
    LinkPurpose {
        Invite = "invite", "Invitation";
        Reset = "reset", "New password";
    }
}

codes! {
    /// What a person owns and somebody else would have to take over.
    OwnedKind {
        Director = "director", "Open incidents they answer for as Operational Director";
        Deputy = "deputy", "Open incidents they answer for as deputy";
        Named = "named", "Open incidents in which they are the liaison or the author";
        Buddies = "buddies", "People they support as buddy in open incidents";
        Cases = "cases", "Open cases allocated to them";
        Reports = "reports", "People whose line manager they are";
    }
}

/// How many records of a kind a person owns. Which ones is not for an administrator to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Owned {
    /// The kind of record.
    pub kind: OwnedKind,
    /// How many.
    pub count: i64,
}

/// What is asked for with a sign-in link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    /// An invitation for someone who has no password, or a new password for someone who has.
    pub purpose: LinkPurpose,
}

/// A sign-in link, shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkMade {
    /// The link without the service's address: the token is its fragment.
    pub link: String,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for LinkMade {
    /// Leaves the link out: a log line must not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkMade { .. }")
    }
}

/// The answer to asking for a sign-in link: the link, or what waits for a second administrator first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkAnswer {
    /// The link.
    pub made: Option<LinkMade>,
    /// What waits.
    pub waiting: Option<ConfirmationView>,
}

/// A person's sign-in link that can still be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenLink {
    /// Who made it.
    pub made_by: StaffRef,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountChangeView {
    /// The record.
    pub id: AccountChangeId,
    /// What.
    pub what: AccountChange,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: StaffRef,
    /// When.
    pub at: DateTime<Utc>,
}

/// A person's account, as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountView {
    /// The person.
    pub staff: StaffId,
    /// The person's version; also the `ETag`.
    pub version: i64,
    /// How far the account has come.
    pub state: AccountState,
    /// Sign-in links and roles of this person need a second administrator.
    pub needs_second: bool,
    /// The link that can still be used.
    pub link: Option<OpenLink>,
    /// A sign-in link is confirmed and waits for this reader, who asked for it, to make it.
    pub link_ready: bool,
    /// What about this person waits for a second administrator.
    pub waiting: Vec<ConfirmationView>,
    /// What they own, by kind.
    pub owned: Vec<Owned>,
    /// What happened to it, newest first.
    pub changes: Vec<AccountChangeView>,
    /// What this reader may do now.
    pub permitted: Vec<AccountAction>,
}

/// What using a sign-in link takes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UseLink {
    /// The token: the fragment of the link.
    pub token: String,
    /// The new password.
    pub password: String,
}

impl fmt::Debug for UseLink {
    /// Shows neither: a log line must not hold them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UseLink { .. }")
    }
}
