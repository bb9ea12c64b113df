//! What is typed, kept, sent and taken over.

use super::*;

const ID: &str = "01980000-0000-7000-8000-000000000001";

fn draft(version: i64, words: &str) -> Draft {
    Draft {
        id: ID.parse().unwrap(),
        version,
        saved_at: "2008-09-12T09:42:00Z".parse().unwrap(),
        form: ReportForm {
            circumstances: words.to_owned(),
            ..ReportForm::default()
        },
    }
}

fn opened(home: &Owner) -> Writing {
    let writing = Writing::new(ID.parse().unwrap(), home);
    writing.adopt(draft(1, "a"));
    writing
}

#[test]
fn what_was_read_is_there_and_need_not_be_sent() {
    let home = Owner::new();
    let writing = opened(&home);
    assert_eq!(writing.opening.get_untracked(), Opening::Open);
    assert_eq!(writing.fields.circumstances.get_untracked(), "a");
    assert!(!writing.is_unsaved() && writing.to_send().is_none());
}

#[test]
fn what_is_typed_is_sent_over_the_version_it_stands_on() {
    let home = Owner::new();
    let writing = opened(&home);
    writing.fields.circumstances.set("b".to_owned());
    let (version, form) = writing.to_send().unwrap();
    assert_eq!((version, form.circumstances.as_str()), (1, "b"));
    writing.saved(
        Versioned {
            value: draft(2, "b"),
            etag: None,
        },
        form,
    );
    assert!(writing.to_send().is_none());
    assert_eq!(writing.saving.get_untracked().words(), "Saved at 10:42am");
}

#[test]
fn a_newer_version_is_taken_only_where_nothing_is_typed() {
    let home = Owner::new();
    let writing = opened(&home);
    writing.adopt(draft(3, "c"));
    assert_eq!(writing.fields.circumstances.get_untracked(), "c");
    writing.fields.circumstances.set("mine".to_owned());
    writing.adopt(draft(4, "d"));
    assert_eq!(writing.fields.circumstances.get_untracked(), "mine");
    assert_eq!(writing.to_send().unwrap().0, 3);
}

#[test]
fn nothing_is_sent_over_another_tabs_words_until_one_has_chosen() {
    let home = Owner::new();
    let writing = opened(&home);
    writing.fields.circumstances.set("mine".to_owned());
    writing
        .rival
        .set(Some(Rival::Other(Box::new(draft(5, "theirs")))));
    assert!(writing.to_send().is_none());
    writing.take_theirs(&draft(5, "theirs"));
    assert_eq!(writing.fields.circumstances.get_untracked(), "theirs");
    assert_eq!(writing.version(), 5);
    assert!(!writing.is_unsaved());
}

#[test]
fn once_sent_nothing_is_saved_and_nothing_stays() {
    let home = Owner::new();
    let writing = opened(&home);
    writing.fields.circumstances.set("b".to_owned());
    writing.seal();
    assert!(!writing.is_unsaved() && writing.to_send().is_none());
    assert_eq!(writing.fields.form_now(), ReportForm::default());
}
