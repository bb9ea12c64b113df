//! Who may work on accounts, and what needs a second administrator (domain §6).

use super::people::{MayChange, Person};
use super::rules::{About, Nothing, Relation, Rule, Who, allowed, rule};
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;
use crate::ids::StaffId;
use crate::policy::people::PeopleAction;

const ADMIN: &[Who] = &[Who::National(Role::Admin)];

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

/// The table of domain rules about accounts. Nobody acts on their own.
const ACCOUNTS: &[Rule<AccountAction>] = {
    use AccountAction as A;
    const OWN: &[Who] = &[Who::Related(Relation::Own)];
    &[
        rule(A::Read, ADMIN, &[]),
        rule(A::Invite, ADMIN, OWN),
        rule(A::Reset, ADMIN, OWN),
        rule(A::RevokeLink, ADMIN, OWN),
        rule(A::Deactivate, ADMIN, OWN),
        rule(A::Reactivate, ADMIN, OWN),
    ]
};

/// Allows an administrator to act on a person's account.
pub fn authorise(
    actor: &Actor,
    about: StaffId,
    action: AccountAction,
) -> Result<MayUseAccount, Refusal> {
    allowed(ACCOUNTS, action, actor, &Person(Some(about)))
        .map(|_| Authorized::new(actor.staff, about, action, false))
        .ok_or(Refusal::Deny)
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
    allowed(DECISIONS, DecisionAction::Read, actor, &Nothing)
        .map(|_| ())
        .ok_or(Refusal::Deny)
}

/// The table of domain rules about what waits: nobody confirms what they asked for, nor what concerns them. Whoever
/// asked may withdraw it.
const DECISIONS: &[Rule<DecisionAction>] = {
    use DecisionAction as A;
    const EITHER: &[Who] = &[
        Who::Related(Relation::Own),
        Who::Related(Relation::Concerned),
    ];
    &[
        rule(A::Read, ADMIN, &[]),
        rule(A::Confirm, ADMIN, EITHER),
        rule(A::Refuse, ADMIN, EITHER),
        rule(A::Withdraw, &[Who::Related(Relation::Own)], &[]),
    ]
};

impl About for DecisionFacts {
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        match relation {
            Relation::Own => self.asked_by == actor.staff,
            Relation::Concerned => self.concerns == Some(actor.staff),
            _ => false,
        }
    }
}

/// Allows an administrator to decide what waits.
pub fn authorise_decision(
    actor: &Actor,
    facts: DecisionFacts,
    action: DecisionAction,
) -> Result<MayDecide, Refusal> {
    authorise_queue(actor)?;
    allowed(DECISIONS, action, actor, &facts)
        .map(|_| Authorized::new(actor.staff, (), action, false))
        .ok_or(Refusal::Deny)
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
