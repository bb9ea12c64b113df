//! A new secret of an API client, shown once.

use crate::api::integrations;
use crate::components::{
    BackLink, Button, ButtonLink, CopyText, DateFields, DateInput, ErrorSummary, InsetText,
    PageHeading, SubmitForm, WarningText,
};
use crate::forms::Form;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::ApiClientId;
use shared::integrations::ApiStatus;
use shared::integrations::api::{ApiSecretMade, NewApiSecret};

/// Making a new secret.
#[component]
pub fn NewApiSecretPage(
    /// Whose.
    client: ApiClientId,
) -> impl IntoView {
    let session = Session::from_context();
    let form = Form::new();
    let read = Remote::load(move || integrations::api_client(client));
    let expires_on = DateFields::new();
    Effect::new(move |_| {
        if let Some(client) = read.get() {
            expires_on.set(Some(client.expires_on));
        }
    });
    let shown = RwSignal::new(None::<ApiSecretMade>);
    let make = move |()| {
        let typed = Typed::new()
            .with("expires_on-day", expires_on.day.get_untracked())
            .with("expires_on-month", expires_on.month.get_untracked())
            .with("expires_on-year", expires_on.year.get_untracked());
        let mut reader = Reader::new(&typed);
        let day = reader.date("/expires_on", "The last day", "Enter the last day");
        let today = session.today();
        let new = NewApiSecret {
            expires_on: day.unwrap_or(today),
        };
        let ends = untrack(move || read.get()).map_or(new.expires_on, |client| client.expires_on);
        let found = new.check(ends, today).err().unwrap_or_default();
        match reader.finish_with(new, found) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(new) => {
                let guard = form.once();
                form.send(
                    async move { integrations::make_api_secret(client, &new, guard).await },
                    move |answer| shown.set(Some(answer.value)),
                );
            }
        }
    };
    let asking = move || {
        view! {
            <BackLink href=Route::ApiClient(client).path() />
            <ErrorSummary errors=form.messages() />
            <PageHeading title="Make a new secret" faulty=form.is_faulty() />
            <p class="govuk-body">
                "The system can have two secrets at a time. The old one works until it is taken back."
            </p>
            <SubmitForm on_submit=make busy=form.busy()>
                <DateInput
                    id="expires_on"
                    label="Until when?"
                    hint="Its last day, at most that of the API client"
                    value=expires_on
                    error=form.error("expires_on")
                />
                <Button text="Make the secret" busy=form.busy() />
            </SubmitForm>
        }
    };
    move || match shown.get() {
        Some(secret) => made(secret),
        None => asking().into_any(),
    }
}

/// The secret that was made. When the page goes, so does the only sight of it.
pub fn made(made: ApiSecretMade) -> AnyView {
    let client = made.client;
    let waits = made_waits(&client.secrets, made.id).then(|| {
        view! {
            <InsetText>
                "Another administrator has to confirm this before the secret opens anything."
            </InsetText>
        }
    });
    let secret = match made.secret {
        Some(text) => view! {
            <WarningText text="Copy the secret now. Nobody can see it again, neither you nor anyone else." />
            <CopyText id="client-id" label="Client ID" text=client.id.to_string() />
            <CopyText id="secret" label="Secret" text=text />
        }
        .into_any(),
        None => view! {
            <WarningText text="This had been done before, and the secret was shown then. If nobody copied it, take it back and make another." />
        }
        .into_any(),
    };
    view! {
        <PageHeading title=format!("A secret for {}", client.name) />
        {secret}
        {waits}
        <p class="govuk-body">
            "Give both to the people who run the system, by a safe way. The integrator’s guide says how the system uses them."
        </p>
        <ButtonLink href=Route::ApiClient(client.id).path() text="I have copied it" />
    }
    .into_any()
}

fn made_waits(
    secrets: &[shared::integrations::api::ApiSecretView],
    id: shared::ids::ApiSecretId,
) -> bool {
    secrets
        .iter()
        .any(|secret| secret.id == id && secret.status == ApiStatus::Waiting)
}
