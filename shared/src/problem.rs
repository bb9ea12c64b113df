//! What goes wrong, on the wire: problem details of RFC 9457.

use crate::ids::RequestId;
use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// The stable name of a kind of problem; clients branch on it, never on the words.
    ProblemCode {
        Malformed = "malformed", "The request could not be read";
        Invalid = "invalid", "Some of what was sent needs mending";
        UnsupportedType = "unsupported_media_type", "The request must be of the kind that this address takes";
        TooLarge = "too_large", "The request is too large";
        TooSlow = "too_slow", "The request took too long to arrive";
        SignedOut = "signed_out", "Sign in to go on";
        InvalidToken = "invalid_token", "The access token is not good, or no longer";
        WrongCredentials = "wrong_credentials", "The email address or password is not right";
        Csrf = "csrf", "The request did not come from this service's own pages";
        FreshSignInNeeded = "fresh_sign_in_needed", "Enter your password to go on";
        Forbidden = "forbidden", "You cannot do this";
        NotFound = "not_found", "There is nothing here that you can see";
        LinkOver = "link_over", "This link does not work";
        MethodNotAllowed = "method_not_allowed", "This address does not take that kind of request";
        Conflict = "conflict", "This cannot be done as things stand";
        NotPermittedNow = "not_permitted_now", "This cannot be done at this stage";
        Outstanding = "outstanding", "Something is still outstanding";
        IdempotencyKeyMissing = "idempotency_key_missing", "An Idempotency-Key header is needed";
        IdempotencyConflict = "idempotency_conflict", "This Idempotency-Key was used for something else";
        VersionMissing = "version_missing", "An If-Match header is needed";
        Stale = "stale", "Someone else changed this while you were working on it";
        InvalidCursor = "invalid_cursor", "This place in the list is not one we gave";
        RateLimited = "rate_limited", "There were too many requests";
        HeadersTooLarge = "headers_too_large", "The request's headers are too large";
        TimedOut = "timed_out", "The service took too long";
        TooManyAttempts = "too_many_attempts", "There were too many attempts";
        Busy = "busy", "The service is busy. Try again in a moment";
        Internal = "internal", "Something went wrong on our side";
    }
}

impl ProblemCode {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::IdempotencyKeyMissing | Self::InvalidCursor => 400,
            Self::SignedOut | Self::InvalidToken | Self::WrongCredentials => 401,
            Self::Forbidden | Self::Csrf | Self::FreshSignInNeeded => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooSlow => 408,
            Self::Conflict
            | Self::NotPermittedNow
            | Self::Outstanding
            | Self::IdempotencyConflict => 409,
            Self::LinkOver => 410,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::Invalid => 422,
            Self::VersionMissing => 428,
            Self::TooManyAttempts | Self::RateLimited => 429,
            Self::HeadersTooLarge => 431,
            Self::Internal => 500,
            Self::Busy | Self::TimedOut => 503,
        }
    }
}

codes! {
    /// What is wrong with one field.
    FieldCode {
        Required = "required", "Is needed";
        TooLong = "too_long", "Is too long";
        TooMany = "too_many", "There are too many";
        WrongType = "wrong_type", "Is of the wrong kind";
        Unknown = "unknown", "Is not known";
        Future = "future", "Is in the future";
        Contradiction = "contradiction", "Contradicts something else";
        NotAllowed = "not_allowed", "Is not allowed";
    }
}

/// One field that needs mending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where, as a JSON pointer into what was sent: `/children/0/name`.
    pub pointer: String,
    /// What kind of thing is wrong.
    pub code: FieldCode,
    /// What is wrong and how to mend it, in plain English.
    pub detail: String,
}

impl FieldError {
    /// A field error from its three parts.
    pub fn new(pointer: impl Into<String>, code: FieldCode, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            detail: detail.into(),
        }
    }
}

/// Something that still has to be done before an action is possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutstandingItem {
    /// What is outstanding, in plain English.
    pub what: String,
}

/// The body of every answer that is not a success (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI naming the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words; the same for every problem of this kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable name of the kind of problem.
    pub code: ProblemCode,
    /// What happened this time and what to do next.
    pub detail: String,
    /// The request, for whoever looks into it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<RequestId>,
    /// How many seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub retry_after: Option<u64>,
    /// Each field that needs mending.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub errors: Vec<FieldError>,
    /// What has to be done first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub outstanding: Vec<OutstandingItem>,
}

/// A number of seconds in words, rounded up to minutes from two minutes on.
pub fn seconds(count: u64) -> String {
    match count {
        0 | 1 => "a second".to_owned(),
        2..120 => format!("{count} seconds"),
        _ => format!("{} minutes", count.div_ceil(60)),
    }
}

impl Problem {
    /// A problem of a kind, with the words for this time.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:safeguarding-reviews:problem:{code}"),
            title: code.label().to_owned(),
            status: code.status(),
            code,
            detail: detail.into(),
            request_id: None,
            retry_after: None,
            errors: Vec::new(),
            outstanding: Vec::new(),
        }
    }
    /// A problem that names the fields to mend.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut problem = Self::new(
            ProblemCode::Invalid,
            "Mend the fields named here and send it again. Nothing was saved.",
        );
        problem.errors = errors;
        problem
    }
}
