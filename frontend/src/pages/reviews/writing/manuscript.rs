//! The text of a review as the writing room holds it: what the server is known to hold, what was changed here since,
//! and what is under way. No browser here.
//!
//! Nothing that was typed leaves it before the server has said where it is kept. A save whose answer was lost goes out
//! again as it was, before anything newer, so that the server knows it again and keeps no second copy.

use shared::check::Checker;
use shared::ids::PassageId;
use shared::reviews::api::{ReviewText, SavedText, SettledChange};
use shared::reviews::text::{Content, Passage};
use shared::reviews::versions::{Change, MAX_CHANGES, Settled};
use std::collections::BTreeMap;

/// About how much one save holds, in bytes; a single passage may be longer. The server takes a megabyte.
const MAX_BYTES: usize = 300_000;

/// A passage as it was changed here.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mine {
    /// The revision that the change began from; 0 for a new passage.
    base: i64,
    position: i32,
    /// None: it is removed.
    content: Option<Content>,
}

impl Mine {
    fn is_in(&self, held: Option<&Passage>) -> bool {
        match (&self.content, held) {
            (None, None) => true,
            (Some(content), Some(held)) => {
                *content == held.content && self.position == held.position
            }
            _ => false,
        }
    }
    fn is(&self, change: &Change) -> bool {
        self.position == change.position && self.content == change.content
    }
}

/// What came of a save, for whoever is writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Passages that somebody else changed too, each with where what was typed here is kept now.
    pub beside: Vec<(PassageId, PassageId)>,
    /// Passages that were not removed, because somebody else changed them.
    pub kept: Vec<PassageId>,
}

/// The text of a review as the room holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// Everything up to this version is known.
    version: i64,
    /// The newest version that was heard of.
    newest: i64,
    held: BTreeMap<PassageId, Passage>,
    /// The revisions in which passages were removed, so that an older reading does not bring them back.
    gone: BTreeMap<PassageId, i64>,
    mine: BTreeMap<PassageId, Mine>,
    /// Under way, or its answer was lost.
    sent: Vec<Change>,
}

impl Manuscript {
    /// What stands in a passage.
    pub fn content(&self, id: PassageId) -> Option<&Content> {
        match self.mine.get(&id) {
            Some(mine) => mine.content.as_ref(),
            None => self.held.get(&id).map(|held| &held.content),
        }
    }

    /// The place of a passage among those of its kind.
    pub fn position(&self, id: PassageId) -> Option<i32> {
        let mine = self.mine.get(&id).map(|mine| mine.position);
        mine.or_else(|| self.held.get(&id).map(|held| held.position))
    }

    /// The passage that this one is kept beside, while that is there.
    pub fn beside(&self, id: PassageId) -> Option<PassageId> {
        let original = self.held.get(&id)?.beside?;
        self.content(original).map(|_| original)
    }

    /// Every passage that is there, with its place, in the order of their ids.
    pub fn each(&self) -> impl Iterator<Item = (PassageId, i32, &Content)> {
        let held = self.held.iter();
        let held = held.filter(|(id, _)| !self.mine.contains_key(id));
        let held = held.map(|(id, held)| (*id, held.position, &held.content));
        let mine = self.mine.iter();
        let mine = mine.filter_map(|(id, mine)| Some((*id, mine.position, mine.content.as_ref()?)));
        held.chain(mine)
    }

    /// Every passage as it stands here, for the rules that the server goes by too.
    pub fn passages(&self) -> Vec<Passage> {
        let passage = |(id, position, content): (PassageId, i32, &Content)| Passage {
            id,
            revision: self.revision(id),
            position,
            beside: self.beside(id),
            content: content.clone(),
        };
        let mut all: Vec<_> = self.each().map(passage).collect();
        all.sort_by_key(|passage| (passage.position, passage.id));
        all
    }

    fn revision(&self, id: PassageId) -> i64 {
        let held = self.held.get(&id).map(|held| held.revision);
        held.or_else(|| self.gone.get(&id).copied())
            .unwrap_or_default()
    }

