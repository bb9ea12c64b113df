//! A save as a whole: what becomes of each of its changes, and how the text stands afterwards.

use super::api::SettledChange;
use super::text::{Content, Passage, PassageKind};
use super::versions::{Change, Newest, Settled, settle};
use crate::ids::PassageId;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A passage that is there or was, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The passage.
    pub id: PassageId,
    /// Of which kind it is, or was.
    pub kind: PassageKind,
    /// The passage that it was put beside.
    pub beside: Option<PassageId>,
    /// Its newest revision.
    pub newest: Newest,
}

/// What a save makes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The version that the save makes, if it changes anything.
    pub version: i64,
    /// What became of each change, in the order in which they were sent.
    pub settled: Vec<SettledChange>,
    /// Every passage that is there or was, as it stands afterwards.
    pub kept: Vec<Kept>,
}

impl Merged {
    /// The passages that the save changed.
    pub fn changed(&self) -> impl Iterator<Item = &Kept> {
        let made_now = |kept: &&Kept| kept.newest.revision == self.version;
        self.kept.iter().filter(made_now)
    }

    /// The newest version afterwards: a save that changes nothing makes none.
    pub fn newest(&self) -> i64 {
        let made = self.changed().next().is_some();
        if made { self.version } else { self.version - 1 }
    }

    /// The passages that somebody else changed since the version `seen`, as they stand, and those that they removed: what
    /// the writer does not have yet. What stands in the way of a change is among them, however old it is.
    pub fn others(&self, seen: i64) -> (Vec<Passage>, Vec<PassageId>) {
        let in_the_way =
            |change: &&SettledChange| matches!(change.settled, Settled::Beside | Settled::Kept);
        let in_the_way = self.settled.iter().filter(in_the_way);
        let in_the_way: BTreeSet<_> = in_the_way.map(|change| change.passage).collect();
        let is_theirs = |id, revision| {
            revision != self.version && (revision > seen || in_the_way.contains(&id))
        };
        let mut there = present(&self.kept);
        there.retain(|passage| is_theirs(passage.id, passage.revision));
        let gone = self
            .kept
            .iter()
            .filter(|kept| kept.newest.content.is_none());
        let gone = gone.filter(|kept| is_theirs(kept.id, kept.newest.revision));
        (there, gone.map(|kept| kept.id).collect())
    }
}

/// The passages that are there, kind by kind in their order, the chronology by day. What a passage was put beside is
/// said as long as that is there too.
pub fn present(kept: &[Kept]) -> Vec<Passage> {
    let there = kept.iter().filter(|kept| kept.newest.content.is_some());
    let there: BTreeSet<_> = there.map(|kept| kept.id).collect();
    let passage = |kept: &Kept| {
        Some(Passage {
            id: kept.id,
            revision: kept.newest.revision,
            position: kept.newest.position,
            beside: kept.beside.filter(|original| there.contains(original)),
            content: kept.newest.content.clone()?,
        })
    };
    let mut passages: Vec<_> = kept.iter().filter_map(passage).collect();
    passages.sort_by_cached_key(place);
    passages
}

fn place(passage: &Passage) -> (PassageKind, Option<NaiveDate>, i32, PassageId) {
    let day = match &passage.content {
        Content::Row(row) => row.day(),
        _ => None,
    };
    (passage.content.kind(), day, passage.position, passage.id)
}

/// Saves changes over the text as it stands, which makes this version of it. A change that is sent again, because its
/// answer was lost, is recognised, and puts no second copy beside.
pub fn merge(
    there: Vec<Kept>,
    changes: Vec<Change>,
    version: i64,
    mut new_id: impl FnMut() -> PassageId,
) -> Merged {
    let mut kept: BTreeMap<_, _> = there.into_iter().map(|kept| (kept.id, kept)).collect();
    let mut settled = Vec::with_capacity(changes.len());
    for change in changes {
        let passage = change.passage;
        let (becomes, kept_as, revision) = match kept.get(&passage) {
            // It was made and removed before it was ever saved.
            None if change.content.is_none() => (Settled::Same, passage, 0),
            standing => match settle(standing.map(|kept| &kept.newest), &change) {
                Settled::Taken => {
                    take(&mut kept, passage, None, change, version);
                    (Settled::Taken, passage, version)
                }
                Settled::Beside => {
                    let copy = copy_of(&kept, &change);
                    let (id, revision) = copy.unwrap_or_else(|| {
                        let id = new_id();
                        take(&mut kept, id, Some(passage), change, version);
                        (id, version)
                    });
                    (Settled::Beside, id, revision)
                }
                as_it_was @ (Settled::Same | Settled::Kept) => {
                    let revision = standing.map_or(0, |kept| kept.newest.revision);
                    (as_it_was, passage, revision)
                }
            },
        };
        settled.push(SettledChange {
            passage,
            settled: becomes,
            kept_as,
            revision,
        });
    }
    Merged {
        version,
        settled,
        kept: kept.into_values().collect(),
    }
}

/// Keeps what was typed as the newest revision of a passage.
fn take(
    kept: &mut BTreeMap<PassageId, Kept>,
    id: PassageId,
    beside: Option<PassageId>,
    change: Change,
    version: i64,
) {
    let before = kept.get(&id);
    let kind = change.content.as_ref().map(Content::kind);
    let Some(kind) = kind.or_else(|| before.map(|kept| kept.kind)) else {
        return;
    };
    let beside = before.map_or(beside, |kept| kept.beside);
    let newest = Newest {
        revision: version,
        position: change.position,
        content: change.content,
    };
    let passage = Kept {
        id,
        kind,
        beside,
        newest,
    };
    kept.insert(id, passage);
}

/// The copy that an earlier sending of this change put beside the passage, and its revision.
fn copy_of(kept: &BTreeMap<PassageId, Kept>, change: &Change) -> Option<(PassageId, i64)> {
    let is_copy =
        |kept: &&Kept| kept.beside == Some(change.passage) && kept.newest.content == change.content;
    let copy = kept.values().find(is_copy)?;
    Some((copy.id, copy.newest.revision))
}
