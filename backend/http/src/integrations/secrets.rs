//! The secrets of API clients.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, with_etag};
use actix_web::{HttpResponse, post, web};
use shared::ids::{ApiClientId, ApiSecretId};
use shared::integrations::api::{API_CLIENTS, ApiClientView, ApiSecretMade, NewApiSecret};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(make_api_secret).service(revoke_api_secret);
}

/// Makes a new secret, which is told this once.
///
/// A client can have two at a time, so that it goes over to the new one before the old one goes. That of a client that
/// reads records opens nothing before a second administrator has confirmed it.
#[utoipa::path(
    tag = "api clients",
    params(IdempotencyKey),
    request_body = NewApiSecret,
    responses((status = 201, description = "The client and its new secret.", body = ApiSecretMade)),
)]
#[post("/api-clients/{id}/secrets")]
async fn make_api_secret(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ApiClientId>,
    key: IdempotencyKey,
    body: Json<NewApiSecret>,
) -> Result<HttpResponse> {
    let made = state
        .service
        .make_api_secret(&ctx, key.0, id.0, body.value)
        .await?;
    let place = format!("{API_CLIENTS}/{}", id.0);
    created(place, Some(made.client.version), &made)
}

/// Takes a secret back: it and its tokens are worth nothing from now on. The version is the client's.
#[utoipa::path(
    tag = "api clients",
    params(IfMatch),
    responses((status = 200, description = "The client afterwards.", body = ApiClientView)),
)]
#[post("/api-clients/{id}/secrets/{secret}/revoke")]
async fn revoke_api_secret(
    state: web::Data<AppState>,
    ctx: Authenticated,
    ids: At<(ApiClientId, ApiSecretId)>,
    version: IfMatch,
) -> Result<HttpResponse> {
    let (client, secret) = ids.0;
    let client = state
        .service
        .revoke_api_secret(&ctx, client, version.0, secret)
        .await?;
    with_etag(client.version, &client)
}
