//! How saving as one types goes: what is said of it, and what follows a failure.

use crate::api::ApiError;
use crate::format;
use chrono::{DateTime, Utc};
use shared::problem::ProblemCode;
use std::time::Duration;

/// How long after the first unsaved change a report is saved: no more than this is lost with the page.
pub const PAUSE: Duration = Duration::from_secs(1);

/// How saving stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// Nothing was saved here yet.
    #[default]
    NotYet,
    /// All was saved then.
    Saved(DateTime<Utc>),
    /// It did not work, and is tried again.
    Trying,
    /// It will not work as it is, and why.
    Refused(String),
}

impl Saving {
    /// What is said of it.
    pub fn words(&self) -> String {
        match self {
            Self::NotYet => "What you type is saved as you go".to_owned(),
            Self::Saved(at) => format!("Saved at {}", format::clock(*at)),
            Self::Trying => "Not saved: we will keep trying".to_owned(),
            Self::Refused(why) => format!("Not saved. {why}"),
        }
    }
    /// Whether it needs to be noticed.
    pub const fn is_trouble(&self) -> bool {
        matches!(self, Self::Trying | Self::Refused(_))
    }
}

/// What follows a failure to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Another tab saved it meanwhile.
    Stale,
    /// There is no such draft any more.
    Gone,
    /// Try again in a while.
    Later,
    /// Try again when something is typed.
    WhenTyped,
    /// Trying the same again is no use.
    Refused(String),
}

/// What follows this failure.
pub fn trouble(error: &ApiError) -> Trouble {
    match error {
        ApiError::Stale(_) => Trouble::Stale,
        // Asking to sign in again and again helps nobody.
        ApiError::SignedOut => Trouble::WhenTyped,
        _ if error.is(ProblemCode::NotFound) => Trouble::Gone,
        _ if error.may_pass() => Trouble::Later,
        _ => Trouble::Refused(error.detail()),
    }
}

/// How long to wait before trying again: 2, 4, 8, 16 and then 30 seconds.
pub fn wait_after(failures: u32) -> Duration {
    let seconds = 2_u64.saturating_pow(failures.clamp(1, 10));
    Duration::from_secs(seconds.min(30))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::Problem;

    fn problem(code: ProblemCode) -> ApiError {
        ApiError::from_problem(Problem::new(code, "why"))
    }

    #[test]
    fn it_is_said_when_it_was_saved() {
        let at = "2008-12-12T10:42:00Z".parse().unwrap();
        assert_eq!(Saving::Saved(at).words(), "Saved at 10:42am");
        assert!(!Saving::Saved(at).is_trouble());
        assert!(Saving::Trying.is_trouble());
        assert_eq!(
            Saving::Refused("Too long".to_owned()).words(),
            "Not saved. Too long"
        );
    }

    #[test]
    fn each_failure_has_its_own_remedy() {
        assert_eq!(trouble(&problem(ProblemCode::Stale)), Trouble::Stale);
        assert_eq!(trouble(&problem(ProblemCode::NotFound)), Trouble::Gone);
        assert_eq!(trouble(&problem(ProblemCode::Busy)), Trouble::Later);
        assert_eq!(trouble(&ApiError::Network), Trouble::Later);
        assert_eq!(trouble(&ApiError::SignedOut), Trouble::WhenTyped);
        assert_eq!(
            trouble(&problem(ProblemCode::TooLarge)),
            Trouble::Refused("why".to_owned())
        );
    }

    #[test]
    fn it_waits_longer_each_time_and_never_gives_up() {
        let waits: Vec<u64> = [0, 1, 2, 3, 4, 5, 99]
            .map(|n| wait_after(n).as_secs())
            .to_vec();
        assert_eq!(waits, [2, 2, 4, 8, 16, 30, 30]);
    }
}
