//! The text: what is missing, what becomes of changes made at the same time, and how versions differ.

use super::chronology::row;
use super::people::{day, id};
use crate::check::Checker;
use crate::problem::FieldCode;
use crate::reviews::chronology::TypedRow;
use crate::reviews::codes::RecommendationReach;
use crate::reviews::text::{
    Content, Finding, Lacking, Passage, ProposedRecommendation, Section, SectionKind, check_counts,
    entries, in_order, lacking,
};
use crate::reviews::versions::{Change, Difference, Newest, Settled, check, compare, settle};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    day("2008-11-10")
}

fn passage(n: u128, content: Content) -> Passage {
    Passage {
        id: id(n),
        revision: 1,
        position: 1,
        beside: None,
        content,
    }
}

fn section(part: SectionKind, text: &str) -> Content {
    Content::Section(Section {
        part,
        heading: String::new(),
        text: text.to_owned(),
    })
}

fn finding(rows: &[u128]) -> Content {
    Content::Finding(Finding {
        text: "The visit was not recorded".to_owned(),
        rows: rows.iter().copied().map(id).collect(),
    })
}

fn complete() -> Vec<Passage> {
    let parts = SectionKind::ALL.iter().zip(100..);
    let mut all: Vec<_> = parts
        .map(|(part, n)| passage(n, section(*part, "Words")))
        .collect();
    all.push(passage(1, Content::Row(row("12/3/2008", "not_seen"))));
    all.push(passage(2, finding(&[1])));
    let recommendation = ProposedRecommendation {
        text: "Record every visit".to_owned(),
        findings: vec![id(2)],
        owner: "Head of Service".to_owned(),
        reach: RecommendationReach::Local,
    };
    all.push(passage(3, Content::Recommendation(recommendation)));
    all
}

fn pointers(passages: &[Passage]) -> Vec<String> {
    let all = lacking(passages, today()).into_iter();
    all.map(|what| what.fault().pointer).collect()
}

#[test]
fn a_complete_text_lacks_nothing() {
    assert_eq!(lacking(&complete(), today()), []);
}

#[test]
fn an_empty_text_lacks_every_part() {
    let found = lacking(&[], today());
    assert_eq!(found.len(), SectionKind::ALL.len() + 2);
    assert!(found.contains(&Lacking::Chronology) && found.contains(&Lacking::Finding));
    assert!(found.contains(&Lacking::Part(SectionKind::Independence)));
    let blank = [passage(1, section(SectionKind::Analysis, " \n"))];
    assert!(lacking(&blank, today()).contains(&Lacking::Part(SectionKind::Analysis)));
}

#[test]
fn findings_rest_on_rows_and_recommendations_on_findings() {
    let mut text = complete();
    text.push(passage(4, finding(&[1, 8])));
    let at = |n: u128, field: &str| format!("/passages/{}{field}", uuid::Uuid::from_u128(n));
    assert_eq!(
        pointers(&text),
        [at(4, "/rows")],
        "one of its rows was removed"
    );
    text.pop();
    text.push(passage(4, finding(&[])));
    assert_eq!(
        pointers(&text),
        [at(4, "/rows")],
        "a finding without chronology"
    );
    text.pop();
    text.retain(|p| p.id != id(1));
    let found = lacking(&text, today());
    assert!(found.contains(&Lacking::Chronology));
    let removed = found
        .iter()
        .map(Lacking::fault)
        .find(|f| f.pointer == at(2, "/rows"));
    assert_eq!(
        removed.map(|f| f.code),
        Some(FieldCode::Unknown),
        "its row was removed"
    );
    let mut text = complete();
    text.retain(|p| p.id != id(2));
    assert!(pointers(&text).contains(&at(3, "/findings")));
}

#[test]
fn a_half_typed_row_and_two_versions_side_by_side_are_not_submitted() {
    let mut text = complete();
    let half = TypedRow {
        date: "12/3".to_owned(),
        ..row("", "alone")
    };
    text.push(passage(4, Content::Row(half)));
    text.push(Passage {
        beside: Some(id(2)),
        ..passage(5, finding(&[1]))
    });
    let found = lacking(&text, today());
    let labels: Vec<_> = found.iter().map(Lacking::label).collect();
    assert_eq!(
        labels,
        [
            "Enter a real date, such as 27/3/2008",
            "Two versions of a passage stand side by side. Keep one of them",
        ]
    );
}

