//! What surrounds every request: its id, its log line, the headers of its answer, and a problem document whatever went
//! wrong, a panic included.

mod headers;
mod limits;
mod network;
mod panics;
mod refusals;
mod same_origin;
mod session;

pub(crate) use limits::Rates;
pub(crate) use refusals::audit_refusals;
pub(crate) use session::{device_cookie, require_session, session_cookie};

use crate::failure::{Failure, explain};
use crate::state::{AppState, HttpConfig};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use service::access::Visit;
use shared::ids::RequestId;
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A request's arrival: when, and under which id it is logged and answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival {
    pub(crate) id: RequestId,
    pub(crate) now: DateTime<Utc>,
    source: network::Source,
    started: Instant,
}

impl Arrival {
    /// A client's own id is taken only where it is a UUID: what is logged is never its words.
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place that measures how long requests take"
    )]
    fn of(request: &ServiceRequest, state: &AppState) -> Self {
        let (headers, service) = (request.headers(), &state.service);
        let now = service.clock.now();
        let given = headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok());
        let id = given
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| service.entropy.id(now).into());
        Self {
            id,
            now,
            source: network::Source::of(request, &state.config),
            started: Instant::now(),
        }
    }

    fn milliseconds(&self) -> f64 {
        let micros = u32::try_from(self.started.elapsed().as_micros()).unwrap_or(u32::MAX);
        f64::from(micros) / 1000.0
    }
}

/// What was noted of a request when it arrived.
fn arrival_of(request: &HttpRequest) -> Result<Arrival, Failure> {
    let noted = request.extensions().get::<Arrival>().copied();
    noted.ok_or_else(|| {
        service::Error::Internal("a request came without its envelope".to_owned()).into()
    })
}

/// What the use cases are told of a request before it is known whose it is.
pub(crate) fn visit_of(request: &HttpRequest) -> Result<Visit, Failure> {
    let arrival = arrival_of(request)?;
    Ok(Visit {
        now: arrival.now,
        request: arrival.id,
        origin: arrival.source.address.map(|address| address.to_string()),
    })
}

/// Whether a trusted proxy says that the request came over TLS.
fn came_over_tls(request: &HttpRequest) -> bool {
    arrival_of(request).is_ok_and(|arrival| arrival.source.tls)
}

/// The address under which people reach the service, for links that leave it.
pub(crate) fn own_address(request: &HttpRequest, config: &HttpConfig) -> Option<String> {
    same_origin::address(request.headers(), request.uri(), config)
}

/// The outermost middleware.
pub(crate) async fn envelope(
    state: web::Data<AppState>,
    request: ServiceRequest,
    next: Next<actix_web::body::BoxBody>,
) -> Result<ServiceResponse, Error> {
    let arrival = Arrival::of(&request, &state);
    request.extensions_mut().insert(arrival);
    let method = request.method().clone();
    let finish = headers::Finish::of(&request, &state.config, arrival.source.tls);
    let answering = async {
        limits::check_headers(request.headers())?;
        state.rates.take_address(request.path(), &arrival)?;
        timeout(limits::time_of(&state, &request), next.call(request))
            .await
            .unwrap_or_else(|_| Err(limits::timed_out().into()))
    };
    match panics::caught(answering).await {
        Ok(answered) => {
            let (request, response) = answered.into_parts();
            let response = complete(response, &finish, arrival);
            log(
                &method,
                request.match_pattern().as_deref(),
                &response,
                arrival,
            );
            Ok(ServiceResponse::new(request, response))
        }
        Err(error) => {
            let response = complete(HttpResponse::from_error(error), &finish, arrival);
            log(&method, None, &response, arrival);
            Err(InternalError::from_response("answered already", response).into())
        }
    }
}

fn complete(response: HttpResponse, finish: &headers::Finish, arrival: Arrival) -> HttpResponse {
    let mut response = explain(response, arrival.id);
    finish.apply(response.headers_mut());
    if let Ok(id) = HeaderValue::from_str(&arrival.id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// One line a request: the pattern of its address, never the address itself, which can hold what someone typed.
fn log(method: &Method, route: Option<&str>, response: &HttpResponse, arrival: Arrival) {
    let method = if STANDARD.contains(method) {
        method.as_str()
    } else {
        "-"
    };
    tracing::info!(
        target: "access",
        %method,
        route = route.unwrap_or("-"),
        status = response.status().as_u16(),
        ms = arrival.milliseconds(),
        request = %arrival.id,
    );
}

/// A method can be any word a client chooses: only these are logged.
const STANDARD: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
];
