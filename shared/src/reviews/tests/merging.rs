//! A save as a whole: nothing that was typed is lost, whoever else writes and whatever is sent twice.

use std::cell::Cell;

use super::people::id;
use crate::reviews::merging::{Kept, Merged, merge, present};
use crate::reviews::text::{Content, Finding};
use crate::reviews::versions::{Change, Settled};
use proptest::prelude::*;

fn words(text: &str) -> Content {
    Content::Finding(Finding {
        text: text.to_owned(),
        rows: Vec::new(),
    })
}

const NOTHING: Option<Content> = None;

fn change(passage: u128, base: i64, content: impl Into<Option<Content>>) -> Change {
    Change {
        passage: id(passage),
        base,
        position: 1,
        content: content.into(),
    }
}

fn saved(there: &Merged, changes: Vec<Change>) -> Merged {
    let version = there.version + 1;
    let ids = Cell::new(1_000 * u128::try_from(version).unwrap_or_default());
    merge(there.kept.clone(), changes, version, || {
        ids.set(ids.get() + 1);
        id(ids.get())
    })
}

fn empty() -> Merged {
    merge(Vec::new(), Vec::new(), 0, || id(0))
}

fn becomes(merged: &Merged) -> Vec<Settled> {
    merged.settled.iter().map(|change| change.settled).collect()
}

fn texts(kept: &[Kept]) -> Vec<String> {
    let text = |passage| match passage {
        Content::Finding(finding) => finding.text,
        other => panic!("{other:?}"),
    };
    let all = present(kept).into_iter();
    all.map(|passage| text(passage.content)).collect()
}

#[test]
fn two_changes_of_one_passage_stand_side_by_side_until_one_is_removed() {
    let first = saved(&empty(), vec![change(1, 0, words("both read this"))]);
    let mine = saved(&first, vec![change(1, 1, words("mine"))]);
    let theirs = saved(&mine, vec![change(1, 1, words("theirs"))]);
    assert_eq!(becomes(&theirs), [Settled::Beside]);
    let copy = theirs.settled[0].kept_as;
    let shown = present(&theirs.kept);
    let beside: Vec<_> = shown.iter().map(|p| (p.id, p.beside)).collect();
    assert_eq!(beside, [(id(1), None), (copy, Some(id(1)))]);
    assert_eq!(texts(&theirs.kept), ["mine", "theirs"]);
    let (others, removed) = theirs.others(1);
    assert_eq!(others.len(), 1, "mine, which stands in the way");
    assert_eq!((others[0].id, removed.len()), (id(1), 0));
    // The answer was lost: the same is sent again, and once more after the copy was written on.
    let again = saved(&theirs, vec![change(1, 1, words("theirs"))]);
    assert_eq!(again.settled[0], theirs.settled[0]);
    assert_eq!(again.changed().count(), 0, "no second copy");
    assert_eq!(again.newest(), theirs.newest(), "and no new version");
    assert_eq!(again.others(2).0.len(), 2, "both, which may be news");
    let edited = Change {
        passage: copy,
        ..change(0, 3, words("theirs, longer"))
    };
    let longer = saved(&theirs, vec![edited]);
    assert_eq!(present(&longer.kept)[1].beside, Some(id(1)), "still beside");
    let kept_one = saved(&longer, vec![change(1, 2, NOTHING)]);
    let shown = present(&kept_one.kept);
    assert_eq!((shown.len(), shown[0].beside), (1, None));
    assert_eq!(kept_one.others(0).1, [], "removed by the writer themselves");
}

#[test]
fn words_beat_a_removal_and_what_never_was_is_not_removed() {
    let first = saved(
        &empty(),
        vec![change(1, 0, words("a")), change(2, 0, NOTHING)],
    );
    assert_eq!(becomes(&first), [Settled::Taken, Settled::Same]);
    assert_eq!(first.kept.len(), 1);
    let changed = saved(&first, vec![change(1, 1, words("b"))]);
    let late = saved(&changed, vec![change(1, 1, NOTHING)]);
    assert_eq!(becomes(&late), [Settled::Kept]);
    assert_eq!(late.others(2).0.len(), 1, "what it was not removed for");
    let removed = saved(&changed, vec![change(1, 2, NOTHING)]);
    assert_eq!(removed.kept[0].newest.content, None);
    assert_eq!(saved(&removed, vec![]).others(2).1, [id(1)]);
    let back = saved(&removed, vec![change(1, 2, words("c"))]);
    assert_eq!(texts(&back.kept), ["c"]);
    let moved = Change {
        position: 9,
        ..change(1, 1, NOTHING)
    };
    assert_eq!(becomes(&saved(&removed, vec![moved])), [Settled::Same]);
}

proptest! {
    #[test]
    fn no_words_are_lost_whoever_writes_when(
        saves in prop::collection::vec((0..2_usize, 0..3_usize, prop::bool::weighted(0.3), prop::bool::weighted(0.2)), 1..40),
    ) {
        let mut text = empty();
        // Which revision of each of three passages each of the two has read.
        let mut read = [[0_i64; 3]; 2];
        for (n, (who, passage, reads_first, sends_twice)) in saves.into_iter().enumerate() {
            if reads_first {
                for (place, revision) in read[who].iter_mut().enumerate() {
                    let kept = text.kept.iter().find(|kept| kept.id == id(place as u128));
                    *revision = kept.map_or(0, |kept| kept.newest.revision);
                }
            }
            let typed = format!("words {n}");
            let sent = vec![change(passage as u128, read[who][passage], words(&typed))];
            let before = texts(&text.kept);
            let next = saved(&text, sent.clone());
            prop_assert!(texts(&next.kept).contains(&typed), "what was typed is there");
            let replaced = before.iter().filter(|text| !texts(&next.kept).contains(text)).count();
            // Words go only where the writer had read them and wrote over them.
            let had_read = next.settled[0].settled == Settled::Taken;
            prop_assert!(replaced <= usize::from(had_read));
            if sends_twice {
                let again = saved(&next, sent);
                prop_assert_eq!(again.changed().count(), 0);
                prop_assert_eq!(again.kept, next.kept.clone());
            }
            if next.settled[0].settled == Settled::Taken {
                read[who][passage] = next.settled[0].revision;
            }
            text = next;
        }
    }
}
