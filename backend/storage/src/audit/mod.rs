//! The audit log once it is written: sealing it into a Merkle tree, and reading it.

mod conflicts;
mod seal;
mod search;
#[cfg(any(test, feature = "tampering"))]
mod tamper;

pub use seal::{Tree, lock_tree, save_tree, sealed, tree, unsealed, unsealed_count};
#[cfg(test)]
pub(crate) use search::statement;
pub use search::{AuditWanted, Found, references, search};
#[cfg(any(test, feature = "tampering"))]
pub use tamper::{outbox, tamper};