    /// The version of which everything is known.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// Whether others have saved something that is not here yet.
    pub const fn is_behind(&self) -> bool {
        self.newest > self.version
    }

    /// A version was heard of.
    pub fn heard_of(&mut self, version: i64) {
        self.newest = self.newest.max(version);
    }

    /// Whether something here is not known to be saved.
    pub fn is_unsaved(&self) -> bool {
        !self.mine.is_empty() || !self.sent.is_empty()
    }

    /// Changes a passage, or makes it; without content it is removed.
    pub fn put(&mut self, id: PassageId, position: i32, content: Option<Content>) {
        let base = match self.mine.get(&id) {
            Some(mine) => mine.base,
            None => self.revision(id),
        };
        let mine = Mine {
            base,
            position,
            content,
        };
        self.mine.insert(id, mine);
        self.forget_unchanged(id);
    }

    /// Puts all passages back as they were; how many that changes.
    pub fn restore(&mut self, earlier: &[Passage]) -> usize {
        let then: BTreeMap<_, _> = earlier.iter().map(|p| (p.id, p)).collect();
        let came = self.each().filter(|(id, ..)| !then.contains_key(id));
        let mut changes: Vec<_> = came.map(|(id, place, _)| (id, place, None)).collect();
        let differs = |p: &&Passage| {
            self.content(p.id) != Some(&p.content) || self.position(p.id) != Some(p.position)
        };
        let back = earlier.iter().filter(differs);
        changes.extend(back.map(|p| (p.id, p.position, Some(p.content.clone()))));
        let count = changes.len();
        for (id, place, content) in changes {
            self.put(id, place, content);
        }
        count
    }

    /// What stands here as the server holds it needs no sending, unless what is under way will change that.
    fn forget_unchanged(&mut self, id: PassageId) {
        let is_sent = self.sent.iter().any(|change| change.passage == id);
        let held = self.held.get(&id);
        let is_held = self.mine.get(&id).is_some_and(|mine| mine.is_in(held));
        if is_held && !is_sent {
            self.mine.remove(&id);
        }
    }

    /// What to send now: what was sent before and not answered, as it was, or as much of what was changed as one save
    /// holds. Nothing where all that can be is saved.
    pub fn sending(&mut self) -> &[Change] {
        if self.sent.is_empty() {
            let can_be = self
                .mine
                .iter()
                .filter(|(_, mine)| too_long(mine).is_none());
            let all = can_be.map(|(id, mine)| Change {
                passage: *id,
                base: mine.base,
                position: mine.position,
                content: mine.content.clone(),
            });
            let mut bytes = 0;
            let fits = |change: &Change| {
                let is_first = bytes == 0;
                bytes += 1 + change.content.as_ref().map_or(0, size);
                is_first || bytes <= MAX_BYTES
            };
            self.sent = all.take(MAX_CHANGES).take_while(fits).collect();
        }
        &self.sent
    }

    /// What cannot be saved as it is, in words: it is longer than the server takes. All else is saved.
    pub fn too_long(&self) -> Option<String> {
        self.mine.values().find_map(too_long)
    }

    /// The server refused what was sent: nothing of it was saved.
    pub fn refused(&mut self) {
        self.sent.clear();
    }

    /// The server answered what was sent.
    pub fn saved(&mut self, answer: &SavedText) -> Outcome {
        let sent = std::mem::take(&mut self.sent);
        let mut outcome = Outcome::default();
        for (change, settled) in sent.iter().zip(&answer.settled) {
            match settled.settled {
                Settled::Taken | Settled::Same => self.took(change, settled.revision),
                Settled::Beside => {
                    self.kept_beside(change, settled);
                    outcome.beside.push((change.passage, settled.kept_as));
                }
                Settled::Kept => {
                    if self.mine.get(&change.passage).is_some_and(|m| m.is(change)) {
                        self.mine.remove(&change.passage);
                    }
                    outcome.kept.push(change.passage);
                }
            }
        }
        // Where a later version was read meanwhile, what this answer says of others is older news.
        if answer.version >= self.version {
            for passage in &answer.others {
                self.hold(passage.clone());
            }
            for id in &answer.removed {
                self.lose(*id, answer.version);
            }
        }
        self.version = self.version.max(answer.version);
        self.heard_of(answer.version);
        for change in &sent {
            self.forget_unchanged(change.passage);
        }
        outcome
    }

