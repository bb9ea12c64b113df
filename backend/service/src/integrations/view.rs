//! API clients as administrators see them: everything but the secrets.

use chrono::NaiveDate;
use shared::ids::{ApiClientId, AreaId, StaffId};
use shared::integrations::api::{ApiArea, ApiClientRow, ApiClientView, ApiSecretView};
use shared::integrations::{ApiClient, ApiSecret, ApiStatus, Reach};
use shared::policy::integrations::permitted;
use std::collections::HashMap;
use storage::{Conn, integrations, people};

use crate::people::staff_ref;
use crate::{Context, Error, Result};

/// One client with its secrets.
pub(super) fn view(conn: &mut Conn, ctx: &Context, id: ApiClientId) -> Result<ApiClientView> {
    let client = integrations::client(conn, id)?.ok_or(Error::NotFound)?;
    let secrets = integrations::secrets_of(conn, &[id])?;
    let today = ctx.today();
    let mut who: Vec<StaffId> = secrets.iter().map(|secret| secret.made_by).collect();
    who.extend([client.made_by, client.asked_by]);
    let names = people::staff_names(conn, &who)?;
    let areas = people::area_names(conn)?;
    Ok(ApiClientView {
        status: client.status(today),
        permitted: permitted(ctx.actor(), &client, &secrets, today),
        national: client.reach == Reach::National,
        areas: areas_of(&client, &areas),
        last_used_at: last_used(&secrets),
        made_by: staff_ref(&names, client.made_by),
        asked_by: staff_ref(&names, client.asked_by),
        secrets: secrets
            .into_iter()
            .map(|secret| secret_view(&secret, &names, today))
            .collect(),
        id,
        version: client.version,
        name: client.name,
        contact: client.contact,
        scopes: client.scopes,
        expires_on: client.expires_on,
        made_at: client.made_at,
    })
}

fn secret_view(
    secret: &ApiSecret,
    names: &HashMap<StaffId, String>,
    today: NaiveDate,
) -> ApiSecretView {
    ApiSecretView {
        id: secret.id,
        status: secret.status(today),
        made_by: staff_ref(names, secret.made_by),
        made_at: secret.made_at,
        expires_on: secret.expires_on,
        last_used_at: secret.last_used_at,
        revoked_at: secret.revoked_at,
    }
}

/// All clients, by name: three queries, however many there are.
pub(super) fn rows(conn: &mut Conn, today: NaiveDate) -> Result<Vec<ApiClientRow>> {
    let clients = integrations::clients(conn)?;
    let ids: Vec<_> = clients.iter().map(|client| client.id).collect();
    let mut secrets: HashMap<ApiClientId, Vec<ApiSecret>> = HashMap::new();
    for secret in integrations::secrets_of(conn, &ids)? {
        secrets.entry(secret.client).or_default().push(secret);
    }
    let areas = people::area_names(conn)?;
    Ok(clients
        .into_iter()
        .map(|client| {
            let secrets = secrets.remove(&client.id).unwrap_or_default();
            ApiClientRow {
                id: client.id,
                national: client.reach == Reach::National,
                areas: areas_of(&client, &areas),
                status: whole_status(&client, &secrets, today),
                last_used_at: last_used(&secrets),
                name: client.name,
                scopes: client.scopes,
                expires_on: client.expires_on,
            }
        })
        .collect())
}

/// A client that works and has a secret that waits is waiting too: the list shows who is to look at it.
fn whole_status(client: &ApiClient, secrets: &[ApiSecret], today: NaiveDate) -> ApiStatus {
    let waits = |secret: &ApiSecret| secret.status(today) == ApiStatus::Waiting;
    match client.status(today) {
        ApiStatus::Working if secrets.iter().any(waits) => ApiStatus::Waiting,
        status => status,
    }
}

fn last_used(secrets: &[ApiSecret]) -> Option<chrono::DateTime<chrono::Utc>> {
    secrets
        .iter()
        .filter_map(|secret| secret.last_used_at)
        .max()
}

fn areas_of(client: &ApiClient, names: &HashMap<AreaId, String>) -> Vec<ApiArea> {
    let Reach::Areas(areas) = &client.reach else {
        return Vec::new();
    };
    let mut areas: Vec<_> = areas
        .iter()
        .map(|id| ApiArea {
            id: *id,
            name: names.get(id).cloned().unwrap_or_default(),
        })
        .collect();
    areas.sort_by(|a, b| a.name.cmp(&b.name));
    areas
}
