//! Everything an answer can be besides a success: one type, one way onto the wire.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use shared::ids::RequestId;
use shared::integrations::oauth::{OAuthError, OAuthErrorCode};
use shared::problem::{FieldError, Problem, ProblemCode};

/// The media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";
/// How many seconds to wait before trying a busy service again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// How to prove who one is to the token endpoint (RFC 6749, section 5.2).
const BASIC: HeaderValue = HeaderValue::from_static("Basic realm=\"safeguarding-reviews\"");
/// What is said of a token that is not good (RFC 6750, section 3): nothing of why.
const INVALID_TOKEN: HeaderValue =
    HeaderValue::from_static("Bearer realm=\"safeguarding-reviews\", error=\"invalid_token\"");

/// What a handler answers.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a request was not done. The outermost middleware turns it into a problem document and adds the request's id.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A use case refused or failed.
    #[error(transparent)]
    Service(#[from] service::Error),
    /// The request itself could not be used.
    #[error("{}", .0.title)]
    Problem(Box<Problem>),
    /// The token endpoint refused, in the words of RFC 6749.
    #[error("{0}")]
    OAuth(OAuthErrorCode),
}

impl Failure {
    /// A problem with the words for this time.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self::Problem(Box::new(Problem::new(code, detail)))
    }
    /// One field at fault.
    pub fn field(error: FieldError) -> Self {
        Self::Problem(Box::new(Problem::invalid(vec![error])))
    }
    /// The document a client reads.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Service(error) => error.problem(),
            Self::Problem(problem) => (**problem).clone(),
            Self::OAuth(code) => of_status(oauth_status(*code)),
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        if let Self::OAuth(code) = self {
            return oauth_status(*code);
        }
        status(&self.problem())
    }
    /// The body follows in [`explain`], where the request's id is known.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// Gives every answer that is not a success its problem document.
pub(crate) fn explain(response: HttpResponse, request: RequestId) -> HttpResponse {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let cause = response
        .error()
        .and_then(|error| error.as_error::<Failure>());
    if let Some(Failure::OAuth(code)) = cause {
        return oauth(*code);
    }
    let mut problem = cause.map_or_else(|| of_status(status), Failure::problem);
    if let Some(Failure::Service(error)) = cause
        && status.is_server_error()
    {
        // For the people who run the service only: the words can hold what the database said.
        tracing::error!(%request, %error, "a request failed");
    }
    problem.request_id = Some(request);
    let mut explained = document(&problem);
    for (name, value) in response.headers() {
        if !explained.headers().contains_key(name) {
            explained.headers_mut().append(name.clone(), value.clone());
        }
    }
    explained
}

/// A refusal of the token endpoint. Every answer of it that is 401 names the way to prove who one is.
fn oauth(code: OAuthErrorCode) -> HttpResponse {
    let mut response = HttpResponse::build(oauth_status(code));
    if code == OAuthErrorCode::InvalidClient {
        response.insert_header((header::WWW_AUTHENTICATE, BASIC));
    }
    response.json(OAuthError::new(code))
}

fn oauth_status(code: OAuthErrorCode) -> StatusCode {
    match code {
        OAuthErrorCode::InvalidClient => StatusCode::UNAUTHORIZED,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// A problem document as an answer.
pub(crate) fn document(problem: &Problem) -> HttpResponse {
    let mut response = HttpResponse::build(status(problem))
        .content_type(PROBLEM_JSON)
        .json(problem);
    add_retry_after(problem, response.headers_mut());
    if problem.code == ProblemCode::InvalidToken {
        let headers = response.headers_mut();
        headers.insert(header::WWW_AUTHENTICATE, INVALID_TOKEN);
    }
    response
}

fn add_retry_after(problem: &Problem, headers: &mut HeaderMap) {
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    } else if matches!(problem.code, ProblemCode::Busy | ProblemCode::TimedOut) {
        headers.insert(header::RETRY_AFTER, RETRY_AFTER);
    }
}

fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The problem behind a refusal of the framework's own.
fn of_status(status: StatusCode) -> Problem {
    use ProblemCode as P;
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => return service::Error::NotFound.problem(),
        StatusCode::METHOD_NOT_ALLOWED => (
            P::MethodNotAllowed,
            "The Allow header lists the methods that can be used here.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (P::TooLarge, "Send less at a time."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            (P::UnsupportedType, "Send Content-Type: application/json.")
        }
        StatusCode::REQUEST_TIMEOUT => (P::TooSlow, "Send the whole request at once."),
        status if status.is_client_error() => (
            P::Malformed,
            "Check the request against the description of the API.",
        ),
        _ => return service::Error::Internal(String::new()).problem(),
    };
    Problem::new(code, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::{MessageBody, to_bytes};
    use shared::problem::FieldCode;
    use uuid::Uuid;

    async fn explained(response: HttpResponse) -> (HttpResponse<()>, Problem) {
        let id = RequestId(Uuid::from_u128(7));
        let (head, body) = explain(response, id).into_parts();
        assert_eq!(
            head.headers().get(header::CONTENT_TYPE).unwrap(),
            PROBLEM_JSON
        );
        let bytes = to_bytes(body.boxed()).await.unwrap();
        let problem: Problem = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(problem.request_id, Some(id));
        assert_eq!(problem.status, head.status().as_u16());
        (head, problem)
    }

    #[actix_web::test]
    async fn a_use_case_refusal_becomes_its_problem() {
        let (_, problem) = explained(HttpResponse::from_error(Failure::from(
            service::Error::Stale,
        )))
        .await;
        assert_eq!(problem.code, ProblemCode::Stale);
    }

    #[actix_web::test]
    async fn a_busy_service_says_when_to_try_again() {
        let (head, problem) = explained(HttpResponse::from_error(Failure::from(
            service::Error::Busy,
        )))
        .await;
        assert_eq!(problem.status, 503);
        assert!(head.headers().contains_key(header::RETRY_AFTER));
    }

    #[actix_web::test]
    async fn what_the_database_said_stays_here() {
        let error = service::Error::Internal("password in clear".to_owned());
        let (_, problem) = explained(HttpResponse::from_error(Failure::from(error))).await;
        assert_eq!(problem.code, ProblemCode::Internal);
        assert!(!problem.detail.contains("password"));
    }

    #[actix_web::test]
    async fn fields_are_named() {
        let error = FieldError::new("/name", FieldCode::Required, "Enter a name");
        let (_, problem) = explained(HttpResponse::from_error(Failure::field(error.clone()))).await;
        assert_eq!((problem.status, problem.errors), (422, vec![error]));
    }

    #[actix_web::test]
    async fn the_frameworks_own_refusals_are_problems_too() {
        for (status, code) in [
            (StatusCode::NOT_FOUND, ProblemCode::NotFound),
            (
                StatusCode::METHOD_NOT_ALLOWED,
                ProblemCode::MethodNotAllowed,
            ),
            (StatusCode::BAD_REQUEST, ProblemCode::Malformed),
            (StatusCode::INTERNAL_SERVER_ERROR, ProblemCode::Internal),
        ] {
            let (_, problem) = explained(HttpResponse::new(status)).await;
            assert_eq!(problem.code, code);
        }
    }

    #[actix_web::test]
    async fn headers_already_there_stay() {
        let mut response = HttpResponse::new(StatusCode::METHOD_NOT_ALLOWED);
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET"));
        let (head, _) = explained(response).await;
        assert_eq!(head.headers().get(header::ALLOW).unwrap(), "GET");
    }
}
