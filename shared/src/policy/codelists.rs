//! Who may see and keep the codelists: staff see them, administrators keep them.

use super::rules::{Nothing, Rule, Who, allowed, rule};
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;

codes! {
    /// Everything that can be done with the codelists.
    CodelistAction {
        Read = "read", "See the codelists";
        Change = "change", "Add, rename and end codes";
    }
}

/// The capability to see or keep the codelists.
pub type MayKeep = Authorized<(), CodelistAction>;

/// The table of domain rules.
const RULES: &[Rule<CodelistAction>] = {
    use CodelistAction as A;
    &[
        rule(A::Read, &[Who::Staff], &[]),
        rule(A::Change, &[Who::National(Role::Admin)], &[]),
    ]
};

/// Allows an action on the codelists, or says why not.
pub fn authorise(actor: &Actor, action: CodelistAction) -> Result<MayKeep, Refusal> {
    allowed(RULES, action, actor, &Nothing)
        .map(|_| Authorized::new(actor.staff, (), action, false))
        .ok_or(Refusal::Deny)
}

/// What this person may do with the codelists.
pub fn permitted(actor: &Actor) -> Vec<CodelistAction> {
    let may = |action: &CodelistAction| authorise(actor, *action).is_ok();
    CodelistAction::ALL.iter().copied().filter(may).collect()
}
