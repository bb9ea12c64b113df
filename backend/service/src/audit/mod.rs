//! The audit log: sealed each second into a Merkle tree (RFC 6962) whose root is signed as a checkpoint (C2SP
//! tlog-checkpoint, a C2SP signed note) and copied to a place outside the database.
//!
//! Whoever writes to the database behind the program's back can change what is not sealed yet, and what was sealed
//! since the newest checkpoint that they could not reach. Everything before that is held by it: no entry can be
//! edited, dropped, moved or cut off, and no other log can take this one's place, without [`Verifier`] saying so.

mod checkpoint;
mod copies;
mod export;
mod leaf;
mod line;
mod list_log;
mod reads;
mod seal;
mod search;
#[cfg(test)]
mod tests;
mod tree;
mod verify;

pub use checkpoint::{Checkpoint, PublicKeys, SigningKey};
pub use copies::{Copies, read_copies};
pub use export::AuditExport;
pub use line::Line;
pub(crate) use list_log::ListLog;
pub(crate) use reads::outcome;
pub use seal::Sealer;
pub use verify::{Finding, Verdict, Verifier};
