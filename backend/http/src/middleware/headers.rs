//! The headers that every answer carries.

use crate::state::HttpConfig;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use shared::chasing::calendar::FEEDS;

const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];

/// What the client's pages may do; a page with another need says so itself.
const PAGES: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
/// What an answer of the API may do if something shows it as a page: nothing.
const DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What decides about the headers, kept from the request.
pub(super) struct Finish {
    api: bool,
    https: bool,
}

impl Finish {
    pub(super) fn of(request: &ServiceRequest, config: &HttpConfig, tls: bool) -> Self {
        Self {
            api: ["/api/", FEEDS]
                .iter()
                .any(|data| request.path().starts_with(data)),
            https: tls
                || config
                    .origin
                    .as_deref()
                    .is_some_and(|origin| origin.starts_with("https://")),
        }
    }

    /// Adds what is missing: a handler's own choice stays.
    pub(super) fn apply(&self, headers: &mut HeaderMap) {
        for (name, value) in ALWAYS {
            headers.insert(name, value);
        }
        let policy = if self.api { DATA } else { PAGES };
        default(headers, header::CONTENT_SECURITY_POLICY, policy);
        default(headers, header::CACHE_CONTROL, NO_STORE);
        if self.https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
        }
    }
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}
