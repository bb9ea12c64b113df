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
use shared::reviews::attachments::SECONDS_TO_SEND;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use web_sys::{File, FormData};

/// How long to wait for an answer, in milliseconds.
const TIMEOUT: u32 = 30_000;
/// The same where a file is sent: once it has arrived.
const FILE_TIMEOUT: u32 = SECONDS_TO_SEND * 1_000 + TIMEOUT;
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
            body: body.map(Body::Json),
            guard,
            ..call
        })
        .await?,
    )
}

/// Sends a file, as the one part of a form.
pub async fn upload<T: DeserializeOwned>(
    path: &str,
    file: &File,
    guard: Guard,
) -> Result<Versioned<T>, ApiError> {
    let form = FormData::new().and_then(|form| {
        form.append_with_blob_and_filename("file", file, &file.name())?;
        Ok(form)
    });
    let form = form.map_err(|_| ApiError::Unreadable)?;
    let call = Call {
        body: Some(Body::Form(form)),
        guard,
        ..Call::new("POST", path)
    };
    read(send(&call).await?)
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

/// What is sent.
enum Body {
    Json(String),
    Form(FormData),
}

struct Call<'a> {
    method: &'static str,
    path: &'a str,
    body: Option<Body>,
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
            body: Some(Body::Json(body)),
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
    let timeout = match call.body {
        Some(Body::Form(_)) => FILE_TIMEOUT,
        _ => TIMEOUT,
    };
    request = request.abort_signal(Some(&web_sys::AbortSignal::timeout_with_u32(timeout)));
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
        Some(Body::Json(body)) => request
            .header("Content-Type", "application/json")
            .body(body.as_str()),
        // The browser itself says what kind it is, with the boundary that it has chosen.
        Some(Body::Form(form)) => request.body(form.clone()),
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
mod tests;
