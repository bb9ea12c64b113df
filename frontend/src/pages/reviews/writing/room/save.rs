//! Saving the text as one types: one save at a time, again and again until the server has it.

use super::{Room, Since};
use crate::api::reviews::text as api;
use crate::api::{ApiError, client};
use crate::dom;
use crate::pages::reviews::writing::manuscript::{Manuscript, Outcome};
use crate::pages::reviews::writing::saving::{Saving, due_in};
use crate::saving::{Trouble, trouble, wait_after};
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::reviews::api::SavedText;
use shared::reviews::commands::SaveText;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How long a save may take before it is said that it is not there yet.
const SLOW: Duration = Duration::from_secs(8);

impl Room {
    /// Something was changed: it is saved when typing rests, and soon in any case.
    pub(super) fn touched(self) {
        let now = dom::steady_clock();
        let pace = self.pace.try_update_value(|pace| {
            pace.first.get_or_insert((now, client::server_time()));
            *pace
        });
        let Some(pace) = pace else { return };
        if !pace.in_flight && pace.failures == 0 {
            let first = pace.first.map_or(now, |(first, _)| first);
            self.save_in(due_in(first, now));
        }
    }

    fn save_in(self, wait: Duration) {
        self.stop_timer();
        let due = move || {
            self.pace.update_value(|pace| pace.timer = None);
            self.start();
        };
        let timer = set_timeout_with_handle(due, wait).ok();
        self.pace.update_value(|pace| pace.timer = timer);
    }

    fn stop_timer(self) {
        let timer = self.pace.try_update_value(|pace| pace.timer.take());
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
    }

    /// Saves at once what is not saved.
    pub fn flush(self) {
        if self.is_unsaved() {
            self.stop_timer();
            self.start();
        }
    }

    fn start(self) {
        let is_busy = self.pace.try_with_value(|pace| pace.in_flight);
        if is_busy != Some(false) || !self.is_unsaved() {
            return;
        }
        self.pace.update_value(|pace| pace.in_flight = true);
        spawn_local(async move {
            self.run().await;
            let waiting = self.waiting.try_update_value(std::mem::take);
            for resolve in waiting.unwrap_or_default() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
    }

    /// One save after another until all that was typed before is saved; the rest waits for its turn.
    async fn run(self) {
        let began = self.pace.with_value(|pace| pace.first);
        loop {
            let sending = self
                .text
                .try_update_untracked(|text| (text.version(), text.sending().to_vec()));
            let Some((seen, changes)) = sending.filter(|(_, changes)| !changes.is_empty()) else {
                // What is left, if anything, cannot be saved as it is: it waits until it is changed.
                self.pace.update_value(|pace| pace.first = None);
                break;
            };
            let first = self
                .pace
                .try_update_value(|pace| pace.first.take())
                .flatten();
            let slow = set_timeout_with_handle(move || self.is_slow(first), SLOW);
            let tab = self.tab;
            let save = SaveText { tab, seen, changes };
            let answer = api::save(self.id, &save).await;
            if let Ok(slow) = slow {
                slow.clear();
            }
            if self.text.is_disposed() {
                return;
            }
            match answer {
                Ok(answer) => self.saved(&answer.value),
                Err(error) => {
                    self.pace
                        .update_value(|pace| pace.first = first.or(pace.first));
                    self.failed(&error);
                    return;
                }
            }
            // What was typed since the last save began waits for its own turn.
            if self.pace.with_value(|pace| pace.first.is_some()) {
                break;
            }
        }
        let too_long = self.text.try_with_untracked(Manuscript::too_long).flatten();
        if too_long.is_some() {
            let since = began.and_then(|(_, since)| since);
            self.saving.set(Saving::NotSaved(since, too_long));
        }
        let first = self.pace.try_update_value(|pace| {
            pace.in_flight = false;
            pace.first
        });
        if let Some(Some((first, _))) = first {
            self.save_in(due_in(first, dom::steady_clock()));
        }
    }

    fn is_slow(self, first: Option<Since>) {
        let since = first.and_then(|(_, since)| since);
        let _ = self.saving.try_set(Saving::NotSaved(since, None));
    }

    fn saved(self, answer: &SavedText) {
        let outcome = self.text.try_update(|text| text.saved(answer));
        self.pace.update_value(|pace| pace.failures = 0);
        self.others.set(answer.others_writing.clone());
        self.saving.set(Saving::Saved(client::server_time()));
        if !answer.others.is_empty() || !answer.removed.is_empty() {
            self.shape.update(|shape| *shape += 1);
        }
        self.tell(&outcome.unwrap_or_default());
    }

    /// What others did at the same time.
    fn tell(self, outcome: &Outcome) {
        if !outcome.kept.is_empty() {
            self.news.set(Some(
                "Something that you removed is still here, because somebody else changed it."
                    .to_owned(),
            ));
        }
        if let Some(last) = outcome.beside.last() {
            self.news.set(Some(
                "Somebody else changed a passage at the same time as you. Both versions are kept, side by side."
                    .to_owned(),
            ));
            self.moved.set(Some(*last));
        }
        if !outcome.beside.is_empty() || !outcome.kept.is_empty() {
            self.shape.update(|shape| *shape += 1);
            self.look();
        }
    }

    fn failed(self, error: &ApiError) {
        let since = self
            .pace
            .with_value(|pace| pace.first.and_then(|(_, since)| since));
        let mut wait = None;
        let mut why = None;
        match trouble(error) {
            Trouble::Later => {
                let failures = self.pace.try_update_value(|pace| {
                    pace.failures = pace.failures.saturating_add(1);
                    pace.failures
                });
                wait = failures.map(wait_after);
            }
            Trouble::Gone => {
                why = Some(
                    "You can no longer write it. Copy what you need to keep, and see the review for why."
                        .to_owned(),
                );
            }
            Trouble::Stale | Trouble::WhenTyped => why = Some(error.detail()),
            Trouble::Refused(said) => {
                self.text.update_untracked(Manuscript::refused);
                // The first field that was refused says more than the whole.
                let field = error.problem().and_then(|problem| problem.errors.first());
                why = Some(field.map_or(said, |field| field.detail.clone()));
            }
        }
        self.saving.set(Saving::NotSaved(since, why));
        self.pace.update_value(|pace| {
            pace.in_flight = false;
            pace.failures = if wait.is_some() { pace.failures } else { 0 };
        });
        if let Some(wait) = wait {
            self.save_in(wait);
        }
    }

    /// Waits until what was typed is saved; says whether it is.
    pub async fn settle(self) -> bool {
        self.flush();
        if self.pace.with_value(|pace| pace.in_flight) {
            self.next_save().await;
        }
        !self.is_unsaved()
    }

    /// Waits for the end of the next save, whatever comes of it.
    pub async fn next_save(self) {
        let done = Promise::new(&mut |resolve, _| {
            self.waiting.update_value(|waiting| waiting.push(resolve));
        });
        let _ = JsFuture::from(done).await;
    }
}
