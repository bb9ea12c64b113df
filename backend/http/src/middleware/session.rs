//! Who asks: checked before anything else of a request is read. Everything under `/api/v1` needs a session unless it is
//! listed here as public.

use super::refusals::note_forgery;
use super::same_origin::{is_same_origin, is_secure};
use super::{came_over_tls, visit_of};
use crate::failure::{Failure, Result};
use crate::state::AppState;
use actix_web::body::BoxBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use service::access::{Authenticated, REMEMBERED_DAYS, Visit};
use service::{ClientContext, Context, SignedIn};
use shared::access::{
    CSRF_HEADER, DEVICE_COOKIE, HOST_SESSION_COOKIE, INSTALLATION, SESSION, SESSION_COOKIE,
    USE_LINK,
};
use shared::problem::ProblemCode;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// What may be asked without a session. Whoever has one is known there too.
const PUBLIC: [(Method, &str); 3] = [
    (Method::POST, SESSION),
    (Method::POST, USE_LINK),
    (Method::GET, INSTALLATION),
];

/// What a page asks by itself, without the person doing anything: it does not prolong the session.
const NO_WORK: [(Method, &str); 4] = [
    (Method::GET, SESSION),
    (Method::GET, INSTALLATION),
    (Method::GET, TEXT),
    (Method::PUT, WRITERS),
];
/// A page in which a text is open says so every half minute, and fetches what others wrote.
const TEXT: &str = "/api/v1/management-reviews/{id}/text";
const WRITERS: &str = "/api/v1/management-reviews/{id}/writers/{tab}";

/// Is it one of these? They are listed by the pattern of their address.
fn is_any_of(listed: &[(Method, &str)], request: &HttpRequest) -> bool {
    let pattern = request.resource_map().match_pattern(request.path());
    listed
        .iter()
        .any(|(method, path)| method == request.method() && pattern.as_deref() == Some(*path))
}

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
    match admitted(request.request(), &state).await {
        Ok(Admitted::Public) => next.call(request).await,
        Ok(Admitted::Client(context)) => {
            request.extensions_mut().insert(context);
            next.call(request).await
        }
        Ok(Admitted::Person(context, renewed)) => {
            request.extensions_mut().insert(context);
            let mut response = next.call(request).await?;
            if let Some(token) = renewed
                && response
                    .response()
                    .cookies()
                    .all(|cookie| !cookie.name().ends_with(SESSION_COOKIE))
            {
                let cookie = session_cookie(response.request(), &state, Some(token));
                response.response_mut().add_cookie(&cookie)?;
            }
            Ok(response)
        }
        // A dead cookie stays: taking it away could take the newer one that another tab got meanwhile.
        Err(failure) => Ok(request.error_response(failure)),
    }
}

/// Who is let through.
enum Admitted {
    /// Anyone.
    Public,
    /// A person and, where their token grows old, a new one.
    Person(Context, Option<String>),
    /// A third-party system.
    Client(ClientContext),
}

async fn admitted(request: &HttpRequest, state: &AppState) -> Result<Admitted> {
    if let Some(token) = bearer(request, state)? {
        return client(request, state, token).await.map(Admitted::Client);
    }
    let changes = !request.method().is_safe();
    let ours = !changes || is_same_origin(request.headers(), request.uri(), &state.config);
    let public = is_any_of(&PUBLIC, request);
    if public && changes {
        return if ours {
            Ok(Admitted::Public)
        } else {
            Err(not_ours())
        };
    }
    let visit = visit_of(request)?;
    // What comes from elsewhere is not the person's work: it does not prolong the session.
    let works = ours && !is_any_of(&NO_WORK, request);
    let authenticated = match known(request, state, &visit, works).await {
        Err(service::Error::SignedOut) if public => return Ok(Admitted::Public),
        Err(service::Error::SignedOut) if !ours => return Err(not_ours()),
        answer => answer?,
    };
    state
        .rates
        .take_person(authenticated.signed_in.actor.staff)?;
    let ours = ours && (!changes || carries_token(request, &authenticated.signed_in));
    let context = Context {
        signed_in: Arc::new(authenticated.signed_in),
        now: visit.now,
        request: visit.request,
        origin: visit.origin,
        entropy: Arc::clone(&state.service.entropy),
    };
    if !ours {
        note_forgery(state, &context, request).await?;
        return Err(not_ours());
    }
    Ok(Admitted::Person(context, authenticated.renewed))
}

/// The access token that a request carries. One that carries a session's cookie too is refused: it would be two people
/// at once. So is one with two tokens.
fn bearer<'a>(request: &'a HttpRequest, state: &AppState) -> Result<Option<&'a str>> {
    let mut sent = request.headers().get_all(AUTHORIZATION);
    let Some(first) = sent.next() else {
        return Ok(None);
    };
    let value = first.to_str().unwrap_or_default();
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        // What a proxy in front adds for its own use is none of ours.
        return Ok(None);
    }
    if sent.next().is_some() || request.cookie(name_of(request, state)).is_some() {
        let how = "Send either the session’s cookie or one access token, not both.";
        return Err(Failure::new(ProblemCode::Malformed, how));
    }
    Ok(Some(token.trim()))
}

/// The context of a third-party system. Its requests carry no cookie, so no page of another site can send them for it.
async fn client(request: &HttpRequest, state: &AppState, token: &str) -> Result<ClientContext> {
    let visit = visit_of(request)?;
    let actor = state.service.authenticate_client(token, visit.now).await?;
    state.rates.take_person(actor.client)?;
    Ok(ClientContext {
        actor: Arc::new(actor),
        now: visit.now,
        request: visit.request,
        origin: visit.origin,
        entropy: Arc::clone(&state.service.entropy),
    })
}

/// Whoever the request's cookie stands for.
async fn known(
    request: &HttpRequest,
    state: &AppState,
    visit: &Visit,
    works: bool,
) -> service::Result<Authenticated> {
    let cookie = request
        .cookie(name_of(request, state))
        .ok_or(service::Error::SignedOut)?;
    state
        .service
        .authenticate(cookie.value(), visit, works)
        .await
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

/// Whether the session's cookie may travel over TLS only.
fn travels_over_tls(request: &HttpRequest, state: &AppState) -> bool {
    came_over_tls(request) || is_secure(request.headers(), request.uri(), &state.config)
}

/// The name of the session's cookie. Over TLS its prefix has the browser see to it that no other site and no page without
/// TLS can have set it.
fn name_of(request: &HttpRequest, state: &AppState) -> &'static str {
    if travels_over_tls(request, state) {
        HOST_SESSION_COOKIE
    } else {
        SESSION_COOKIE
    }
}

/// The cookie that remembers this browser, sent only to where people sign in.
pub(crate) fn device_cookie(
    request: &HttpRequest,
    state: &AppState,
    token: String,
) -> Cookie<'static> {
    Cookie::build(DEVICE_COOKIE, token)
        .path(SESSION)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(travels_over_tls(request, state))
        .max_age(Duration::days(REMEMBERED_DAYS))
        .finish()
}

/// The cookie that carries a token; without one, the cookie that takes it away.
pub(crate) fn session_cookie(
    request: &HttpRequest,
    state: &AppState,
    token: Option<String>,
) -> Cookie<'static> {
    let gone = token.is_none();
    let mut cookie = Cookie::build(name_of(request, state), token.unwrap_or_default())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(travels_over_tls(request, state))
        .finish();
    if gone {
        cookie.set_max_age(Duration::ZERO);
    }
    cookie
}
