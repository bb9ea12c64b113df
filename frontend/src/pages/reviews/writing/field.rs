//! The fields of a passage: what is typed goes into the text, and what others changed comes out of it.

use super::room::Room;
use leptos::prelude::*;
use shared::ids::PassageId;
use shared::reviews::text::Content;

/// One field of a passage.
#[derive(Clone, Copy)]
pub struct Place {
    /// Reads it; nothing where the passage is of another kind.
    pub get: fn(&Content) -> Option<String>,
    /// Writes it.
    pub set: fn(&mut Content, String),
}

/// A field of a passage that holds plain text.
macro_rules! place {
    ($kind:ident . $field:ident) => {
        $crate::pages::reviews::writing::field::Place {
            get: |content| match content {
                shared::reviews::text::Content::$kind(one) => Some(one.$field.clone()),
                _ => None,
            },
            set: |content, typed| {
                if let shared::reviews::text::Content::$kind(one) = content {
                    one.$field = typed;
                }
            },
        }
    };
}
pub(super) use place;

/// The text of a field. Where the passage is not there, typing makes it from `blank`.
pub fn field(room: Room, id: PassageId, blank: fn() -> Content, place: Place) -> RwSignal<String> {
    let there = move |text: &super::manuscript::Manuscript| text.content(id).and_then(place.get);
    let typed = RwSignal::new(room.text.with_untracked(there).unwrap_or_default());
    Effect::new(move |_| {
        if let Some(there) = room.text.with(there)
            && typed.with_untracked(|typed| *typed != there)
        {
            typed.set(there);
        }
    });
    Effect::new(move |_| {
        let typed = typed.get();
        let there = room.text.with_untracked(there);
        let is_new = there.is_none() && !typed.is_empty();
        if is_new || there.is_some_and(|there| there != typed) {
            let mut content = room.content(id).unwrap_or_else(blank);
            (place.set)(&mut content, typed);
            room.put(id, Some(content));
        }
    });
    typed
}

/// What is wrong with a field of a passage; nothing while the passage is new and has not been left.
pub fn fault(room: Room, id: PassageId, pointer: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        let is_fresh = room.fresh.with(|fresh| fresh.contains(&id));
        let found = room.glance.with(|glance| {
            let faults = glance.faults.get(&id)?.iter();
            let mut faults = faults.filter(|fault| fault.pointer == pointer);
            faults.next().map(|fault| fault.detail.clone())
        });
        found.filter(|_| !is_fresh)
    })
}
