//! The headers that make a change safe: which version it changes, and which intention it carries out.

use crate::failure::{Failure, Result};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use shared::problem::ProblemCode;
use std::future::{Ready, ready};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// The header that names one intention to create.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The version that a change is meant for, from `If-Match: "v7"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i64);

/// Names one intention to create: the same key with the same request creates once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub service::IdempotencyKey);

impl FromRequest for IfMatch {
    type Error = Failure;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(version(request))
    }
}

fn version(request: &HttpRequest) -> Result<IfMatch> {
    let Some(value) = request.headers().get(header::IF_MATCH) else {
        return Err(Failure::new(
            ProblemCode::VersionMissing,
            "Read the record, and send its ETag in If-Match, so that nobody's change is lost.",
        ));
    };
    let tag = value.to_str().unwrap_or_default().trim();
    let number = tag
        .strip_prefix("\"v")
        .and_then(|rest| rest.strip_suffix('"'));
    let version = number
        .and_then(|number| number.parse().ok())
        .filter(|version| *version >= 0);
    version.map(IfMatch).ok_or_else(|| {
        Failure::new(
            ProblemCode::Malformed,
            "Send If-Match as the ETag was given, such as \"v7\" with its quotation marks.",
        )
    })
}

impl FromRequest for IdempotencyKey {
    type Error = Failure;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(key(request))
    }
}

fn key(request: &HttpRequest) -> Result<IdempotencyKey> {
    const HOW: &str = "Send an Idempotency-Key of 8 to 64 letters, digits or punctuation marks, such as a new UUID: \
         sending the request again with the same key creates nothing twice.";
    let value = request.headers().get(IDEMPOTENCY_KEY);
    let key = value
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok());
    key.map(IdempotencyKey)
        .ok_or_else(|| Failure::new(ProblemCode::IdempotencyKeyMissing, HOW))
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![required_header(
            "If-Match",
            "The ETag of the version that the change is meant for, such as `\"v7\"`.",
        )]
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![required_header(
            IDEMPOTENCY_KEY,
            "Names this intention: 8 to 64 visible characters, such as a new UUID. The same key with the same request creates once.",
        )]
    }
}

fn required_header(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn asked(name: &'static str, value: &str) -> HttpRequest {
        TestRequest::default()
            .insert_header((name, value))
            .to_http_request()
    }

    #[test]
    fn a_version_is_read_as_it_was_given() {
        assert_eq!(version(&asked("if-match", "\"v7\"")).unwrap(), IfMatch(7));
    }

    #[test]
    fn a_missing_version_and_a_malformed_one_are_told_apart() {
        let missing = version(&TestRequest::default().to_http_request()).unwrap_err();
        assert_eq!(missing.problem().status, 428);
        for tag in [
            "7",
            "v7",
            "\"7\"",
            "*",
            "W/\"v7\"",
            "\"v-1\"",
            "\"v1\", \"v2\"",
        ] {
            assert_eq!(
                version(&asked("if-match", tag))
                    .unwrap_err()
                    .problem()
                    .status,
                400,
                "{tag}"
            );
        }
    }

    #[test]
    fn a_key_has_8_to_64_visible_characters() {
        let long = "k".repeat(64);
        for good in ["0190a8f0-0000-7000-8000-000000000001", "12345678", &long] {
            assert!(key(&asked(IDEMPOTENCY_KEY, good)).is_ok(), "{good}");
        }
        let long = "k".repeat(65);
        for bad in ["", "1234567", "with a space", &long] {
            let problem = key(&asked(IDEMPOTENCY_KEY, bad)).unwrap_err().problem();
            assert_eq!(problem.code, ProblemCode::IdempotencyKeyMissing, "{bad}");
        }
    }
}
