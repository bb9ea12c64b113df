//! How saving the text stands, what is said of it, and when the next save is due.

use crate::format;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// How long after the last keystroke the text is saved.
const REST: f64 = 2_000.0;
/// How long after the first keystroke that is not saved the text is saved at the latest.
const LONGEST: f64 = 3_000.0;

/// How saving stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// Nothing was typed here yet.
    #[default]
    NotYet,
    /// All was saved then.
    Saved(Option<DateTime<Utc>>),
    /// What was typed since then is not saved, and perhaps why.
    NotSaved(Option<DateTime<Utc>>, Option<String>),
}

impl Saving {
    /// What is said of it.
    pub fn words(&self) -> String {
        let at = |at: &Option<DateTime<Utc>>, word: &str| {
            at.map(|at| format!(" {word} {}", format::clock(at)))
                .unwrap_or_default()
        };
        match self {
            Self::NotYet => "What you type is saved as you go".to_owned(),
            Self::Saved(then) => format!("Saved{}", at(then, "at")),
            Self::NotSaved(since, None) => format!(
                "Not saved{}: keep this page open. We will keep trying",
                at(since, "since")
            ),
            Self::NotSaved(since, Some(why)) => {
                format!(
                    "Not saved{}: keep this page open. {why}",
                    at(since, "since")
                )
            }
        }
    }
    /// Whether it needs to be noticed.
    pub const fn is_trouble(&self) -> bool {
        matches!(self, Self::NotSaved(..))
    }
}

/// How long to wait with saving, in milliseconds by a steady clock: `first` is when the first change was made that is not
/// saved, `now` when the last was.
pub fn due_in(first: f64, now: f64) -> Duration {
    let wait = REST.min(first + LONGEST - now).max(0.0);
    Duration::from_secs_f64(wait / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_since_when_nothing_is_saved() {
        let at = "2008-12-12T10:42:00Z".parse().ok();
        assert_eq!(Saving::Saved(at).words(), "Saved at 10:42am");
        assert_eq!(
            Saving::NotSaved(at, None).words(),
            "Not saved since 10:42am: keep this page open. We will keep trying"
        );
        let refused = Saving::NotSaved(at, Some("It is too long.".to_owned()));
        assert_eq!(
            refused.words(),
            "Not saved since 10:42am: keep this page open. It is too long."
        );
        assert!(refused.is_trouble() && !Saving::Saved(None).is_trouble());
    }

    #[test]
    fn two_seconds_after_the_last_and_three_after_the_first() {
        let due = |first, now| due_in(first, now).as_millis();
        assert_eq!(due(100.0, 100.0), 2_000);
        assert_eq!(due(100.0, 1_100.0), 2_000);
        assert_eq!(due(100.0, 2_600.0), 500);
        assert_eq!(due(100.0, 9_000.0), 0);
    }
}
