//! Third-party systems that use the API: what they may do, where, until when, and the secrets by which they prove who
//! they are.

pub mod api;
mod model;
pub mod oauth;
#[cfg(test)]
mod tests;

pub use model::*;

use crate::codes::codes;

codes! {
    /// What an API client may do. There is no administrative one.
    ApiScope {
        Report = "incidents.report", "Report incidents";
        ReadSummaries = "incidents.read_summaries", "Read summaries of incidents that are not restricted";
    }
}

codes! {
    /// How an API client or one of its secrets stands.
    ApiStatus {
        Working = "working", "Working";
        Waiting = "waiting", "Waiting for a second administrator";
        Expired = "expired", "Expired";
        Ended = "ended", "Ended";
    }
}

codes! {
    /// Who did something.
    ActorKind {
        Person = "person", "Person";
        System = "system", "System";
    }
}
