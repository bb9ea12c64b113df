//! The room while a text is being written: the text in memory, saved on the server as one types, and what others did
//! meanwhile. It outlives its page while something is not saved.

use super::glance::Glance;
use super::manuscript::{Manuscript, Outcome};
use super::saving::{Saving, due_in};
use crate::api::reviews::text as api;
use crate::api::{ApiError, client};
use crate::dom;
use crate::saving::{Trouble, trouble, wait_after};
use crate::session::Session;
use chrono::{DateTime, Utc};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::{ManagementReviewId, PassageId, TabId};
use shared::problem::ProblemCode;
use shared::reviews::api::{ManagementReviewView, SavedText, WriterView};
use shared::reviews::commands::SaveText;
use shared::reviews::text::{Content, PassageKind};
use std::collections::BTreeSet;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How often the server is told that the text is still open to write.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How long typing must rest before it is looked at what is missing.
const GLANCE_AFTER: Duration = Duration::from_millis(400);
/// How long a save may take before it is said that it is not there yet.
const SLOW: Duration = Duration::from_secs(8);
/// How far apart the places of two passages are, so that there is room between them.
const STEP: i32 = 1_024;

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
            tab: api::fresh_tab(),
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

    async fn read(self) -> Result<(), ApiError> {
        let review = api::review(self.id).await?.value;
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

    /// Something was changed: it is saved when typing rests, and soon in any case.
    fn touched(self) {
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
        loop {
            let sending = self
                .text
                .try_update_untracked(|text| (text.version(), text.sending().to_vec()));
            let Some((seen, changes)) = sending.filter(|(_, changes)| !changes.is_empty()) else {
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
            Trouble::WhenTyped => {}
            Trouble::Gone => {
                why = Some(
                    "You can no longer write it. Copy what you need to keep, and see the review for why."
                        .to_owned(),
                );
            }
            Trouble::Stale => why = Some(error.detail()),
            Trouble::Refused(said) => {
                self.text.update_untracked(Manuscript::refused);
                why = Some(said);
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

    /// Tells the server that the text is still open, and takes what others have saved since.
    fn beat(self) {
        if self.session.sign_in_again.is_open() {
            return;
        }
        spawn_local(async move {
            match api::keep_writing(self.id, self.tab).await {
                Ok(heard) => {
                    let heard = heard.value;
                    let Some(()) = self
                        .text
                        .try_update_untracked(|text| text.heard_of(heard.version))
                    else {
                        return;
                    };
                    self.others.set(heard.others_writing);
                    self.catch_up().await;
                }
                Err(error) if error.is(ProblemCode::NotFound) => {
                    let _ = self.news.try_set(Some(
                        "You can no longer write this review. See the review for why.".to_owned(),
                    ));
                }
                // It is asked again in half a minute.
                Err(_) => {}
            }
        });
    }

    /// Reads what others have saved.
    async fn catch_up(self) {
        let is_behind = self.text.with_untracked(Manuscript::is_behind);
        let is_busy = self.pace.with_value(|pace| pace.in_flight);
        if is_behind && !is_busy {
            // Where it cannot be read now, it is tried again in half a minute.
            let _ = self.read().await;
        }
    }

    /// Reads again what the server holds.
    pub async fn reread(self) -> Result<(), ApiError> {
        self.read().await?;
        self.look();
        Ok(())
    }

    /// Where else it is open to write, in words.
    pub fn others_words(self) -> Option<String> {
        let own = self.session.view().map(|view| view.staff.id);
        let names = self.others.with(|others| {
            let name = |one: &WriterView| {
                if Some(one.staff.id) == own {
                    "you, in another tab or window".to_owned()
                } else {
                    one.staff.name.clone()
                }
            };
            let mut names: Vec<String> = others.iter().map(name).collect();
            names.dedup();
            names
        });
        (!names.is_empty()).then(|| {
            format!(
                "Also open to write by {}. What both change in one passage is kept side by side.",
                crate::format::list(&names)
            )
        })
    }
}