#[test]
fn rows_stand_by_date_then_place_and_those_without_a_date_first() {
    let at = |n: u128, position, date| Passage {
        position,
        ..passage(n, Content::Row(row(date, "alone")))
    };
    let text = [
        at(1, 9, "12/3/2008"),
        at(2, 2, "1/3/2008"),
        at(3, 1, "1/3/2008"),
        at(4, 7, "soon"),
        passage(5, finding(&[])),
    ];
    let order: Vec<_> = in_order(&text).into_iter().map(|(p, _)| p.id).collect();
    assert_eq!(order, [4, 3, 2, 1].map(id));
    assert_eq!(entries(&text, today()).len(), 3);
}

#[test]
fn a_text_has_limits() {
    let many: Vec<_> = (0..=200).map(|n| passage(n, finding(&[]))).collect();
    let mut c = Checker::new();
    check_counts(&mut c, "/changes", &many[1..]);
    check_counts(&mut c, "/changes", &many);
    assert_eq!(c.finish().err().map(|all| all.len()), Some(1));
}

fn change(base: i64, content: Option<Content>) -> Change {
    Change {
        passage: id(1),
        base,
        position: 1,
        content,
    }
}

fn newest(revision: i64, content: Option<Content>) -> Newest {
    Newest {
        revision,
        position: 1,
        content,
    }
}

#[test]
fn nothing_that_was_typed_is_lost() {
    let words = |text| Some(section(SectionKind::Analysis, text));
    let now = newest(7, words("theirs"));
    for (newest, change, expected) in [
        (None, change(0, words("mine")), Settled::Taken),
        (Some(&now), change(7, words("mine")), Settled::Taken),
        (Some(&now), change(7, None), Settled::Taken),
        (Some(&now), change(6, words("theirs")), Settled::Same),
        (Some(&now), change(6, words("mine")), Settled::Beside),
        (Some(&now), change(6, None), Settled::Kept),
        (
            Some(&newest(7, None)),
            change(6, words("mine")),
            Settled::Taken,
        ),
        (Some(&newest(7, None)), change(6, None), Settled::Same),
    ] {
        assert_eq!(settle(newest, &change), expected, "{newest:?} {change:?}");
    }
    let moved = Change {
        position: 2,
        ..change(6, words("theirs"))
    };
    assert_eq!(
        settle(Some(&now), &moved),
        Settled::Taken,
        "only its place differs"
    );
}

#[test]
fn what_is_saved_is_checked() {
    let pointers = |changes: &[Change]| -> Vec<String> {
        let faults = check(changes).err().unwrap_or_default();
        faults.into_iter().map(|fault| fault.pointer).collect()
    };
    assert_eq!(pointers(&[]), ["/changes"]);
    let long = section(SectionKind::Analysis, &"x".repeat(100_001));
    assert_eq!(
        pointers(&[change(0, Some(long))]),
        ["/changes/0/content/body/text"]
    );
    let twice = [change(0, None), change(-1, None)];
    assert_eq!(pointers(&twice), ["/changes/1/passage", "/changes/1/base"]);
    let half = TypedRow {
        date: "1".to_owned(),
        ..TypedRow::default()
    };
    assert!(
        check(&[change(0, Some(Content::Row(half)))]).is_ok(),
        "half typed is kept"
    );
}

#[test]
fn two_versions_are_compared_passage_by_passage() {
    let before = complete();
    let mut after = before.clone();
    after.retain(|p| p.id != id(3));
    for passage in &mut after {
        if passage.id == id(1) {
            passage.position = 9;
        }
        if passage.id == id(2) {
            passage.content = finding(&[]);
        }
    }
    after.push(passage(7, finding(&[1])));
    let found: Vec<_> = compare(&before, &after)
        .into_iter()
        .map(|differing| (differing.passage, differing.how))
        .collect();
    assert_eq!(
        found,
        [
            (id(1), Difference::Moved),
            (id(2), Difference::Changed),
            (id(7), Difference::Added),
            (id(3), Difference::Removed),
        ]
    );
    assert_eq!(compare(&before, &before), []);
}
