//! What an administrator does about one API client on its own page.

use crate::api::{ApiError, Etag, Versioned, integrations};
use crate::components::{Button, ButtonKind, Dialog, Flash};
use crate::forms::Form;
use crate::remote::Remote;
use leptos::prelude::*;
use shared::ids::{ApiClientId, ApiSecretId};
use shared::integrations::api::ApiClientView;
use std::future::Future;

/// What is asked about before it is done, because it cannot be undone.
#[derive(Clone, Copy)]
enum Grave {
    End,
    Revoke(ApiSecretId),
}

/// The acts on one API client. Copies share them.
#[derive(Clone, Copy)]
pub struct Acts {
    client: ApiClientId,
    read: Remote<ApiClientView>,
    asked: RwSignal<Option<Grave>>,
    open: RwSignal<bool>,
    flash: Flash,
    /// What is wrong, and whether something is under way.
    pub form: Form,
}

impl Acts {
    /// The acts on the client that is read here.
    pub fn new(client: ApiClientId, read: Remote<ApiClientView>) -> Self {
        Self {
            client,
            read,
            asked: RwSignal::new(None),
            open: RwSignal::new(false),
            flash: Flash::from_context(),
            form: Form::new(),
        }
    }

    /// Confirms what waits.
    pub fn confirm(self) {
        let client = self.client;
        self.send("You confirmed it", move |version| {
            integrations::confirm_api_client(client, version)
        });
    }

    /// Asks before ending the client.
    pub fn ask_to_end(self) {
        self.ask(Grave::End);
    }

    /// Asks before taking a secret back.
    pub fn ask_to_revoke(self, secret: ApiSecretId) {
        self.ask(Grave::Revoke(secret));
    }

    fn ask(self, grave: Grave) {
        self.asked.set(Some(grave));
        self.open.set(true);
    }

    fn go_on(self) {
        self.open.set(false);
        let client = self.client;
        match self.asked.get_untracked() {
            Some(Grave::End) => self.send("The API client is ended", move |version| {
                integrations::end_api_client(client, version)
            }),
            Some(Grave::Revoke(secret)) => self.send("The secret is taken back", move |version| {
                integrations::revoke_api_secret(client, secret, version)
            }),
            None => {}
        }
    }

    fn send<F>(self, done: &'static str, work: impl FnOnce(Etag) -> F)
    where
        F: Future<Output = Result<Versioned<ApiClientView>, ApiError>> + 'static,
    {
        if let Some(version) = self.read.etag() {
            self.form.send(work(version), move |client| {
                self.flash.now(done);
                self.read.put(client);
            });
        }
    }

    /// The question that comes before what cannot be undone.
    pub fn dialog(self) -> impl IntoView {
        let words = move || match self.asked.get() {
            Some(Grave::Revoke(_)) => {
                "The system can no longer use this secret, nor the access tokens that it got for it. This cannot be undone."
            }
            _ => {
                "The system can do nothing from now on, and its secrets open nothing. This cannot be undone: if it is needed again, make a new API client."
            }
        };
        view! {
            <Dialog id="sure" title="Are you sure?" open=self.open>
                <p class="govuk-body">{words}</p>
                <div class="govuk-button-group">
                    <Button
                        text="Yes, go on"
                        kind=ButtonKind::Warning
                        on_click=move |()| self.go_on()
                    />
                    <Button
                        text="No, go back"
                        kind=ButtonKind::Secondary
                        on_click=move |()| self.open.set(false)
                    />
                </div>
            </Dialog>
        }
    }
}
