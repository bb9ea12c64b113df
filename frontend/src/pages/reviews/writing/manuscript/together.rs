//! Two rooms and a server that settles as the real one does, in any order, with requests and answers that get lost:
//! nothing that was typed is lost, and all end with the same text.

use super::*;
use proptest::prelude::*;
use shared::reviews::merging::{Kept, merge, present};
use shared::reviews::text::Finding;
use std::collections::BTreeSet;

fn passage_id(n: u128) -> PassageId {
    PassageId(uuid::Uuid::from_u128(n))
}

fn words(text: &str) -> Content {
    Content::Finding(Finding {
        text: text.to_owned(),
        rows: Vec::new(),
    })
}

fn text_of(content: &Content) -> &str {
    match content {
        Content::Finding(finding) => &finding.text,
        _ => "",
    }
}

/// The server: what it does with a save is the rule of the real one.
#[derive(Default)]
struct Server {
    version: i64,
    kept: Vec<Kept>,
    made: u128,
}

impl Server {
    fn save(&mut self, seen: i64, changes: Vec<Change>) -> SavedText {
        let made = &mut self.made;
        let new_id = || {
            *made += 1;
            passage_id(1_000_000 + *made)
        };
        let there = std::mem::take(&mut self.kept);
        let merged = merge(there, changes, self.version + 1, new_id);
        if merged.changed().next().is_some() {
            self.version = merged.version;
        }
        let (others, removed) = merged.others(seen);
        self.kept = merged.kept;
        SavedText {
            version: self.version,
            settled: merged.settled,
            others,
            removed,
            others_writing: Vec::new(),
        }
    }

    fn text(&self) -> ReviewText {
        ReviewText {
            review: uuid::Uuid::from_u128(9).into(),
            version: self.version,
            saved_at: None,
            saved_by: None,
            passages: present(&self.kept),
            silent: Vec::new(),
            unseen: Vec::new(),
            lacking: None,
            others_writing: Vec::new(),
        }
    }
}

/// What is between a room and the server.
#[derive(Default)]
enum Wire {
    #[default]
    Nothing,
    Request(i64, Vec<Change>),
    Answer(SavedText),
}

#[derive(Default)]
struct Room {
    text: Manuscript,
    wire: Wire,
    reading: Option<ReviewText>,
}

impl Room {
    fn nth(&self, n: usize) -> Option<PassageId> {
        let all: Vec<_> = self.text.each().map(|(id, ..)| id).collect();
        (!all.is_empty()).then(|| all[n % all.len()])
    }
    fn send(&mut self) {
        if matches!(self.wire, Wire::Nothing) {
            let changes = self.text.sending().to_vec();
            if !changes.is_empty() {
                self.wire = Wire::Request(self.text.version(), changes);
            }
        }
    }
    fn arrive(&mut self, server: &mut Server) {
        if let Wire::Request(seen, changes) = &self.wire {
            self.wire = Wire::Answer(server.save(*seen, changes.clone()));
        }
    }
    fn answered(&mut self) {
        if let Wire::Answer(answer) = std::mem::take(&mut self.wire) {
            self.text.saved(&answer);
        }
    }
    /// Saves all there is, and one word more, whose answer brings whatever others saved meanwhile.
    fn finish(&mut self, server: &mut Server, id: PassageId) {
        self.wire = Wire::Nothing;
        for _ in 0..10 {
            self.send();
            self.arrive(server);
            self.answered();
        }
        assert!(!self.text.is_unsaved(), "saving comes to an end");
        self.text.put(id, 1, Some(words("end")));
        self.send();
        self.arrive(server);
        self.answered();
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Type(usize),
    Add,
    Remove(usize),
    Move(usize, i32),
    Send,
    Arrive,
    Answer,
    Lose,
    Ask,
    Read,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0_usize..4).prop_map(Step::Type),
        1 => Just(Step::Add),
        1 => (0_usize..4).prop_map(Step::Remove),
        1 => (0_usize..4, 1_i32..4).prop_map(|(n, to)| Step::Move(n, to)),
        4 => Just(Step::Send),
        4 => Just(Step::Arrive),
        4 => Just(Step::Answer),
        2 => Just(Step::Lose),
        2 => Just(Step::Ask),
        2 => Just(Step::Read),
    ]
}

