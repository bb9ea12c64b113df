//! Use cases: authorise → decide → store → audit → emit, in one transaction.
//!
//! No SQL and no HTTP here. Each use case takes a [`Context`] (who, when, which request) and answers with the types
//! of `shared` or an [`Error`], which converts into a problem document in one place.
#![forbid(unsafe_code)]

pub mod access;
pub mod audit;
mod context;
mod error;
pub mod incidents;
mod kernel;
mod people;
mod practice;
pub mod reviews;
mod settings;
#[cfg(test)]
mod testing;

pub use context::{Clock, Context, Entropy, SignedIn, SystemClock, SystemEntropy, today_in_london};
pub use error::Error;
pub use kernel::{IdempotencyKey, RequestHash};

pub use access::SessionLimits;

use std::sync::Arc;
use storage::Store;

/// A use case's result.
pub type Result<T> = std::result::Result<T, Error>;

/// What a [`Service`] is told when it is made.
#[derive(Clone)]
pub struct ServiceConfig {
    /// The secret with which session tokens are signed: 32 random bytes or more.
    pub signing_key: Vec<u8>,
    /// How long sessions last.
    pub sessions: SessionLimits,
    /// How many passwords are checked at a time.
    pub password_checks: usize,
    /// How many more may wait for that; others are told that the service is busy.
    pub password_queue: usize,
}

impl ServiceConfig {
    /// The usual settings: one password at a time for every two processors, so that signing in leaves room for work.
    pub fn new(signing_key: Vec<u8>) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            signing_key,
            sessions: SessionLimits::default(),
            password_checks: (processors / 2).max(1),
            password_queue: 32,
        }
    }
}

/// What every use case works with. Clones share it.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
    tokens: access::Tokens,
    passwords: access::Passwords,
    sessions: SessionLimits,
    lists: audit::ListLog,
}

impl Service {
    /// A service over this database, on an async runtime that outlives all requests. A signing key that is too short
    /// to be secret is refused.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        config: ServiceConfig,
    ) -> Result<Self> {
        let ServiceConfig {
            signing_key,
            sessions,
            password_checks,
            password_queue,
        } = config;
        if signing_key.len() < 32 {
            return Err(Error::Internal(
                "the signing key must have 32 bytes or more".to_owned(),
            ));
        }
        Ok(Self {
            lists: audit::ListLog::start(store.clone())?,
            store,
            clock,
            entropy,
            tokens: access::Tokens::new(&signing_key, sessions.idle),
            passwords: access::Passwords::new(password_checks, password_queue),
            sessions,
        })
    }

    /// Waits until the readings of lists so far are in the audit log; false if they cannot be written.
    pub async fn audit_lists(&self) -> bool {
        self.lists.finish().await
    }

    /// Writes what nobody waited for, and closes the database. For the end of the program, when no request is in.
    pub async fn close(&self) {
        if !self.audit_lists().await {
            tracing::error!("some readings of lists are not in the audit log");
        }
        self.store.close().await;
    }
}
