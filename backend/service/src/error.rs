//! Everything a use case can answer with, other than success, and its one conversion into a problem document.

use shared::policy::Refusal;
use shared::problem::{FieldCode, FieldError, OutstandingItem, Problem, ProblemCode};
use storage::StorageError;

/// Why a use case did not do what was asked. Nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or no longer.
    #[error("signed out")]
    SignedOut,
    /// The access token is none of ours, or no longer good.
    #[error("invalid token")]
    InvalidToken,
    /// Unknown user or wrong password: the same answer.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Too many wrong passwords; the next is taken after so many seconds.
    #[error("too many attempts")]
    TooManyAttempts {
        /// Seconds to wait.
        seconds: u64,
    },
    /// The act is sensitive, and the password was given too long ago.
    #[error("fresh sign-in needed")]
    FreshSignInNeeded,
    /// The record may be seen; the act is not for this person.
    #[error("forbidden")]
    Forbidden,
    /// There is no such record, or it may not be seen.
    #[error("not found")]
    NotFound,
    /// The sign-in link is none, or cannot be used any more: the same answer.
    #[error("link over")]
    LinkOver,
    /// Some fields need mending.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Not at this stage; the words say why.
    #[error("not permitted now: {0}")]
    NotPermittedNow(&'static str),
    /// These have to be done first.
    #[error("outstanding")]
    Outstanding(Vec<String>),
    /// It contradicts what is recorded; the words say how.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Someone else changed it meanwhile.
    #[error("stale")]
    Stale,
    /// The key was used for another request.
    #[error("idempotency conflict")]
    IdempotencyConflict,
    /// The cursor is not one of ours.
    #[error("invalid cursor")]
    InvalidCursor,
    /// Too much to do just now.
    #[error("busy")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(StorageError),
    /// Something else failed; the words are for the log.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// One field at fault.
    pub fn field(pointer: &str, code: FieldCode, detail: &str) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, detail)])
    }

    /// What the person or program that asked is told: never what the database said.
    pub fn problem(&self) -> Problem {
        use ProblemCode as P;
        match self {
            Self::SignedOut => Problem::new(
                P::SignedOut,
                "Your session has ended or there is none. Sign in and try again.",
            ),
            Self::InvalidToken => Problem::new(
                P::InvalidToken,
                "Get a new token at /oauth/token. If that fails too, ask an administrator how the API client stands.",
            ),
            Self::WrongCredentials => Problem::new(
                P::WrongCredentials,
                "Check the email address and password and try again.",
            ),
            Self::TooManyAttempts { seconds } => {
                let words = format!(
                    "Wait {}, then try again.",
                    shared::problem::seconds(*seconds)
                );
                let mut problem = Problem::new(P::TooManyAttempts, words);
                problem.retry_after = Some(*seconds);
                problem
            }
            Self::FreshSignInNeeded => Problem::new(
                P::FreshSignInNeeded,
                "Give the password at POST /api/v1/session/fresh, then send this again. Nothing was saved.",
            ),
            Self::Forbidden => Problem::new(
                P::Forbidden,
                "Your role does not allow this. Ask safeguarding if you think it should.",
            ),
            Self::NotFound => Problem::new(
                P::NotFound,
                "Check the address. The record may not exist, or you may not be able to see it.",
            ),
            Self::LinkOver => Problem::new(
                P::LinkOver,
                "It may have been used already, replaced by a newer one, or have run out of time. Ask an administrator for a new link.",
            ),
            Self::Invalid(errors) => Problem::invalid(errors.clone()),
            Self::NotPermittedNow(why) => Problem::new(P::NotPermittedNow, *why),
            Self::Outstanding(what) => {
                let mut problem = Problem::new(P::Outstanding, "Finish what is listed here first.");
                problem.outstanding = what
                    .iter()
                    .map(|what| OutstandingItem { what: what.clone() })
                    .collect();
                problem
            }
            Self::Conflict(why) => Problem::new(P::Conflict, *why),
            Self::Stale => Problem::new(
                P::Stale,
                "Read it again, compare it with what you were about to save, and save again. Nothing was saved.",
            ),
            Self::IdempotencyConflict => Problem::new(
                P::IdempotencyConflict,
                "Use a new Idempotency-Key for a new request.",
            ),
            Self::InvalidCursor => {
                Problem::new(P::InvalidCursor, "Go back to the first page of the list.")
            }
            Self::Busy => Problem::new(P::Busy, "Nothing was saved. Try again in a few seconds."),
            Self::Storage(error) if error.retryable() => Self::Busy.problem(),
            Self::Storage(StorageError::NotFound) => Self::NotFound.problem(),
            Self::Storage(_) | Self::Internal(_) => Problem::new(
                P::Internal,
                "Nothing was saved. Try again; if it happens again, report the request id.",
            ),
        }
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Deny => Self::Forbidden,
            Refusal::Hide => Self::NotFound,
        }
    }
}
