//! Break-glass: one incident opened for an hour, read through its opening, and reviewed afterwards.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, ok, with_etag};
use actix_web::{HttpResponse, get, post, web};
use shared::access::break_glass::{OpenIncident, OpeningView, PATH, ReviewOpening};
use shared::ids::BreakGlassId;
use shared::incidents::api::IncidentView;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(open)
        .service(list)
        .service(reviews)
        .service(read_incident)
        .service(review)
        .service(read);
}

/// Opens an incident by its exact reference, for an hour. Five tries an hour; each is audited with its reason, and
/// safeguarding is told at once. A reference that is not there and an incident in which the person is involved are
/// refused alike.
#[utoipa::path(
    operation_id = "break_glass",
    tag = "break-glass",
    params(IdempotencyKey),
    request_body = OpenIncident,
    responses((status = 201, description = "It is open.", body = OpeningView), (status = 404), (status = 429))
)]
#[post("/break-glass")]
async fn open(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<OpenIncident>,
) -> Result<HttpResponse> {
    let hash = body.hash()?;
    let opening = state
        .service
        .open_incident(&ctx, key.0, hash, body.value)
        .await?;
    created(
        format!("{PATH}/{}", opening.id),
        Some(opening.version),
        &opening,
    )
}

/// What is open to the reader now.
#[utoipa::path(
    operation_id = "list_open_incidents",
    tag = "break-glass",
    responses((status = 200, description = "The openings.", body = Vec<OpeningView>))
)]
#[get("/break-glass")]
async fn list(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.open_incidents(&ctx).await?)
}

/// The openings that wait for a review, the earliest due first; at most 100.
#[utoipa::path(
    operation_id = "list_openings_to_review",
    tag = "break-glass",
    responses((status = 200, description = "The openings.", body = Vec<OpeningView>))
)]
#[get("/break-glass/reviews")]
async fn reviews(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.openings_to_review(&ctx).await?)
}

/// One opening, for whoever opened it and for safeguarding.
#[utoipa::path(
    operation_id = "read_opening",
    tag = "break-glass",
    responses((status = 200, description = "The opening.", body = OpeningView))
)]
#[get("/break-glass/{id}")]
async fn read(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<BreakGlassId>,
) -> Result<HttpResponse> {
    let opening = state.service.opening(&ctx, id.0).await?;
    with_etag(opening.version, &opening)
}

/// The incident that is open, read-only, for whoever opened it and until its hour has passed.
#[utoipa::path(
    operation_id = "read_open_incident",
    tag = "break-glass",
    responses((status = 200, description = "The incident.", body = IncidentView))
)]
#[get("/break-glass/{id}/incident")]
async fn read_incident(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<BreakGlassId>,
) -> Result<HttpResponse> {
    let incident = state.service.read_open_incident(&ctx, id.0).await?;
    with_etag(incident.version, &incident)
}

/// Reviews an opening. Never by whoever opened it, nor by someone involved in the incident.
#[utoipa::path(
    operation_id = "review_opening",
    tag = "break-glass",
    params(IfMatch),
    request_body = ReviewOpening,
    responses((status = 200, description = "The opening afterwards.", body = OpeningView))
)]
#[post("/break-glass/{id}/review")]
async fn review(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<BreakGlassId>,
    version: IfMatch,
    body: Json<ReviewOpening>,
) -> Result<HttpResponse> {
    let opening = state
        .service
        .review_opening(&ctx, id.0, version.0, body.value)
        .await?;
    with_etag(opening.version, &opening)
}
