//! Answers that succeed. They are results so that a handler ends with one.

#![allow(
    clippy::unnecessary_wraps,
    reason = "a handler ends with one of these and answers with a result"
)]

use crate::failure::Result;
use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

/// 200 with a body that has no version.
pub fn ok(body: &impl Serialize) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(body))
}

/// 200 with a body and its version as the ETag.
pub fn with_etag(version: i64, body: &impl Serialize) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag(version)))
        .json(body))
}

/// 201 with a body, where to find it, and its version where it has one.
pub fn created(
    location: impl Into<String>,
    version: Option<i64>,
    body: &impl Serialize,
) -> Result<HttpResponse> {
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, location.into()));
    if let Some(version) = version {
        response.insert_header((header::ETAG, etag(version)));
    }
    Ok(response.json(body))
}

/// 204.
pub fn no_content() -> Result<HttpResponse> {
    Ok(HttpResponse::NoContent().finish())
}

fn etag(version: i64) -> String {
    format!("\"v{version}\"")
}
