//! Who may see and change the settings: administrators.

use super::rules::{Nothing, Rule, Who, allowed, rule};
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;

codes! {
    /// Everything that can be done with the settings.
    SettingAction {
        Read = "read", "See the settings";
        Change = "change", "Change a setting from a date on";
    }
}

/// The capability to see or change the settings.
pub type MaySet = Authorized<(), SettingAction>;

/// The table of domain rules.
const RULES: &[Rule<SettingAction>] = {
    use SettingAction as A;
    const ADMIN: &[Who] = &[Who::National(Role::Admin)];
    &[rule(A::Read, ADMIN, &[]), rule(A::Change, ADMIN, &[])]
};

/// Allows an action on the settings, or says why not.
pub fn authorise(actor: &Actor, action: SettingAction) -> Result<MaySet, Refusal> {
    allowed(RULES, action, actor, &Nothing)
        .map(|_| Authorized::new(actor.staff, (), action, false))
        .ok_or(Refusal::Deny)
}

/// What this person may do with the settings.
pub fn permitted(actor: &Actor) -> Vec<SettingAction> {
    let may = |action: &SettingAction| authorise(actor, *action).is_ok();
    SettingAction::ALL.iter().copied().filter(may).collect()
}
