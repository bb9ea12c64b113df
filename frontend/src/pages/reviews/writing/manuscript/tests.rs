//! What is held, sent, answered and read, one case at a time.

use super::*;
use shared::reviews::text::{Finding, MAX_SECTION, Section, SectionKind};

fn id(n: u128) -> PassageId {
    PassageId(uuid::Uuid::from_u128(n))
}

fn finding(text: &str) -> Content {
    Content::Finding(Finding {
        text: text.to_owned(),
        rows: Vec::new(),
    })
}

fn passage(n: u128, revision: i64, text: &str) -> Passage {
    Passage {
        id: id(n),
        revision,
        position: 1,
        beside: None,
        content: finding(text),
    }
}

fn text(version: i64, passages: Vec<Passage>) -> ReviewText {
    ReviewText {
        review: uuid::Uuid::from_u128(9).into(),
        version,
        saved_at: None,
        saved_by: None,
        passages,
        silent: Vec::new(),
        unseen: Vec::new(),
        lacking: None,
        others_writing: Vec::new(),
    }
}

#[test]
fn an_earlier_version_comes_back_and_what_came_since_goes() {
    let mut held = Manuscript::default();
    let now = vec![
        passage(1, 5, "rewritten"),
        passage(2, 6, "since added"),
        passage(4, 2, "the same"),
    ];
    held.read(&text(6, now));
    let earlier = [
        passage(1, 3, "as it was"),
        passage(3, 2, "since removed"),
        passage(4, 2, "the same"),
    ];
    assert_eq!(held.restore(&earlier), 3);
    let stands = |n| held.content(id(n)).cloned();
    assert_eq!(stands(1), Some(finding("as it was")));
    assert_eq!(stands(2), None);
    assert_eq!(stands(3), Some(finding("since removed")));
    let mut again = held.clone();
    assert_eq!(again.restore(&earlier), 0, "it stands so already");
    // What is sent begins from what stands now, so that nobody else's change is overwritten unseen.
    let sent: Vec<_> = held
        .sending()
        .iter()
        .map(|change| (change.passage, change.base, change.content.is_some()))
        .collect();
    assert_eq!(
        sent,
        [(id(1), 5, true), (id(2), 6, false), (id(3), 0, true)]
    );
}

fn opened() -> Manuscript {
    let mut held = Manuscript::default();
    held.read(&text(3, vec![passage(1, 3, "as it was")]));
    held
}

fn put(held: &mut Manuscript, n: u128, words: &str) {
    held.put(id(n), 1, Some(finding(words)));
}

fn answer(version: i64, settled: Settled, kept_as: u128, revision: i64) -> SavedText {
    SavedText {
        version,
        settled: vec![SettledChange {
            passage: id(1),
            settled,
            kept_as: id(kept_as),
            revision,
        }],
        others: Vec::new(),
        removed: Vec::new(),
        others_writing: Vec::new(),
    }
}

fn says(held: &Manuscript, n: u128) -> String {
    match held.content(id(n)) {
        Some(Content::Finding(finding)) => finding.text.clone(),
        _ => String::new(),
    }
}

#[test]
fn what_was_read_need_not_be_sent_and_typing_back_undoes() {
    let mut held = opened();
    assert!(!held.is_unsaved() && held.sending().is_empty());
    put(&mut held, 1, "changed");
    assert!(held.is_unsaved());
    put(&mut held, 1, "as it was");
    assert!(!held.is_unsaved());
    held.put(id(7), 1, Some(finding("new")));
    held.put(id(7), 1, None);
    assert!(!held.is_unsaved(), "it never was anywhere else");
}

#[test]
fn a_lost_answer_is_asked_for_again_before_anything_newer() {
    let mut held = opened();
    put(&mut held, 1, "a");
    let first = held.sending().to_vec();
    assert_eq!((first[0].base, first.len()), (3, 1));
    put(&mut held, 1, "ab");
    assert_eq!(held.sending(), first, "the same bytes");
    held.saved(&answer(4, Settled::Same, 1, 4));
    let second = held.sending().to_vec();
    assert_eq!(
        (second[0].base, &second[0].content),
        (4, &Some(finding("ab")))
    );
    held.saved(&answer(5, Settled::Taken, 1, 5));
    assert!(!held.is_unsaved());
    assert_eq!(says(&held, 1), "ab");
}

