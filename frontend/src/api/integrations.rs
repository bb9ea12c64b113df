//! API clients: third-party systems that use the API.

use super::client::{self, Etag, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::ids::{ApiClientId, ApiSecretId};
use shared::integrations::api::{
    API_CLIENTS, ApiClientRow, ApiClientTerms, ApiClientView, ApiSecretMade, NewApiSecret,
};

fn of(id: ApiClientId, rest: &[&str]) -> String {
    let id = id.to_string();
    let parts: Vec<&str> = std::iter::once(id.as_str())
        .chain(rest.iter().copied())
        .collect();
    api_path(API_CLIENTS, &parts)
}

/// Every API client.
pub async fn api_clients() -> Result<Versioned<Vec<ApiClientRow>>, ApiError> {
    client::get(API_CLIENTS).await
}

/// One API client.
pub async fn api_client(id: ApiClientId) -> Result<Versioned<ApiClientView>, ApiError> {
    client::get(&of(id, &[])).await
}

/// Makes an API client with its first secret.
pub async fn make_api_client(
    terms: &ApiClientTerms,
    guard: Guard,
) -> Result<Versioned<ApiSecretMade>, ApiError> {
    client::post(API_CLIENTS, terms, guard).await
}

/// Changes what an API client may do.
pub async fn change_api_client(
    id: ApiClientId,
    terms: &ApiClientTerms,
    version: Etag,
) -> Result<Versioned<ApiClientView>, ApiError> {
    client::put(&of(id, &[]), terms, Guard::Version(version)).await
}

/// Confirms what waits of an API client.
pub async fn confirm_api_client(
    id: ApiClientId,
    version: Etag,
) -> Result<Versioned<ApiClientView>, ApiError> {
    let path = of(id, &["confirm"]);
    client::act("POST", &path, None, Guard::Version(version)).await
}

/// Ends an API client for ever.
pub async fn end_api_client(
    id: ApiClientId,
    version: Etag,
) -> Result<Versioned<ApiClientView>, ApiError> {
    let path = of(id, &["end"]);
    client::act("POST", &path, None, Guard::Version(version)).await
}

/// Makes a new secret.
pub async fn make_api_secret(
    id: ApiClientId,
    new: &NewApiSecret,
    guard: Guard,
) -> Result<Versioned<ApiSecretMade>, ApiError> {
    client::post(&of(id, &["secrets"]), new, guard).await
}

/// Takes a secret back.
pub async fn revoke_api_secret(
    id: ApiClientId,
    secret: ApiSecretId,
    version: Etag,
) -> Result<Versioned<ApiClientView>, ApiError> {
    let path = of(id, &["secrets", &secret.to_string(), "revoke"]);
    client::act("POST", &path, None, Guard::Version(version)).await
}
