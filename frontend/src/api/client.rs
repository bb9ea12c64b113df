//! Calls of the API, generic over what goes out and comes back.
//!
//! All that can be is in one function that is not generic ([`send`]), so that each
//! new type on the wire adds little to the download.

use super::error::ApiError;
pub use super::guard::{Download, Etag, Guard, IdempotencyKey, Versioned};
use crate::dom;
use chrono::{DateTime, Utc};
use gloo_net::http::{Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::access::CSRF_HEADER;
use shared::problem::{Problem, ProblemCode};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// How long to wait for an answer, in milliseconds.
const TIMEOUT: u32 = 30_000;
/// How often one call may ask the person before it gives up.
const ASKINGS: u32 = 3;

/// What a call cannot go on without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The session has ended: signing in again.
    SignIn,
    /// The act is sensitive: the password.
    Password,
}

impl Need {
    fn of(error: &ApiError) -> Option<Self> {
        match error.problem()?.code {
            // A wrong token means that another tab signed in meanwhile: the same remedy.
            ProblemCode::SignedOut | ProblemCode::Csrf => Some(Self::SignIn),
            ProblemCode::FreshSignInNeeded => Some(Self::Password),
            _ => None,
        }
    }
}

/// Asks the person for what is needed; true once the session is good for another try.
pub type AskPerson = Rc<dyn Fn(Need) -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    static CSRF_TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Milliseconds since 1970 as the server last told them, and what the browser's own steady clock said then.
    static SERVER_TIME: Cell<Option<(f64, f64)>> = const { Cell::new(None) };
    static ASK_PERSON: RefCell<Option<AskPerson>> = const { RefCell::new(None) };
}

/// Sets what `X-CSRF-Token` says from now on. Kept in memory only.
pub fn set_csrf_token(token: Option<String>) {
    CSRF_TOKEN.set(token);
}

/// Sets what is done when a call needs something of the person first.
pub fn on_need(ask: AskPerson) {
    ASK_PERSON.set(Some(ask));
}

/// The time by the server's last answer and what has gone by since: the client's own clock may be wrong.
pub fn server_time() -> Option<DateTime<Utc>> {
    // Milliseconds since 1970 are far within both types.
    #[allow(clippy::cast_possible_truncation)]
    SERVER_TIME.get().and_then(|(time, then)| {
        DateTime::from_timestamp_millis((time + dom::steady_clock() - then) as i64)
    })
}

/// Reads.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<Versioned<T>, ApiError> {
    read(send(&Call::new("GET", path)).await?)
}

/// Creates, acts, or searches with text that must not stand in an address.
pub async fn post<T: DeserializeOwned>(
    path: &str,
    body: &(impl Serialize + ?Sized),
    guard: Guard,
) -> Result<Versioned<T>, ApiError> {
    read(send(&Call::new("POST", path).with(encode(body)?, guard)).await?)
}

/// Replaces.
pub async fn put<T: DeserializeOwned>(
    path: &str,
    body: &(impl Serialize + ?Sized),
    guard: Guard,
) -> Result<Versioned<T>, ApiError> {
    read(send(&Call::new("PUT", path).with(encode(body)?, guard)).await?)
}

/// Changes some fields.
pub async fn patch<T: DeserializeOwned>(
    path: &str,
    body: &(impl Serialize + ?Sized),
    guard: Guard,
) -> Result<Versioned<T>, ApiError> {
    read(send(&Call::new("PATCH", path).with(encode(body)?, guard)).await?)
}

/// Sends what is written as JSON already, or nothing: for resources with many actions.
pub(super) async fn act<T: DeserializeOwned>(
    method: &'static str,
    path: &str,
    body: Option<String>,
    guard: Guard,
) -> Result<Versioned<T>, ApiError> {
    let call = Call::new(method, path);
    read(
        send(&Call {
            body,
            guard,
            ..call
        })
        .await?,
    )
}

