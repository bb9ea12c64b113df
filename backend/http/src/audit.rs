//! The audit log, and one's own part of it.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{Authenticated, Json, Query, ok};
use actix_web::{HttpResponse, get, post, web};
use shared::audit::{AuditQuery, AuditRow, AuditSearch};
use shared::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(search).service(own_access);
}

/// Searches the audit log, newest first: safeguarding all but incidents in which they are involved, administrators
/// grants and sign-ins. The search stands in the log itself.
#[utoipa::path(
    operation_id = "search_audit",
    tag = "audit",
    request_body = AuditSearch,
    responses((status = 200, description = "One page.", body = Page<AuditRow>)),
)]
#[post("/audit/search")]
async fn search(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<AuditSearch>,
) -> Result<HttpResponse> {
    ok(&state.service.search_audit(&ctx, body.value).await?)
}

/// Lists what the reader did and opened themselves, newest first.
#[utoipa::path(
    operation_id = "list_own_access",
    tag = "audit",
    params(AuditQuery),
    responses((status = 200, description = "One page.", body = Page<AuditRow>)),
)]
#[get("/account/access")]
async fn own_access(
    state: web::Data<AppState>,
    ctx: Authenticated,
    query: Query<AuditQuery>,
) -> Result<HttpResponse> {
    ok(&state.service.own_access(&ctx, query.0).await?)
}
