//! Management reviews: required, commissioned, written, assured, approved, sent and told.

mod change;
mod comment;
mod import;
mod opened;
mod submit;
mod text;
mod versions;
mod words;

pub use words::fields;