/// What was typed, and what somebody who saw it removed.
#[derive(Default)]
struct Told {
    typed: BTreeSet<String>,
    removed: BTreeSet<String>,
}

fn take(step: Step, room: &mut Room, server: &mut Server, told: &mut Told, at: usize) {
    let token = format!("t{at}");
    let seen = |room: &Room, id: PassageId| {
        let content = room.text.content(id).map(text_of).unwrap_or_default();
        content.to_owned()
    };
    let put = |room: &mut Room, id, position, text: Option<String>| {
        room.text.put(id, position, text.as_deref().map(words));
    };
    match step {
        Step::Type(n) => {
            if let Some(id) = room.nth(n) {
                let position = room.text.position(id).unwrap_or_default();
                let text = format!("{} {token}", seen(room, id));
                put(room, id, position, Some(text));
                told.typed.insert(token);
            }
        }
        Step::Add => {
            let id = passage_id(1_000 + at as u128);
            put(room, id, 1, Some(token.clone()));
            told.typed.insert(token);
        }
        Step::Remove(n) => {
            if let Some(id) = room.nth(n) {
                let text = seen(room, id);
                told.removed
                    .extend(text.split_whitespace().map(str::to_owned));
                put(room, id, 1, None);
            }
        }
        Step::Move(n, to) => {
            if let Some(id) = room.nth(n) {
                let text = seen(room, id);
                put(room, id, to, Some(text));
            }
        }
        Step::Send => room.send(),
        Step::Arrive => room.arrive(server),
        Step::Answer => room.answered(),
        Step::Lose => room.wire = Wire::Nothing,
        Step::Ask => room.reading = Some(server.text()),
        Step::Read => {
            if let Some(text) = room.reading.take() {
                room.text.read(&text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn nothing_typed_is_lost_and_all_end_with_the_same_text(
        steps in prop::collection::vec((0_usize..2, step()), 0..60),
    ) {
        let mut server = Server::default();
        let first = |n| Change { passage: passage_id(n), base: 0, position: 1, content: Some(words("begun")) };
        server.save(0, vec![first(1), first(2)]);
        let mut rooms = [Room::default(), Room::default()];
        for room in &mut rooms {
            room.text.read(&server.text());
        }
        let mut told = Told::default();
        for (at, (who, step)) in steps.iter().enumerate() {
            take(*step, &mut rooms[*who], &mut server, &mut told, at);
        }
        let in_order = |mut all: Vec<Passage>| { all.sort_by_key(|p| p.id); all };
        // What a passage stands beside is not told while that is away; a reading tells it when it is back.
        let words_only = |all: Vec<Passage>| {
            let all = in_order(all).into_iter();
            all.map(|p| Passage { beside: None, ..p }).collect::<Vec<_>>()
        };
        for (n, room) in (500_u128..).zip(&mut rooms) {
            room.finish(&mut server, passage_id(n));
            let there = server.text();
            prop_assert_eq!(words_only(room.text.passages()), words_only(there.passages.clone()));
            room.text.read(&there);
            prop_assert_eq!(in_order(room.text.passages()), in_order(there.passages));
        }
        let end = server.text().passages;
        let kept: BTreeSet<String> = end
            .iter()
            .flat_map(|passage| text_of(&passage.content).split_whitespace().map(str::to_owned))
            .collect();
        let lost: Vec<_> = told.typed.difference(&told.removed).filter(|token| !kept.contains(*token)).collect();
        prop_assert!(lost.is_empty(), "{lost:?} are lost");
    }
}
