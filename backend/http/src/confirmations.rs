//! What waits for a second administrator.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, Json, PageQuery, Query, ok};
use actix_web::{HttpResponse, get, post, web};
use shared::access::{Because, ConfirmationView};
use shared::ids::ConfirmationId;
use shared::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_waiting)
        .service(list_past)
        .service(read_confirmation)
        .service(confirm)
        .service(refuse)
        .service(withdraw);
}

/// Lists what waits for a second administrator, oldest first.
///
/// What was asked for exists nowhere else before it is confirmed: until then none of it works. It waits for seven days.
#[utoipa::path(tag = "access", responses((status = 200, description = "What waits.", body = Vec<ConfirmationView>)))]
#[get("/confirmations")]
async fn list_waiting(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.waiting_confirmations(&ctx).await?)
}

/// Lists what was decided or ran out of time, newest first, a page at a time.
#[utoipa::path(
    tag = "access",
    params(PageQuery),
    responses((status = 200, description = "A page of what no longer waits.", body = Page<ConfirmationView>)),
)]
#[get("/confirmations/past")]
async fn list_past(
    state: web::Data<AppState>,
    ctx: Authenticated,
    page: Query<PageQuery>,
) -> Result<HttpResponse> {
    let PageQuery { cursor, limit } = page.0;
    ok(&state
        .service
        .past_confirmations(&ctx, cursor, limit)
        .await?)
}

/// Reads what waits, or waited, for a second administrator.
#[utoipa::path(tag = "access", responses((status = 200, description = "What was asked for.", body = ConfirmationView)))]
#[get("/confirmations/{id}")]
async fn read_confirmation(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ConfirmationId>,
) -> Result<HttpResponse> {
    ok(&state.service.confirmation(&ctx, id.0).await?)
}

/// Confirms what another administrator asked for.
///
/// Nobody confirms what they asked for, nor what concerns them. Sent twice it is done once.
#[utoipa::path(tag = "access", responses((status = 200, description = "It is confirmed.", body = ConfirmationView)))]
#[post("/confirmations/{id}/confirm")]
async fn confirm(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ConfirmationId>,
) -> Result<HttpResponse> {
    ok(&state.service.confirm(&ctx, id.0).await?)
}

/// Refuses what another administrator asked for.
#[utoipa::path(
    tag = "access",
    request_body = Because,
    responses((status = 200, description = "It is refused.", body = ConfirmationView)),
)]
#[post("/confirmations/{id}/refuse")]
async fn refuse(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ConfirmationId>,
    body: Json<Because>,
) -> Result<HttpResponse> {
    ok(&state.service.refuse(&ctx, id.0, body.value).await?)
}

/// Takes back what one asked for oneself.
#[utoipa::path(tag = "access", responses((status = 200, description = "It is withdrawn.", body = ConfirmationView)))]
#[post("/confirmations/{id}/withdraw")]
async fn withdraw(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ConfirmationId>,
) -> Result<HttpResponse> {
    ok(&state.service.withdraw(&ctx, id.0).await?)
}
