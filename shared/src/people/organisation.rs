//! Who is above whom, at any level, and on which days.
//!
//! Someone manages a person by a period of line management, or by a manager's grant over a team that the person works
//! in; either makes one level. A chain of levels counts on the days on which all of its links are live.

use super::model::{Line, Membership, Span};
use crate::ids::{StaffId, TeamId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// A person manages a team for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamGrant {
    /// Who manages.
    pub staff: StaffId,
    /// Which team.
    pub team: TeamId,
    /// When.
    pub span: Span,
}

/// A set of days, as periods in order that neither touch nor overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days(Vec<(NaiveDate, NaiveDate)>);

impl Days {
    /// Every day there is.
    pub fn all() -> Self {
        Self(vec![(NaiveDate::MIN, NaiveDate::MAX)])
    }
    /// The days of one period.
    pub fn of(span: Span) -> Self {
        let mut days = Self::default();
        days.add(span.from, span.to.unwrap_or(NaiveDate::MAX));
        days
    }
    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The day is one of them.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.0.iter().any(|(from, to)| *from <= day && day <= *to)
    }
    /// The periods they make.
    pub fn spans(&self) -> Vec<Span> {
        let open = |to: NaiveDate| (to != NaiveDate::MAX).then_some(to);
        let spans = self.0.iter();
        spans
            .map(|(from, to)| Span::new(*from, open(*to)))
            .collect()
    }
    /// The days that are also in the other set.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let mut common = Self::default();
        for (from, to) in &self.0 {
            for (other_from, other_to) in &other.0 {
                common.add(*from.max(other_from), *to.min(other_to));
            }
        }
        common
    }
    /// Takes the other days in; whether any was new.
    pub fn take_in(&mut self, other: &Self) -> bool {
        let before = self.clone();
        for (from, to) in &other.0 {
            self.add(*from, *to);
        }
        *self != before
    }
    fn add(&mut self, from: NaiveDate, to: NaiveDate) {
        if from > to {
            return;
        }
        self.0.push((from, to));
        self.0.sort_unstable();
        let mut merged: Vec<(NaiveDate, NaiveDate)> = Vec::with_capacity(self.0.len());
        for (from, to) in self.0.drain(..) {
            match merged.last_mut() {
                Some(last) if last.1.succ_opt().is_none_or(|next| from <= next) => {
                    last.1 = last.1.max(to);
                }
                _ => merged.push((from, to)),
            }
        }
        self.0 = merged;
    }
}

/// A person, or a team on the way to whoever manages it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    Person(StaffId),
    Team(TeamId),
}

/// The organisation over time.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    links: HashMap<Node, Vec<(Node, Days)>>,
    members: HashMap<TeamId, Vec<(StaffId, Days)>>,
}

impl Organisation {
    /// The organisation with these dated facts.
    pub fn new(lines: &[Line], memberships: &[Membership], grants: &[TeamGrant]) -> Self {
        let mut made = Self::default();
        for line in lines {
            made.link(
                Node::Person(line.staff),
                Node::Person(line.manager),
                line.span,
            );
        }
        for m in memberships {
            made.link(Node::Person(m.staff), Node::Team(m.team), m.span);
            let members = made.members.entry(m.team).or_default();
            members.push((m.staff, Days::of(m.span)));
        }
        for grant in grants {
            made.link(
                Node::Team(grant.team),
                Node::Person(grant.staff),
                grant.span,
            );
        }
        made
    }

    fn link(&mut self, from: Node, to: Node, span: Span) {
        let links = self.links.entry(from).or_default();
        links.push((to, Days::of(span)));
    }

    /// Everyone who managed the person at any level on these days, and on which of them.
    pub fn above(&self, person: StaffId, during: &Days) -> BTreeMap<StaffId, Days> {
        self.reach(vec![(Node::Person(person), during.clone())])
    }

    /// Everyone who managed the team on these days: by a grant, or someone working in it then, at any level.
    pub fn above_team(&self, team: TeamId, during: &Days) -> BTreeMap<StaffId, Days> {
        let members = self.members.get(&team).into_iter().flatten();
        let mut seeds: Vec<_> = members
            .map(|(staff, days)| (Node::Person(*staff), days.meet(during)))
            .collect();
        seeds.push((Node::Team(team), during.clone()));
        self.reach(seeds)
    }

    /// Who manages the person on a day, one level above: by a line, or by a grant over a team that they work in.
    pub fn directly_above(&self, person: StaffId, day: NaiveDate) -> Vec<StaffId> {
        let live = |node: Node| {
            let links = self.links.get(&node).into_iter().flatten();
            links.filter_map(move |(above, days)| days.contains(day).then_some(*above))
        };
        let mut found: Vec<StaffId> = live(Node::Person(person))
            .flat_map(|node| match node {
                Node::Person(manager) => vec![Node::Person(manager)],
                team @ Node::Team(_) => live(team).collect(),
            })
            .filter_map(|node| match node {
                Node::Person(manager) if manager != person => Some(manager),
                _ => None,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Everyone in the person's line on one day, at any level.
    pub fn line_of(&self, person: StaffId, day: NaiveDate) -> Vec<StaffId> {
        let today = Days::of(Span::new(day, Some(day)));
        self.above(person, &today).into_keys().collect()
    }

    /// Follows the links upwards. A node is looked at again only for days that are new, so a circle ends.
    fn reach(&self, mut waiting: Vec<(Node, Days)>) -> BTreeMap<StaffId, Days> {
        let mut reached: BTreeMap<Node, Days> = BTreeMap::new();
        while let Some((node, days)) = waiting.pop() {
            for (above, live) in self.links.get(&node).into_iter().flatten() {
                let common = days.meet(live);
                if !common.is_empty() && reached.entry(*above).or_default().take_in(&common) {
                    waiting.push((*above, common));
                }
            }
        }
        let people = reached.into_iter();
        people
            .filter_map(|(node, days)| match node {
                Node::Person(staff) => Some((staff, days)),
                Node::Team(_) => None,
            })
            .collect()
    }
}
