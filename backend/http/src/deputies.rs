//! Deputies, who have an Operational Director's rights while the post is vacant.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, ok};
use actix_web::{HttpResponse, get, post, web};
use shared::ids::{AreaId, DeputyId};
use shared::people::api::{DeputyView, EndPeriod, NewDeputy};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_deputies)
        .service(add_deputy)
        .service(end_deputy);
}

/// Lists the deputies an area has had, with dates, newest first.
#[utoipa::path(tag = "people", responses((status = 200, description = "The deputies.", body = Vec<DeputyView>)))]
#[get("/areas/{id}/deputies")]
async fn list_deputies(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<AreaId>,
) -> Result<HttpResponse> {
    ok(&state.service.list_deputies(&ctx, id.0).await?)
}

/// Names a deputy for an area's director.
///
/// It waits for a second administrator: the deputy then names its `confirmation`, and has no rights before.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewDeputy,
    responses((status = 201, description = "The deputy.", body = DeputyView)),
)]
#[post("/areas/{id}/deputies")]
async fn add_deputy(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<AreaId>,
    key: IdempotencyKey,
    body: Json<NewDeputy>,
) -> Result<HttpResponse> {
    let deputy = state
        .service
        .add_deputy(&ctx, key.0, id.0, body.value)
        .await?;
    created(format!("/api/v1/areas/{}/deputies", id.0), None, &deputy)
}

/// Sets the last day of a deputy. The version is the area's.
#[utoipa::path(
    tag = "people",
    params(IfMatch),
    request_body = EndPeriod,
    responses((status = 200, description = "The deputy afterwards.", body = DeputyView)),
)]
#[post("/areas/{id}/deputies/{deputy}/end")]
async fn end_deputy(
    state: web::Data<AppState>,
    ctx: Authenticated,
    ids: At<(AreaId, DeputyId)>,
    version: IfMatch,
    body: Json<EndPeriod>,
) -> Result<HttpResponse> {
    let (area, deputy) = ids.0;
    ok(&state
        .service
        .end_deputy(&ctx, area, version.0, deputy, body.value)
        .await?)
}
