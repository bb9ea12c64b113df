//! Who may see and record cases.

use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;

codes! {
    /// What can be done to cases.
    CaseAction {
        Find = "find", "Find a case by its reference";
        Record = "record", "Record a case";
    }
}

/// The capability to act on cases.
pub type MayUseCases = Authorized<(), CaseAction>;

/// Triage needs to find and record cases; the case management system will bring them later.
pub fn authorise(actor: &Actor, action: CaseAction) -> Result<MayUseCases, Refusal> {
    let allowed = actor.holds_nationally(Role::Safeguarding)
        || actor.holds_nationally(Role::CustomerServices);
    if allowed {
        Ok(Authorized::new(actor.staff, (), action, false))
    } else {
        Err(Refusal::Deny)
    }
}
