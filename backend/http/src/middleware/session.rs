//! Who asks: checked before anything else of a request is read. Everything under `/api/v1` needs a session unless it is
//! listed here as public.

use super::same_origin::{is_same_origin, is_secure};
use super::{address_of, arrival_of};
use crate::failure::{Failure, Result};
use crate::state::AppState;
use actix_web::body::BoxBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::HeaderValue;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use service::{Context, SignedIn};
use shared::access::{CSRF_HEADER, SESSION, SESSION_COOKIE, USE_LINK};
use shared::problem::ProblemCode;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// What may be asked without a session.
const PUBLIC: [(Method, &str); 2] = [(Method::POST, SESSION), (Method::POST, USE_LINK)];

/// Lets a request through with its context, or refuses it.
pub(crate) async fn require_session(
    state: web::Data<AppState>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> std::result::Result<ServiceResponse, Error> {
    if !request.resource_map().has_resource(request.path()) {
        // There is nothing here to protect: not found, whoever asks.
        return next.call(request).await;
    }
    let had_cookie = request.cookie(SESSION_COOKIE).is_some();
    match admitted(request.request(), &state).await {
        Ok(None) => next.call(request).await,
        Ok(Some((context, renewed))) => {
            request.extensions_mut().insert(context);
            let mut response = next.call(request).await?;
            if let Some(token) = renewed
                && response
                    .response()
                    .cookies()
                    .all(|cookie| cookie.name() != SESSION_COOKIE)
            {
                let cookie = session_cookie(response.request(), &state, Some(token));
                response.response_mut().add_cookie(&cookie)?;
            }
            Ok(response)
        }
        Err(failure) => {
            let ended = failure.problem().code == ProblemCode::SignedOut && had_cookie;
            let mut response = request.error_response(failure);
            if ended {
                let cookie = session_cookie(response.request(), &state, None);
                response.response_mut().add_cookie(&cookie)?;
            }
            Ok(response)
        }
    }
}

type Admitted = Option<(Context, Option<String>)>;

/// The context of a request and, where its token grows old, a new one; nothing for what is public.
async fn admitted(request: &HttpRequest, state: &AppState) -> Result<Admitted> {
    let changes = !request.method().is_safe();
    if changes && !is_same_origin(request.headers(), request.uri(), &state.config) {
        return Err(not_ours());
    }
    let public = PUBLIC
        .iter()
        .any(|(method, path)| method == request.method() && *path == request.path());
    if public {
        return Ok(None);
    }
    let cookie = request
        .cookie(SESSION_COOKIE)
        .ok_or(service::Error::SignedOut)?;
    let arrival = arrival_of(request, state);
    let authenticated = state
        .service
        .authenticate(cookie.value(), arrival.now)
        .await?;
    if changes && !carries_token(request, &authenticated.signed_in) {
        return Err(not_ours());
    }
    let context = Context {
        signed_in: Arc::new(authenticated.signed_in),
        now: arrival.now,
        request: arrival.id,
        origin: address_of(request),
        entropy: Arc::clone(&state.service.entropy),
    };
    Ok(Some((context, authenticated.renewed)))
}

/// Compared in constant time: how long it takes tells nothing of the token.
fn carries_token(request: &HttpRequest, signed_in: &SignedIn) -> bool {
    let sent = request
        .headers()
        .get(CSRF_HEADER)
        .map(HeaderValue::as_bytes);
    sent.unwrap_or_default()
        .ct_eq(signed_in.csrf_token.as_bytes())
        .into()
}

fn not_ours() -> Failure {
    let how = format!(
        "Send the session's csrf_token in {CSRF_HEADER}, from this service's own pages or from a program."
    );
    Failure::new(ProblemCode::Csrf, how)
}

/// The cookie that carries a token; without one, the cookie that takes it away.
pub(crate) fn session_cookie(
    request: &HttpRequest,
    state: &AppState,
    token: Option<String>,
) -> Cookie<'static> {
    let gone = token.is_none();
    let mut cookie = Cookie::build(SESSION_COOKIE, token.unwrap_or_default())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(is_secure(request.headers(), request.uri(), &state.config))
        .finish();
    if gone {
        cookie.set_max_age(Duration::ZERO);
    }
    cookie
}
