//! Small invented organisations against an oracle that walks day by day and level by level, and hand-written cases.
#![allow(clippy::unwrap_used, reason = "a test")]

use super::independence::{AuthorKind, Breach, Held, Independence, InvolvedPerson};
use crate::ids::{LineId, MembershipId, StaffId, TeamId};
use crate::incidents::AuthorException;
use crate::people::organisation::{Days, Organisation, TeamGrant};
use crate::people::{EmploymentKind, Line, Membership, Span};
use chrono::{Days as Plus, NaiveDate};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const PEOPLE: usize = 6;
const TEAMS: usize = 3;
/// Nothing changes after the last of these days, so that it stands for all that follow.
const WINDOW: u64 = 20;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2008, 5, 1).unwrap() + Plus::new(n)
}
fn staff(n: usize) -> StaffId {
    StaffId(Uuid::from_u128(n as u128 + 1))
}
fn team(n: usize) -> TeamId {
    TeamId(Uuid::from_u128(n as u128 + 100))
}

/// A dated fact between two numbers.
type Fact = (usize, usize, Span);

#[derive(Debug, Clone, Default)]
struct World {
    lines: Vec<Fact>,
    members: Vec<Fact>,
    grants: Vec<Fact>,
    involved: Vec<(usize, bool, Option<u64>)>,
    held: Vec<(usize, Span)>,
    buddies: Vec<usize>,
}

impl World {
    fn organisation(&self) -> Organisation {
        let lines: Vec<_> = self
            .lines
            .iter()
            .map(|(of, manager, span)| Line {
                id: LineId(Uuid::nil()),
                staff: staff(*of),
                manager: staff(*manager),
                span: *span,
            })
            .collect();
        let members: Vec<_> = self
            .members
            .iter()
            .map(|(who, place, span)| Membership {
                id: MembershipId(Uuid::nil()),
                staff: staff(*who),
                team: team(*place),
                span: *span,
            })
            .collect();
        let grants: Vec<_> = self
            .grants
            .iter()
            .map(|(who, place, span)| TeamGrant {
                staff: staff(*who),
                team: team(*place),
                span: *span,
            })
            .collect();
        Organisation::new(&lines, &members, &grants)
    }

    fn breaches(&self, candidate: usize) -> Vec<Breach> {
        let organisation = self.organisation();
        let involved = self
            .involved
            .iter()
            .map(|(who, practitioner, since)| InvolvedPerson {
                staff: staff(*who),
                practitioner: *practitioner,
                since: since.map(day),
            })
            .collect();
        let held: Vec<_> = self
            .held
            .iter()
            .map(|(place, span)| Held {
                team: team(*place),
                span: *span,
            })
            .collect();
        let buddies = self.buddies.iter().map(|who| staff(*who)).collect();
        Independence::new(&organisation, involved, &held, buddies).breaches(staff(candidate))
    }

    /// `manages[a][b]` on one day: a manages b, at any level.
    fn manages(&self, on: NaiveDate) -> [[bool; PEOPLE]; PEOPLE] {
        let mut manages = [[false; PEOPLE]; PEOPLE];
        for (of, manager, span) in &self.lines {
            manages[*manager][*of] |= span.contains(on);
        }
        for (member, place, span) in &self.members {
            for (holder, over, granted) in &self.grants {
                manages[*holder][*member] |=
                    place == over && span.contains(on) && granted.contains(on);
            }
        }
        for via in 0..PEOPLE {
            for a in 0..PEOPLE {
                for b in 0..PEOPLE {
                    manages[a][b] |= manages[a][via] && manages[via][b];
                }
            }
        }
        manages
    }

    fn manages_team(&self, candidate: usize, place: usize, on: NaiveDate) -> bool {
        let manages = self.manages(on);
        let here = |(who, over, span): &Fact| (*over == place && span.contains(on)).then_some(*who);
        let holders: Vec<_> = self.grants.iter().filter_map(here).collect();
        let mut people = holders.clone();
        people.extend(self.members.iter().filter_map(here));
        holders.contains(&candidate) || people.iter().any(|who| manages[candidate][*who])
    }

