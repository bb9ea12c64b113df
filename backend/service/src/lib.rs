//! Use cases: authorise → decide → store → audit → emit, in one transaction.
//!
//! No SQL and no HTTP here. Each use case takes a [`Context`] (who, when, which request) and answers with the types
//! of `shared` or an [`Error`], which converts into a problem document in one place.
#![forbid(unsafe_code)]

mod context;
mod error;
pub mod incidents;

pub use context::{Clock, Context, Entropy, SystemClock, SystemEntropy, SignedIn};
pub use error::Error;

use std::sync::Arc;
use storage::Store;

/// A use case's result.
pub type Result<T> = std::result::Result<T, Error>;

/// What every use case works with. Clones share it.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
}
