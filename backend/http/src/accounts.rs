//! Accounts, as administrators work on them, and the links that they hand out.

use crate::failure::Result;
use crate::middleware::visit_of;
use crate::session::begun;
use crate::state::AppState;
use crate::support::{At, Authenticated, IfMatch, Json, no_content, with_etag};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use shared::access::{AccountView, Because, LinkAnswer, NewLink, SessionView, UseLink};
use shared::ids::StaffId;
use shared::problem::Problem;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(use_link)
        .service(read_account)
        .service(make_link)
        .service(revoke_link)
        .service(deactivate)
        .service(reactivate);
}

/// Uses a sign-in link: sets the password of whoever it is for, and signs them in.
///
/// The token travels in the body. A link works once, for 72 hours; one that is forged, was used or replaced, or has run
/// out of time gets one answer.
#[utoipa::path(
    tag = "access",
    security(()),
    request_body = UseLink,
    responses(
        (
            status = 201,
            description = "The password is set, and the session has begun.",
            body = SessionView,
            headers(("Set-Cookie" = String, description = "The session's cookie.")),
        ),
        (
            status = 410,
            description = "`link_over`: This link does not work.",
            body = Problem,
            content_type = "application/problem+json",
        ),
    ),
)]
#[post("/sign-in-links/use")]
async fn use_link(
    request: HttpRequest,
    state: web::Data<AppState>,
    body: Json<UseLink>,
) -> Result<HttpResponse> {
    let visit = visit_of(&request)?;
    let started = state.service.use_link(body.value, visit).await?;
    begun(&request, &state, started)
}

/// Reads a person's account: how far it has come, what waits, and how much they own of what somebody else would have to
/// take over.
#[utoipa::path(tag = "access", responses((status = 200, description = "The account.", body = AccountView)))]
#[get("/staff/{id}/account")]
async fn read_account(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
) -> Result<HttpResponse> {
    let account = state.service.account(&ctx, id.0).await?;
    with_etag(account.version, &account)
}

/// Makes a link with which a person sets their password. It is shown this once.
///
/// The one before it stops working, so that it may be sent twice. For someone who holds, or waits for, a role that
/// needs a second administrator, it asks one first: `waiting`. Once they have confirmed it, whoever asked makes it.
/// A link for a new password ends the old one, and every session, at once.
#[utoipa::path(
    tag = "access",
    request_body = NewLink,
    responses((status = 200, description = "The link, or what waits.", body = LinkAnswer)),
)]
#[post("/staff/{id}/sign-in-link")]
async fn make_link(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    body: Json<NewLink>,
) -> Result<HttpResponse> {
    crate::support::ok(&state.service.make_link(&ctx, id.0, body.value).await?)
}

/// Takes a person's sign-in link back, if it has not been used.
#[utoipa::path(tag = "access", responses((status = 204, description = "No link works.")))]
#[delete("/staff/{id}/sign-in-link")]
async fn revoke_link(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
) -> Result<HttpResponse> {
    state.service.revoke_link(&ctx, id.0).await?;
    no_content()
}

/// Deactivates an account: its sessions, password, roles and links end at once, and what waits about it.
///
/// The answer lists, by kind and number, what the person owns and somebody else has to take over.
#[utoipa::path(
    tag = "access",
    params(IfMatch),
    request_body = Because,
    responses((status = 200, description = "The account afterwards.", body = AccountView)),
)]
#[post("/staff/{id}/deactivate")]
async fn deactivate(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    version: IfMatch,
    body: Json<Because>,
) -> Result<HttpResponse> {
    let account = state
        .service
        .deactivate(&ctx, id.0, version.0, body.value)
        .await?;
    with_etag(account.version, &account)
}

/// Reactivates an account, without a password and without roles: both are given anew.
#[utoipa::path(
    tag = "access",
    params(IfMatch),
    request_body = Because,
    responses((status = 200, description = "The account afterwards.", body = AccountView)),
)]
#[post("/staff/{id}/reactivate")]
async fn reactivate(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    version: IfMatch,
    body: Json<Because>,
) -> Result<HttpResponse> {
    let account = state
        .service
        .reactivate(&ctx, id.0, version.0, body.value)
        .await?;
    with_etag(account.version, &account)
}
