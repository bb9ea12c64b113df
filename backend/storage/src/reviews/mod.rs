//! Reviews: rows and queries.

pub mod attachments;
pub mod external;
pub mod management;
pub mod text;

mod history;
pub mod recommendations;
mod references;

pub use references::{ReviewKind, next_reference};
