//! The calendar feed: a person's own deadlines by a private link, for a calendar program, which cannot sign in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a person sees to the link to their own deadlines.
pub const OWN_CALENDAR: &str = "/api/v1/account/calendar";
/// What every link begins with; the token and `.ics` follow.
pub const FEEDS: &str = "/calendar/";

/// The path of the feed with this token.
pub fn feed_path(token: &str) -> String {
    format!("{FEEDS}{token}.ics")
}

/// Whether a person has a link to their own deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnCalendar {
    /// The link; nothing where there is none.
    pub link: Option<CalendarLink>,
}

/// What is known of a link. The link itself was told when it was made, and is kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarLink {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When a calendar program last read it; nothing before the first time.
    pub read_at: Option<DateTime<Utc>>,
}

/// A link that has just been made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarLinkMade {
    /// Its path on this service, told this once.
    pub link: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl fmt::Debug for CalendarLinkMade {
    /// Does not show the link: a log line must not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CalendarLinkMade { .. }")
    }
}
