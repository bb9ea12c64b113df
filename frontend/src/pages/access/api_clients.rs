//! The API clients: third-party systems that use the API.

use super::api_words::{areas, scopes, status_tag};
use crate::api::integrations;
use crate::components::{ButtonLink, Column, DataTable, PageHeading};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::integrations::api::ApiClientRow;

/// The API clients.
#[component]
pub fn ApiClientsPage() -> impl IntoView {
    let session = Session::from_context();
    let clients = Remote::load(integrations::api_clients);
    let make = move || {
        session.may_start("manage_api_clients").then(|| {
            view! { <ButtonLink href=Route::NewApiClient.path() text="Make an API client" /> }
        })
    };
    view! {
        <PageHeading title="API clients" />
        <p class="govuk-body">
            "Systems of other organisations that report incidents, or read summaries, through the API."
        </p>
        {make}
        {show(clients, 6, false, table)}
    }
}

fn table(clients: Vec<ApiClientRow>) -> AnyView {
    if clients.is_empty() {
        return view! { <p class="govuk-body">"There is no API client yet."</p> }.into_any();
    }
    let columns = ["Name", "May", "Where", "Last day", "Last used", "Status"].map(Column::new);
    let rows = clients.into_iter().map(cells).collect();
    view! { <DataTable caption="API clients" columns=columns.to_vec() rows=rows caption_hidden=true /> }
        .into_any()
}

fn cells(client: ApiClientRow) -> Vec<AnyView> {
    let name = view! {
        <a class="govuk-link" href=Route::ApiClient(client.id).path()>
            {client.name}
        </a>
    };
    vec![
        name.into_any(),
        scopes(&client.scopes).into_any(),
        areas(client.national, &client.areas).into_any(),
        format::short_date(client.expires_on).into_any(),
        client
            .last_used_at
            .map_or_else(|| "Never".to_owned(), format::date_time)
            .into_any(),
        status_tag(client.status),
    ]
}
