//! Management reviews: required, commissioned, written, assured, approved, sent and told.

mod change;
mod words;

pub use words::fields;
