//! Where no route takes a request: the client's files, or a refusal that says what is wrong.

use crate::failure::{Failure, Result};
use crate::state::AppState;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::problem::ProblemCode;

/// The last to be asked.
pub(crate) async fn fallback(
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse> {
    let path = request.path();
    if let Some(methods) = state.description.methods_at(path) {
        return Ok(method_not_allowed(methods));
    }
    let is_api = path == "/api" || path.starts_with("/api/");
    if is_api {
        return Err(service::Error::NotFound.into());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(method_not_allowed("GET, HEAD"));
    }
    Ok(state
        .assets
        .answer(&request)
        .ok_or(service::Error::NotFound)?)
}

fn method_not_allowed(methods: &str) -> HttpResponse {
    let failure = Failure::new(
        ProblemCode::MethodNotAllowed,
        format!("This address takes {methods}."),
    );
    let mut response = HttpResponse::from_error(failure);
    if let Ok(allow) = HeaderValue::from_str(methods) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}
