//! What a person does about their own sign-in.

use crate::failure::Result;
use crate::session::anew;
use crate::state::AppState;
use crate::support::{At, Authenticated, Json, no_content, ok};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use shared::access::{ChangePassword, OwnSession, SessionView};
use shared::ids::SessionId;
use shared::problem::Problem;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_own_sessions)
        .service(end_other_sessions)
        .service(end_own_session)
        .service(change_password);
}

/// Lists where one is signed in, the place used last first.
#[utoipa::path(tag = "session", responses((status = 200, description = "One's own sessions.", body = Vec<OwnSession>)))]
#[get("/account/sessions")]
async fn list_own_sessions(state: web::Data<AppState>, who: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.own_sessions(&who).await?)
}

/// Ends all of one's sessions but this one.
///
/// It needs a fresh sign-in.
#[utoipa::path(tag = "session", responses((status = 204, description = "They have ended.")))]
#[post("/account/sessions/end-others")]
async fn end_other_sessions(
    state: web::Data<AppState>,
    who: Authenticated,
) -> Result<HttpResponse> {
    state.service.end_other_sessions(&who).await?;
    no_content()
}

/// Ends one of one's other sessions.
///
/// It needs a fresh sign-in. The session that asks is ended by signing out.
#[utoipa::path(
    tag = "session",
    responses(
        (status = 204, description = "It has ended."),
        (
            status = 409,
            description = "`conflict`: This is the session that asks.",
            body = Problem,
            content_type = "application/problem+json",
        ),
    ),
)]
#[delete("/account/sessions/{id}")]
async fn end_own_session(
    state: web::Data<AppState>,
    who: Authenticated,
    id: At<SessionId>,
) -> Result<HttpResponse> {
    state.service.end_own_session(&who, id.0).await?;
    no_content()
}

/// Changes one's password.
///
/// The one that one has is given too, which counts as a fresh sign-in. Every other session ends, and this one begins
/// anew: a new cookie, a new `csrf_token`.
#[utoipa::path(
    tag = "session",
    responses((
        status = 200,
        description = "The password is changed, and the session has begun anew.",
        body = SessionView,
        headers(("Set-Cookie" = String, description = "The session's cookie.")),
    )),
)]
#[put("/account/password")]
async fn change_password(
    request: HttpRequest,
    state: web::Data<AppState>,
    who: Authenticated,
    body: Json<ChangePassword>,
) -> Result<HttpResponse> {
    let started = state.service.change_password(&who, body.value).await?;
    anew(&request, &state, started)
}
