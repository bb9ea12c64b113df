//! Expectations written by hand from the domain's rules, not from the code.

mod record;
mod turns;

use super::incidents::{Facts, Scope, View, authorise, authorise_report, may_read_narrative, view};
use super::{Actor, GrantScope, LiveGrant, Refusal, Role};
use crate::ids::{AreaId, IncidentId, StaffId, TeamId};
use crate::incidents::codes::{IncidentAction as A, Part};
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

fn person(role: Role, scope: GrantScope) -> Actor {
    Actor {
        staff: id(1),
        grants: vec![LiveGrant { role, scope }],
        deputy_for: vec![],
    }
}

fn national(role: Role) -> Actor {
    person(role, GrantScope::National)
}

fn nobody_special() -> Actor {
    person(Role::Practitioner, GrantScope::Team(id(100)))
}

const AREA: u128 = 200;
const TEAM: u128 = 300;

fn incident() -> Facts {
    Facts {
        area: Some(id(AREA)),
        restricted: false,
        teams: vec![id(TEAM)],
        parts: vec![],
        before_triage: false,
    }
}

fn with_part(part: Part) -> Facts {
    Facts {
        parts: vec![(id(1), part)],
        ..incident()
    }
}

fn od() -> Actor {
    person(Role::Od, GrantScope::Area(id(AREA)))
}

#[test]
fn a_record_that_may_not_be_seen_is_hidden_from_everyone_without_a_reason_to_see_it() {
    let others = [
        nobody_special(),
        person(Role::Manager, GrantScope::Team(id(301))),
        person(Role::Od, GrantScope::Area(id(201))),
        national(Role::LearningPanel),
        national(Role::Board),
        national(Role::Admin),
    ];
    for actor in others {
        assert_eq!(view(&actor, &incident()), None, "{actor:?}");
        for action in A::ALL {
            let refusal = authorise(&actor, id::<IncidentId>(9), &incident(), *action);
            assert_eq!(refusal.err(), Some(Refusal::Hide), "{actor:?} {action}");
        }
    }
}

#[test]
fn who_sees_how_much() {
    assert_eq!(
        view(&national(Role::Safeguarding), &incident()),
        Some(View::Whole)
    );
    assert_eq!(
        view(&national(Role::CustomerServices), &incident()),
        Some(View::Intake)
    );
    assert_eq!(view(&od(), &incident()), Some(View::Whole));
    assert_eq!(
        view(
            &person(Role::Manager, GrantScope::Team(id(TEAM))),
            &incident()
        ),
        Some(View::Summary)
    );
    for (part, expected) in [
        (Part::Practitioner, Some(View::Summary)),
        (Part::Manager, Some(View::Summary)),
        (Part::Reporter, Some(View::OwnWords)),
        (Part::Buddy, Some(View::Summary)),
        (Part::NoBuddyNeeded, None),
        (Part::Liaison, Some(View::Whole)),
        (Part::Author, Some(View::Whole)),
        (Part::Access, Some(View::Whole)),
        (Part::ReplacementOd, Some(View::Whole)),
    ] {
        assert_eq!(
            view(&nobody_special(), &with_part(part)),
            expected,
            "{part}"
        );
    }
}

#[test]
fn being_involved_beats_every_grant() {
    for role in [Role::Safeguarding, Role::CustomerServices] {
        for part in [Part::Practitioner, Part::Manager] {
            let facts = with_part(part);
            let actor = national(role);
            assert_eq!(view(&actor, &facts), Some(View::Summary), "{role} {part}");
            for action in A::ALL {
                assert_eq!(
                    authorise(&actor, id(9), &facts, *action).err(),
                    Some(Refusal::Deny),
                    "{role} {part} {action}"
                );
            }
        }
    }
    assert_eq!(view(&od(), &with_part(Part::Manager)), Some(View::Summary));
    let both = Facts {
        parts: vec![(id(1), Part::Author), (id(1), Part::Practitioner)],
        ..incident()
    };
    assert_eq!(
        view(&nobody_special(), &both),
        Some(View::Summary),
        "not even being its author"
    );
}

