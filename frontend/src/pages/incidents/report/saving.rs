//! How saving as one types goes, and what is said of it.

use crate::format;
use chrono::{DateTime, Utc};
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
