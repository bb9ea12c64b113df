//! The independence rule (§11): hand-written cases, and random organisations against the oracle.

use super::oracle::Found;
use super::world::PEOPLE;
use super::world::{World, day, during, practitioner, staff, team, worlds};
use crate::incidents::AuthorException;
use crate::people::organisation::Days;
use crate::people::{EmploymentKind, Span};
use crate::reviews::independence::{AuthorKind, Breach, will_stand_in};
use proptest::prelude::*;

/// Set `PROPTEST_CASES` for more.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_rule_finds_what_a_walk_day_by_day_and_path_by_path_finds(world in worlds()) {
        let above = world.above_each_day();
        for candidate in 0..PEOPLE {
            let found = Found::read(&world.breaches(candidate));
            prop_assert_eq!(found, world.oracle(candidate, &above), "candidate {}", candidate);
        }
    }
}

#[test]
fn a_stranger_is_independent() {
    let world = World {
        lines: vec![(0, 1, during(0, 9)), (3, 4, during(0, 9))],
        involved: vec![practitioner(0, 2)],
        ..World::default()
    };
    assert_eq!(world.breaches(3), []);
    assert_eq!(world.breaches(4), []);
}

#[test]
fn periods_include_both_end_dates() {
    let world = World {
        lines: vec![
            (0, 1, during(0, 5)),
            (1, 2, during(5, 9)),
            (1, 3, during(6, 9)),
        ],
        involved: vec![practitioner(0, 0)],
        ..World::default()
    };
    let one_day = Breach::ManagedPractitioner {
        practitioner: staff(0),
        days: Days::of(during(5, 5)),
    };
    assert_eq!(
        world.breaches(2),
        [one_day],
        "above on the one day both links share"
    );
    assert_eq!(world.breaches(3), [], "the links never share a day");
}

#[test]
fn having_been_managed_counts_only_since_first_involvement() {
    let mut world = World {
        lines: vec![(3, 1, during(0, 4))],
        involved: vec![practitioner(0, 4), (1, false, Some(5))],
        ..World::default()
    };
    assert_eq!(world.breaches(3), []);
    world.involved = vec![practitioner(0, 4), (1, false, Some(4))];
    let breaches = world.breaches(3);
    let words = breaches
        .first()
        .map(|b| b.reason(|_| "Jo Doe".into(), |_| String::new()));
    assert_eq!(
        words.unwrap(),
        "Was line-managed by Jo Doe, who is involved, on 5 May 2008"
    );
    world.involved = vec![(1, false, None)];
    assert_eq!(
        world.breaches(3).len(),
        1,
        "a first day that is not known is no excuse"
    );
}

#[test]
fn a_planned_line_counts_and_a_circle_ends() {
    let world = World {
        lines: vec![
            (0, 1, Span::new(day(9), None)),
            (1, 2, Span::new(day(0), None)),
            (2, 0, Span::new(day(0), None)),
        ],
        involved: vec![practitioner(0, 0)],
        ..World::default()
    };
    assert!(
        world
            .breaches(1)
            .iter()
            .any(|b| matches!(b, Breach::ManagedPractitioner { .. }))
    );
    assert!(
        world
            .breaches(2)
            .iter()
            .any(|b| matches!(b, Breach::ManagedBy { .. }))
    );
}

#[test]
fn a_grant_over_the_team_counts_while_it_held_the_case() {
    let world = World {
        grants: vec![(1, 0, during(0, 3)), (2, 0, during(4, 9))],
        lines: vec![(2, 3, during(0, 9))],
        held: vec![(0, during(4, 6))],
        ..World::default()
    };
    assert_eq!(world.breaches(1), []);
    let days = Days::of(during(4, 6));
    assert_eq!(
        world.breaches(2),
        [Breach::ManagedTeam {
            team: team(0),
            days: days.clone()
        }]
    );
    assert_eq!(
        world.breaches(3),
        [Breach::ManagedTeam {
            team: team(0),
            days
        }],
        "and so does being above it"
    );
}

#[test]
fn whoever_approves_the_review_does_not_write_it() {
    let world = World {
        approvers: vec![4],
        ..World::default()
    };
    assert_eq!(world.breaches(4), [Breach::Approver]);
    assert_eq!(world.breaches(3), []);
}