#[test]
fn a_restriction_hides_it_from_the_teams_manager_only() {
    let restricted = Facts {
        restricted: true,
        ..incident()
    };
    assert_eq!(
        view(
            &person(Role::Manager, GrantScope::Team(id(TEAM))),
            &restricted
        ),
        None
    );
    assert_eq!(view(&od(), &restricted), Some(View::Whole));
    assert_eq!(
        view(&national(Role::CustomerServices), &restricted),
        Some(View::Intake)
    );
}

#[test]
fn a_deputy_acts_for_a_vacant_post() {
    let deputy = Actor {
        deputy_for: vec![id(AREA)],
        ..nobody_special()
    };
    assert_eq!(view(&deputy, &incident()), Some(View::Whole));
    assert!(authorise(&deputy, id(9), &incident(), A::Acknowledge).is_ok());
}

#[test]
fn customer_services_read_the_narrative_until_triage() {
    let before = Facts {
        before_triage: true,
        ..incident()
    };
    assert!(may_read_narrative(View::Intake, &before));
    assert!(!may_read_narrative(View::Intake, &incident()));
    assert!(may_read_narrative(View::Whole, &incident()));
    assert!(!may_read_narrative(View::Summary, &before));
}

#[test]
fn who_may_do_what() {
    let intake = [
        A::Log,
        A::Correct,
        A::Triage,
        A::Forward,
        A::NameBuddy,
        A::ReviewChildDeath,
        A::RecordLscbDecision,
        A::Add,
    ];
    let director = [A::Acknowledge, A::RecordStep, A::Extend, A::Add];
    for action in A::ALL {
        let may = |actor: &Actor| {
            authorise(actor, id(9), &incident(), *action)
                .ok()
                .map(|a| a.on_behalf())
        };
        assert_eq!(
            may(&national(Role::CustomerServices)).is_some(),
            intake.contains(action),
            "customer services: {action}"
        );
        assert_eq!(
            may(&od()).is_some(),
            director.contains(action),
            "director: {action}"
        );
        let for_director = matches!(action, A::Acknowledge | A::RecordStep);
        assert_eq!(
            may(&national(Role::Safeguarding)),
            Some(for_director),
            "safeguarding: {action}"
        );
    }
}

#[test]
fn who_may_report() {
    for (role, scope, expected) in [
        (Role::Practitioner, GrantScope::Team(id(1)), Some(false)),
        (Role::Manager, GrantScope::Team(id(1)), Some(false)),
        (Role::Od, GrantScope::Area(id(1)), Some(false)),
        (Role::Safeguarding, GrantScope::National, Some(true)),
        (Role::CustomerServices, GrantScope::National, Some(true)),
        (Role::LearningPanel, GrantScope::National, None),
        (Role::Board, GrantScope::National, None),
        (Role::Admin, GrantScope::National, None),
    ] {
        let report = authorise_report(&person(role, scope), id(9));
        assert_eq!(report.ok().map(|r| r.action().logged), expected, "{role}");
    }
}

#[test]
fn nobody_gives_themself_a_role() {
    use super::people::{PeopleAction, authorise};
    let admin = national(Role::Admin);
    assert!(
        authorise(
            &admin,
            Some(StaffId(Uuid::from_u128(1))),
            PeopleAction::Grant
        )
        .is_err()
    );
    assert!(authorise(&admin, Some(id(2)), PeopleAction::Grant).is_ok());
    assert!(
        authorise(
            &national(Role::Safeguarding),
            Some(id(2)),
            PeopleAction::Grant
        )
        .is_err()
    );
}

#[test]
fn a_scope_lists_where_the_rights_reach() {
    let actor = Actor {
        deputy_for: vec![id(AREA)],
        ..person(Role::Manager, GrantScope::Team(id(TEAM)))
    };
    let scope = Scope::of(&actor);
    assert_eq!(scope.all, None);
    assert_eq!(scope.areas, vec![AreaId(Uuid::from_u128(AREA))]);
    assert_eq!(scope.teams, vec![TeamId(Uuid::from_u128(TEAM))]);
}
