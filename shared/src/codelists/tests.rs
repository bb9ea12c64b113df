//! What an administrator can make of a list, and what a record shows afterwards.
#![allow(clippy::unwrap_used, reason = "a test")]

use super::*;
use crate::people::Span;
use crate::people::api::StaffRef;
use crate::problem::{FieldCode, FieldError};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(n)
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn entry(word: &str, label: &str, from: u64, to: Option<u64>) -> Entry {
    Entry {
        code: code(word),
        span: Span::new(day(from), to.map(day)),
        labels: vec![Label::new(label, day(from))],
        ended: None,
    }
}

fn list() -> Vec<Entry> {
    vec![
        entry("police", "Police", 0, None),
        entry("fire", "Fire service", 0, Some(9)),
        entry("other", "Someone else", 0, None),
    ]
}

fn pointers(checked: Result<(), Vec<FieldError>>) -> Vec<String> {
    let faults = checked.err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.pointer).collect()
}

#[test]
fn a_code_is_a_word_that_other_systems_can_keep() {
    let longest = "a".repeat(40);
    for good in ["a", "local_authority", "a1_", longest.as_str()] {
        assert_eq!(good.parse::<Code>().map(String::from).as_deref(), Ok(good));
    }
    let too_long = "a".repeat(41);
    for bad in [
        "",
        "1a",
        "_a",
        "Police",
        "a b",
        "a-b",
        "é",
        too_long.as_str(),
    ] {
        assert_eq!(bad.parse::<Code>(), Err(NotACode), "{bad}");
    }
    assert_eq!(Code::other(), code("other"));
}

#[test]
fn a_record_shows_the_label_of_the_day_on_which_it_was_made() {
    let fire = entry("fire", "Fire service", 2, Some(9))
        .labelled(Label::new("Fire and rescue", day(5)))
        .labelled(Label::new(" Fire and rescue service ", day(5)));
    assert_eq!(fire.labels.len(), 2, "a label of the same day is replaced");
    for (on, label) in [
        (0, "Fire service"),
        (2, "Fire service"),
        (4, "Fire service"),
        (5, "Fire and rescue service"),
        (9, "Fire and rescue service"),
        (100, "Fire and rescue service"),
    ] {
        assert_eq!(fire.label_on(day(on)), label, "day {on}");
        assert_eq!(
            label_of(std::slice::from_ref(&fire), &fire.code, day(on)),
            label
        );
    }
    assert_eq!(label_of(&[fire], &code("gone"), day(5)), "gone");
}

#[test]
fn a_code_that_cannot_be_chosen_is_refused_with_those_that_can() {
    let list = list();
    let fault = |word: &str, on| fault_of(&list, &code(word), day(on), "/source");
    assert_eq!(fault("fire", 0), None);
    assert_eq!(fault("fire", 9), None);
    let ended = fault("fire", 10).unwrap();
    assert_eq!(
        (ended.pointer.as_str(), ended.code),
        ("/source", FieldCode::NotAllowed)
    );
    assert_eq!(
        ended.detail,
        "Choose one that is valid today: police (Police), other (Someone else)"
    );
    assert_eq!(fault("ghost", 0).unwrap().code, FieldCode::Unknown);
}

#[test]
fn every_fault_of_a_new_code_is_named() {
    let faults = |word: &str, label: &str, from| {
        let new = NewCode {
            code: code(word),
            label: label.to_owned(),
            from: day(from),
        };
        pointers(new.check(&list(), day(5)))
    };
    assert!(faults("probation", "Probation service", 5).is_empty());
    assert_eq!(faults("police", "Constabulary", 5), ["/code"]);
    assert_eq!(faults("fire", "Fire", 5), ["/code"], "ended or not");
    assert_eq!(faults("probation", " ", 4), ["/label", "/from"]);
    assert_eq!(faults("probation", "Probation\nservice", 5), ["/label"]);
    assert_eq!(faults("probation", &"x".repeat(101), 5), ["/label"]);
    assert_eq!(faults("constabulary", "POLICE ", 5), ["/label"]);
    assert_eq!(faults("rescue", "Fire  Service", 9), ["/label"]);
    assert!(
        faults("rescue", "Fire service", 10).is_empty(),
        "it has ended"
    );
    assert_eq!(faults("probation", "Probation", 5_000), ["/from"]);
}

#[test]
fn every_fault_of_a_new_label_is_named() {
    let list = list();
    let faults = |label: &str, from| {
        let new = NewLabel {
            label: label.to_owned(),
            from: day(from),
        };
        pointers(new.check(&list[1], &list, day(5)))
    };
    assert!(faults("Fire and rescue", 5).is_empty());
    assert!(faults("Fire service", 6).is_empty(), "its own label");
    assert_eq!(faults("", 4), ["/label", "/from"]);
    assert_eq!(faults("Fire and rescue", 10), ["/from"]);
    assert_eq!(faults("someone else", 9), ["/label"]);
}

