//! What every resource uses: reading requests strictly, answering alike.

mod at;
mod authenticated;
mod faults;
mod file_form;
mod form;
mod json;
mod preconditions;
mod query;
mod respond;

pub use at::At;
pub use authenticated::{AtTheDoor, Authenticated, Caller};
pub use file_form::FileForm;
pub use form::Form;
pub use json::{Json, LargeJson};
pub use preconditions::{IdempotencyKey, IfMatch};
pub use query::{PageQuery, Query};
pub use respond::{created, no_content, ok, with_etag};

use std::fmt::Write;

/// Bytes as hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
