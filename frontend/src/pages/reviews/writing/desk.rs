//! The writing rooms of this window, in memory only. One whose page was left stays until all that was typed is saved.

use super::room::Room;
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::ManagementReviewId;
use std::cell::RefCell;
use std::collections::BTreeMap;

struct Held {
    room: Room,
    home: Owner,
    /// Its page is open.
    is_open: bool,
}

thread_local! {
    static ROOMS: RefCell<BTreeMap<ManagementReviewId, Held>> = const { RefCell::new(BTreeMap::new()) };
}

/// The room of a review: as it was left, or a new one.
pub fn enter(id: ManagementReviewId, session: Session) -> Room {
    let there = ROOMS.with_borrow_mut(|rooms| {
        rooms.get_mut(&id).map(|held| {
            held.is_open = true;
            held.room
        })
    });
    there.unwrap_or_else(|| {
        let home = apart();
        let room = home.with(|| {
            let room = Room::new(id, session);
            room.watch();
            room
        });
        let held = Held {
            room,
            home,
            is_open: true,
        };
        ROOMS.with_borrow_mut(|rooms| rooms.insert(id, held));
        room
    })
}

/// An owner that outlives the page. Making one would put it in the place of the present one.
fn apart() -> Owner {
    let present = Owner::current();
    let home = Owner::new_root(None);
    if let Some(present) = present {
        present.set();
    }
    home
}

/// The page of a room was left: what is not saved is saved, and then nothing of it stays in memory.
pub fn leave(id: ManagementReviewId) {
    let room = ROOMS.with_borrow_mut(|rooms| {
        rooms.get_mut(&id).map(|held| {
            held.is_open = false;
            held.room
        })
    });
    if let Some(room) = room {
        spawn_local(async move {
            while !room.settle().await {
                room.next_save().await;
            }
            close(id);
        });
    }
}

fn close(id: ManagementReviewId) {
    let held = ROOMS.with_borrow_mut(|rooms| {
        let is_left = rooms.get(&id).is_some_and(|held| !held.is_open);
        is_left.then(|| rooms.remove(&id)).flatten()
    });
    if let Some(held) = held {
        held.home.cleanup();
    }
}