#[test]
fn a_line_two_levels_up_then_counts_though_it_is_over_now() {
    let world = World {
        lines: vec![(0, 1, during(0, 3)), (1, 2, during(2, 5))],
        involved: vec![practitioner(0, 1)],
        ..World::default()
    };
    let breaches = world.breaches(2);
    let days = Days::of(during(2, 3));
    assert_eq!(
        breaches,
        [Breach::ManagedPractitioner {
            practitioner: staff(0),
            days
        }]
    );
    let words = breaches
        .first()
        .map(|b| b.reason(|_| "Jo Doe".into(), |_| String::new()));
    assert_eq!(
        words.unwrap(),
        "Line-managed Jo Doe, who is involved, from 3 May 2008 to 4 May 2008"
    );
}

#[test]
fn a_breach_that_arises_later_counts_up_to_the_end_of_the_commission() {
    let arises_on_9 = World {
        lines: vec![(0, 1, Span::new(day(9), None))],
        involved: vec![practitioner(0, 0)],
        ..World::default()
    };
    let up_to = |last| World {
        last,
        ..arises_on_9.clone()
    };
    assert_eq!(up_to(Some(8)).breaches(1), [], "the commission had ended");
    let on_its_last_day = Breach::ManagedPractitioner {
        practitioner: staff(0),
        days: Days::of(during(9, 9)),
    };
    assert_eq!(up_to(Some(9)).breaches(1), [on_its_last_day]);
    assert_eq!(up_to(None).breaches(1).len(), 1, "it still runs");
}

#[test]
fn a_later_breach_by_being_managed_counts_too() {
    let world = World {
        lines: vec![(3, 1, Span::new(day(9), None))],
        involved: vec![(1, false, Some(2))],
        ..World::default()
    };
    assert_eq!(
        World {
            last: Some(8),
            ..world.clone()
        }
        .breaches(3),
        []
    );
    assert!(matches!(world.breaches(3)[..], [Breach::ManagedBy { .. }]));
}

proptest! {
    #[test]
    fn a_deputy_stands_in_on_each_day_without_a_director(
        deputy in (0..20_u64, 0..20_u64),
        directors in proptest::collection::vec((0..20_u64, 0..20_u64), 0..4),
        today in 0..20_u64,
    ) {
        let span = |(from, length): (u64, u64)| during(from, from + length);
        let (deputy, directors) = (span(deputy), directors.into_iter().map(span).collect::<Vec<_>>());
        let stands_in = (today..60).map(day).any(|on| {
            deputy.contains(on) && !directors.iter().any(|director| director.contains(on))
        });
        prop_assert_eq!(will_stand_in(deputy, &directors, day(today)), stands_in);
    }
}

#[test]
fn a_deputy_without_an_end_stands_in_once_the_director_leaves() {
    let (from, forever) = (day(3), Span::new(day(3), None));
    let never = Span::new(day(0), None);
    assert!(!will_stand_in(forever, &[never], from));
    assert!(will_stand_in(forever, &[during(0, 9)], from));
    assert!(!will_stand_in(during(3, 9), &[during(0, 9)], from));
    let successor = Span::new(day(10), None);
    assert!(!will_stand_in(forever, &[during(0, 9), successor], from));
}

#[test]
fn exceptions_relax_the_kind_of_author_only() {
    let kind = |manager, specialist, employment| AuthorKind {
        manager,
        specialist,
        employment,
    };
    let specialist = kind(true, true, EmploymentKind::Employee);
    let operational = kind(true, false, EmploymentKind::Employee);
    let lost_the_grant_yesterday = kind(false, true, EmploymentKind::Employee);
    let practitioner = kind(false, false, EmploymentKind::SelfEmployed);
    let external = kind(false, false, EmploymentKind::External);
    assert_eq!(specialist.objection(None), None);
    for someone in [
        operational,
        lost_the_grant_yesterday,
        practitioner,
        external,
    ] {
        assert!(someone.objection(None).is_some());
    }
    assert_eq!(
        operational.objection(Some(AuthorException::PdpInterest)),
        None
    );
    assert!(
        practitioner
            .objection(Some(AuthorException::PdpInterest))
            .is_some()
    );
    for exception in [
        AuthorException::Capacity,
        AuthorException::SeriousCriticismOrMedia,
    ] {
        assert_eq!(external.objection(Some(exception)), None);
        assert!(specialist.objection(Some(exception)).is_some());
    }
}
