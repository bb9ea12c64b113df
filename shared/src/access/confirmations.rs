//! What waits for a second administrator: asked for by one, decided by another, and nothing of it works before.

use crate::check::Checker;
use crate::codes::codes;
use crate::ids::{AreaId, ConfirmationId, DeputyId, GrantId, StaffId};
use crate::people::api::{NewDeputy, NewGrant, StaffRef};
use crate::policy::access::DecisionAction;
use crate::problem::FieldError;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// How long something waits for a second administrator before it has to be asked for again.
pub const WAITS: Duration = Duration::days(7);

/// The longest reason about an account, in characters.
pub const MAX_REASON: usize = 500;

codes! {
    /// What a second administrator is asked to confirm.
    ConfirmationKind {
        Grant = "grant", "A role";
        Deputy = "deputy", "A deputy";
        Credentials = "credentials", "A sign-in link";
    }
}

codes! {
    /// How far it has come.
    ConfirmationState {
        Waiting = "waiting", "Waiting";
        Confirmed = "confirmed", "Confirmed";
        Refused = "refused", "Refused";
        Withdrawn = "withdrawn", "Withdrawn";
        Expired = "expired", "Ran out of time";
    }
}

codes! {
    /// What stands for the second administrator's confirmation.
    ConfirmedHow {
        SecondAdministrator = "second_administrator", "By a second administrator";
        CommandLine = "command_line", "On the server, by whoever runs it";
        Construction = "construction", "When the service was set up";
    }
}

/// What was asked for, whole: it is recorded elsewhere only once it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Asked {
    /// A role for a person.
    Grant {
        /// The record that it becomes.
        id: GrantId,
        /// Whose.
        staff: StaffId,
        /// The role.
        grant: NewGrant,
    },
    /// A deputy for an area's director.
    Deputy {
        /// The record that it becomes.
        id: DeputyId,
        /// The area.
        area: AreaId,
        /// The deputy.
        deputy: NewDeputy,
    },
    /// A link with which a person sets their password.
    Credentials {
        /// Whose.
        staff: StaffId,
    },
}

impl Asked {
    /// What kind of thing it is.
    pub const fn kind(&self) -> ConfirmationKind {
        match self {
            Self::Grant { .. } => ConfirmationKind::Grant,
            Self::Deputy { .. } => ConfirmationKind::Deputy,
            Self::Credentials { .. } => ConfirmationKind::Credentials,
        }
    }
    /// The record that it makes or sets to work.
    pub fn record(&self) -> String {
        match self {
            Self::Grant { id, .. } => id.to_string(),
            Self::Deputy { id, .. } => id.to_string(),
            Self::Credentials { staff } => staff.to_string(),
        }
    }
    /// The person it is about.
    pub const fn concerns(&self) -> Option<StaffId> {
        match self {
            Self::Grant { staff, .. } | Self::Credentials { staff } => Some(*staff),
            Self::Deputy { deputy, .. } => Some(deputy.staff),
        }
    }
}

/// Something that waits, or waited, for a second administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationView {
    /// The record.
    pub id: ConfirmationId,
    /// What is asked for.
    pub asked: Asked,
    /// The same in words.
    pub what: String,
    /// The person it is about.
    pub about: Option<StaffRef>,
    /// Who asked.
    pub asked_by: StaffRef,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When it runs out of time, or did.
    pub expires_at: DateTime<Utc>,
    /// How far it has come.
    pub state: ConfirmationState,
    /// What stands for the confirmation, where it is confirmed.
    pub confirmed_how: Option<ConfirmedHow>,
    /// Who decided.
    pub decided_by: Option<StaffRef>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// What this reader may do.
    pub permitted: Vec<DecisionAction>,
}

/// Why something is refused, ended or given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// The reason; nothing of a case belongs in it.
    pub reason: String,
}

impl Because {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_REASON, "Enter a reason");
        c.finish()
    }
}
