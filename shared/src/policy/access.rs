//! Who may work on accounts, and what needs a second administrator (domain §6).

use super::people::MayChange;
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;
use crate::ids::StaffId;
use crate::policy::people::PeopleAction;

/// A grant of this role works only once a second administrator has confirmed it, and so does a sign-in link of whoever
/// holds it.
pub const fn needs_second(role: Role) -> bool {
    matches!(
        role,
        Role::Admin | Role::Od | Role::Safeguarding | Role::CustomerServices
    )
}

codes! {
    /// Everything that can be done to an account.
    AccountAction {
        Read = "read", "See how far an account has come";
        Invite = "invite", "Make an invitation";
        Reset = "reset", "Make a link for a new password";
        RevokeLink = "revoke_link", "Take a sign-in link back";
        Deactivate = "deactivate", "Deactivate";
        Reactivate = "reactivate", "Reactivate";
    }
}

/// The capability to act on a person's account.
pub type MayUseAccount = Authorized<StaffId, AccountAction>;

/// Allows an administrator to act on a person's account. Nobody acts on their own.
pub fn authorise(
    actor: &Actor,
    about: StaffId,
    action: AccountAction,
) -> Result<MayUseAccount, Refusal> {
    let own = about == actor.staff && action != AccountAction::Read;
    if actor.holds_nationally(Role::Admin) && !own {
        Ok(Authorized::new(actor.staff, about, action, false))
    } else {
        Err(Refusal::Deny)
    }
}

codes! {
    /// What can be done to something that waits for a second administrator.
    DecisionAction {
        Read = "read", "See what waits";
        Confirm = "confirm", "Confirm";
        Refuse = "refuse", "Refuse";
        Withdraw = "withdraw", "Withdraw";
    }
}

/// What the policy asks of something that waits for a second administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionFacts {
    /// Who asked for it.
    pub asked_by: StaffId,
    /// Whom it concerns.
    pub concerns: Option<StaffId>,
}

/// The capability to decide what waits for a second administrator.
pub type MayDecide = Authorized<(), DecisionAction>;

/// Allows an administrator to see what waits.
pub fn authorise_queue(actor: &Actor) -> Result<(), Refusal> {
    if actor.holds_nationally(Role::Admin) {
        Ok(())
    } else {
        Err(Refusal::Deny)
    }
}

/// Allows a second administrator to decide: nobody confirms what they asked for, nor what concerns them. Whoever asked
/// may withdraw it.
pub fn authorise_decision(
    actor: &Actor,
    facts: DecisionFacts,
    action: DecisionAction,
) -> Result<MayDecide, Refusal> {
    authorise_queue(actor)?;
    let asked = facts.asked_by == actor.staff;
    let concerned = facts.concerns == Some(actor.staff);
    let allowed = match action {
        DecisionAction::Read => true,
        DecisionAction::Confirm | DecisionAction::Refuse => !asked && !concerned,
        DecisionAction::Withdraw => asked,
    };
    if allowed {
        Ok(Authorized::new(actor.staff, (), action, false))
    } else {
        Err(Refusal::Deny)
    }
}

/// The capability to decide for whoever owns the machine and the database: the way out where there is one
/// administrator only. `asked_by` is recorded as having done what is confirmed.
pub fn decision_on_the_command_line(asked_by: StaffId) -> MayDecide {
    Authorized::new(asked_by, (), DecisionAction::Confirm, false)
}

/// The capability to carry out what was asked for by `asked_by` and has been confirmed.
pub fn carried_out(_decided: &MayDecide, asked_by: StaffId, about: Option<StaffId>) -> MayChange {
    Authorized::new(asked_by, about, PeopleAction::Grant, false)
}

/// The capability of whoever holds a person's sign-in link: to set that person's password.
pub fn by_link(staff: StaffId) -> MayChange {
    Authorized::new(staff, Some(staff), PeopleAction::Change, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{GrantScope, LiveGrant};
    use uuid::Uuid;

    fn staff(n: u128) -> StaffId {
        StaffId(Uuid::from_u128(n))
    }

    fn holding(n: u128, role: Role) -> Actor {
        Actor {
            staff: staff(n),
            grants: vec![LiveGrant {
                role,
                scope: GrantScope::National,
            }],
            deputy_for: Vec::new(),
        }
    }

    #[test]
    fn four_roles_need_a_second_administrator() {
        let needing: Vec<Role> = Role::ALL
            .iter()
            .copied()
            .filter(|role| needs_second(*role))
            .collect();
        assert_eq!(
            needing,
            [
                Role::Od,
                Role::Safeguarding,
                Role::CustomerServices,
                Role::Admin
            ]
        );
    }

    #[test]
    fn only_another_administrator_decides() {
        let facts = DecisionFacts {
            asked_by: staff(1),
            concerns: Some(staff(2)),
        };
        let may = |who: u128, role, action| {
            authorise_decision(&holding(who, role), facts, action).is_ok()
        };
        for action in [DecisionAction::Confirm, DecisionAction::Refuse] {
            assert!(may(3, Role::Admin, action));
            assert!(!may(1, Role::Admin, action), "whoever asked");
            assert!(!may(2, Role::Admin, action), "whom it concerns");
            assert!(!may(3, Role::Safeguarding, action));
        }
        assert!(may(1, Role::Admin, DecisionAction::Withdraw));
        assert!(!may(3, Role::Admin, DecisionAction::Withdraw));
        assert!(may(2, Role::Admin, DecisionAction::Read));
        for role in Role::ALL.iter().filter(|role| **role != Role::Admin) {
            assert!(!may(3, *role, DecisionAction::Read), "{role}");
        }
    }

    #[test]
    fn only_administrators_act_on_accounts_and_never_on_their_own() {
        for action in AccountAction::ALL.iter().copied() {
            for role in Role::ALL.iter().copied() {
                let allowed = authorise(&holding(1, role), staff(2), action).is_ok();
                assert_eq!(allowed, role == Role::Admin, "{role} {action}");
            }
            let own = authorise(&holding(1, Role::Admin), staff(1), action).is_ok();
            assert_eq!(own, action == AccountAction::Read, "{action}");
        }
    }
}
