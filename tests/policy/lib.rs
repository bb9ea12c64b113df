//! What each operation of the API asks of the policy: one line an operation.
//!
//! A test of the API holds this table complete against the server's own description, and calls every operation as each
//! person who may not.
#![forbid(unsafe_code)]

mod operations;

pub use operations::{Needs, OPERATIONS, PUBLIC, of};
