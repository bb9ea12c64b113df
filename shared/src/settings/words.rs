//! What each setting is called, what it decides and where it comes from.

use super::{Setting, SettingMark};
use crate::chasing::ChaseLength;
use crate::incidents::codes::Clock;
use crate::reviews::authors::AuthorRule;
use crate::reviews::clocks::ReviewLength;

impl Setting {
    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clock(clock) => clock.label(),
            Self::Review(length) => length.label(),
            Self::Author(rule) => rule.label(),
            Self::Chasing(length) => length.label(),
        }
    }

    /// What it decides, in plain English.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Clock(clock) => explanation_of_clock(clock),
            Self::Review(length) => explanation_of_length(length),
            Self::Author(rule) => explanation_of_rule(rule),
            Self::Chasing(length) => explanation_of_chasing(length),
        }
    }

    /// The paragraph of the Board paper it serves.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Clock(clock) => source_of_clock(clock),
            Self::Review(ReviewLength::ToQa | ReviewLength::PanelMargin) => "§8, §20",
            Self::Review(ReviewLength::Answer) => "§19",
            Self::Author(AuthorRule::TrainedFrom) => "§12, §13",
            Self::Author(AuthorRule::Load) => "§11",
            Self::Chasing(_) => "§7",
        }
    }

    /// Where its first value comes from. The paper gives none of them a value.
    pub const fn mark(self) -> SettingMark {
        match self {
            Self::Clock(_) | Self::Review(_) | Self::Author(_) | Self::Chasing(_) => {
                SettingMark::Design
            }
        }
    }
}

const fn explanation_of_clock(clock: Clock) -> &'static str {
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

const fn source_of_clock(clock: Clock) -> &'static str {
    match clock {
        Clock::Triage => "§7",
        Clock::Acknowledge | Clock::FileSecured | Clock::ChildrenChecked | Clock::LiaisonNamed => {
            "§8"
        }
        Clock::Buddies => "§9",
        Clock::AuthorNamed => "§8, §11",
        Clock::ImmediateLearning => "§20",
    }
}

const fn explanation_of_length(length: ReviewLength) -> &'static str {
    match length {
        ReviewLength::ToQa => {
            "From the day a management review is commissioned until it is submitted for quality assurance."
        }
        ReviewLength::PanelMargin => {
            "How long before the panel’s own date a management review is due, where that is earlier. Only working days count."
        }
        ReviewLength::Answer => {
            "From the day the draft of an external review is received until its recommendations are answered."
        }
    }
}

const fn explanation_of_rule(rule: AuthorRule) -> &'static str {
    match rule {
        AuthorRule::TrainedFrom => {
            "From this day on, nobody is commissioned to write a management review who has not completed the e-learning and the two-day course for authors. A commission given before stands."
        }
        AuthorRule::Load => {
            "Whoever writes more open management reviews than this counts as overloaded. It is shown, and stops nobody."
        }
    }
}

const fn explanation_of_chasing(length: ChaseLength) -> &'static str {
    match length {
        ChaseLength::Before => {
            "How long before a date whoever is to act is reminded of it. They are reminded again on the day."
        }
        ChaseLength::Escalate => {
            "How long after a missed date it goes to the line above, and to whoever is to act once more."
        }
        ChaseLength::Repeat => {
            "How long after that both are reminded again, and how often from then on."
        }
    }
}