/// Deletes.
pub async fn delete(path: &str, guard: Guard) -> Result<(), ApiError> {
    send(&Call {
        guard,
        ..Call::new("DELETE", path)
    })
    .await
    .map(drop)
}

/// Reads a file.
pub async fn download(path: &str) -> Result<Download, ApiError> {
    Ok(Download::from(send(&Call::new("GET", path)).await?))
}

/// Asks for a file with text that must not stand in an address.
pub async fn download_by(
    path: &str,
    body: &(impl Serialize + ?Sized),
) -> Result<Download, ApiError> {
    Ok(Download::from(
        send(&Call::new("POST", path).with(encode(body)?, Guard::None)).await?,
    ))
}

/// Like [`get`], but an ended session is an answer and asks nobody to sign in.
pub(super) async fn get_quietly<T: DeserializeOwned>(path: &str) -> Result<Versioned<T>, ApiError> {
    read(
        send(&Call {
            quiet: true,
            ..Call::new("GET", path)
        })
        .await?,
    )
}

/// Like [`post`], but an ended session is an answer and asks nobody to sign in.
pub(super) async fn post_quietly<T: DeserializeOwned>(
    path: &str,
    body: &(impl Serialize + ?Sized),
) -> Result<Versioned<T>, ApiError> {
    let call = Call::new("POST", path).with(encode(body)?, Guard::None);
    read(
        send(&Call {
            quiet: true,
            ..call
        })
        .await?,
    )
}

/// Tells the server something the page does by itself, without content; an ended session is an answer.
pub(super) async fn put_quietly<T: DeserializeOwned>(path: &str) -> Result<Versioned<T>, ApiError> {
    let call = Call::new("PUT", path);
    read(
        send(&Call {
            quiet: true,
            ..call
        })
        .await?,
    )
}

/// Like [`delete`], but an ended session is an answer and asks nobody to sign in.
pub(super) async fn delete_quietly(path: &str) -> Result<(), ApiError> {
    send(&Call {
        quiet: true,
        ..Call::new("DELETE", path)
    })
    .await
    .map(drop)
}

struct Call<'a> {
    method: &'static str,
    path: &'a str,
    body: Option<String>,
    guard: Guard,
    quiet: bool,
}

impl<'a> Call<'a> {
    const fn new(method: &'static str, path: &'a str) -> Self {
        Self {
            method,
            path,
            body: None,
            guard: Guard::None,
            quiet: false,
        }
    }
    fn with(self, body: String, guard: Guard) -> Self {
        Self {
            body: Some(body),
            guard,
            ..self
        }
    }
}

struct Answer {
    etag: Option<Etag>,
    media_type: String,
    body: String,
}

impl From<Answer> for Download {
    fn from(answer: Answer) -> Self {
        Self {
            media_type: answer.media_type,
            text: answer.body,
        }
    }
}

fn encode(body: &(impl Serialize + ?Sized)) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Unreadable)
}

fn read<T: DeserializeOwned>(answer: Answer) -> Result<Versioned<T>, ApiError> {
    // 204 has no body; `()` reads from `null`.
    let body = if answer.body.is_empty() {
        "null"
    } else {
        &answer.body
    };
    let value = serde_json::from_str(body).map_err(|_| ApiError::Unreadable)?;
    Ok(Versioned {
        value,
        etag: answer.etag,
    })
}

/// Sends a call; where it needs something of the person first, asks for that and sends it again.
async fn send(call: &Call<'_>) -> Result<Answer, ApiError> {
    for _ in 0..ASKINGS {
        let result = send_once(call).await;
        let need = match &result {
            Err(error) if !call.quiet => Need::of(error),
            _ => None,
        };
        let Some(need) = need else { return result };
        let ask = ASK_PERSON.with_borrow(Clone::clone);
        let given = match ask {
            Some(ask) => ask(need).await,
            None => false,
        };
        if !given {
            return match need {
                Need::SignIn => Err(ApiError::SignedOut),
                Need::Password => result,
            };
        }
    }
    Err(ApiError::SignedOut)
}

