//! The chronology of a management review: rows as typed, what they say once they are right, and what they leave out:
//! stretches in which nothing is recorded, or in which nobody saw the child.

use crate::check::{Checker, MAX_NAME, MAX_NOTE};
use crate::codes::codes;
use crate::incidents::DatePrecision;
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

pub mod import;

codes! {
    /// How we were in contact.
    Contact {
        HomeVisit = "home_visit", "Home visit";
        Office = "office", "Interview at an office";
        Telephone = "telephone", "Telephone";
        Written = "written", "Letter, email or form";
        Court = "court", "Court hearing";
        Meeting = "meeting", "Meeting or conference";
        Report = "report", "Report filed";
        Supervision = "supervision", "Supervision or management decision";
        OtherAgency = "other_agency", "Contact of another agency";
        None = "none", "No contact: something that happened";
    }
}
codes! {
    /// Was the child seen?
    ChildSeen {
        Alone = "alone", "Seen alone";
        WithOthers = "with_others", "Seen with others";
        NotSeen = "not_seen", "Not seen";
        NotCalledFor = "not_called_for", "Not called for";
        NotRecorded = "not_recorded", "Not recorded";
    }
}

impl ChildSeen {
    /// Somebody saw the child.
    pub const fn is_seen(self) -> bool {
        matches!(self, Self::Alone | Self::WithOthers)
    }
}

/// The most rows a chronology can hold.
pub const MAX_ROWS: usize = 5_000;
/// The first year that a row can lie in: carers’ own childhoods are part of some chronologies.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// A row as typed, so that what is half typed or wrong is kept and shown back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TypedRow {
    /// The date: `12/3/2008` or `2008-03-12`.
    pub date: String,
    /// How well it is known: `exact` or `estimated`; empty: exact.
    pub precision: String,
    /// The record that says so.
    pub source: String,
    /// How we were in contact; empty while it is not chosen.
    pub contact: String,
    /// Was the child seen? Empty while it is not answered.
    pub child_seen: String,
    /// What happened.
    pub happened: String,
    /// What was decided.
    pub decision: String,
    /// What was left undone, or should have been done.
    pub omission: String,
}

/// A row that is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub on: NaiveDate,
    /// It is exact, not estimated.
    pub exact: bool,
    /// The record that says so.
    pub source: String,
    /// How we were in contact.
    pub contact: Contact,
    /// Was the child seen?
    pub child_seen: ChildSeen,
    /// What happened.
    pub happened: String,
    /// What was decided.
    pub decision: String,
    /// What was left undone.
    pub omission: String,
}

