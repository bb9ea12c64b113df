//! One API client: what it may do, its secrets, and what an administrator does about it.

use super::api_acts::Acts;
use super::api_words::{areas, scopes, status_tag};
use crate::api::integrations;
use crate::components::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Column, DataTable, ErrorSummary, InsetText,
    PageHeading, SummaryList, SummaryRow,
};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::ids::ApiClientId;
use shared::integrations::ApiStatus;
use shared::integrations::api::{ApiClientView, ApiSecretView};
use shared::policy::integrations::ApiClientAction;

/// One API client.
#[component]
pub fn ApiClientPage(
    /// Which.
    client: ApiClientId,
) -> impl IntoView {
    let read = Remote::load(move || integrations::api_client(client));
    let acts = Acts::new(client, read);
    view! {
        <Breadcrumbs steps=vec![("API clients".to_owned(), Route::ApiClients.path())] />
        <ErrorSummary errors=acts.form.messages() />
        {show(read, 8, true, move |client| sections(client, acts))}
        {acts.dialog()}
    }
}

fn sections(client: ApiClientView, acts: Acts) -> AnyView {
    let may = |action| client.permitted.contains(&action);
    let id = client.id;
    let waiting = waiting(&client);
    let confirm = may(ApiClientAction::Confirm).then(|| {
        view! { <Button text="Confirm" busy=acts.form.busy() on_click=move |()| acts.confirm() /> }
    });
    let secret = may(ApiClientAction::MakeSecret).then(|| {
        view! {
            <ButtonLink
                href=Route::NewApiSecret(id).path()
                text="Make a new secret"
                kind=ButtonKind::Secondary
            />
        }
    });
    let end = may(ApiClientAction::End).then(|| {
        view! {
            <Button
                text="End this API client"
                kind=ButtonKind::Warning
                on_click=move |()| acts.ask_to_end()
            />
        }
    });
    view! {
        <PageHeading title=client.name.clone() caption="API client" />
        <p class="govuk-body">{status_tag(client.status)}</p>
        {waiting}
        {confirm}
        {facts(&client)}
        <h2 class="govuk-heading-m">"Secrets"</h2>
        <p class="govuk-body">
            "The system proves who it is with its client ID and a secret. It can have two at a time: make the new one, let the system go over to it, then take the old one back."
        </p>
        {secrets(client.secrets, acts)}
        {secret}
        {end}
    }
    .into_any()
}

/// What waits for whom.
fn waiting(client: &ApiClientView) -> Option<AnyView> {
    let secret = client
        .secrets
        .iter()
        .find(|secret| secret.status == ApiStatus::Waiting);
    let words = match (client.status, secret) {
        (ApiStatus::Waiting, _) => format!(
            "{} asked for what this API client may do. Another administrator has to confirm it; until then it can do nothing.",
            client.asked_by.name
        ),
        (ApiStatus::Working, Some(secret)) => format!(
            "{} made a secret. Another administrator has to confirm it; until then it opens nothing.",
            secret.made_by.name
        ),
        _ => return None,
    };
    Some(view! { <InsetText>{words}</InsetText> }.into_any())
}

fn facts(client: &ApiClientView) -> impl IntoView + use<> {
    let id = client.id;
    let change = |row: SummaryRow, what: &str| {
        if client.permitted.contains(&ApiClientAction::Change) {
            row.change(what, Route::ChangeApiClient(id).path())
        } else {
            row
        }
    };
    let made = format!(
        "{}, {}",
        client.made_by.name,
        format::date_time(client.made_at)
    );
    let rows = vec![
        SummaryRow::text("Client ID", id.to_string()),
        change(
            SummaryRow::text("Contact", client.contact.clone()),
            "contact",
        ),
        change(
            SummaryRow::text("May", scopes(&client.scopes)),
            "what it may do",
        ),
        change(
            SummaryRow::text("Where", areas(client.national, &client.areas)),
            "where it may do it",
        ),
        change(
            SummaryRow::text("Last day", format::date(client.expires_on)),
            "last day",
        ),
        SummaryRow::text("Last used", used(client.last_used_at)),
        SummaryRow::text("Made by", made),
    ];
    view! { <SummaryList rows=rows /> }
}

fn used(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "Never".to_owned(), format::date_time)
}

fn secrets(all: Vec<ApiSecretView>, acts: Acts) -> AnyView {
    let columns = ["Made", "Last day", "Last used", "Status", "Action"].map(Column::new);
    let rows = all
        .into_iter()
        .map(|secret| {
            let made = format!(
                "{}, by {}",
                format::date_time(secret.made_at),
                secret.made_by.name
            );
            let live = matches!(secret.status, ApiStatus::Working | ApiStatus::Waiting);
            let hidden = format!("the secret made {}", format::date_time(secret.made_at));
            let id = secret.id;
            let revoke = live.then(|| {
                view! {
                    <Button
                        text="Take back"
                        kind=ButtonKind::Secondary
                        hidden=hidden
                        on_click=move |()| acts.ask_to_revoke(id)
                    />
                }
            });
            vec![
                made.into_any(),
                format::short_date(secret.expires_on).into_any(),
                used(secret.last_used_at).into_any(),
                status_tag(secret.status),
                revoke.into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Secrets" columns=columns.to_vec() rows=rows caption_hidden=true /> }
        .into_any()
}
