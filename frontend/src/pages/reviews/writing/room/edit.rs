//! Changing the text: passages come, change, go, and are kept one beside the other.

use super::super::manuscript::Manuscript;
use super::Room;
use crate::api::reviews::text as api;
use leptos::prelude::*;
use shared::ids::PassageId;
use shared::reviews::api::ReviewText;
use shared::reviews::text::{Content, PassageKind};

/// How far apart the places of two passages are, so that there is room between them.
const STEP: i32 = 1_024;

/// Which way a passage is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Towards the top.
    Up,
    /// Towards the end.
    Down,
}

/// Where each passage goes so that they stand in this order: the places they had, where all differ, else new ones.
fn placed(order: &[PassageId], places: &[i32]) -> Vec<(PassageId, i32)> {
    let mut places = places.to_vec();
    places.sort_unstable();
    let distinct = places.windows(2).all(|two| two[0] < two[1]);
    let fresh = (0..).step_by(usize::try_from(STEP).unwrap_or(1));
    if distinct {
        order.iter().copied().zip(places).collect()
    } else {
        order.iter().copied().zip(fresh).collect()
    }
}

impl Room {
    /// What stands in a passage, without taking note of changes.
    pub fn content(self, id: PassageId) -> Option<Content> {
        self.text.with_untracked(|text| text.content(id).cloned())
    }

    /// Changes what stands in a passage, if it is there.
    pub fn change(self, id: PassageId, edit: impl FnOnce(&mut Content)) {
        if let Some(mut content) = self.content(id) {
            edit(&mut content);
            self.put(id, Some(content));
        }
    }

    /// The passages of a kind in their places, taking note of those that come and go.
    pub fn of_kind(self, kind: PassageKind) -> Vec<PassageId> {
        self.shape.track();
        self.text.with_untracked(|text| {
            let of_kind = text.each().filter(|(.., content)| content.kind() == kind);
            // What is kept beside another follows it.
            let key = |(id, place, _): (PassageId, i32, &Content)| match text.beside(id) {
                Some(original) => (text.position(original).unwrap_or(place), original, true, id),
                None => (place, id, false, id),
            };
            let mut found: Vec<_> = of_kind.map(key).collect();
            found.sort_unstable();
            found.into_iter().map(|(.., id)| id).collect()
        })
    }

    /// The passage was left: what it lacks is shown from now on.
    pub fn left(self, id: PassageId) {
        if self.fresh.with_untracked(|fresh| fresh.contains(&id)) {
            self.fresh.update(|fresh| {
                fresh.remove(&id);
            });
        }
    }

    /// Puts this into a passage, in its place or at the end; without content it is removed.
    pub fn put(self, id: PassageId, content: Option<Content>) {
        let was_there = self.text.with_untracked(|text| text.content(id).is_some());
        let kind = content.as_ref().map(Content::kind);
        let position = self.text.with_untracked(|text| {
            let end = || kind.map_or(0, |kind| self.end_of(kind));
            text.position(id).unwrap_or_else(end)
        });
        let comes_or_goes = was_there != content.is_some();
        self.text.update(|text| text.put(id, position, content));
        if comes_or_goes {
            self.shape.update(|shape| *shape += 1);
        }
        self.touched();
    }

    /// Adds a passage below another, or at the end.
    pub fn add(self, content: Content, below: Option<PassageId>) -> PassageId {
        let id = api::fresh_passage();
        let kind = content.kind();
        let position = below
            .and_then(|below| self.below(kind, below))
            .unwrap_or_else(|| self.end_of(kind));
        self.text
            .update(|text| text.put(id, position, Some(content)));
        self.fresh.update(|fresh| {
            fresh.insert(id);
        });
        self.shape.update(|shape| *shape += 1);
        self.touched();
        id
    }

    /// Moves a passage up or down among those of its kind; how far it now stands from the top, from 1. Nothing where it
    /// cannot go further.
    pub fn shift(self, id: PassageId, way: Way) -> Option<usize> {
        let kind = self.content(id)?.kind();
        // What is kept beside another has no place of its own.
        let mut order = untrack(|| self.of_kind(kind));
        order.retain(|id| self.text.with_untracked(|text| text.beside(*id).is_none()));
        let place = |id: &PassageId| self.text.with_untracked(|text| text.position(*id));
        let places: Vec<i32> = order.iter().filter_map(place).collect();
        let at = order.iter().position(|one| *one == id)?;
        let to = match way {
            Way::Up => at.checked_sub(1)?,
            Way::Down => (at + 1 < order.len()).then_some(at + 1)?,
        };
        order.swap(at, to);
        for (id, place) in placed(&order, &places) {
            let content = self.content(id);
            self.text.update(|text| text.put(id, place, content));
        }
        self.shape.update(|shape| *shape += 1);
        self.touched();
        Some(to + 1)
    }

    /// Puts the text back as it was in an earlier version; what stands now stays as the version it is. Nothing where
    /// nothing differs.
    pub fn restore(self, earlier: &ReviewText) {
        let now = self.text.with_untracked(Manuscript::version);
        let mut changed = 0;
        self.text
            .update(|text| changed = text.restore(&earlier.passages));
        if changed > 0 {
            self.shape.update(|shape| *shape += 1);
            self.news.set(Some(format!(
                "The text is as it was in version {}. What stood before is kept as version {now}.",
                earlier.version
            )));
            self.touched();
        }
    }

    fn places(self, kind: PassageKind) -> Vec<i32> {
        self.text.with_untracked(|text| {
            let of_kind = text.each().filter(|(.., content)| content.kind() == kind);
            of_kind.map(|(_, position, _)| position).collect()
        })
    }

    fn end_of(self, kind: PassageKind) -> i32 {
        let last = self.places(kind).into_iter().max();
        last.map_or(0, |last| last.saturating_add(STEP))
    }

    /// A place between a passage and the one after it.
    fn below(self, kind: PassageKind, id: PassageId) -> Option<i32> {
        let own = self.text.with_untracked(|text| text.position(id))?;
        let after = self.places(kind).into_iter().filter(|place| *place > own);
        after.min().map(|next| own + (next - own) / 2)
    }

    /// Keeps one of two versions of a passage that stand side by side; the other goes.
    pub fn keep(self, apart: PassageId) {
        let beside = self.text.with_untracked(|text| text.beside(apart));
        let (Some(content), Some(original)) = (self.content(apart), beside) else {
            return;
        };
        // What the other stood for may be gone: then this one stands by itself.
        self.put(original, Some(content));
        self.put(apart, None);
    }

    /// Keeps both of two versions, each by itself.
    pub fn keep_both(self, apart: PassageId) {
        if let Some(content) = self.content(apart) {
            let original = self.text.with_untracked(|text| text.beside(apart));
            self.add(content, original);
            self.put(apart, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> PassageId {
        PassageId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn passages_take_each_others_places_or_new_ones_where_two_share_one() {
        let order = [id(2), id(1), id(3)];
        assert_eq!(
            placed(&order, &[0, 7, 9]),
            [(id(2), 0), (id(1), 7), (id(3), 9)]
        );
        assert_eq!(
            placed(&order, &[4, 4, 9]),
            [(id(2), 0), (id(1), STEP), (id(3), 2 * STEP)]
        );
    }
}
