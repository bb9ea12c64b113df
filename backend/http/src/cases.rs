//! Cases, as the case management system knows them.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, Json, created, ok};
use actix_web::{HttpResponse, get, post, web};
use shared::ids::CaseId;
use shared::practice::{CaseSearch, CaseView, NewCase, paths};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(search_cases)
        .service(record_case)
        .service(read_case);
}

/// Searches for cases by the beginning of their reference; the first 20.
#[utoipa::path(
    tag = "cases",
    request_body = CaseSearch,
    responses((status = 200, description = "The cases.", body = Vec<CaseView>)),
)]
#[post("/cases/search")]
async fn search_cases(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<CaseSearch>,
) -> Result<HttpResponse> {
    ok(&state.service.find_cases(&ctx, body.value).await?)
}

/// Reads a case with its allocations.
#[utoipa::path(tag = "cases", responses((status = 200, description = "The case.", body = CaseView)))]
#[get("/cases/{id}")]
async fn read_case(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<CaseId>,
) -> Result<HttpResponse> {
    ok(&state.service.case(&ctx, id.0).await?)
}

/// Records a case with its allocations.
#[utoipa::path(
    tag = "cases",
    params(IdempotencyKey),
    request_body = NewCase,
    responses((status = 201, description = "The case.", body = CaseView)),
)]
#[post("/cases")]
async fn record_case(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<NewCase>,
) -> Result<HttpResponse> {
    let case = state.service.record_case(&ctx, key.0, body.value).await?;
    created(format!("{}/{}", paths::CASES, case.id), None, &case)
}
