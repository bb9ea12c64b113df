//! Use cases: authorise → decide → store → audit → emit, in one transaction.
//!
//! No SQL and no HTTP here. Each use case takes a [`Context`] (who, when, which request) and answers with the types
//! of `shared` or an [`Error`], which converts into a problem document in one place.
#![forbid(unsafe_code)]

pub mod access;
pub mod audit;
pub mod chasing;
mod codelists;
mod context;
mod error;
pub mod incidents;
pub mod integrations;
mod kernel;
mod people;
mod practice;
pub mod reviews;
mod settings;
#[cfg(test)]
mod testing;

pub use context::{
    Asking, ClientContext, Clock, Context, Entropy, SignedIn, SystemClock, SystemEntropy,
    today_in_london,
};
pub use error::Error;
pub use kernel::{IdempotencyKey, RequestHash};

pub use access::SessionLimits;

use integrations::KeyRing;
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
    /// Where the keys of access tokens are kept; without it they are new, and last as long as the service.
    pub access_keys: Option<Arc<dyn integrations::AccessKeys>>,
    /// What sends e-mails; without it there are notices in the service only.
    pub post: Option<Arc<chasing::Post>>,
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
            access_keys: None,
            post: None,
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
    access_keys: Arc<dyn integrations::AccessKeys>,
    post: Option<Arc<chasing::Post>>,
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
            access_keys,
            post,
        } = config;
        if signing_key.len() < 32 {
            return Err(Error::Internal(
                "the signing key must have 32 bytes or more".to_owned(),
            ));
        }
        let access_keys = match access_keys {
            Some(keys) => keys,
            None => Arc::new(Arc::new(KeyRing::new(entropy.as_ref(), clock.now())?)),
        };
        Ok(Self {
            lists: audit::ListLog::start(store.clone())?,
            access_keys,
            store,
            clock,
            entropy,
            tokens: access::Tokens::new(&signing_key, sessions.idle),
            passwords: access::Passwords::new(password_checks, password_queue),
            sessions,
            post,
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
