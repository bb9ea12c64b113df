//! A request's body, read strictly: JSON only, of a bounded size, arriving in a bounded time, with every field known.

use super::faults;
use crate::failure::{Failure, Result};
use crate::state::{AppState, HttpConfig};
use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpMessage, HttpRequest, rt::time::timeout};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use service::RequestHash;
use shared::problem::ProblemCode;
use std::future::Future;
use std::pin::Pin;

/// A body of one type.
#[derive(Debug, Clone)]
pub struct Json<T> {
    /// What was sent.
    pub value: T,
    path: String,
}

impl<T: Serialize> Json<T> {
    /// The same for the same request sent again, however its JSON is spaced or ordered.
    pub fn hash(&self) -> Result<RequestHash> {
        Ok(RequestHash::of(&(&self.path, &self.value))?)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        Box::pin(extract(request, payload, config_of(request)))
    }
}

/// A body of one type where a text or a spreadsheet is sent.
#[derive(Debug, Clone)]
pub struct LargeJson<T>(pub Json<T>);

impl<T: DeserializeOwned + 'static> FromRequest for LargeJson<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let config = config_of(request);
        let large = HttpConfig {
            body_limit: config.large_body_limit,
            body_deadline: config.body_deadline * 2,
            ..config
        };
        let body = extract(request, payload, large);
        Box::pin(async move { Ok(Self(body.await?)) })
    }
}

fn config_of(request: &HttpRequest) -> HttpConfig {
    let state = request.app_data::<web::Data<AppState>>();
    state
        .map(|state| (*state.config).clone())
        .unwrap_or_default()
}

/// Reads a body within the limits of `config`.
fn extract<T: DeserializeOwned>(
    request: &HttpRequest,
    payload: &mut Payload,
    config: HttpConfig,
) -> impl Future<Output = Result<Json<T>>> + use<T> {
    let path = request.path().to_owned();
    let body = web::Payload::from_request(request, payload);
    let checked = check_headers(request, &config);
    async move {
        checked?;
        let body = body.await.map_err(|_| unfinished())?;
        let bytes = receive(body, &config).await?;
        Ok(Json {
            value: read(&bytes)?,
            path,
        })
    }
}

/// Refuses by what the headers say, before a byte of the body is read.
fn check_headers(request: &HttpRequest, config: &HttpConfig) -> Result<()> {
    if request
        .content_type()
        .eq_ignore_ascii_case("application/json")
        && charset_is_utf8(request)
    {
        // Compressed bodies are not taken: a few bytes can unfold into very many.
        let encoding = request.headers().get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| encoding != "identity") {
            return Err(Failure::new(
                ProblemCode::UnsupportedType,
                "Send the body without Content-Encoding.",
            ));
        }
    } else {
        return Err(Failure::new(
            ProblemCode::UnsupportedType,
            "Send the body as UTF-8 JSON with Content-Type: application/json.",
        ));
    }
    let limit = config.body_limit;
    match content_length(request.headers()) {
        Some(length) if length > limit => Err(too_large(limit)),
        _ => Ok(()),
    }
}

fn charset_is_utf8(request: &HttpRequest) -> bool {
    let named = request.mime_type().ok().flatten();
    let charset = named.as_ref().and_then(|mime| mime.get_param("charset"));
    charset.is_none_or(|charset| charset == "utf-8")
}

fn content_length(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

pub(super) async fn receive(body: web::Payload, config: &HttpConfig) -> Result<Bytes> {
    let arriving = timeout(
        config.body_deadline,
        body.to_bytes_limited(config.body_limit),
    );
    match arriving.await {
        Ok(Ok(Ok(bytes))) => Ok(bytes),
        Ok(Ok(Err(_))) => Err(unfinished()),
        Ok(Err(_)) => Err(too_large(config.body_limit)),
        Err(_) => Err(Failure::new(
            ProblemCode::TooSlow,
            format!(
                "Send the whole body within {} seconds.",
                config.body_deadline.as_secs()
            ),
        )),
    }
}

fn unfinished() -> Failure {
    Failure::new(
        ProblemCode::Malformed,
        "The body ended before it was whole. Send it again.",
    )
}

fn too_large(limit: usize) -> Failure {
    Failure::new(
        ProblemCode::TooLarge,
        format!("Send at most {} KiB.", limit / 1024),
    )
}

/// First whether it is JSON at all, then what it says: the library calls a number where a word is due a fault of
/// syntax, and it is a fault of one field.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| malformed(&error))?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        Failure::field(faults::field_error(
            error.path(),
            &error.inner().to_string(),
        ))
    })
}

/// serde's words for bad syntax name what it wanted and where, and nothing of what was sent.
fn malformed(error: &serde_json::Error) -> Failure {
    Failure::new(
        ProblemCode::Malformed,
        format!("The body is not JSON: {error}."),
    )
}

#[cfg(test)]
mod tests;
