//! What the navigation of the service names.

/// A part of the service, as its navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What waits for the person.
    MyWork,
    /// The incidents.
    Incidents,
    /// Reporting one.
    Report,
    /// The organisation.
    People,
    /// The cases.
    Cases,
    /// What waits for a second administrator.
    Waiting,
    /// The settings.
    Settings,
    /// The codelists.
    Codelists,
    /// The audit log.
    Audit,
    /// The API clients.
    ApiClients,
    /// The external reviews.
    ExternalReviews,
}
