//! The room while a text is being written: the text in memory, saved on the server as one types, and what others did
//! meanwhile. It outlives its page while something is not saved.

mod edit;
mod others;
mod save;

pub use edit::Way;

use super::glance::Glance;
use super::manuscript::Manuscript;
use super::saving::Saving;
use crate::api::ApiError;
use crate::api::reviews::{management, text as api};
use crate::dom;
use crate::session::Session;
use chrono::{DateTime, Utc};
use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::{ManagementReviewId, PassageId, TabId};
use shared::reviews::api::{ManagementReviewView, WriterView};
use std::collections::BTreeSet;
use std::time::Duration;

/// How often the server is told that the text is still open to write.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How long typing must rest before it is looked at what is missing.
const GLANCE_AFTER: Duration = Duration::from_millis(400);

/// How far the text can be written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It is being read.
    Reading,
    /// It could not be read.
    Failed(ApiError),
    /// It is open.
    Open,
}

/// When something was changed that is not saved: by a steady clock, and by the server's.
type Since = (f64, Option<DateTime<Utc>>);

#[derive(Debug, Clone, Copy, Default)]
struct Pace {
    in_flight: bool,
    timer: Option<TimeoutHandle>,
    first: Option<Since>,
    failures: u32,
}

/// The name of this tab. Loaded afresh it is the same tab still, not another that has the text open.
fn tab() -> TabId {
    let fresh = api::fresh_tab();
    let held = dom::tab_name(&fresh.to_string());
    held.parse().unwrap_or(fresh)
}

/// The room of one review. Copies share it.
#[derive(Clone, Copy)]
pub struct Room {
    /// The review.
    pub id: ManagementReviewId,
    /// The name of this tab.
    tab: TabId,
    /// The review as it was last read.
    pub review: RwSignal<Option<ManagementReviewView>>,
    /// The text.
    pub text: RwSignal<Manuscript>,
    /// Counts up when a passage came or went.
    pub shape: RwSignal<u32>,
    /// What is missing, looked at whenever typing rests.
    pub glance: RwSignal<Glance>,
    /// How far it can be written on.
    pub opening: RwSignal<Opening>,
    /// How saving stands.
    pub saving: RwSignal<Saving>,
    /// Where else it is open to write.
    pub others: RwSignal<Vec<WriterView>>,
    /// What others did that the writer has to know.
    pub news: RwSignal<Option<String>>,
    /// What was typed here and is kept beside what somebody else wrote: the passage, and where it is now.
    pub moved: RwSignal<Option<(PassageId, PassageId)>>,
    /// Passages that were added here and not left yet: what they lack is no fault so far.
    pub fresh: RwSignal<BTreeSet<PassageId>>,
    /// The row of the chronology, and the field of it, that the focus is to go to.
    pub wanted: RwSignal<Option<(PassageId, String)>>,
    /// The element that the focus is to go to.
    pub element: RwSignal<Option<String>>,
    session: Session,
    pace: StoredValue<Pace>,
    waiting: StoredValue<Vec<Function>, LocalStorage>,
}

impl Room {
    /// A room in which nothing is read yet, for as long as the present owner.
    pub fn new(id: ManagementReviewId, session: Session) -> Self {
        Self {
            id,
            tab: tab(),
            review: RwSignal::new(None),
            text: RwSignal::new(Manuscript::default()),
            shape: RwSignal::new(0),
            glance: RwSignal::new(Glance::default()),
            opening: RwSignal::new(Opening::Reading),
            saving: RwSignal::new(Saving::NotYet),
            others: RwSignal::new(Vec::new()),
            news: RwSignal::new(None),
            moved: RwSignal::new(None),
            fresh: RwSignal::new(BTreeSet::new()),
            wanted: RwSignal::new(None),
            element: RwSignal::new(None),
            session,
            pace: StoredValue::new(Pace::default()),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// Looks at what is missing whenever typing rests. Call it once, within the owner it lives as long as.
    pub fn watch(self) {
        let mut look = debounce(GLANCE_AFTER, move |()| self.look());
        Effect::new(move |_| {
            self.text.track();
            look(());
        });
        let beat = set_interval_with_handle(move || self.beat(), HEARTBEAT);
        let online = window_event_listener_untyped("online", move |_| self.flush());
        let hidden = window_event_listener_untyped("visibilitychange", move |_| self.flush());
        let leaving = window_event_listener_untyped("beforeunload", move |event| {
            // Someone else than the writer signed in: what was typed is not kept for them.
            if self.is_unsaved() && !self.session.sign_in_again.is_open() {
                self.flush();
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            if let Ok(beat) = beat {
                beat.clear();
            }
            for listener in [online, hidden, leaving] {
                listener.remove();
            }
        });
    }

    /// Reads the review and its text. What was typed here stays.
    pub fn open(self) {
        spawn_local(async move {
            let read = self.read().await;
            match read {
                Ok(()) => self.beat(),
                Err(error) => {
                    if self.opening.try_get_untracked() != Some(Opening::Open) {
                        let _ = self.opening.try_set(Opening::Failed(error));
                    }
                }
            }
        });
    }

    /// Reads what there is, so that it can be changed.
    pub async fn ready(self) -> Result<(), ApiError> {
        self.read().await
    }

    async fn read(self) -> Result<(), ApiError> {
        let review = management::one(self.id).await?.value;
        let text = api::text(self.id, None).await?.value;
        // The room may have been left meanwhile.
        let taken = self.text.try_update(|held| held.read(&text));
        if taken.is_some() {
            self.review.set(Some(review));
            self.shape.update(|shape| *shape += 1);
            if self.opening.get_untracked() != Opening::Open {
                self.look();
                self.opening.set(Opening::Open);
            }
        }
        Ok(())
    }

    /// Looks at what is missing now.
    pub fn look(self) {
        let passages = self.text.try_with_untracked(Manuscript::passages);
        let Some(passages) = passages else { return };
        let seen = Glance::at(&passages, self.session.today());
        if self.glance.with_untracked(|glance| *glance != seen) {
            self.glance.set(seen);
        }
    }

    /// Whether something is not known to be saved.
    pub fn is_unsaved(self) -> bool {
        self.text
            .try_with_untracked(Manuscript::is_unsaved)
            .unwrap_or_default()
    }
}