#[test]
fn an_end_changes_nothing_that_has_passed() {
    let faults = |list: &[Entry], at: usize, to: Option<u64>, today| {
        let end = EndCode { to: to.map(day) };
        pointers(end.check(&list[at], list, day(today)))
    };
    let list = list();
    assert!(
        faults(&list, 0, Some(4), 5).is_empty(),
        "yesterday ends it at once"
    );
    assert_eq!(faults(&list, 0, Some(3), 5), ["/to"]);
    assert!(
        faults(&list, 1, None, 5).is_empty(),
        "an end to come is taken back"
    );
    assert!(
        faults(&list, 1, None, 10).is_empty(),
        "one of yesterday too"
    );
    assert_eq!(faults(&list, 1, None, 11), ["/to"]);
    assert_eq!(faults(&list, 1, Some(20), 11), ["/to"]);

    let one_left = [list[0].clone(), list[1].clone()];
    assert_eq!(faults(&one_left, 0, Some(30), 5), ["/to"], "one stays");
    let named_anew = [
        list[1].clone(),
        entry("rescue", "Fire service", 10, None),
        list[0].clone(),
    ];
    assert_eq!(faults(&named_anew, 0, None, 5), ["/to"], "two of a name");
}

/// What an administrator tries on a day.
#[derive(Debug, Clone)]
enum Try {
    Add(&'static str, &'static str, u64),
    Rename(usize, &'static str, u64),
    End(usize, Option<u64>),
}

fn tries() -> impl Strategy<Value = Vec<(u64, Try)>> {
    let words = prop::sample::select(vec!["a", "b", "c", "d"]);
    let labels = prop::sample::select(vec!["One", "one ", "Two", "Three"]);
    let one = prop_oneof![
        (words, labels.clone(), 0_u64..12)
            .prop_map(|(word, label, from)| Try::Add(word, label, from)),
        (0_usize..6, labels, 0_u64..12).prop_map(|(at, label, from)| Try::Rename(at, label, from)),
        (0_usize..6, prop::option::of(0_u64..12)).prop_map(|(at, to)| Try::End(at, to)),
    ];
    prop::collection::vec((0_u64..3, one), 1..25)
}

/// Does what is tried, if nothing is wrong with it.
fn attempt(list: &mut Vec<Entry>, what: &Try, today: NaiveDate) {
    match *what {
        Try::Add(word, label, from) => {
            let new = NewCode {
                code: code(word),
                label: label.to_owned(),
                from: day(from),
            };
            if new.check(list, today).is_ok() {
                list.push(new.entry());
            }
        }
        Try::Rename(at, label, from) => {
            let at = at % list.len();
            let new = NewLabel {
                label: label.to_owned(),
                from: day(from),
            };
            if new.check(&list[at], list, today).is_ok() {
                list[at] = list[at].clone().labelled(Label::new(label, day(from)));
            }
        }
        Try::End(at, to) => {
            let at = at % list.len();
            let end = EndCode { to: to.map(day) };
            if end.check(&list[at], list, today).is_ok() {
                list[at] = list[at].clone().ending(end.to);
            }
        }
    }
}

proptest! {
    /// Whatever is tried, day after day: on any day a code has at most one label, from its first day on exactly one;
    /// no two codes that can be chosen are called alike; there is always one to choose; and what was so on a day that
    /// has passed stays so.
    #[test]
    fn whatever_administrators_try_a_list_stays_sound(tries in tries()) {
        let mut list = vec![entry("other", "Someone else", 0, None), entry("z", "Zed", 0, None)];
        let mut today = 0;
        for (later, what) in tries {
            let before = list.clone();
            attempt(&mut list, &what, day(today));
            for old in &before {
                let new = list.iter().find(|new| new.code == old.code);
                prop_assert!(new.is_some(), "{} is gone", old.code);
                for on in 0..today {
                    let (new, on) = (new.unwrap(), day(on));
                    prop_assert_eq!(old.span.contains(on), new.span.contains(on));
                    let has_begun = old.span.from <= on;
                    prop_assert!(!has_begun || old.label_on(on) == new.label_on(on));
                }
            }
            for on in 0..30 {
                let on = day(on);
                for one in &list {
                    let held: Vec<_> = one.periods().filter(|(days, _)| days.contains(on)).collect();
                    prop_assert!(held.len() <= 1);
                    prop_assert_eq!(held.len() == 1, one.span.from <= on);
                    prop_assert!(held.iter().all(|(_, label)| label.text == one.label_on(on)));
                }
                let offered: Vec<_> = list.iter().filter(|one| one.span.contains(on)).collect();
                prop_assert!(on < day(today) || !offered.is_empty(), "nothing to choose");
                let mut called: Vec<_> = offered.iter().map(|one| one.label_on(on).to_lowercase()).collect();
                called.sort();
                called.dedup();
                prop_assert_eq!(called.len(), offered.len(), "two are called alike");
            }
            today += later;
        }
    }
}

#[test]
fn a_list_is_read_as_it_was_added_other_last() {
    let mut entries = list();
    entries.push(entry("probation", "Probation service", 8, None));
    let name = |id| StaffRef {
        id,
        name: String::new(),
    };
    let view = CodelistView::new(
        Codelist::IncidentSource,
        1,
        entries.clone(),
        day(5),
        name,
        Vec::new(),
    );
    let read: Vec<_> = view
        .codes
        .iter()
        .map(|one| (one.code.as_str(), one.valid, one.to))
        .collect();
    assert_eq!(
        read,
        [
            ("police", true, None),
            ("fire", true, Some(day(9))),
            ("probation", false, None),
            ("other", true, None),
        ]
    );
    assert_eq!(view.codes[2].label, "Probation service");
    let mut read_again = view.entries();
    read_again.swap(2, 3);
    assert_eq!(read_again, entries);
}