    fn took(&mut self, change: &Change, revision: i64) {
        let id = change.passage;
        match &change.content {
            Some(content) => self.hold(Passage {
                id,
                revision,
                position: change.position,
                beside: self.held.get(&id).and_then(|held| held.beside),
                content: content.clone(),
            }),
            None => self.lose(id, revision),
        }
        self.rebase(id, change, revision);
    }

    /// What was typed since it was sent goes on from where that is kept.
    fn rebase(&mut self, id: PassageId, change: &Change, revision: i64) {
        if self.mine.get(&id).is_some_and(|mine| mine.is(change)) {
            self.mine.remove(&id);
        } else if let Some(mine) = self.mine.get_mut(&id) {
            mine.base = revision;
        }
    }

    fn kept_beside(&mut self, change: &Change, settled: &SettledChange) {
        let (id, apart) = (change.passage, settled.kept_as);
        if let Some(content) = &change.content {
            self.hold(Passage {
                id: apart,
                revision: settled.revision,
                position: change.position,
                beside: Some(id),
                content: content.clone(),
            });
        }
        if self.mine.get(&id).is_some_and(|mine| mine.is(change)) {
            self.mine.remove(&id);
        } else if !self.mine.contains_key(&apart)
            && let Some(mine) = self.mine.remove(&id)
        {
            let base = settled.revision;
            self.mine.insert(apart, Mine { base, ..mine });
            self.forget_unchanged(apart);
        }
    }

    /// Takes what was read from the server. What was changed here stays.
    pub fn read(&mut self, text: &ReviewText) {
        if text.version < self.version {
            return;
        }
        let there: BTreeMap<_, _> = text.passages.iter().map(|p| (p.id, p)).collect();
        let removed = self.held.keys().filter(|id| !there.contains_key(id));
        for id in removed.copied().collect::<Vec<_>>() {
            self.lose(id, text.version);
        }
        for passage in &text.passages {
            self.hold(passage.clone());
        }
        self.version = text.version;
        self.heard_of(text.version);
        for id in self.mine.keys().copied().collect::<Vec<_>>() {
            self.forget_unchanged(id);
        }
    }

    /// The server holds this, unless something later is known.
    fn hold(&mut self, passage: Passage) {
        let known = self.revision(passage.id);
        if passage.revision > known {
            self.gone.remove(&passage.id);
            self.held.insert(passage.id, passage);
        } else if let Some(held) = self.held.get_mut(&passage.id)
            && passage.revision == known
        {
            // What it stands beside is not said while that is away.
            held.beside = passage.beside.or(held.beside);
        }
    }

    /// The server has removed this, as of a revision, unless something later is known.
    fn lose(&mut self, id: PassageId, revision: i64) {
        if revision >= self.revision(id) {
            self.held.remove(&id);
            self.gone.insert(id, revision);
        }
    }
}

fn too_long(mine: &Mine) -> Option<String> {
    let mut c = Checker::new();
    let content = mine.content.as_ref()?;
    content.check_limits(&mut c, "");
    let fault = c.finish().err()?.into_iter().next()?;
    Some(format!("{}: {}", content.kind().label(), fault.detail))
}

/// About how long a passage is, in bytes.
fn size(content: &Content) -> usize {
    match content {
        Content::Section(section) => section.text.len(),
        Content::Row(row) => row.happened.len() + row.decision.len() + row.omission.len() + 100,
        Content::Finding(finding) => finding.text.len() + finding.rows.len() * 40,
        Content::Recommendation(one) => one.text.len() + one.findings.len() * 40,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod together;
