//! An API client and its secrets as they are recorded.

use super::{ApiScope, ApiStatus};
use crate::ids::{ApiClientId, ApiSecretId, AreaId, StaffId};
use chrono::{DateTime, NaiveDate, Utc};

/// So many secrets of a client can live at a time: a new one is in use before the old one goes.
pub const MOST_SECRETS: usize = 2;
/// The furthest day on which a client or a secret can end, in days from today.
pub const LONGEST_LIFE: u64 = 731;

/// The areas in which an API client may do what its scopes say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere.
    National,
    /// In these areas.
    Areas(Vec<AreaId>),
}

impl Reach {
    /// It takes in an incident that lies here; one that lies in no area is reached nationally only.
    pub fn holds(&self, area: Option<AreaId>) -> bool {
        match self {
            Self::National => true,
            Self::Areas(areas) => area.is_some_and(|area| areas.contains(&area)),
        }
    }
    /// It takes in all that the other does.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::National, _) => true,
            (Self::Areas(_), Self::National) => false,
            (Self::Areas(_), Self::Areas(others)) => {
                others.iter().all(|area| self.holds(Some(*area)))
            }
        }
    }
}

/// A third-party system and what it may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClient {
    /// The record; also the `client_id`.
    pub id: ApiClientId,
    /// Counts up with each change; the entity tag.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Whom to call when something is wrong with it.
    pub contact: String,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
    /// Where.
    pub reach: Reach,
    /// Its last day.
    pub expires_on: NaiveDate,
    /// False for ever once it has been ended.
    pub active: bool,
    /// A second administrator has yet to confirm what it may do; until then it can do nothing.
    pub waits: bool,
    /// Who last said what it may do: someone else confirms it.
    pub asked_by: StaffId,
    /// Who made it.
    pub made_by: StaffId,
    /// When.
    pub made_at: DateTime<Utc>,
}

impl ApiClient {
    /// How it stands on a day.
    pub fn status(&self, today: NaiveDate) -> ApiStatus {
        status(!self.active, self.expires_on, self.waits, today)
    }
    /// It reads records: a second administrator confirms it, and each of its secrets.
    pub fn reads(&self) -> bool {
        self.scopes.contains(&ApiScope::ReadSummaries)
    }
    /// As it would be changed, it reads more, in more places or for longer than now: a second administrator confirms it.
    pub fn reads_more(&self, now: &Self) -> bool {
        self.reads()
            && (!now.reads() || !now.reach.covers(&self.reach) || self.expires_on > now.expires_on)
    }
}

/// A secret of an API client. What it says is not kept, only a hash of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSecret {
    /// The record.
    pub id: ApiSecretId,
    /// Whose.
    pub client: ApiClientId,
    /// Who made it: someone else confirms it.
    pub made_by: StaffId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Its last day.
    pub expires_on: NaiveDate,
    /// A second administrator has yet to confirm it; until then it opens nothing.
    pub waits: bool,
    /// When it was last used to get a token.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl ApiSecret {
    /// How it stands on a day.
    pub fn status(&self, today: NaiveDate) -> ApiStatus {
        status(
            self.revoked_at.is_some(),
            self.expires_on,
            self.waits,
            today,
        )
    }
    /// It works or may come to work: it counts towards [`MOST_SECRETS`].
    pub fn is_live(&self, today: NaiveDate) -> bool {
        matches!(self.status(today), ApiStatus::Working | ApiStatus::Waiting)
    }
}

fn status(ended: bool, last_day: NaiveDate, waits: bool, today: NaiveDate) -> ApiStatus {
    if ended {
        ApiStatus::Ended
    } else if today > last_day {
        ApiStatus::Expired
    } else if waits {
        ApiStatus::Waiting
    } else {
        ApiStatus::Working
    }
}
