//! API clients: the list, one of them, and what an administrator does about it.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, ok, with_etag};
use actix_web::{HttpResponse, get, post, put, web};
use shared::ids::ApiClientId;
use shared::integrations::api::{
    API_CLIENTS, ApiClientRow, ApiClientTerms, ApiClientView, ApiSecretMade,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_api_clients)
        .service(make_api_client)
        .service(read_api_client)
        .service(change_api_client)
        .service(confirm_api_client)
        .service(end_api_client);
}

/// Lists the API clients, by name.
#[utoipa::path(tag = "api clients", responses((status = 200, description = "The clients.", body = Vec<ApiClientRow>)))]
#[get("/api-clients")]
async fn list_api_clients(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.list_api_clients(&ctx).await?)
}

/// Makes an API client with its first secret, which is told this once.
///
/// One that reads records does nothing before a second administrator has confirmed it.
#[utoipa::path(
    tag = "api clients",
    params(IdempotencyKey),
    request_body = ApiClientTerms,
    responses((status = 201, description = "The client and its secret.", body = ApiSecretMade)),
)]
#[post("/api-clients")]
async fn make_api_client(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<ApiClientTerms>,
) -> Result<HttpResponse> {
    let made = state
        .service
        .make_api_client(&ctx, key.0, body.value)
        .await?;
    let place = format!("{API_CLIENTS}/{}", made.client.id);
    created(place, Some(made.client.version), &made)
}

/// Reads an API client, with its secrets but not what they say.
#[utoipa::path(tag = "api clients", responses((status = 200, description = "The client.", body = ApiClientView)))]
#[get("/api-clients/{id}")]
async fn read_api_client(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ApiClientId>,
) -> Result<HttpResponse> {
    let client = state.service.api_client(&ctx, id.0).await?;
    with_etag(client.version, &client)
}

/// Changes what an API client may do, from its next request on.
///
/// If it comes to read more than before, it does nothing until a second administrator has confirmed it.
#[utoipa::path(
    tag = "api clients",
    params(IfMatch),
    request_body = ApiClientTerms,
    responses((status = 200, description = "The client afterwards.", body = ApiClientView)),
)]
#[put("/api-clients/{id}")]
async fn change_api_client(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ApiClientId>,
    version: IfMatch,
    body: Json<ApiClientTerms>,
) -> Result<HttpResponse> {
    let client = state
        .service
        .change_api_client(&ctx, id.0, version.0, body.value)
        .await?;
    with_etag(client.version, &client)
}

/// Confirms what waits of an API client and was asked for by another administrator.
#[utoipa::path(
    tag = "api clients",
    params(IfMatch),
    responses((status = 200, description = "The client afterwards.", body = ApiClientView)),
)]
#[post("/api-clients/{id}/confirm")]
async fn confirm_api_client(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ApiClientId>,
    version: IfMatch,
) -> Result<HttpResponse> {
    let client = state
        .service
        .confirm_api_client(&ctx, id.0, version.0)
        .await?;
    with_etag(client.version, &client)
}

/// Ends an API client for ever: its tokens and secrets are worth nothing from now on.
#[utoipa::path(
    tag = "api clients",
    params(IfMatch),
    responses((status = 200, description = "The client afterwards.", body = ApiClientView)),
)]
#[post("/api-clients/{id}/end")]
async fn end_api_client(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ApiClientId>,
    version: IfMatch,
) -> Result<HttpResponse> {
    let client = state.service.end_api_client(&ctx, id.0, version.0).await?;
    with_etag(client.version, &client)
}
