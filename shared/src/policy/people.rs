//! Who may see and change the organisation: staff see it, administrators change it, safeguarding keeps the register of
//! authors.

use super::rules::{About, Relation, Rule, Who, allowed, rule};
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
        RecordTraining = "record_training", "Record an author’s training";
    }
}

/// The capability to act on the organisation; the resource is the person it concerns, where it concerns one.
pub type MayChange = Authorized<Option<StaffId>, PeopleAction>;

/// The table of domain rules. Nobody gives or ends their own roles, or says that they are trained.
const RULES: &[Rule<PeopleAction>] = {
    use PeopleAction as A;
    const ADMIN: Who = Who::National(Role::Admin);
    &[
        rule(A::Read, &[Who::Staff], &[]),
        rule(
            A::ReadGrants,
            &[ADMIN, Who::National(Role::Safeguarding)],
            &[],
        ),
        rule(A::Change, &[ADMIN], &[]),
        rule(A::Grant, &[ADMIN], &[Who::Related(Relation::Own)]),
        rule(
            A::RecordTraining,
            &[Who::National(Role::Safeguarding)],
            &[Who::Related(Relation::Own)],
        ),
    ]
};

/// The person an action concerns, where it concerns one.
pub(super) struct Person(pub(super) Option<StaffId>);

impl About for Person {
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        relation == Relation::Own && self.0 == Some(actor.staff)
    }
}

/// Allows an action on the organisation, or says why not.
pub fn authorise(
    actor: &Actor,
    about: Option<StaffId>,
    action: PeopleAction,
) -> Result<MayChange, Refusal> {
    allowed(RULES, action, actor, &Person(about))
        .map(|_| Authorized::new(actor.staff, about, action, false))
        .ok_or(Refusal::Deny)
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
