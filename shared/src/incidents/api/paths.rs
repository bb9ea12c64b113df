//! Paths of the API, for the server's tests and the client.

/// The list, and where a report is sent.
pub const INCIDENTS: &str = "/api/v1/incidents";
/// Search by text.
pub const SEARCH: &str = "/api/v1/incidents/search";
/// One incident by its reference.
pub const BY_REFERENCE: &str = "/api/v1/incidents/by-reference";
/// Drafts of reports.
pub const DRAFTS: &str = "/api/v1/incident-drafts";
/// What waits for the reader.
pub const MY_WORK: &str = "/api/v1/my-work";
