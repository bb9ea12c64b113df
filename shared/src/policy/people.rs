//! Who may see and change the organisation: staff see it, administrators change it.

use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;
use crate::ids::StaffId;

codes! {
    /// Everything that can be done to the organisation.
    PeopleAction {
        Read = "read", "See the organisation";
        ReadGrants = "read_grants", "See who holds which role";
        Change = "change", "Change the organisation";
        Grant = "grant", "Give or end a role";
    }
}

/// The capability to act on the organisation; the resource is the person it concerns, where it concerns one.
pub type MayChange = Authorized<Option<StaffId>, PeopleAction>;

/// Allows an action on the organisation, or says why not. Nobody changes their own grants.
pub fn authorise(
    actor: &Actor,
    about: Option<StaffId>,
    action: PeopleAction,
) -> Result<MayChange, Refusal> {
    let is_admin = actor.holds_nationally(Role::Admin);
    let allowed = match action {
        PeopleAction::Read => !actor.grants.is_empty() || !actor.deputy_for.is_empty(),
        PeopleAction::ReadGrants => is_admin || actor.holds_nationally(Role::Safeguarding),
        PeopleAction::Change => is_admin,
        PeopleAction::Grant => is_admin && about != Some(actor.staff),
    };
    if allowed {
        Ok(Authorized::new(actor.staff, about, action, false))
    } else {
        Err(Refusal::Deny)
    }
}

/// The capability for the command line, run by whoever owns the machine and the database.
/// `operator` is the person recorded as having done it.
pub fn on_the_command_line(
    operator: StaffId,
    about: Option<StaffId>,
    action: PeopleAction,
) -> MayChange {
    Authorized::new(operator, about, action, false)
}
