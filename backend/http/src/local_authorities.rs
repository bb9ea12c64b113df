//! Local authorities, and the areas they lie in from day to day.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, Json, created, ok};
use actix_web::{HttpResponse, get, post, web};
use shared::people::api::{AssignAuthority, AuthorityAreaView, LocalAuthorityView, paths};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_authorities)
        .service(list_authority_places)
        .service(assign_authority);
}

/// Lists the local authorities by name, each with the area it lies in today.
#[utoipa::path(tag = "people", responses((status = 200, description = "All of them.", body = Vec<LocalAuthorityView>)))]
#[get("/local-authorities")]
async fn list_authorities(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.list_authorities(&ctx).await?)
}

/// Lists the areas a local authority has lain in, with dates, newest first.
#[utoipa::path(tag = "people", responses((status = 200, description = "The periods.", body = Vec<AuthorityAreaView>)))]
#[get("/local-authorities/{code}/areas")]
async fn list_authority_places(
    state: web::Data<AppState>,
    ctx: Authenticated,
    code: At<String>,
) -> Result<HttpResponse> {
    ok(&state.service.list_authority_places(&ctx, code.0).await?)
}

/// Puts a local authority into an area from a day on; the period before it ends the day before.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = AssignAuthority,
    responses((status = 201, description = "The new period.", body = AuthorityAreaView)),
)]
#[post("/local-authorities/{code}/areas")]
async fn assign_authority(
    state: web::Data<AppState>,
    ctx: Authenticated,
    code: At<String>,
    key: IdempotencyKey,
    body: Json<AssignAuthority>,
) -> Result<HttpResponse> {
    let location = format!("{}/{}/areas", paths::LOCAL_AUTHORITIES, code.0);
    let place = state
        .service
        .assign_authority(&ctx, key.0, code.0, body.value)
        .await?;
    created(location, None, &place)
}
