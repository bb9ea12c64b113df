//! What each setting is called, what it decides and where it comes from.

use super::{Setting, SettingMark};
use crate::incidents::codes::Clock;

impl Setting {
    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clock(clock) => clock.label(),
        }
    }

    /// What it decides, in plain English.
    pub const fn explanation(self) -> &'static str {
        let Self::Clock(clock) = self;
        match clock {
            Clock::Triage => {
                "From the day a report arrives until someone has said whether we know the family."
            }
            Clock::Acknowledge => {
                "From the day an incident is forwarded until the Operational Director has acknowledged it."
            }
            Clock::FileSecured => {
                "From the day an incident is forwarded until the case file is secured."
            }
            Clock::ChildrenChecked => {
                "From the day an incident is forwarded until the well-being of each remaining child has been checked."
            }
            Clock::Buddies => {
                "From the day an incident is triaged as known to us until the practitioner and their manager each have a buddy, or need none."
            }
            Clock::LiaisonNamed => {
                "From the day the Operational Director acknowledges until an SCR panel liaison is named."
            }
            Clock::AuthorNamed => {
                "From the day the Operational Director acknowledges until the author of our management review is named, or none is required."
            }
            Clock::ImmediateLearning => {
                "From the day the Operational Director acknowledges until what was learned at once has been acted on."
            }
        }
    }

    /// The paragraph of the Board paper it serves.
    pub const fn source(self) -> &'static str {
        let Self::Clock(clock) = self;
        match clock {
            Clock::Triage => "§7",
            Clock::Acknowledge
            | Clock::FileSecured
            | Clock::ChildrenChecked
            | Clock::LiaisonNamed => "§8",
            Clock::Buddies => "§9",
            Clock::AuthorNamed => "§8, §11",
            Clock::ImmediateLearning => "§20",
        }
    }

    /// Where its first value comes from. The paper gives none of these clocks a length.
    pub const fn mark(self) -> SettingMark {
        match self {
            Self::Clock(_) => SettingMark::Design,
        }
    }
}
