//! Values that hold from a date on, set by administrators: the clocks that incidents and reviews run under, when
//! people are reminded of them, and what is asked of authors.

mod words;

use crate::calendar::Length;
use crate::chasing::{self, ChaseLength};
use crate::check::Checker;
use crate::codes::UnknownCode;
use crate::incidents::codes::Clock;
use crate::incidents::facts;
use crate::people::api::StaffRef;
use crate::policy::settings::SettingAction;
use crate::problem::{FieldCode, FieldError};
use crate::reviews::authors::{AuthorRule, DEFAULT_LOAD, NEVER, trained_from};
use crate::reviews::clocks::{ReviewLength, default_length};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The settings, as a list.
pub const SETTINGS: &str = "/api/v1/settings";

/// Something that administrators set, named as it is stored and sent: `clock.triage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Setting {
    /// How long a clock of an incident runs.
    Clock(Clock),
    /// A length of time that reviews run under.
    Review(ReviewLength),
    /// What is asked of authors of management reviews.
    Author(AuthorRule),
    /// When people are reminded.
    Chasing(ChaseLength),
}

impl Setting {
    /// Every setting, in the order in which an incident and its reviews meet them.
    pub fn all() -> impl Iterator<Item = Self> {
        let clocks = Clock::ALL.iter().copied().map(Self::Clock);
        let lengths = ReviewLength::ALL.iter().copied();
        let rules = AuthorRule::ALL.iter().copied();
        let chasing = ChaseLength::ALL.iter().copied();
        clocks
            .chain(lengths.map(Self::Review))
            .chain(rules.map(Self::Author))
            .chain(chasing.map(Self::Chasing))
    }

    /// The value where none is set.
    pub fn default_value(self) -> String {
        match self {
            Self::Clock(clock) => facts::default_length(clock).code(),
            Self::Review(length) => default_length(length).code(),
            Self::Author(AuthorRule::TrainedFrom) => NEVER.to_owned(),
            Self::Author(AuthorRule::Load) => DEFAULT_LOAD.to_string(),
            Self::Chasing(length) => chasing::default_length(length).code(),
        }
    }

    /// What kind of value it takes.
    pub const fn kind(self) -> SettingKind {
        match self {
            Self::Clock(_) | Self::Review(_) | Self::Chasing(_) => SettingKind::Length,
            Self::Author(AuthorRule::TrainedFrom) => SettingKind::Date,
            Self::Author(AuthorRule::Load) => SettingKind::Number,
        }
    }

    /// The value in words that people read; a value that is none of this setting's is shown as it is.
    pub fn spoken(self, value: &str) -> String {
        let words = match self.kind() {
            SettingKind::Length => value.parse::<Length>().ok().map(|one| one.to_string()),
            SettingKind::Number => None,
            SettingKind::Date => trained_from(value).ok().map(|first| {
                first.map_or_else(
                    || "Not required".to_owned(),
                    |first| first.format("From %-d %B %Y").to_string(),
                )
            }),
        };
        words.unwrap_or_else(|| value.to_owned())
    }

    /// Why a value cannot be this setting's, in words that say how to mend it.
    fn fault(self, value: &str) -> Option<&'static str> {
        match self.kind() {
            SettingKind::Length => match value.parse() {
                Err(_) => Some(
                    "Enter a whole number followed by wd (working days), d (calendar days) or m (months), such as 3wd",
                ),
                Ok(length) if !is_sensible(length) => {
                    Some("Enter 1 to 260 working days, 1 to 366 calendar days or 1 to 60 months")
                }
                Ok(_) => None,
            },
            SettingKind::Number => {
                let number = value.parse::<u16>().ok();
                let written = number.filter(|number| number.to_string() == value);
                (!written.is_some_and(|number| (1..=20).contains(&number)))
                    .then_some("Enter a whole number from 1 to 20")
            }
            SettingKind::Date => {
                let date = trained_from(value);
                let written = date.ok().filter(|date| {
                    date.is_none_or(|date| {
                        date.to_string() == value && (2000..2100).contains(&date.year())
                    })
                });
                written
                    .is_none()
                    .then_some("Enter a date from 2000 to 2099, such as 2027-01-31, or never")
            }
        }
    }
}

/// A clock that ends on the day it starts, or after everyone concerned has left, is a slip of the pen.
fn is_sensible(length: Length) -> bool {
    match length {
        Length::WorkingDays(days) => (1..=260).contains(&days),
        Length::CalendarDays(days) => (1..=366).contains(&days),
        Length::Months(months) => (1..=60).contains(&months),
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clock(clock) => write!(f, "clock.{clock}"),
            Self::Review(length) => write!(f, "review.{length}"),
            Self::Author(rule) => write!(f, "author.{rule}"),
            Self::Chasing(length) => write!(f, "chasing.{length}"),
        }
    }
}

impl FromStr for Setting {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = Self::all();
        all.find(|setting| setting.to_string() == text)
            .ok_or(UnknownCode)
    }
}

impl From<Setting> for String {
    fn from(setting: Setting) -> Self {
        setting.to_string()
    }
}