async fn send_once(call: &Call<'_>) -> Result<Answer, ApiError> {
    let mut request = match call.method {
        "POST" => Request::post(call.path),
        "PUT" => Request::put(call.path),
        "PATCH" => Request::patch(call.path),
        "DELETE" => Request::delete(call.path),
        _ => Request::get(call.path),
    };
    request = request.header(
        "Accept",
        "application/json, application/problem+json, text/csv",
    );
    request = request.abort_signal(Some(&web_sys::AbortSignal::timeout_with_u32(TIMEOUT)));
    if call.method != "GET"
        && let Some(token) = CSRF_TOKEN.with_borrow(Clone::clone)
    {
        request = request.header(CSRF_HEADER, &token);
    }
    if let Guard::Once(key) | Guard::OnceOnVersion(key, _) = &call.guard {
        request = request.header("Idempotency-Key", &key.0);
    }
    if let Guard::Version(etag) | Guard::OnceOnVersion(_, etag) = &call.guard {
        request = request.header("If-Match", &etag.0);
    }
    let request = match &call.body {
        Some(body) => request
            .header("Content-Type", "application/json")
            .body(body.as_str()),
        None => request.build(),
    };
    let response = request
        .map_err(|_| ApiError::Unreadable)?
        .send()
        .await
        .map_err(|_| ApiError::Network)?;
    answer(&response).await
}

async fn answer(response: &Response) -> Result<Answer, ApiError> {
    if let Some(date) = response.headers().get("date") {
        let time = js_sys::Date::parse(&date);
        SERVER_TIME.set(time.is_finite().then(|| (time, dom::steady_clock())));
    }
    let body = response.text().await.map_err(|_| ApiError::Network)?;
    if response.ok() {
        let headers = response.headers();
        Ok(Answer {
            etag: headers.get("etag").map(Etag),
            media_type: headers.get("content-type").unwrap_or_default(),
            body,
        })
    } else {
        Err(failure(response.status(), &body))
    }
}

/// The error behind an answer that is no success, whoever wrote it.
fn failure(status: u16, body: &str) -> ApiError {
    match serde_json::from_str::<Problem>(body) {
        Ok(problem) => ApiError::from_problem(problem),
        // A proxy in between answers in its own words.
        Err(_) if matches!(status, 502..=504) => ApiError::Network,
        Err(_) => ApiError::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(body: &str) -> Answer {
        Answer {
            etag: Some(Etag::of_version(7)),
            media_type: String::new(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn reads_a_value_with_its_version() {
        let read: Versioned<Vec<u8>> = read(answered("[1,2]")).unwrap();
        assert_eq!(read.value, [1, 2]);
        assert_eq!(read.etag, Some(Etag("\"v7\"".to_owned())));
    }

    #[test]
    fn an_empty_answer_is_nothing() {
        assert!(read::<()>(answered("")).is_ok());
        assert_eq!(
            read::<u8>(answered("{}")).unwrap_err(),
            ApiError::Unreadable
        );
    }

    #[test]
    fn only_what_the_person_can_give_is_asked_for() {
        let need = |code| Need::of(&ApiError::from_problem(Problem::new(code, "")));
        assert_eq!(need(ProblemCode::SignedOut), Some(Need::SignIn));
        assert_eq!(need(ProblemCode::Csrf), Some(Need::SignIn));
        assert_eq!(need(ProblemCode::FreshSignInNeeded), Some(Need::Password));
        assert_eq!(need(ProblemCode::Forbidden), None);
        assert_eq!(Need::of(&ApiError::Network), None);
    }

    #[test]
    fn a_problem_is_read_and_a_proxy_is_told_apart() {
        let problem = Problem::new(ProblemCode::NotFound, "Not here");
        let body = serde_json::to_string(&problem).unwrap();
        assert_eq!(failure(404, &body), ApiError::from_problem(problem));
        assert_eq!(failure(502, "<html>"), ApiError::Network);
        assert_eq!(failure(500, ""), ApiError::Unreadable);
    }
}
