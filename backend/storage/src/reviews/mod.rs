//! Reviews: rows and queries.

pub mod external;
pub mod text;

mod history;
mod recommendations;
mod references;

pub use references::{ReviewKind, next_reference};
