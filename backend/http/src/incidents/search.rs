//! Searching incidents by text, which travels in a body: never in an address, a cursor or a log.

use super::collection::csv;
use crate::failure::Result;
use crate::state::AppState;
use crate::support::{Authenticated, Json, ok};
use actix_web::{HttpResponse, post, web};
use shared::incidents::api::{
    ByReference, FoundIncident, IncidentCount, IncidentRow, IncidentSearch,
};
use shared::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(search)
        .service(count)
        .service(export)
        .service(by_reference);
}

/// One page of the incidents in which the reader may find the words.
#[utoipa::path(
    operation_id = "search_incidents",
    tag = "incidents",
    request_body = IncidentSearch,
    responses((status = 200, description = "One page.", body = Page<IncidentRow>))
)]
#[post("/incidents/search")]
async fn search(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<IncidentSearch>,
) -> Result<HttpResponse> {
    ok(&state.service.search_incidents(&ctx, body.value).await?)
}

/// How many incidents a search finds over all pages.
#[utoipa::path(
    operation_id = "count_found_incidents",
    tag = "incidents",
    request_body = IncidentSearch,
    responses((status = 200, description = "How many.", body = IncidentCount))
)]
#[post("/incidents/search/count")]
async fn count(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<IncidentSearch>,
) -> Result<HttpResponse> {
    ok(&state.service.count_incidents(&ctx, body.value).await?)
}

/// What a search finds over all pages, as comma-separated values.
#[utoipa::path(
    operation_id = "export_found_incidents",
    tag = "incidents",
    request_body = IncidentSearch,
    responses((status = 200, description = "The file.", body = String, content_type = "text/csv"))
)]
#[post("/incidents/search/export")]
async fn export(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<IncidentSearch>,
) -> Result<HttpResponse> {
    csv(&state, &ctx, body.value).await
}

/// The incident with exactly this reference, if the reader may see it.
#[utoipa::path(
    operation_id = "find_incident_by_reference",
    tag = "incidents",
    request_body = ByReference,
    responses((status = 200, description = "It is there.", body = FoundIncident), (status = 404))
)]
#[post("/incidents/by-reference")]
async fn by_reference(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<ByReference>,
) -> Result<HttpResponse> {
    let id = state
        .service
        .find_incident_by_reference(&ctx, body.value.reference)
        .await?;
    ok(&FoundIncident { id })
}
