//! A report as it is being written: its fields, and saving them on the server as one types.
//!
//! It outlives the pages of its steps, so that nothing is lost or read again between them.

use super::fields::Fields;
use super::saving::{PAUSE, Saving};
use crate::api::{ApiError, Versioned, drafts};
use crate::saving::{Trouble, trouble, wait_after};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::DraftId;
use shared::incidents::api::Draft;
use shared::incidents::report_form::ReportForm;
use shared::problem::{FieldError, ProblemCode};
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How far the report can be written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It is being read.
    Reading,
    /// It could not be read.
    Failed(ApiError),
    /// There is no such draft: it was sent or deleted.
    Gone,
    /// It is open.
    Open,
}

/// What was saved elsewhere while this page was open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rival {
    /// Another version.
    Other(Box<Draft>),
    /// It was sent or deleted.
    Gone,
}

/// What the server holds.
#[derive(Debug, Clone)]
struct Kept {
    version: i64,
    form: ReportForm,
}

/// The saving under way.
#[derive(Debug, Clone, Copy, Default)]
struct Pace {
    in_flight: bool,
    /// Save again at once when the saving under way is done.
    hurry: bool,
    timer: Option<TimeoutHandle>,
    failures: u32,
    /// It was sent or deleted from here: nothing is saved any more.
    sealed: bool,
}

/// A report as it is being written. Copies share it.
#[derive(Clone, Copy)]
pub struct Writing {
    /// The draft.
    pub id: DraftId,
    /// What is typed.
    pub fields: Fields,
    /// How far it can be written on.
    pub opening: RwSignal<Opening>,
    /// How saving stands.
    pub saving: RwSignal<Saving>,
    /// What was saved elsewhere meanwhile.
    pub rival: RwSignal<Option<Rival>>,
    /// What was found wrong when the report was sent.
    pub faults: RwSignal<Vec<FieldError>>,
    kept: StoredValue<Option<Kept>>,
    pace: StoredValue<Pace>,
    waiting: StoredValue<Vec<Function>, LocalStorage>,
}

impl Writing {
    /// A draft of which nothing is read yet, for as long as `home`.
    pub fn new(id: DraftId, home: &Owner) -> Self {
        let fields = Fields::new(home);
        home.with(|| Self {
            id,
            fields,
            opening: RwSignal::new(Opening::Reading),
            saving: RwSignal::new(Saving::NotYet),
            rival: RwSignal::new(None),
            faults: RwSignal::new(Vec::new()),
            kept: StoredValue::new(None),
            pace: StoredValue::new(Pace::default()),
            waiting: StoredValue::new_local(Vec::new()),
        })
    }

    /// Saves from now on what is typed. Call it once, within the owner it lives as long as.
    pub fn watch(self) {
        Effect::new(move |_| {
            let form = self.fields.form();
            if self.differs(&form) {
                self.save_in(PAUSE);
            }
        });
    }

    /// Reads the draft; where it is open and all is saved, only to see whether another tab saved it.
    pub fn open(self) {
        if self.pace.with_value(|pace| pace.sealed) {
            self.opening.set(Opening::Gone);
            return;
        }
        if self.opening.get_untracked() != Opening::Open {
            self.opening.set(Opening::Reading);
        }
        spawn_local(async move {
            match drafts::one(self.id).await {
                Ok(read) => self.adopt(read.value),
                Err(_) if self.opening.get_untracked() == Opening::Open => {}
                Err(error) if error.is(ProblemCode::NotFound) => self.opening.set(Opening::Gone),
                Err(error) => self.opening.set(Opening::Failed(error)),
            }
        });
    }

    /// Takes what was read, unless something else was typed here.
    pub fn adopt(self, draft: Draft) {
        let version = self
            .kept
            .with_value(|kept| kept.as_ref().map_or(0, |kept| kept.version));
        let is_busy =
            self.is_unsaved() || self.pace.with_value(|pace| pace.in_flight || pace.sealed);
        if draft.version > version && !is_busy {
            self.saving.set(Saving::Saved(draft.saved_at));
            self.keep(draft.version, draft.form.clone());
            self.fields.fill(&draft.form);
        }
        self.opening.set(Opening::Open);
    }

    fn keep(self, version: i64, form: ReportForm) {
        self.kept.set_value(Some(Kept { version, form }));
    }

    fn differs(self, form: &ReportForm) -> bool {
        self.kept
            .with_value(|kept| kept.as_ref().is_some_and(|kept| kept.form != *form))
    }

    /// Whether something is typed that the server does not hold.
    pub fn is_unsaved(self) -> bool {
        !self.pace.with_value(|pace| pace.sealed) && self.differs(&self.fields.form_now())
    }

    /// The version the server holds.
    pub fn version(self) -> i64 {
        self.kept
            .with_value(|kept| kept.as_ref().map_or(0, |kept| kept.version))
    }

    fn to_send(self) -> Option<(i64, ReportForm)> {
        let is_held =
            self.pace.with_value(|pace| pace.sealed) || self.rival.with_untracked(Option::is_some);
        let form = self.fields.form_now();
        (!is_held && self.differs(&form)).then(|| (self.version(), form))
    }

