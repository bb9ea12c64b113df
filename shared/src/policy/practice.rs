//! Who may see and record cases.

use super::rules::{Nothing, Rule, Who, allowed, rule};
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

/// The table of domain rules. Triage needs to find and record cases; the case management system will bring them later.
const RULES: &[Rule<CaseAction>] = {
    const INTAKE: &[Who] = &[
        Who::National(Role::CustomerServices),
        Who::National(Role::Safeguarding),
    ];
    &[
        rule(CaseAction::Find, INTAKE, &[]),
        rule(CaseAction::Record, INTAKE, &[]),
    ]
};

/// Allows an action on cases, or says why not.
pub fn authorise(actor: &Actor, action: CaseAction) -> Result<MayUseCases, Refusal> {
    allowed(RULES, action, actor, &Nothing)
        .map(|_| Authorized::new(actor.staff, (), action, false))
        .ok_or(Refusal::Deny)
}
