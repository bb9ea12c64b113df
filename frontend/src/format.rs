//! Dates, times and plurals as people read them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use shared::page::COUNTED;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: NaiveDate) -> &'static str {
    MONTHS
        .get(date.month0() as usize)
        .copied()
        .unwrap_or_default()
}

/// `12 September 2008`.
pub fn date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `12 Sep 2008`, for tables.
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), &month(date)[..3], date.year())
}

/// A date, or words where there is none.
pub fn date_or(value: Option<NaiveDate>, words: &str) -> String {
    value.map_or_else(|| words.to_owned(), date)
}

/// `12 September 2008 at 2:05pm`, in Europe/London.
pub fn date_time(at: DateTime<Utc>) -> String {
    let local = london(at);
    format!("{} at {}", date(local.date()), time(local))
}

/// `2:05pm`, in Europe/London.
pub fn clock(at: DateTime<Utc>) -> String {
    time(london(at))
}

/// The date in Europe/London of a moment.
pub fn london_date(at: DateTime<Utc>) -> NaiveDate {
    london(at).date()
}

fn time(local: NaiveDateTime) -> String {
    let (after_noon, hour) = local.hour12();
    match (local.hour(), local.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, 0) => format!("{hour}{}", if after_noon { "pm" } else { "am" }),
        (_, minute) => format!("{hour}:{minute:02}{}", if after_noon { "pm" } else { "am" }),
    }
}

/// `1 child`, `3 children`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `1 incident`, `3 incidents`, `1,000 or more incidents`: what the server counts no further.
pub fn counted(number: i64, one: &str, many: &str) -> String {
    if number < COUNTED {
        count(usize::try_from(number).unwrap_or_default(), one, many)
    } else {
        format!("{} {many}", up_to(number))
    }
}

/// `3`, `1,000 or more`: what the server counts no further.
pub fn up_to(number: i64) -> String {
    if number < COUNTED {
        number.to_string()
    } else {
        "1,000 or more".to_owned()
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The wall clock in Europe/London at a moment, by the browser's time-zone tables.
#[cfg(target_arch = "wasm32")]
pub fn london(at: DateTime<Utc>) -> NaiveDateTime {
    // Exact for any date a record can hold: milliseconds are far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(
        at.timestamp_millis() as f64
    ));
    wall_clock(&date).unwrap_or_else(|| at.naive_utc())
}

#[cfg(target_arch = "wasm32")]
fn wall_clock(date: &js_sys::Date) -> Option<NaiveDateTime> {
    let options = js_sys::Object::new();
    for (key, value) in [
        ("timeZone", "Europe/London"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ] {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    read_wall_clock(&String::from(date.to_locale_string("en-GB", &options)))
}

/// Reads `12/09/2008, 14:05`: the five numbers, whatever stands between them.
#[cfg(any(target_arch = "wasm32", test))]
fn read_wall_clock(text: &str) -> Option<NaiveDateTime> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse::<u32>().ok());
    let (day, month, year) = (
        numbers.next()?,
        numbers.next()?,
        i32::try_from(numbers.next()?).ok()?,
    );
    let (hour, minute) = (numbers.next()?, numbers.next()?);
    NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, 0)
}

/// Without a browser, by the rule in force since 1996: summer time from 01:00 UTC on the
/// last Sunday of March to 01:00 UTC on the last Sunday of October.
#[cfg(not(target_arch = "wasm32"))]
pub fn london(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    let change = |month| {
        let last = NaiveDate::from_ymd_opt(utc.year(), month, 31)?;
        let sunday = last - chrono::Days::new(u64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0)
    };
    match (change(3), change(10)) {
        (Some(from), Some(to)) if from <= utc && utc < to => utc + chrono::TimeDelta::hours(1),
        _ => utc,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn at(year: i32, month: u32, on: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        day(year, month, on)
            .and_hms_opt(hour, minute, 0)
            .unwrap()
            .and_utc()
    }

    #[test]
    fn what_is_counted_no_further_says_so() {
        let words = |number| counted(number, "incident", "incidents");
        assert_eq!(words(0), "0 incidents");
        assert_eq!(words(1), "1 incident");
        assert_eq!(words(COUNTED - 1), "999 incidents");
        assert_eq!(words(COUNTED), "1,000 or more incidents");
    }

    #[test]
    fn dates_read_as_the_board_paper_writes_them() {
        assert_eq!(date(day(2008, 9, 12)), "12 September 2008");
        assert_eq!(short_date(day(2008, 9, 1)), "1 Sep 2008");
        assert_eq!(date_or(None, "Not known"), "Not known");
    }

    #[test]
    fn times_are_london_times() {
        assert_eq!(
            date_time(at(2008, 9, 12, 13, 5)),
            "12 September 2008 at 2:05pm"
        );
        assert_eq!(date_time(at(2008, 12, 12, 9, 0)), "12 December 2008 at 9am");
        assert_eq!(date_time(at(2008, 6, 30, 23, 0)), "1 July 2008 at midnight");
        assert_eq!(
            date_time(at(2008, 12, 1, 12, 0)),
            "1 December 2008 at midday"
        );
    }

    #[test]
    fn summer_time_begins_and_ends_on_its_sundays() {
        assert_eq!(london(at(2026, 3, 29, 0, 59)).hour(), 0);
        assert_eq!(london(at(2026, 3, 29, 1, 0)).hour(), 2);
        assert_eq!(london(at(2026, 10, 25, 0, 59)).hour(), 1);
        assert_eq!(london(at(2026, 10, 25, 1, 0)).hour(), 1);
    }

    #[test]
    fn reads_what_the_browser_writes() {
        let expected = day(2008, 9, 12).and_hms_opt(14, 5, 0);
        assert_eq!(read_wall_clock("12/09/2008, 14:05"), expected);
        assert_eq!(read_wall_clock("12/09/2008 14:05"), expected);
        assert_eq!(read_wall_clock("Invalid Date"), None);
    }

    #[test]
    fn plurals_and_lists() {
        assert_eq!(count(1, "child", "children"), "1 child");
        assert_eq!(count(0, "child", "children"), "0 children");
        let words = |n: usize| list(&["a", "b", "c"].map(str::to_owned)[..n]);
        assert_eq!(
            [words(0), words(1), words(2), words(3)],
            ["", "a", "a and b", "a, b and c"].map(str::to_owned)
        );
    }
}
