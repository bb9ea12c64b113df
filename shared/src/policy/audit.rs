//! Who may read the audit log: safeguarding all of it, administrators grants and sign-ins, everyone their own entries.

use super::{Actor, Authorized, Refusal, Role};
use crate::ids::StaffId;

/// How much of the log a person may search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditScope {
    /// Everything, but what is about an incident in which they are involved: a conflict of interest beats every grant.
    ButOwnConflicts,
    /// Grants and sign-ins.
    Accounts,
    /// What they did themselves.
    Own,
}

/// The capability to read the log; the resource is whoever reads.
pub type MayReadAudit = Authorized<StaffId, AuditScope>;

/// Allows searching the log, or says why not.
pub fn authorise_search(actor: &Actor) -> Result<MayReadAudit, Refusal> {
    let scope = if actor.holds_nationally(Role::Safeguarding) {
        AuditScope::ButOwnConflicts
    } else if actor.holds_nationally(Role::Admin) {
        AuditScope::Accounts
    } else {
        return Err(Refusal::Deny);
    };
    Ok(Authorized::new(actor.staff, actor.staff, scope, false))
}

/// Allows reading what one did oneself.
pub fn authorise_own(actor: &Actor) -> MayReadAudit {
    Authorized::new(actor.staff, actor.staff, AuditScope::Own, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{GrantScope, LiveGrant};
    use uuid::Uuid;

    fn with(roles: &[Role]) -> Actor {
        Actor {
            staff: StaffId(Uuid::from_u128(1)),
            grants: roles
                .iter()
                .map(|role| LiveGrant {
                    role: *role,
                    scope: GrantScope::National,
                })
                .collect(),
            deputy_for: vec![],
        }
    }

    #[test]
    fn safeguarding_searches_all_and_administrators_accounts_only() {
        for (roles, expected) in [
            (&[Role::Safeguarding][..], Some(AuditScope::ButOwnConflicts)),
            (&[Role::Admin], Some(AuditScope::Accounts)),
            (
                &[Role::Admin, Role::Safeguarding],
                Some(AuditScope::ButOwnConflicts),
            ),
            (&[Role::CustomerServices], None),
            (&[Role::Od], None),
            (&[Role::Manager, Role::Practitioner], None),
            (&[Role::LearningPanel, Role::Board], None),
            (&[], None),
        ] {
            let scope = authorise_search(&with(roles)).ok().map(|may| may.action());
            assert_eq!(scope, expected, "{roles:?}");
        }
    }

    #[test]
    fn everyone_reads_their_own() {
        let may = authorise_own(&with(&[]));
        assert_eq!(
            (may.resource(), may.action()),
            (StaffId(Uuid::from_u128(1)), AuditScope::Own)
        );
    }
}
