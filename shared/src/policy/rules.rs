//! The shape of every rule: an action, whom it is for, and who never does it. A feature adds rows, not branches.

use super::{Actor, Role};

/// Whom a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Whoever holds any role today, or deputises today.
    Staff,
    /// Whoever holds this role, over whatever scope.
    Holder(Role),
    /// Whoever holds this role everywhere.
    National(Role),
    /// Whoever holds this role everywhere, marked as done for the responsible director.
    ForDirector(Role),
    /// Whoever has a director's rights over any area, deputies of vacant posts among them.
    Director,
    /// Whoever stands in this relation to the record.
    Related(Relation),
}

/// How a person stands to a record. Each kind of record knows those that it can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is about them, or it is their own doing.
    Own,
    /// They answer for it as director.
    ResponsibleOd,
    /// They reported it.
    Reporter,
    /// It concerns them, whoever asked for it.
    Concerned,
    /// They write it, by a commission that stands.
    Author,
    /// They are its liaison with the panel.
    Liaison,
    /// They are involved in it: a conflict of interest that beats every grant.
    Conflicted,
}

/// A record, or what of it the policy asks about.
pub(super) trait About {
    /// Does the person stand in this relation to it?
    fn has(&self, relation: Relation, actor: &Actor) -> bool;
}

/// No record in particular: nobody stands in any relation to it.
pub(super) struct Nothing;

impl About for Nothing {
    fn has(&self, _: Relation, _: &Actor) -> bool {
        false
    }
}

/// One row of a table of rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule<A: 'static> {
    action: A,
    who: &'static [Who],
    never: &'static [Who],
}

/// A row: whom the action is for, and who never does it, whatever else they are.
pub(super) const fn rule<A>(action: A, who: &'static [Who], never: &'static [Who]) -> Rule<A> {
    Rule { action, who, never }
}

impl Who {
    fn is(self, actor: &Actor, about: &impl About) -> bool {
        match self {
            Self::Staff => !actor.grants.is_empty() || !actor.deputy_for.is_empty(),
            Self::Holder(role) => actor.holds(role),
            Self::National(role) | Self::ForDirector(role) => actor.holds_nationally(role),
            Self::Director => actor.od_areas().next().is_some(),
            Self::Related(relation) => about.has(relation, actor),
        }
    }
}

/// The first in the action's row that the person is; none where nothing allows it, or something forbids it. An action
/// without a row is for nobody.
pub(super) fn allowed<A: Copy + PartialEq>(
    rules: &[Rule<A>],
    action: A,
    actor: &Actor,
    about: &impl About,
) -> Option<Who> {
    let row = rules.iter().find(|row| row.action == action)?;
    if row.never.iter().any(|who| who.is(actor, about)) {
        return None;
    }
    row.who.iter().copied().find(|who| who.is(actor, about))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{GrantScope, LiveGrant};
    use uuid::Uuid;

    fn manager() -> Actor {
        let team = Uuid::from_u128(2).into();
        Actor {
            staff: Uuid::from_u128(1).into(),
            grants: vec![LiveGrant {
                role: Role::Manager,
                scope: GrantScope::Team(team),
            }],
            deputy_for: vec![],
        }
    }

    struct Mine;
    impl About for Mine {
        fn has(&self, relation: Relation, _: &Actor) -> bool {
            relation == Relation::Own
        }
    }

    const RULES: &[Rule<u8>] = &[
        rule(
            1,
            &[Who::National(Role::Manager), Who::Holder(Role::Manager)],
            &[],
        ),
        rule(2, &[Who::Staff], &[Who::Related(Relation::Own)]),
        rule(
            3,
            &[Who::Related(Relation::Own)],
            &[Who::Holder(Role::Admin)],
        ),
    ];

    #[test]
    fn the_first_that_fits_allows() {
        assert_eq!(
            allowed(RULES, 1, &manager(), &Nothing),
            Some(Who::Holder(Role::Manager))
        );
        assert_eq!(
            allowed(RULES, 3, &manager(), &Mine),
            Some(Who::Related(Relation::Own))
        );
        assert_eq!(allowed(RULES, 3, &manager(), &Nothing), None);
    }

    #[test]
    fn what_forbids_beats_what_allows() {
        assert_eq!(allowed(RULES, 2, &manager(), &Nothing), Some(Who::Staff));
        assert_eq!(allowed(RULES, 2, &manager(), &Mine), None);
    }

    #[test]
    fn an_action_without_a_row_is_for_nobody() {
        assert_eq!(allowed(RULES, 4, &manager(), &Mine), None);
    }

    #[test]
    fn staff_are_those_with_a_role_or_a_deputys_duty_today() {
        let mut actor = manager();
        actor.grants.clear();
        assert_eq!(allowed(RULES, 2, &actor, &Nothing), None);
        actor.deputy_for = vec![Uuid::from_u128(3).into()];
        assert_eq!(allowed(RULES, 2, &actor, &Nothing), Some(Who::Staff));
    }
}
