//! The reports that are being written in this window.

use super::writing::Writing;
use crate::session::Session;
use leptos::prelude::*;
use shared::ids::DraftId;
use shared::incidents::api::Draft;
use std::collections::BTreeMap;

/// The reports that are being written in this window, in memory only. Copies share them.
#[derive(Clone)]
pub struct Desk {
    home: Owner,
    reports: StoredValue<BTreeMap<DraftId, Writing>, LocalStorage>,
}

impl Desk {
    /// An empty desk that lives as long as the client, and sees to it that what is typed is
    /// saved when the window is left.
    pub fn new(session: Session) -> Self {
        let home = Owner::new();
        let reports = home.with(|| StoredValue::new_local(BTreeMap::new()));
        let desk = Self { home, reports };
        // Typing on in another window, or on a phone in another application, may be the last of this one.
        window_event_listener_untyped("visibilitychange", {
            let desk = desk.clone();
            move |_| desk.flush()
        });
        window_event_listener_untyped("beforeunload", {
            let desk = desk.clone();
            move |event| {
                // Someone else than the writer signed in: they are not kept here.
                let is_leaving = session.sign_in_again.is_open();
                if !is_leaving && desk.unsaved().next().is_some() {
                    desk.flush();
                    event.prevent_default();
                }
            }
        });
        desk
    }

    /// The desk of this client. Call it within a component only.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// The report of a draft: as it lies here, or taken out anew.
    pub fn report(&self, id: DraftId) -> Writing {
        if let Some(held) = self.reports.with_value(|reports| reports.get(&id).copied()) {
            return held;
        }
        let writing = Writing::new(id, &self.home);
        self.home.with(|| writing.watch());
        self.reports.update_value(|reports| {
            reports.insert(id, writing);
        });
        writing
    }

    /// Takes a draft that was just begun.
    pub fn begin(&self, draft: Draft) {
        self.report(draft.id).adopt(draft);
    }

    fn unsaved(&self) -> impl Iterator<Item = Writing> + use<> {
        let all: Vec<Writing> = self
            .reports
            .with_value(|reports| reports.values().copied().collect());
        all.into_iter().filter(|report| report.is_unsaved())
    }

    /// Saves what is not saved yet.
    pub fn flush(&self) {
        self.unsaved().for_each(Writing::flush);
    }
}
