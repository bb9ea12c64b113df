//! Who is signed in, and what happens when the session ends in the middle of work.

use crate::api::{ApiError, client, session as api};
use crate::dom;
use crate::format;
use chrono::NaiveDate;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::{SessionView, SignIn};
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

/// The session of this client. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase>,
    view: RwSignal<Option<SessionView>>,
    /// The dialog to sign in again is open.
    pub asking_again: RwSignal<bool>,
    waiting: StoredValue<Vec<Function>, LocalStorage>,
}

impl Session {
    /// Starts a session that asks the server who is signed in, and makes itself known to all calls.
    pub fn start() -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::Asking),
            view: RwSignal::new(None),
            asking_again: RwSignal::new(false),
            waiting: StoredValue::new_local(Vec::new()),
        };
        provide_context(session);
        client::on_signed_out(Rc::new(move || Box::pin(session.sign_in_again())));
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

    /// Who is signed in, without taking note of changes.
    pub fn staff(self) -> Option<StaffId> {
        self.view
            .with_untracked(|view| view.as_ref().map(|view| view.staff.id))
    }

    /// Whether the person may start something: `report`, `find_case`, `record_case`, `change_people`.
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
            match api::current().await {
                Ok(Some(view)) => self.enter(view),
                Ok(None) => self.phase.set(Phase::SignedOut),
                Err(error) => self.phase.set(Phase::Failed(error)),
            }
        });
    }

    fn enter(self, view: SessionView) {
        api::adopt(&view);
        self.view.set(Some(view));
        self.phase.set(Phase::SignedIn);
    }

    /// Signs in. In the dialog to sign in again, work goes on where it stopped; anyone
    /// else than the person it belongs to starts afresh and sees none of it.
    pub async fn sign_in(self, form: SignIn) -> Result<(), ApiError> {
        let view = api::sign_in(&form).await?;
        if !self.asking_again.get_untracked() {
            self.enter(view);
        } else if self.staff() == Some(view.staff.id) {
            api::adopt(&view);
            self.go_on();
        } else {
            dom::leave_for("/");
        }
        Ok(())
    }

    /// Signs out and leaves nothing behind on the screen or in memory.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        api::sign_out().await?;
        self.view.set(None);
        self.phase.set(Phase::SignedOut);
        dom::leave_for("/sign-in");
        Ok(())
    }

    /// Waits until the same person is signed in again. Nothing on the page changes meanwhile.
    async fn sign_in_again(self) -> bool {
        // Another tab may have done it already.
        if let Ok(Some(view)) = api::current().await
            && self.staff() == Some(view.staff.id)
        {
            api::adopt(&view);
            return true;
        }
        let signed_in = Promise::new(&mut |resolve, _| {
            self.waiting.update_value(|waiting| waiting.push(resolve));
        });
        self.asking_again.set(true);
        JsFuture::from(signed_in).await.is_ok()
    }

    fn go_on(self) {
        self.asking_again.set(false);
        let waiting = self
            .waiting
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        for resolve in waiting {
            let _ = resolve.call0(&JsValue::NULL);
        }
    }
}
