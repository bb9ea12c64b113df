//! The policy asked about a whole incident, as server and client ask it.

use super::*;
use crate::incidents::tests::{forward, logged, part, triage};
use crate::incidents::{Incident, Known, Restriction};
use crate::policy::codelists::{self, CodelistAction};
use crate::policy::incidents::{naming, permitted, scope_fits};

/// Triaged as known, forwarded, restricted; a practitioner of a team, and one whose part has ended.
fn forwarded() -> Incident {
    let mut incident = logged();
    triage(&mut incident, Known::KnownOpen);
    forward(&mut incident);
    incident.restriction = Some(Restriction {
        reason: "Invented reason.".to_owned(),
        review_on: None,
    });
    let mut practitioner = part(1, 21, Part::Practitioner, None);
    practitioner.team = Some(id(TEAM));
    let mut buddy = part(2, 22, Part::Buddy, Some(21));
    buddy.team = Some(id(301));
    let mut before = part(3, 23, Part::Practitioner, None);
    before.team = Some(id(302));
    before.ended_at = Some(before.stamp.at);
    incident.involvements = vec![practitioner, buddy, before];
    incident
}

#[test]
fn the_facts_are_those_of_the_record_as_it_stands() {
    let facts = Facts::of(&forwarded());
    assert_eq!(
        facts,
        Facts {
            area: Some(id(1)),
            restricted: true,
            // Of those involved; a buddy’s team has nothing to do with it, nor one whose part has ended.
            teams: vec![id(TEAM)],
            parts: vec![(id(21), Part::Practitioner), (id(22), Part::Buddy)],
            before_triage: false,
        }
    );
    let fresh = Facts::of(&logged());
    assert!(fresh.before_triage && !fresh.restricted && fresh.parts.is_empty());
}

#[test]
fn what_is_permitted_is_allowed_and_possible() {
    let intake = national(Role::CustomerServices);
    assert_eq!(
        permitted(&intake, &logged()),
        [A::Correct, A::Triage, A::Add]
    );
    let director = person(Role::Od, GrantScope::Area(id(1)));
    assert_eq!(permitted(&director, &logged()), [A::Add]);
    assert_eq!(
        permitted(&director, &forwarded()),
        [A::Acknowledge, A::RecordStep, A::Add]
    );
    assert!(permitted(&nobody_special(), &forwarded()).is_empty());
}

#[test]
fn who_has_a_part_was_named_by_this_action() {
    for (part, action) in [
        (Part::Buddy, Some(A::NameBuddy)),
        (Part::Liaison, Some(A::RecordStep)),
        (Part::Author, Some(A::RecordStep)),
        (Part::Access, Some(A::GiveAccess)),
        (Part::ReplacementOd, Some(A::ReplaceOd)),
        (Part::Practitioner, None),
        (Part::Manager, None),
        (Part::Reporter, None),
        (Part::NoBuddyNeeded, None),
    ] {
        assert_eq!(naming(part), action, "{part}");
    }
}

#[test]
fn each_role_is_granted_over_what_it_is_for() {
    let scopes = [
        GrantScope::Team(id(TEAM)),
        GrantScope::Area(id(AREA)),
        GrantScope::National,
    ];
    for (role, fits) in [
        (Role::Practitioner, [true, false, false]),
        (Role::Manager, [true, false, false]),
        (Role::Od, [false, true, false]),
        (Role::Safeguarding, [false, false, true]),
        (Role::CustomerServices, [false, false, true]),
        (Role::LearningPanel, [false, false, true]),
        (Role::Board, [false, false, true]),
        (Role::Admin, [false, false, true]),
    ] {
        assert_eq!(scopes.map(|scope| scope_fits(role, scope)), fits, "{role}");
    }
}

#[test]
fn an_administrator_keeps_the_codelists_and_staff_read_them() {
    use CodelistAction::{Change, Read};
    assert_eq!(codelists::permitted(&national(Role::Admin)), [Read, Change]);
    assert_eq!(codelists::permitted(&nobody_special()), [Read]);
}
