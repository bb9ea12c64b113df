//! Small invented organisations over a few days, with an incident and a commission.

use crate::ids::{LineId, MembershipId, StaffId, TeamId};
use crate::people::organisation::{Organisation, TeamGrant};
use crate::people::{Line, Membership, Span};
use crate::reviews::independence::{Breach, Held, Independence, InvolvedPerson};
use chrono::{Days as Plus, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

pub const PEOPLE: usize = 6;
pub const TEAMS: usize = 3;
/// Nothing changes after the last of these days, so that it stands for all that follow.
pub const WINDOW: u64 = 15;

pub fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2008, 5, 1).unwrap() + Plus::new(n)
}
pub fn staff(n: usize) -> StaffId {
    StaffId(Uuid::from_u128(n as u128 + 1))
}
pub fn team(n: usize) -> TeamId {
    TeamId(Uuid::from_u128(n as u128 + 100))
}
pub fn during(from: u64, to: u64) -> Span {
    Span::new(day(from), Some(day(to)))
}
pub const fn practitioner(who: usize, since: u64) -> (usize, bool, Option<u64>) {
    (who, true, Some(since))
}

/// A dated fact between two numbers.
pub type Fact = (usize, usize, Span);

#[derive(Debug, Clone, Default)]
pub struct World {
    /// Who is managed, by whom, when.
    pub lines: Vec<Fact>,
    /// Who works in which team, when.
    pub members: Vec<Fact>,
    /// Who manages which team, when.
    pub grants: Vec<Fact>,
    /// Who is involved, as practitioner or manager, since which day.
    pub involved: Vec<(usize, bool, Option<u64>)>,
    /// Which team held a case, when.
    pub held: Vec<(usize, Span)>,
    pub buddies: Vec<usize>,
    pub approvers: Vec<usize>,
    /// The last day of the commission; none: it still runs.
    pub last: Option<u64>,
}

impl World {
    fn organisation(&self) -> Organisation {
        let line = |(of, manager, span): &Fact| Line {
            id: LineId(Uuid::nil()),
            staff: staff(*of),
            manager: staff(*manager),
            span: *span,
        };
        let member = |(who, place, span): &Fact| Membership {
            id: MembershipId(Uuid::nil()),
            staff: staff(*who),
            team: team(*place),
            span: *span,
        };
        let grant = |(who, place, span): &Fact| TeamGrant {
            staff: staff(*who),
            team: team(*place),
            span: *span,
        };
        Organisation::new(
            &self.lines.iter().map(line).collect::<Vec<_>>(),
            &self.members.iter().map(member).collect::<Vec<_>>(),
            &self.grants.iter().map(grant).collect::<Vec<_>>(),
        )
    }

    /// What the rule says.
    pub fn breaches(&self, candidate: usize) -> Vec<Breach> {
        self.with_rule(|rule| match self.last {
            Some(last) => rule.breaches_up_to(staff(candidate), day(last)),
            None => rule.breaches(staff(candidate)),
        })
    }

    /// Asks the rule.
    pub fn with_rule<T>(&self, ask: impl FnOnce(&Independence<'_>) -> T) -> T {
        let organisation = self.organisation();
        let involved = self.involved.iter();
        let involved = involved.map(|(who, practitioner, since)| InvolvedPerson {
            staff: staff(*who),
            practitioner: *practitioner,
            since: since.map(day),
        });
        let held = self.held.iter().map(|(place, span)| Held {
            team: team(*place),
            span: *span,
        });
        let people = |all: &[usize]| all.iter().map(|who| staff(*who)).collect();
        let held: Vec<_> = held.collect();
        let rule = Independence::new(
            &organisation,
            involved.collect(),
            &held,
            people(&self.buddies),
        )
        .approved_by(people(&self.approvers));
        ask(&rule)
    }
}

fn spans() -> impl Strategy<Value = Span> {
    (0..9_u64, prop::option::weighted(0.8, 0..6_u64))
        .prop_map(|(from, length)| Span::new(day(from), length.map(|n| day(from + n))))
}

fn facts(most: usize, left: usize, right: usize) -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec((0..left, 0..right, spans()), 0..most)
}

/// Any of them.
pub fn worlds() -> impl Strategy<Value = World> {
    let person = (
        0..PEOPLE,
        any::<bool>(),
        prop::option::weighted(0.8, 0..12_u64),
    );
    let organisation = (
        facts(9, PEOPLE, PEOPLE),
        facts(5, PEOPLE, TEAMS),
        facts(4, PEOPLE, TEAMS),
    );
    let incident = (
        prop::collection::vec(person, 0..4),
        prop::collection::vec((0..TEAMS, spans()), 0..3),
        prop::collection::vec(0..PEOPLE, 0..2),
        prop::collection::vec(0..PEOPLE, 0..2),
        prop::option::weighted(0.5, 0..WINDOW),
    );
    (organisation, incident).prop_map(
        |((mut lines, members, grants), (involved, held, buddies, approvers, last))| {
            lines.retain(|(of, manager, _)| of != manager);
            World {
                lines,
                members,
                grants,
                involved,
                held,
                buddies,
                approvers,
                last,
            }
        },
    )
}