impl TryFrom<String> for Setting {
    type Error = UnknownCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

crate::codes::codes! {
    /// What kind of value a setting takes.
    SettingKind {
        Length = "length", "A length of time, such as 3wd, 30d or 6m";
        Number = "number", "A whole number, such as 2";
        Date = "date", "A date, such as 2027-01-31, or never";
    }
}
crate::codes::codes! {
    /// Where a setting’s first value comes from.
    SettingMark {
        Paper = "paper", "Said in the Board paper";
        Law = "law", "Law or statutory guidance";
        Design = "design", "A design default";
    }
}

/// A new value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSettingValue {
    /// The first day on which it holds: today or later. A value that was set from the same day is replaced.
    pub from: NaiveDate,
    /// The value, of the setting's `kind`: `3wd`, `30d` or `6m` for a length of time, `2` for a number, `2027-01-31` or
    /// `never` for a date.
    pub value: String,
}

impl NewSettingValue {
    /// Every fault in it, seen on the day `today`.
    pub fn check(&self, setting: Setting, today: NaiveDate) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        if let Some(fault) = setting.fault(&self.value) {
            c.fault("/value", FieldCode::NotAllowed, fault);
        }
        c.coming_date("/from", self.from, today);
        c.finish()
    }
}

/// A value and the day from which it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingValue {
    /// The first day on which it holds; the value without one holds until the first that has one.
    pub from: Option<NaiveDate>,
    /// The value.
    pub value: String,
    /// The value in words.
    pub words: String,
    /// Who set it; nobody for the first value.
    pub set_by: Option<StaffRef>,
    /// When it was set.
    pub set_at: Option<DateTime<Utc>>,
}

/// A setting with its current, past and coming values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingView {
    /// Its name: `clock.triage`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Setting,
    /// Counts up with each change.
    pub version: i64,
    /// What people call it.
    pub label: String,
    /// What it decides, in plain English.
    pub explanation: String,
    /// The paragraph of the Board paper it serves.
    pub source: String,
    /// Where the first value comes from.
    pub mark: SettingMark,
    /// What kind of value it takes.
    pub kind: SettingKind,
    /// The value that holds today.
    pub current: SettingValue,
    /// What will hold, soonest first.
    pub coming: Vec<SettingValue>,
    /// What held before, newest first.
    pub past: Vec<SettingValue>,
    /// What may be done with it now.
    pub permitted: Vec<SettingAction>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_setting_is_named_as_it_is_stored() {
        for setting in Setting::all() {
            assert_eq!(setting.to_string().parse(), Ok(setting));
            assert!(setting.fault(&setting.default_value()).is_none());
            assert!(setting.source().starts_with('§'), "{setting}");
            assert!(setting.explanation().ends_with('.'), "{setting}");
        }
        for unknown in [
            "",
            "triage",
            "clock.",
            "clock.lunch",
            "clock.Triage",
            "review.triage",
        ] {
            assert_eq!(unknown.parse::<Setting>(), Err(UnknownCode), "{unknown}");
        }
    }

    #[test]
    fn every_fault_of_a_new_value_is_named() {
        let triage = Setting::Clock(Clock::Triage);
        let faults = |from, value: &str| -> Vec<String> {
            let new = NewSettingValue {
                from: day(from),
                value: value.to_owned(),
            };
            new.check(triage, day("2026-03-02")).map_or_else(
                |all| all.into_iter().map(|e| e.pointer).collect(),
                |()| vec![],
            )
        };
        for good in ["1wd", "260wd", "366d", "60m"] {
            assert!(faults("2026-03-02", good).is_empty(), "{good}");
        }
        for bad in [
            "", "0wd", "261wd", "367d", "61m", "3", "3 wd", "03wd", "-1d",
        ] {
            assert_eq!(faults("2026-03-02", bad), ["/value"], "{bad}");
        }
        assert_eq!(faults("2026-03-01", "1wd"), ["/from"]);
        assert!(faults("2036-03-02", "1wd").is_empty());
        assert_eq!(faults("2036-03-03", "x"), ["/value", "/from"]);
    }

    #[test]
    fn a_value_reads_as_people_say_it() {
        let triage = Setting::Clock(Clock::Triage);
        assert_eq!(triage.spoken("1wd"), "1 working day");
        assert_eq!(triage.spoken("?"), "?");
        let trained = Setting::Author(AuthorRule::TrainedFrom);
        assert_eq!(trained.spoken("2027-01-31"), "From 31 January 2027");
        assert_eq!(trained.spoken("never"), "Not required");
        assert_eq!(trained.spoken("soon"), "soon");
    }

    #[test]
    fn a_date_and_a_number_are_written_in_one_way() {
        let fault = |rule, value: &str| Setting::Author(rule).fault(value).is_some();
        for good in ["never", "2000-01-01", "2027-01-31", "2099-12-31"] {
            assert!(!fault(AuthorRule::TrainedFrom, good), "{good}");
        }
        for bad in [
            "",
            "Never",
            "2027-1-31",
            "2027-02-30",
            "1999-12-31",
            "2100-01-01",
            "3wd",
        ] {
            assert!(fault(AuthorRule::TrainedFrom, bad), "{bad}");
        }
        assert!(!fault(AuthorRule::Load, "1") && !fault(AuthorRule::Load, "20"));
        for bad in ["", "0", "21", "02", "+2", "2.5", "-1"] {
            assert!(fault(AuthorRule::Load, bad), "{bad}");
        }
    }
}
