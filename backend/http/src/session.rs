//! The session of whoever is signed in.

use crate::failure::Result;
use crate::middleware::{device_cookie, session_cookie, visit_of};
use crate::state::AppState;
use crate::support::{Authenticated, Json, created, no_content, ok};
use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use service::access::SessionStarted;
use shared::access::{DEVICE_COOKIE, FreshSignIn, SESSION, SessionView, SignIn};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in)
        .service(read_session)
        .service(sign_in_afresh)
        .service(stay)
        .service(sign_out);
}

/// Signs in.
///
/// Sets the cookie of the session. The answer to an unknown address and to a wrong password is the same. Whoever goes on
/// guessing is made to wait, longer each time: 429 with `Retry-After`. When many sign in at once, some are asked to
/// wait: 503 with `Retry-After`.
#[utoipa::path(
    tag = "session",
    security(()),
    responses((
        status = 201,
        description = "The session has begun.",
        body = SessionView,
        headers(("Set-Cookie" = String, description = "The session's cookie.")),
    )),
)]
#[post("/session")]
async fn sign_in(
    request: HttpRequest,
    state: web::Data<AppState>,
    body: Json<SignIn>,
) -> Result<HttpResponse> {
    let visit = visit_of(&request)?;
    let device = request
        .cookie(DEVICE_COOKIE)
        .map(|cookie| cookie.value().to_owned());
    let started = state.service.sign_in(body.value, visit, device).await?;
    begun(&request, &state, started)
}

/// The answer to whoever has just signed in.
pub(crate) fn begun(
    request: &HttpRequest,
    state: &AppState,
    started: SessionStarted,
) -> Result<HttpResponse> {
    let response = created(SESSION, None, &started.view)?;
    with_cookies(response, request, state, started)
}

/// Reads the session: who is signed in, with which roles, and the token that changes need.
#[utoipa::path(tag = "session", responses((status = 200, description = "The session.", body = SessionView)))]
#[get("/session")]
async fn read_session(state: web::Data<AppState>, who: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.session(&who).await?)
}

/// Gives the password again, for sensitive acts.
///
/// Sensitive acts answer 403 with the code `fresh_sign_in_needed` unless the password was given within the last five
/// minutes. This begins a new session in the place of the old: a new cookie, a new `csrf_token`. A wrong password is a
/// fault of the field `/password`, and the old session stays.
#[utoipa::path(
    tag = "session",
    responses((
        status = 200,
        description = "The session has begun anew.",
        body = SessionView,
        headers(("Set-Cookie" = String, description = "The session's cookie.")),
    )),
)]
#[post("/session/fresh")]
async fn sign_in_afresh(
    request: HttpRequest,
    state: web::Data<AppState>,
    who: Authenticated,
    body: Json<FreshSignIn>,
) -> Result<HttpResponse> {
    let started = state.service.sign_in_afresh(&who, body.value).await?;
    anew(&request, &state, started)
}

/// The answer to whoever has just given their password again.
pub(crate) fn anew(
    request: &HttpRequest,
    state: &AppState,
    started: SessionStarted,
) -> Result<HttpResponse> {
    with_cookies(ok(&started.view)?, request, state, started)
}

fn with_cookies(
    mut response: HttpResponse,
    request: &HttpRequest,
    state: &AppState,
    started: SessionStarted,
) -> Result<HttpResponse> {
    add_cookie(&mut response, request, state, Some(started.token))?;
    if let Some(token) = started.device {
        add(&mut response, &device_cookie(request, state, token))?;
    }
    Ok(response)
}

/// Stays signed in.
///
/// Reading the session does not prolong it, so that a page can ask how long it lasts; any other request does, and so does
/// this one, which changes nothing else.
#[utoipa::path(tag = "session", responses((status = 200, description = "The session.", body = SessionView)))]
#[post("/session/stay")]
async fn stay(state: web::Data<AppState>, who: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.session(&who).await?)
}

/// Signs out: the session ends on the server, and the cookie is taken away.
#[utoipa::path(tag = "session", responses((status = 204, description = "The session has ended.")))]
#[delete("/session")]
async fn sign_out(
    request: HttpRequest,
    state: web::Data<AppState>,
    who: Authenticated,
) -> Result<HttpResponse> {
    state.service.sign_out(&who).await?;
    let mut response = no_content()?;
    add_cookie(&mut response, &request, &state, None)?;
    Ok(response)
}

fn add_cookie(
    response: &mut HttpResponse,
    request: &HttpRequest,
    state: &AppState,
    token: Option<String>,
) -> Result<()> {
    add(response, &session_cookie(request, state, token))
}

fn add(response: &mut HttpResponse, cookie: &Cookie<'_>) -> Result<()> {
    response
        .add_cookie(cookie)
        .map_err(|error| service::Error::Internal(error.to_string()))?;
    Ok(())
}
