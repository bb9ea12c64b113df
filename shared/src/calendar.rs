//! Clocks: working days, deadlines and what overdue means.
//!
//! The rules, in the service's own words:
//!
//! - a **working day** is a weekday that is not a bank holiday in England
//!   (Banking and Financial Dealings Act 1971, section 1 and schedule 1, with
//!   the days proclaimed for single years);
//! - **day 0**, the day on which a clock starts, is not counted;
//! - a **month** ends on the corresponding date, or on the month's last day
//!   where there is no such date;
//! - a deadline is kept until midnight: **overdue** begins the next day.
//!
//! Every date is a date in Europe/London. Turning an instant into that date is
//! the caller's business: nothing here reads a clock.
//!
//! Bank holidays are known from 2005 to 2030. In any other year every weekday
//! counts as a working day, so a deadline there can come out too early, never
//! too late. Whoever adds a year to `data/england-bank-holidays.csv` widens
//! the range; the day of a running deadline is stored and does not move.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::successors;
use std::str::FromStr;
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

/// The source is a list of `date,title` lines in order of date.
const HOLIDAY_LINES: &str = include_str!("../data/england-bank-holidays.csv");

/// England's bank holidays in order. A test holds that no line is left out.
static HOLIDAYS: LazyLock<Vec<NaiveDate>> = LazyLock::new(|| {
    HOLIDAY_LINES
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(',')?.0.parse().ok())
        .collect()
});

/// Whether a date is a weekday and not a bank holiday in England.
///
/// Outside 2005–2030 bank holidays are not known and every weekday is one.
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && HOLIDAYS.binary_search(&date).is_err()
}

/// The first working day after a date; the date itself is never the answer.
///
/// At the end of representable time, some 260,000 years away, stays where it is.
pub fn next_working_day(date: NaiveDate) -> NaiveDate {
    successors(date.succ_opt(), NaiveDate::succ_opt)
        .find(|day| is_working_day(*day))
        .unwrap_or(date)
}

/// The last working day before a date; the date itself is never the answer.
fn previous_working_day(date: NaiveDate) -> NaiveDate {
    successors(date.pred_opt(), NaiveDate::pred_opt)
        .find(|day| is_working_day(*day))
        .unwrap_or(date)
}

/// The working day on which a clock of so many working days ends.
///
/// The start is day 0 and is not counted, whether or not it is a working day.
/// A length of 0 ends on the start itself.
pub fn add_working_days(start: NaiveDate, days: u16) -> NaiveDate {
    (0..days).fold(start, |date, _| next_working_day(date))
}

/// The working day so many working days before a date, which is not counted:
/// "5 working days before the panel's own date".
pub fn subtract_working_days(end: NaiveDate, days: u16) -> NaiveDate {
    (0..days).fold(end, |date, _| previous_working_day(date))
}

/// How many working days lie between two dates: the first date is day 0, the
/// second is counted.
///
/// Undoes both walks: `days` after [`add_working_days`], and `-days` after
/// [`subtract_working_days`]. Negative when the second date is the earlier.
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let count = |days: &mut dyn Iterator<Item = NaiveDate>| {
        days.map(|day| i64::from(is_working_day(day))).sum::<i64>()
    };
    if to < from {
        -count(&mut to.iter_days().take_while(|day| *day < from))
    } else {
        count(&mut from.iter_days().skip(1).take_while(|day| *day <= to))
    }
}

/// The corresponding date so many months later, or that month's last day where
/// there is no such date: one month from 31 January 2008 is 29 February 2008.
///
/// Beyond the end of representable time, the last representable date.
pub fn add_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// Whether something due on a date is overdue today: from the midnight that
/// ends the due date.
pub fn is_overdue(due: NaiveDate, today: NaiveDate) -> bool {
    today > due
}

/// How long a clock runs.
///
/// Written for people by `Display` (`3 working days`), and stored and sent as
/// its [code](Length::code) (`3wd`, `30d`, `6m`), which `FromStr` reads back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Length {
    /// Working days, as most of the service's own clocks.
    WorkingDays(u16),
    /// Calendar days, as between two supervision sessions. The end may fall on
    /// any day of the week.
    CalendarDays(u16),
    /// Months, as the statutory clocks of serious case reviews. The end may
    /// fall on any day of the week.
    Months(u16),
}

impl Length {
    /// The date on which a clock of this length, started on a date, ends; it is
    /// kept if the thing is done on that date.
    pub fn deadline(self, start: NaiveDate) -> NaiveDate {
        match self {
            Self::WorkingDays(days) => add_working_days(start, days),
            Self::CalendarDays(days) => start
                .checked_add_days(Days::new(days.into()))
                .unwrap_or(NaiveDate::MAX),
            Self::Months(months) => add_months(start, months.into()),
        }
    }

    /// The date so long before another: "5 working days before the panel's own date".
    pub fn before(self, end: NaiveDate) -> NaiveDate {
        match self {
            Self::WorkingDays(days) => subtract_working_days(end, days),
            Self::CalendarDays(days) => end
                .checked_sub_days(Days::new(days.into()))
                .unwrap_or(NaiveDate::MIN),
            Self::Months(months) => end
                .checked_sub_months(Months::new(months.into()))
                .unwrap_or(NaiveDate::MIN),
        }
    }

    /// The stored and transmitted text: `3wd`, `30d` or `6m`.
    pub fn code(self) -> String {
        match self {
            Self::WorkingDays(days) => format!("{days}wd"),
            Self::CalendarDays(days) => format!("{days}d"),
            Self::Months(months) => format!("{months}m"),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self {
            Self::WorkingDays(days) => (days, "working day"),
            Self::CalendarDays(days) => (days, "calendar day"),
            Self::Months(months) => (months, "month"),
        };
        write!(f, "{count} {unit}{}", if *count == 1 { "" } else { "s" })
    }
}

/// A text is not the code of a [`Length`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidLength;

impl fmt::Display for InvalidLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a length of time must be a whole number up to 65535 followed by wd (working days), d (calendar days) or m (months), such as 3wd")
    }
}
impl std::error::Error for InvalidLength {}

impl FromStr for Length {
    type Err = InvalidLength;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unit = text
            .find(|c: char| !c.is_ascii_digit())
            .ok_or(InvalidLength)?;
        let (number, unit) = text.split_at(unit);
        let count = number.parse().map_err(|_| InvalidLength)?;
        let length = match unit {
            "wd" => Self::WorkingDays(count),
            "d" => Self::CalendarDays(count),
            "m" => Self::Months(count),
            _ => return Err(InvalidLength),
        };
        // One text for one length, so that stored texts compare as lengths do: `03wd` is not one.
        if length.code() == text {
            Ok(length)
        } else {
            Err(InvalidLength)
        }
    }
}

impl TryFrom<String> for Length {
    type Error = InvalidLength;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.code()
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use super::Length;
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

    // By hand: the derived schema would show an enum, and a length travels as its code.
    impl utoipa::PartialSchema for Length {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .description(Some("Working days (wd), calendar days (d) or months (m)"))
                .pattern(Some("^(0|[1-9][0-9]{0,4})(wd|d|m)$"))
                .examples(["3wd"])
                .into()
        }
    }
    impl utoipa::ToSchema for Length {}
}
