//! Reminders come when they should, to whom they should, and never twice.

use super::*;
use crate::calendar::{Length, is_working_day};
use std::collections::BTreeSet;

const RHYTHM: Rhythm = Rhythm {
    before: default_length(ChaseLength::Before),
    escalate: default_length(ChaseLength::Escalate),
    repeat: default_length(ChaseLength::Repeat),
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(due: &str, today: &str) -> Option<(Moment, u16)> {
    reached(day(due), day(today), &RHYTHM).map(|r| (r.moment, r.round))
}

#[test]
fn a_date_is_reminded_of_before_it_on_it_and_after_it() {
    // Thursday 5 March 2026.
    let due = "2026-03-05";
    for (today, expected) in [
        ("2026-03-02", None),
        ("2026-03-03", Some((Moment::Before, 0))),
        ("2026-03-04", Some((Moment::Before, 0))),
        ("2026-03-05", Some((Moment::Due, 0))),
        ("2026-03-06", Some((Moment::Overdue, 0))),
        ("2026-03-12", Some((Moment::Overdue, 0))),
        ("2026-03-13", Some((Moment::Overdue, 1))),
        ("2026-03-20", Some((Moment::Overdue, 2))),
    ] {
        assert_eq!(on(due, today), expected, "{today}");
    }
}

#[test]
fn where_nobody_works_on_the_date_the_reminder_comes_on_the_working_day_before() {
    // Easter Monday 6 April 2026, Good Friday the 3rd: the last working day is Thursday the 2nd.
    let due = "2026-04-06";
    assert_eq!(on(due, "2026-03-31"), None);
    assert_eq!(on(due, "2026-04-01"), Some((Moment::Before, 0)));
    for today in ["2026-04-02", "2026-04-03", "2026-04-04", "2026-04-06"] {
        assert_eq!(on(due, today), Some((Moment::Due, 0)), "{today}");
    }
    assert_eq!(on(due, "2026-04-07"), Some((Moment::Overdue, 0)));
}

/// Every date of two years, under every rhythm an administrator is likely to set: walked day by day, each reminder is
/// reached once, in order, and first on a working day.
#[test]
fn each_reminder_is_reached_once_and_on_a_working_day() {
    let lengths = [
        Length::WorkingDays(1),
        Length::WorkingDays(2),
        Length::WorkingDays(5),
        Length::CalendarDays(3),
        Length::Months(1),
    ];
    let dates = day("2025-11-20").iter_days().take(120);
    for due in dates {
        for before in lengths {
            for repeat in lengths {
                let rhythm = Rhythm {
                    before,
                    repeat,
                    ..RHYTHM
                };
                let first = before.before(due) - chrono::Days::new(4);
                let mut seen = BTreeSet::new();
                let mut last = None;
                for today in first.iter_days().take(90) {
                    let now = reached(due, today, &rhythm);
                    if now == last {
                        continue;
                    }
                    assert!(now > last, "{due} {today} {rhythm:?}");
                    assert!(now.is_some_and(|now| seen.insert(now)), "{due} {today}");
                    assert!(is_working_day(today), "{due} {today} {now:?}");
                    last = now;
                }
                assert!(seen.iter().any(|r| r.moment == Moment::Due), "{due}");
                assert!(seen.iter().any(|r| r.moment == Moment::Overdue), "{due}");
            }
        }
    }
}

#[test]
fn a_date_long_past_is_reminded_of_once() {
    let reminder = reached(day("2008-09-12"), day("2026-03-04"), &RHYTHM).unwrap();
    assert_eq!(reminder.moment, Moment::Overdue);
    assert!(reminder.round > 800);
}

fn staff(n: u128) -> StaffId {
    Uuid::from_u128(n).into()
}

/// 1 is managed by 2, 2 by 3 and 4, 3 by 5, 6 by itself.
fn above(person: StaffId) -> Vec<StaffId> {
    match person.0.as_u128() {
        1 => vec![staff(2)],
        2 => vec![staff(3), staff(4)],
        3 => vec![staff(5)],
        6 => vec![staff(6)],
        _ => Vec::new(),
    }
}

fn told(people: &[u128], moment: Moment, blind: &[u128]) -> Vec<(u128, bool)> {
    let people: Vec<_> = people.iter().map(|n| staff(*n)).collect();
    let sees = |person: StaffId| !blind.contains(&person.0.as_u128());
    let found = recipients(&people, moment, above, sees, &[staff(8), staff(9)]);
    let found = found.into_iter();
    found.map(|r| (r.staff.0.as_u128(), r.escalated)).collect()
}

#[test]
fn before_and_on_the_date_only_those_whose_turn_it_is_are_told() {
    for moment in [Moment::Before, Moment::Due] {
        assert_eq!(told(&[1, 7], moment, &[]), [(1, false), (7, false)]);
    }
}

#[test]
fn after_the_date_the_line_above_is_told_too() {
    let after = |people: &[u128], blind: &[u128]| told(people, Moment::Overdue, blind);
    assert_eq!(after(&[1], &[]), [(1, false), (2, true)]);
    // Their manager may not see it: the next level.
    assert_eq!(after(&[1], &[2, 4]), [(1, false), (3, true)]);
    assert_eq!(after(&[1], &[2, 3, 4]), [(1, false), (5, true)]);
    // Nobody above may see it, nobody is above, or they are their own manager: safeguarding.
    assert_eq!(after(&[1], &[2, 3, 4, 5, 8]), [(1, false), (9, true)]);
    assert_eq!(after(&[7], &[]), [(7, false), (8, true), (9, true)]);
    assert_eq!(after(&[6], &[]), [(6, false), (8, true), (9, true)]);
    // Whose own turn it is stays so, even where they are above somebody else.
    assert_eq!(
        after(&[1, 2], &[]),
        [(1, false), (2, false), (3, true), (4, true)]
    );
}

#[test]
fn what_is_nobodys_turn_or_may_not_be_seen_goes_up() {
    assert_eq!(told(&[], Moment::Before, &[9]), [(8, true)]);
    assert_eq!(told(&[1], Moment::Before, &[1]), [(2, true)]);
    assert!(told(&[1], Moment::Due, &[1, 2, 3, 4, 5, 8, 9]).is_empty());
}

#[test]
fn duties_and_records_are_named_as_they_are_stored() {
    for duty in Duty::all() {
        assert_eq!(duty.to_string().parse(), Ok(duty));
    }
    let id = Uuid::from_u128(7);
    for kind in [
        "incident",
        "external_review",
        "management_review",
        "recommendation",
    ] {
        let record = Record::new(kind, id).unwrap();
        assert_eq!((record.kind(), record.id()), (kind, id));
        assert!(record.path().ends_with(&id.to_string()));
    }
    assert_eq!(Record::new("case", id), None);
}
