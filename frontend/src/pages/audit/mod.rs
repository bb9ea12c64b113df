//! The audit log: its search, who has looked at a record, and what one has opened oneself.

mod entries;
mod search;

pub use entries::{IncidentAccessPage, OwnAccessPage};
pub use search::AuditPage;
