//! The audit log: who did or read what. What its search takes and answers, and what each operation of the API leaves
//! in it.

mod api;
mod coverage;
#[cfg(test)]
mod tests;
mod words;

pub use api::{AuditPlace, AuditQuery, AuditRow, AuditSearch, MAX_REFERENCE, paths};
pub use coverage::{Leaves, coverage, leaves, of_accounts};
pub use words::{actions, label};

use crate::codes::codes;

codes! {
    /// How it ended.
    AuditOutcome {
        Done = "done", "Done";
        TextUsed = "text_used", "Done, looking for text";
        Refused = "refused", "Refused";
        NotFound = "not_found", "Not found, or hidden";
        Failed = "failed", "Failed";
    }
}