    /// Saves after a while; where a saving is waited for already, with that one.
    fn save_in(self, wait: Duration) {
        if self
            .pace
            .with_value(|pace| pace.timer.is_some() || pace.in_flight || pace.sealed)
        {
            return;
        }
        let due = move || {
            self.pace.update_value(|pace| pace.timer = None);
            self.start();
        };
        let timer = set_timeout_with_handle(due, wait).ok();
        self.pace.update_value(|pace| pace.timer = timer);
    }

    /// Saves at once.
    pub fn flush(self) {
        if let Some(timer) = self.pace.with_value(|pace| pace.timer) {
            timer.clear();
        }
        self.pace.update_value(|pace| {
            pace.timer = None;
            pace.hurry = pace.in_flight;
        });
        self.start();
    }

    fn start(self) {
        if self.pace.with_value(|pace| pace.in_flight) || self.to_send().is_none() {
            return;
        }
        self.pace.update_value(|pace| pace.in_flight = true);
        spawn_local(async move {
            self.run().await;
            for resolve in self
                .waiting
                .try_update_value(std::mem::take)
                .unwrap_or_default()
            {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
    }

    /// One saving after another, for as long as there is hurry; the rest waits for its turn.
    async fn run(self) {
        let mut wait = PAUSE;
        while let Some((version, form)) = self.to_send() {
            self.pace.update_value(|pace| pace.hurry = false);
            match drafts::save(self.id, version, &form).await {
                Ok(saved) => self.saved(saved, form),
                Err(error) => {
                    wait = self.failed(&error).await;
                    break;
                }
            }
            if !self.pace.with_value(|pace| pace.hurry) {
                break;
            }
        }
        self.pace.update_value(|pace| pace.in_flight = false);
        let again =
            !matches!(self.saving.get_untracked(), Saving::Refused(_)) && wait > Duration::ZERO;
        if again && self.to_send().is_some() {
            self.save_in(wait);
        }
    }

    fn saved(self, saved: Versioned<Draft>, form: ReportForm) {
        self.keep(saved.value.version, form);
        self.pace.update_value(|pace| pace.failures = 0);
        self.saving.set(Saving::Saved(saved.value.saved_at));
    }

    /// How long to wait before the next try; zero for none.
    async fn failed(self, error: &ApiError) -> Duration {
        match trouble(error) {
            Trouble::Stale => {
                self.meet().await;
                // Where even that could not be read, it is tried again; else there is nothing to send.
                return wait_after(1);
            }
            Trouble::Gone => self.rival.set(Some(Rival::Gone)),
            Trouble::Refused(why) => self.saving.set(Saving::Refused(why)),
            Trouble::WhenTyped => self.saving.set(Saving::Trying),
            Trouble::Later => {
                self.saving.set(Saving::Trying);
                self.pace
                    .update_value(|pace| pace.failures = pace.failures.saturating_add(1));
                return wait_after(self.pace.with_value(|pace| pace.failures));
            }
        }
        Duration::ZERO
    }

    /// Reads what the server holds; where that is not what this page saved last, both are shown.
    pub async fn meet(self) {
        match drafts::one(self.id).await {
            Ok(read) if read.value.version == self.version() => {}
            Ok(read) if read.value.form == self.fields.form_now() => {
                self.saving.set(Saving::Saved(read.value.saved_at));
                self.keep(read.value.version, read.value.form);
            }
            Ok(read) => self.rival.set(Some(Rival::Other(Box::new(read.value)))),
            Err(error) if error.is(ProblemCode::NotFound) => self.rival.set(Some(Rival::Gone)),
            Err(_) => self.saving.set(Saving::Trying),
        }
    }

    /// Waits until nothing is on its way to the server.
    pub async fn settle(self) {
        self.flush();
        if self.pace.with_value(|pace| pace.in_flight) {
            let done = Promise::new(&mut |resolve, _| {
                self.waiting.update_value(|waiting| waiting.push(resolve));
            });
            let _ = JsFuture::from(done).await;
        }
    }

    /// Keeps what is typed here, over what was saved elsewhere.
    pub fn keep_mine(self, other: Draft) {
        self.keep(other.version, other.form);
        self.rival.set(None);
        self.flush();
    }

    /// Takes what was saved elsewhere instead of what is typed here.
    pub fn take_theirs(self, other: &Draft) {
        self.keep(other.version, other.form.clone());
        self.fields.fill(&other.form);
        self.saving.set(Saving::Saved(other.saved_at));
        self.rival.set(None);
    }

    /// It was sent or deleted: nothing is saved any more, and nothing stays in memory.
    pub fn seal(self) {
        if let Some(timer) = self.pace.with_value(|pace| pace.timer) {
            timer.clear();
        }
        self.pace.update_value(|pace| {
            pace.sealed = true;
            pace.timer = None;
        });
        self.kept.set_value(None);
        self.fields.fill(&ReportForm::default());
    }
}

#[cfg(test)]
mod tests;
