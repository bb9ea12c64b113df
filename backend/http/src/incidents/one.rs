//! One incident: as its reader may see it, its history, and who could take a part in it.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, Caller, Json, PageQuery, Query, ok, with_etag};
use actix_web::{HttpResponse, get, post, web};
use shared::ids::IncidentId;
use shared::incidents::api::{Candidate, CandidateSearch, HistoryEntry, IncidentView};
use shared::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(get).service(history).service(candidates);
}

/// One incident. Which blocks it has depends on what the reader may see.
#[utoipa::path(
    operation_id = "get_incident",
    tag = "incidents",
    responses((status = 200, description = "The incident.", body = IncidentView))
)]
#[get("/incidents/{id}")]
async fn get(
    state: web::Data<AppState>,
    caller: Caller,
    id: At<IncidentId>,
) -> Result<HttpResponse> {
    let service = &state.service;
    let incident = match caller {
        Caller::Person(ctx) => service.get_incident(&ctx, id.0).await?,
        Caller::Client(ctx) => service.get_incident_as_client(&ctx, id.0).await?,
    };
    with_etag(incident.version, &incident)
}

/// Who did what to it and when, newest first.
#[utoipa::path(
    operation_id = "get_incident_history",
    tag = "incidents",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = Page<HistoryEntry>))
)]
#[get("/incidents/{id}/history")]
async fn history(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<IncidentId>,
    page: Query<PageQuery>,
) -> Result<HttpResponse> {
    ok(&state
        .service
        .incident_history(&ctx, id.0, page.0.limit, page.0.cursor)
        .await?)
}

/// People who could take a part, each with the reasons why not where they cannot.
#[utoipa::path(
    operation_id = "search_candidates",
    tag = "incidents",
    request_body = CandidateSearch,
    responses((status = 200, description = "The people.", body = Vec<Candidate>))
)]
#[post("/incidents/{id}/candidates/search")]
async fn candidates(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<IncidentId>,
    body: Json<CandidateSearch>,
) -> Result<HttpResponse> {
    ok(&state.service.candidates(&ctx, id.0, body.value).await?)
}
