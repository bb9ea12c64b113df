//! Areas, the units that Operational Directors answer for.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, Json, created, ok, with_etag};
use actix_web::{HttpResponse, get, post, web};
use shared::ids::AreaId;
use shared::people::api::{AreaView, NewArea};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_areas)
        .service(read_area)
        .service(add_area);
}

/// Lists the areas by name, each with whoever answers for it today.
#[utoipa::path(tag = "people", responses((status = 200, description = "All areas.", body = Vec<AreaView>)))]
#[get("/areas")]
async fn list_areas(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.list_areas(&ctx).await?)
}

/// Reads an area.
#[utoipa::path(tag = "people", responses((status = 200, description = "The area.", body = AreaView)))]
#[get("/areas/{id}")]
async fn read_area(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<AreaId>,
) -> Result<HttpResponse> {
    let area = state.service.area(&ctx, id.0).await?;
    with_etag(area.version, &area)
}

/// Adds an area.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewArea,
    responses((status = 201, description = "The area.", body = AreaView)),
)]
#[post("/areas")]
async fn add_area(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<NewArea>,
) -> Result<HttpResponse> {
    let area = state.service.add_area(&ctx, key.0, body.value).await?;
    created(
        format!("/api/v1/areas/{}", area.id),
        Some(area.version),
        &area,
    )
}