#[test]
fn what_was_refused_is_made_up_anew() {
    let mut held = opened();
    put(&mut held, 1, "a");
    held.sending();
    put(&mut held, 1, "ab");
    held.refused();
    assert_eq!(held.sending()[0].content, Some(finding("ab")));
}

#[test]
fn typing_goes_on_in_the_passage_that_was_put_beside() {
    let mut held = opened();
    put(&mut held, 1, "mine");
    held.sending();
    put(&mut held, 1, "mine and more");
    let mut settled = answer(5, Settled::Beside, 8, 5);
    settled.others.push(passage(1, 4, "theirs"));
    let outcome = held.saved(&settled);
    assert_eq!(outcome.beside, [(id(1), id(8))]);
    assert_eq!(says(&held, 1), "theirs");
    assert_eq!(says(&held, 8), "mine and more");
    assert_eq!(held.beside(id(8)), Some(id(1)));
    let next = held.sending();
    assert_eq!((next[0].passage, next[0].base), (id(8), 5));
    assert_eq!((held.version(), held.is_behind()), (5, false));
}

#[test]
fn what_others_changed_is_taken_where_nothing_was_typed() {
    let mut held = opened();
    held.read(&text(
        4,
        vec![passage(1, 4, "theirs"), passage(2, 4, "new")],
    ));
    assert_eq!(
        (says(&held, 1), says(&held, 2)),
        ("theirs".into(), "new".into())
    );
    put(&mut held, 1, "mine");
    held.read(&text(5, vec![passage(1, 5, "theirs again")]));
    assert_eq!(
        (says(&held, 1), says(&held, 2)),
        ("mine".into(), String::new())
    );
    assert_eq!(held.sending()[0].base, 4, "so that the server keeps both");
}

#[test]
fn an_older_reading_changes_nothing() {
    let mut held = opened();
    held.put(id(1), 1, None);
    held.sending();
    held.saved(&answer(4, Settled::Taken, 1, 4));
    assert_eq!(held.version(), 4);
    held.read(&text(3, vec![passage(1, 3, "as it was")]));
    assert_eq!(says(&held, 1), "");
}

#[test]
fn what_somebody_changed_is_not_removed() {
    let mut held = opened();
    held.put(id(1), 1, None);
    held.sending();
    let mut settled = answer(4, Settled::Kept, 1, 4);
    settled.others.push(passage(1, 4, "theirs"));
    assert_eq!(held.saved(&settled).kept, [id(1)]);
    assert_eq!(says(&held, 1), "theirs");
    assert!(!held.is_unsaved());
}

#[test]
fn one_save_holds_what_a_request_can() {
    let mut held = Manuscript::default();
    for n in 0..600 {
        put(&mut held, n, "x");
    }
    assert_eq!(held.sending().len(), MAX_CHANGES);
    let mut held = Manuscript::default();
    let section = Section {
        part: SectionKind::Analysis,
        heading: String::new(),
        text: "x".repeat(MAX_SECTION),
    };
    for n in 0..5 {
        held.put(id(n), 1, Some(Content::Section(section.clone())));
    }
    assert_eq!(held.sending().len(), 2);
}

#[test]
fn every_passage_stands_once_in_its_place() {
    let mut held = opened();
    held.put(id(2), 0, Some(finding("before")));
    put(&mut held, 1, "changed");
    let all = held.passages();
    let found: Vec<_> = all.iter().map(|p| (p.id, p.revision)).collect();
    assert_eq!(found, [(id(2), 0), (id(1), 3)]);
}

#[test]
fn what_is_too_long_keeps_nothing_else_from_being_saved() {
    let mut held = opened();
    put(&mut held, 1, &"x".repeat(4_001));
    put(&mut held, 2, "short");
    let sent: Vec<_> = held.sending().iter().map(|change| change.passage).collect();
    assert_eq!(sent, [id(2)]);
    assert!(held.too_long().unwrap().contains("4000"));
    put(&mut held, 1, "short too");
    assert_eq!(held.too_long(), None);
}