/// A date as people type it, the day first, or in the order of ISO 8601; none where it is not one.
pub fn read_date(typed: &str) -> Option<NaiveDate> {
    let typed = typed.trim();
    let parts: Vec<&str> = typed.split(['/', '-', '.', ' ']).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (day, year) = match (first.len(), last.len()) {
        (1 | 2, 4) => (first, last),
        (4, 1 | 2) => (last, first),
        _ => return None,
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if month.len() > 2 || ![day, month, year].into_iter().all(digits) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A code by its word or by its label, whatever its case.
fn read_code<T: FromStr + Copy>(typed: &str, all: &[T], label: fn(T) -> &'static str) -> Option<T> {
    let typed = typed.trim();
    let by_label = all.iter().copied();
    let mut by_label = by_label.filter(|code| label(*code).eq_ignore_ascii_case(typed));
    typed
        .to_ascii_lowercase()
        .parse()
        .ok()
        .or_else(|| by_label.next())
}

impl TypedRow {
    /// Nothing is typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The day, where it is one: rows are sorted by it.
    pub fn day(&self) -> Option<NaiveDate> {
        read_date(&self.date)
    }

    /// How well the day is known, where that can be read.
    pub fn precision(&self) -> Option<DatePrecision> {
        match self.precision.trim() {
            "" => Some(DatePrecision::Exact),
            typed => read_code(typed, DatePrecision::ALL, DatePrecision::label)
                .filter(|precision| *precision != DatePrecision::Unknown),
        }
    }

    /// How we were in contact, where that can be read.
    pub fn contact(&self) -> Option<Contact> {
        read_code(&self.contact, Contact::ALL, Contact::label)
    }

    /// Whether the child was seen, where that can be read.
    pub fn child_seen(&self) -> Option<ChildSeen> {
        read_code(&self.child_seen, ChildSeen::ALL, ChildSeen::label)
    }

    /// What the row says, or every fault, with pointers below `at`, seen on the day `today`.
    pub fn read(&self, at: &str, today: NaiveDate) -> Result<Entry, Vec<FieldError>> {
        let mut c = Checker::new();
        let on = self.day();
        match on {
            None => c.fault(
                format!("{at}/date"),
                FieldCode::WrongType,
                "Enter a real date, such as 27/3/2008",
            ),
            Some(on) if on > today => c.fault(
                format!("{at}/date"),
                FieldCode::Future,
                "The date must be today or in the past",
            ),
            Some(on) => c.require(
                on >= FIRST_DAY,
                format!("{at}/date"),
                FieldCode::NotAllowed,
                "The date must be in or after 1900",
            ),
        }
        let precision = self.precision();
        c.require(
            precision.is_some(),
            format!("{at}/precision"),
            FieldCode::Unknown,
            "Say whether the date is exact or estimated",
        );
        let contact = self.contact();
        c.require(
            contact.is_some(),
            format!("{at}/contact"),
            FieldCode::Unknown,
            "Choose the kind of contact, or ‘none’",
        );
        let child_seen = self.child_seen();
        c.require(
            child_seen.is_some(),
            format!("{at}/child_seen"),
            FieldCode::Unknown,
            "Say whether the child was seen, or that it is not recorded",
        );
        c.text(
            format!("{at}/source"),
            &self.source,
            MAX_NAME,
            "Enter the record that says so",
        );
        c.text(
            format!("{at}/happened"),
            &self.happened,
            MAX_NOTE,
            "Enter what happened",
        );
        c.optional_text(format!("{at}/decision"), &self.decision, MAX_NOTE);
        c.optional_text(format!("{at}/omission"), &self.omission, MAX_NOTE);
        c.finish()?;
        match (on, precision, contact, child_seen) {
            (Some(on), Some(precision), Some(contact), Some(child_seen)) => Ok(Entry {
                on,
                exact: precision == DatePrecision::Exact,
                source: self.source.trim().to_owned(),
                contact,
                child_seen,
                happened: self.happened.trim().to_owned(),
                decision: self.decision.trim().to_owned(),
                omission: self.omission.trim().to_owned(),
            }),
            // Each of these was a fault above.
            _ => Err(Vec::new()),
        }
    }

    /// The limits that hold even while a row is half typed, with pointers below `at`.
    pub fn check_limits(&self, c: &mut Checker, at: &str) {
        let short = [
            ("date", &self.date),
            ("precision", &self.precision),
            ("source", &self.source),
            ("contact", &self.contact),
            ("child_seen", &self.child_seen),
        ];
        let long = [
            ("happened", &self.happened),
            ("decision", &self.decision),
            ("omission", &self.omission),
        ];
        for (fields, max) in [(&short[..], MAX_NAME), (&long[..], MAX_NOTE)] {
            for (field, text) in fields {
                c.optional_text(format!("{at}/{field}"), text, max);
            }
        }
    }
}

/// A stretch between two days in which nothing of a kind is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gap {
    /// The first day without.
    pub from: NaiveDate,
    /// The last day without.
    pub to: NaiveDate,
    /// How many days without.
    pub days: i64,
}

/// The stretches of at least so many days within a period in which none of these days lies. `days` need no order; those
/// outside the period are left out.
pub fn gaps(
    days: impl IntoIterator<Item = NaiveDate>,
    first: NaiveDate,
    last: NaiveDate,
    at_least: i64,
) -> Vec<Gap> {
    let mut inside: Vec<_> = days
        .into_iter()
        .filter(|day| (first..=last).contains(day))
        .collect();
    inside.sort_unstable();
    let mut found = Vec::new();
    let mut from = Some(first);
    let mut note = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        if let (Some(from), Some(to)) = (from, to) {
            let days = (to - from).num_days() + 1;
            if days >= at_least.max(1) {
                found.push(Gap { from, to, days });
            }
        }
    };
    for day in inside {
        note(from, day.pred_opt());
        from = day.succ_opt();
    }
    note(from, Some(last));
    found
}

/// The stretches in which nothing is recorded.
pub fn silent(entries: &[Entry], first: NaiveDate, last: NaiveDate, at_least: i64) -> Vec<Gap> {
    gaps(entries.iter().map(|entry| entry.on), first, last, at_least)
}

/// The stretches in which nobody saw the child.
pub fn unseen(entries: &[Entry], first: NaiveDate, last: NaiveDate, at_least: i64) -> Vec<Gap> {
    let seen = entries.iter().filter(|entry| entry.child_seen.is_seen());
    gaps(seen.map(|entry| entry.on), first, last, at_least)
}