    /// What the rule says, read off the words of the paper for each day by itself.
    fn oracle(&self, candidate: usize) -> Found {
        let mut found = Found {
            involved: self.involved.iter().any(|(who, ..)| *who == candidate),
            buddy: self.buddies.contains(&candidate),
            ..Found::default()
        };
        for n in 0..=WINDOW {
            let manages = self.manages(day(n));
            for (who, practitioner, since) in &self.involved {
                if *who == candidate {
                    continue;
                }
                if *practitioner && manages[candidate][*who] {
                    found
                        .practitioners
                        .entry(staff(*who))
                        .or_default()
                        .insert(n);
                }
                if since.is_none_or(|since| since <= n) && manages[*who][candidate] {
                    found.managers.entry(staff(*who)).or_default().insert(n);
                }
            }
            for (place, span) in &self.held {
                if span.contains(day(n)) && self.manages_team(candidate, *place, day(n)) {
                    found.teams.entry(team(*place)).or_default().insert(n);
                }
            }
        }
        found
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    involved: bool,
    buddy: bool,
    practitioners: BTreeMap<StaffId, BTreeSet<u64>>,
    teams: BTreeMap<TeamId, BTreeSet<u64>>,
    managers: BTreeMap<StaffId, BTreeSet<u64>>,
}

impl Found {
    fn read(breaches: &[Breach]) -> Self {
        let within = |days: &Days| (0..=WINDOW).filter(|n| days.contains(day(*n))).collect();
        let mut found = Self::default();
        for breach in breaches {
            match breach {
                Breach::Involved => found.involved = true,
                Breach::Buddy => found.buddy = true,
                Breach::ManagedPractitioner { practitioner, days } => {
                    found.practitioners.insert(*practitioner, within(days));
                }
                Breach::ManagedTeam { team, days } => {
                    found.teams.insert(*team, within(days));
                }
                Breach::ManagedBy { involved, days } => {
                    found.managers.insert(*involved, within(days));
                }
            }
        }
        found
    }
}

fn spans() -> impl Strategy<Value = Span> {
    (0..10_u64, prop::option::weighted(0.8, 0..6_u64))
        .prop_map(|(from, length)| Span::new(day(from), length.map(|n| day(from + n))))
}

fn facts(most: usize, left: usize, right: usize) -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec((0..left, 0..right, spans()), 0..most)
}

fn worlds() -> impl Strategy<Value = World> {
    let person = (
        0..PEOPLE,
        any::<bool>(),
        prop::option::weighted(0.8, 0..12_u64),
    );
    (
        facts(9, PEOPLE, PEOPLE),
        facts(5, PEOPLE, TEAMS),
        facts(4, PEOPLE, TEAMS),
        prop::collection::vec(person, 0..4),
        prop::collection::vec((0..TEAMS, spans()), 0..3),
        prop::collection::vec(0..PEOPLE, 0..2),
    )
        .prop_map(|(mut lines, members, grants, involved, held, buddies)| {
            lines.retain(|(of, manager, _)| of != manager);
            World {
                lines,
                members,
                grants,
                involved,
                held,
                buddies,
            }
        })
}

fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_rule_finds_what_a_walk_day_by_day_finds(world in worlds()) {
        for candidate in 0..PEOPLE {
            let found = Found::read(&world.breaches(candidate));
            prop_assert_eq!(found, world.oracle(candidate), "candidate {}", candidate);
        }
    }
}

fn during(from: u64, to: u64) -> Span {
    Span::new(day(from), Some(day(to)))
}
const fn practitioner(who: usize, since: u64) -> (usize, bool, Option<u64>) {
    (who, true, Some(since))
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
fn exceptions_relax_the_kind_of_author_only() {
    let kind = |manager, specialist, employment| AuthorKind {
        manager,
        specialist,
        employment,
    };
    let specialist = kind(true, true, EmploymentKind::Employee);
    let operational = kind(true, false, EmploymentKind::Employee);
    let practitioner = kind(false, false, EmploymentKind::SelfEmployed);
    let external = kind(false, false, EmploymentKind::External);
    assert_eq!(specialist.objection(None), None);
    for someone in [operational, practitioner, external] {
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
