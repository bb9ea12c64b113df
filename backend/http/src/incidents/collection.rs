//! All incidents: the list, its count, its export, a new one, and what waits for the reader.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{Authenticated, Caller, IdempotencyKey, Json, Query, created, ok};
use actix_web::{HttpResponse, get, post, web};
use futures_util::stream;
use shared::incidents::api::{
    IncidentCount, IncidentFilter, IncidentRow, IncidentSearch, IncidentView, MyWork,
    ReportReceipt, paths,
};
use shared::incidents::report::NewIncident;
use shared::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(my_work)
        .service(count)
        .service(export)
        .service(list)
        .service(report);
}

/// What waits for the reader, overdue first, with what they follow and their unfinished reports.
#[utoipa::path(tag = "incidents", responses((status = 200, description = "What waits.", body = MyWork)))]
#[get("/my-work")]
async fn my_work(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.my_work(&ctx).await?)
}

/// One page of the incidents the reader may see. Search by text is `POST /incidents/search`.
///
/// A third-party system reads summaries, and filters and sorts only by what a summary holds.
#[utoipa::path(
    operation_id = "list_incidents",
    tag = "incidents",
    params(IncidentFilter),
    responses((status = 200, description = "One page.", body = Page<IncidentRow>))
)]
#[get("/incidents")]
async fn list(
    state: web::Data<AppState>,
    caller: Caller,
    filter: Query<IncidentFilter>,
) -> Result<HttpResponse> {
    let service = &state.service;
    ok(&match caller {
        Caller::Person(ctx) => service.list_incidents(&ctx, filter.0).await?,
        Caller::Client(ctx) => service.list_incidents_as_client(&ctx, filter.0).await?,
    })
}

/// How many incidents the list holds over all pages.
#[utoipa::path(
    operation_id = "count_incidents",
    tag = "incidents",
    params(IncidentFilter),
    responses((status = 200, description = "How many.", body = IncidentCount))
)]
#[get("/incidents/count")]
async fn count(
    state: web::Data<AppState>,
    ctx: Authenticated,
    filter: Query<IncidentFilter>,
) -> Result<HttpResponse> {
    ok(&state
        .service
        .count_incidents(&ctx, without_text(filter.0))
        .await?)
}

/// The list over all pages, as comma-separated values.
#[utoipa::path(
    operation_id = "export_incidents",
    tag = "incidents",
    params(IncidentFilter),
    responses((status = 200, description = "The file.", body = String, content_type = "text/csv"))
)]
#[get("/incidents/export")]
async fn export(
    state: web::Data<AppState>,
    ctx: Authenticated,
    filter: Query<IncidentFilter>,
) -> Result<HttpResponse> {
    csv(&state, &ctx, without_text(filter.0)).await
}

/// Reports an incident. It arrives logged when customer services or safeguarding report it, else received.
///
/// A third-party system gets a receipt, whether or not it may read the incident.
#[utoipa::path(
    operation_id = "report_incident",
    tag = "incidents",
    params(IdempotencyKey),
    request_body = NewIncident,
    responses((status = 201, description = "The incident, as the reporter may read it.", body = ReportAnswer))
)]
#[post("/incidents")]
async fn report(
    state: web::Data<AppState>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<NewIncident>,
) -> Result<HttpResponse> {
    let hash = body.hash()?;
    let ctx = match caller {
        Caller::Person(ctx) => ctx,
        Caller::Client(ctx) => {
            let service = &state.service;
            let receipt = service
                .report_incident_as_client(&ctx, key.0, hash, body.value)
                .await?;
            let place = format!("{}/{}", paths::INCIDENTS, receipt.id);
            return created(place, Some(receipt.version), &receipt);
        }
    };
    let changed = state
        .service
        .report_incident(&ctx, key.0, hash, body.value)
        .await?;
    let incident = state.service.get_incident(&ctx, changed.id).await?;
    created(
        format!("{}/{}", paths::INCIDENTS, incident.id),
        Some(incident.version),
        &incident,
    )
}

/// What reporting answers: for the description only.
#[derive(utoipa::ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is described, never made")]
enum ReportAnswer {
    /// To a person.
    Person(Box<IncidentView>),
    /// To a third-party system.
    System(ReportReceipt),
}

const fn without_text(filter: IncidentFilter) -> IncidentSearch {
    IncidentSearch {
        filter,
        text: String::new(),
    }
}

/// Sends an export as it is made; if making it fails midway the file breaks off, and the client is told so by that.
pub(super) async fn csv(
    state: &AppState,
    ctx: &service::Context,
    search: IncidentSearch,
) -> Result<HttpResponse> {
    let pieces = state.service.export_incidents(ctx, search).await?;
    let chunks = stream::unfold(pieces, |mut pieces| async {
        let chunk = pieces.next().await?;
        let chunk = chunk.map(web::Bytes::from).map_err(|error| {
            tracing::error!(%error, "an export broke off");
            actix_web::error::ErrorInternalServerError("the export broke off")
        });
        Some((chunk, pieces))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            "Content-Disposition",
            "attachment; filename=\"incidents.csv\"",
        ))
        .streaming(Box::pin(chunks)))
}
