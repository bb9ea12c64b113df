//! The session of whoever is signed in.

use crate::failure::Result;
use crate::middleware::{address_of, arrival_of, session_cookie};
use crate::state::AppState;
use crate::support::{Authenticated, Json, created, no_content, ok};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use shared::access::{SESSION, SessionView, SignIn};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in)
        .service(read_session)
        .service(sign_out);
}

/// Signs in.
///
/// Sets the cookie of the session. The answer to an unknown address and to a wrong password is the same. When many sign
/// in at once, some are asked to wait: 503 with `Retry-After`.
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
    let arrival = arrival_of(&request, &state);
    let started = state
        .service
        .sign_in(body.value, arrival.now, arrival.id, address_of(&request))
        .await?;
    let mut response = created(SESSION, None, &started.view)?;
    add_cookie(&mut response, &request, &state, Some(started.token))?;
    Ok(response)
}

/// Reads the session: who is signed in, with which roles, and the token that changes need.
#[utoipa::path(tag = "session", responses((status = 200, description = "The session.", body = SessionView)))]
#[get("/session")]
async fn read_session(state: web::Data<AppState>, who: Authenticated) -> Result<HttpResponse> {
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

pub(crate) fn add_cookie(
    response: &mut HttpResponse,
    request: &HttpRequest,
    state: &AppState,
    token: Option<String>,
) -> Result<()> {
    let cookie = session_cookie(request, state, token);
    response
        .add_cookie(&cookie)
        .map_err(|error| service::Error::Internal(error.to_string()))?;
    Ok(())
}
