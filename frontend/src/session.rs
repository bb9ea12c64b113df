//! Who is signed in, and what happens when the session ends in the middle of work.

use crate::api::client::Need;
use crate::api::{ApiError, client, session as api};
use crate::dom;
use crate::format;
use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::{SessionView, SignIn, UseLink};
use shared::ids::StaffId;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How far the client knows whether anyone is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Asking the server.
    Asking,
    /// The server could not say.
    Failed(ApiError),
    /// Nobody is.
    SignedOut,
    /// Someone is.
    SignedIn,
}

/// How long the session lasts, as the server last said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// When it ends if nothing is done.
    pub expires_at: DateTime<Utc>,
    /// When to warn the person of that.
    pub warn_at: DateTime<Utc>,
    /// When it ends whatever is done.
    pub ends_at: DateTime<Utc>,
}

impl Limits {
    const fn of(view: &SessionView) -> Self {
        Self {
            expires_at: view.expires_at,
            warn_at: view.warn_at,
            ends_at: view.ends_at,
        }
    }
    /// Whether only the password prolongs it.
    pub fn is_last(self) -> bool {
        self.expires_at >= self.ends_at
    }
}

/// The session of this client. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase>,
    view: RwSignal<Option<SessionView>>,
    /// Every person and incident is invented.
    pub demonstration: RwSignal<bool>,
    /// How many notices are unread.
    pub unread: RwSignal<i64>,
    /// How long it lasts; nothing while nobody is signed in.
    pub limits: RwSignal<Option<Limits>>,
    /// Asks to sign in again.
    pub sign_in_again: Asking,
    /// Asks for the password.
    pub password: Asking,
}

impl Session {
    /// Starts a session that asks the server who is signed in, and makes itself known to all calls.
    pub fn start() -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::Asking),
            view: RwSignal::new(None),
            demonstration: RwSignal::new(false),
            unread: RwSignal::new(0),
            limits: RwSignal::new(None),
            sign_in_again: Asking::new(),
            password: Asking::new(),
        };
        provide_context(session);
        client::on_need(Rc::new(move |need| match need {
            Need::SignIn => Box::pin(session.ask_to_sign_in_again()),
            Need::Password => Box::pin(session.password.ask()),
        }));
        session.refresh();
        session
    }

    /// The session of this client. Call it within a component only.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// How far the client knows whether anyone is signed in.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// The session of whoever is signed in.
    pub fn view(self) -> Option<SessionView> {
        self.view.get()
    }

    /// Whoever is signed in holds no role today, and deputises for nobody.
    pub fn has_no_role(self) -> bool {
        self.view.with_untracked(|view| {
            view.as_ref()
                .is_some_and(|view| view.grants.is_empty() && view.deputy_for.is_empty())
        })
    }

    /// Who is signed in, without taking note of changes.
    pub fn staff(self) -> Option<StaffId> {
        self.view
            .with_untracked(|view| view.as_ref().map(|view| view.staff.id))
    }

    /// Whether the person may start something, or a part of the service holds something for them: whether the
    /// session’s `permitted` has this word.
    pub fn may_start(self, what: &str) -> bool {
        self.view.with(|view| {
            view.as_ref()
                .is_some_and(|view| view.permitted.iter().any(|word| word == what))
        })
    }

    /// Today in Europe/London by the server's clock, for checking a form before it is
    /// sent. Where the server never told, no date counts as future: it decides anyway.
    pub fn today(self) -> NaiveDate {
        client::server_time().map_or(NaiveDate::MAX, format::london_date)
    }

    /// Asks the server who is signed in.
    pub fn refresh(self) {
        self.phase.set(Phase::Asking);
        spawn_local(async move {
            match api::installation().await {
                Ok(installation) => {
                    self.demonstration.set(installation.demonstration);
                    match installation.session {
                        Some(view) => self.enter(view),
                        None => self.phase.set(Phase::SignedOut),
                    }
                }
                Err(error) => self.phase.set(Phase::Failed(error)),
            }
        });
    }

    /// Gives the password again; what waits for it goes on.
    pub async fn sign_in_afresh(self, password: String) -> Result<(), ApiError> {
        let view = api::sign_in_afresh(password).await?;
        self.renew(&view);
        self.password.answer(true);
        Ok(())
    }

    /// The session of the same person begins anew. Nothing on the page changes.
    pub fn renew(self, view: &SessionView) {
        api::adopt(view);
        self.take_limits(view);
    }

    /// The server said how long the session lasts, and how many notices are unread.
    pub fn take_limits(self, view: &SessionView) {
        self.unread.set(view.unread_notices);
        self.limits.set(Some(Limits::of(view)));
    }

    fn enter(self, view: SessionView) {
        self.renew(&view);
        self.view.set(Some(view));
        self.phase.set(Phase::SignedIn);
    }

    /// Signs in. In the dialog to sign in again, work goes on where it stopped; anyone
    /// else than the person it belongs to starts afresh and sees none of it.
    pub async fn sign_in(self, form: SignIn) -> Result<(), ApiError> {
        let view = api::sign_in(&form).await?;
        if !self.sign_in_again.is_open() {
            self.enter(view);
        } else if self.staff() == Some(view.staff.id) {
            self.sign_in_again.answer(true);
            self.renew(&view);
        } else {
            dom::leave_for("/");
        }
        Ok(())
    }

    /// Uses a sign-in link, as whoever it is for.
    pub async fn use_link(self, form: UseLink) -> Result<(), ApiError> {
        let view = api::use_link(&form).await?;
        self.enter(view);
        Ok(())
    }

    /// Signs out and leaves nothing behind on the screen or in memory.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        api::sign_out().await?;
        self.view.set(None);
        self.limits.set(None);
        // The form to sign in comes with the next document: what somebody quick typed into it here would be lost.
        self.phase.set(Phase::Asking);
        dom::leave_for("/sign-in");
        Ok(())
    }

    /// Waits until the same person is signed in again. Nothing on the page changes meanwhile.
    async fn ask_to_sign_in_again(self) -> bool {
        // Another tab may have done it already.
        if let Ok(Some(view)) = api::current().await
            && self.staff() == Some(view.staff.id)
        {
            self.renew(&view);
            return true;
        }
        self.sign_in_again.ask().await
    }
}

/// Something asked of the person in a dialog, and the calls that wait for it. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    /// The dialog is open.
    pub open: RwSignal<bool>,
    waiting: StoredValue<Vec<Function>, LocalStorage>,
}

impl Asking {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// Whether the dialog is open, without taking note of changes.
    pub fn is_open(self) -> bool {
        self.open.get_untracked()
    }

    /// Opens the dialog and waits for its answer.
    pub async fn ask(self) -> bool {
        let answered = Promise::new(&mut |resolve, _| {
            self.waiting.update_value(|waiting| waiting.push(resolve));
        });
        self.open.set(true);
        JsFuture::from(answered)
            .await
            .is_ok_and(|answer| answer.is_truthy())
    }

    /// Closes the dialog and tells all that wait whether to go on.
    pub fn answer(self, go_on: bool) {
        let waiting = self
            .waiting
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        // Only if it is open: whoever watches the dialog and answers when it closes would be called for ever.
        if self.is_open() {
            self.open.set(false);
        }
        for resolve in waiting {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::from_bool(go_on));
        }
    }
}
