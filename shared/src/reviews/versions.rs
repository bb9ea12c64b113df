//! Saving a text while others may be at it, and comparing two of its versions.
//!
//! Each save makes a version. It sends the passages that were changed, each with the revision that the writer began from.
//! Changes of different passages go together by themselves; two changes of one passage are kept side by side, so that
//! nothing that was typed is lost.

use super::text::{Content, Passage};
use crate::check::Checker;
use crate::ids::PassageId;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most changes in one save.
pub const MAX_CHANGES: usize = 500;

/// A changed passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The passage; the writer chooses the id of a new one.
    pub passage: PassageId,
    /// The revision that the writer began from; 0 for a new one.
    pub base: i64,
    /// Its place among those of its kind.
    pub position: i32,
    /// What stands in it now; none: it is removed.
    pub content: Option<Content>,
}

/// The newest revision of a passage; one without content was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// Which revision.
    pub revision: i64,
    /// Its place.
    pub position: i32,
    /// What stands in it.
    pub content: Option<Content>,
}

crate::codes::codes! {
    /// What becomes of a changed passage.
    Settled {
        Taken = "taken", "It is saved";
        Same = "same", "It stood so already";
        Beside = "beside", "Somebody else changed it too: both are kept, side by side";
        Kept = "kept", "Somebody else changed it, so it was not removed";
    }
}

/// What becomes of a change. Words beat a removal, whichever came first.
pub fn settle(newest: Option<&Newest>, change: &Change) -> Settled {
    let Some(newest) = newest else {
        return Settled::Taken;
    };
    let stands_so = newest.content == change.content && newest.position == change.position;
    let is_gone = newest.content.is_none() && change.content.is_none();
    if stands_so || is_gone {
        Settled::Same
    } else if newest.revision == change.base || newest.content.is_none() {
        Settled::Taken
    } else if change.content.is_none() {
        Settled::Kept
    } else if newest.content == change.content {
        // Only its place differs: the later word on that holds.
        Settled::Taken
    } else {
        Settled::Beside
    }
}

/// Every fault in the changes of one save, with pointers below `/changes`.
pub fn check(changes: &[Change]) -> Result<(), Vec<FieldError>> {
    let mut c = Checker::new();
    c.require(
        !changes.is_empty(),
        "/changes",
        FieldCode::Required,
        "There is nothing to save",
    );
    c.require(
        changes.len() <= MAX_CHANGES,
        "/changes",
        FieldCode::TooMany,
        "Send 500 changes or fewer",
    );
    let mut passages = BTreeSet::new();
    for (i, change) in changes.iter().enumerate().take(MAX_CHANGES) {
        let at = format!("/changes/{i}");
        c.require(
            passages.insert(change.passage),
            format!("{at}/passage"),
            FieldCode::Contradiction,
            "A passage can be changed once in a save",
        );
        c.require(
            change.base >= 0,
            format!("{at}/base"),
            FieldCode::NotAllowed,
            "The revision must be 0 or more",
        );
        if let Some(content) = &change.content {
            content.check_limits(&mut c, &format!("{at}/content/body"));
        }
    }
    c.finish()
}

crate::codes::codes! {
    /// How a passage differs between two versions.
    Difference {
        Added = "added", "Added";
        Removed = "removed", "Removed";
        Changed = "changed", "Changed";
        Moved = "moved", "Moved";
    }
}

/// A passage that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Differing {
    /// The passage.
    pub passage: PassageId,
    /// How.
    pub how: Difference,
    /// What stood in it.
    pub before: Option<Content>,
    /// What stands in it.
    pub after: Option<Content>,
}

/// The passages that differ, in the order of the later version, then those that were removed.
pub fn compare(before: &[Passage], after: &[Passage]) -> Vec<Differing> {
    let by_id = |all: &'_ [Passage]| {
        let all = all.iter().enumerate();
        all.map(|(place, p)| (p.id, place))
            .collect::<BTreeMap<_, _>>()
    };
    let (was_at, is_at) = (by_id(before), by_id(after));
    let mut found = Vec::new();
    for now in after {
        let was = was_at.get(&now.id).and_then(|place| before.get(*place));
        let how = match was {
            None => Difference::Added,
            Some(was) if was.content != now.content => Difference::Changed,
            Some(was) if was.position != now.position => Difference::Moved,
            Some(_) => continue,
        };
        found.push(Differing {
            passage: now.id,
            how,
            before: was.map(|was| was.content.clone()),
            after: Some(now.content.clone()),
        });
    }
    let removed = before.iter().filter(|was| !is_at.contains_key(&was.id));
    found.extend(removed.map(|was| Differing {
        passage: was.id,
        how: Difference::Removed,
        before: Some(was.content.clone()),
        after: None,
    }));
    found
}
