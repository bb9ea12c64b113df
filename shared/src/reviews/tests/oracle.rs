//! The independence rule once more, written from the words of §11 and nothing else: each day by itself, and on each day
//! every path upwards, person by person. It shares no code with the rule and knows neither sets of days nor levels.

use super::world::{PEOPLE, WINDOW, World, day, staff, team};
use crate::ids::{StaffId, TeamId};
use crate::people::organisation::Days;
use crate::reviews::independence::Breach;
use std::collections::{BTreeMap, BTreeSet};

/// Which days a breach holds on, for each it is about.
type OnDays<I> = BTreeMap<I, BTreeSet<u64>>;

/// What there is to be found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    involved: bool,
    buddy: bool,
    approver: bool,
    practitioners: OnDays<StaffId>,
    teams: OnDays<TeamId>,
    managers: OnDays<StaffId>,
}

impl Found {
    /// What the rule found.
    pub fn read(breaches: &[Breach]) -> Self {
        let within = |days: &Days| (0..=WINDOW).filter(|n| days.contains(day(*n))).collect();
        let mut found = Self::default();
        for breach in breaches {
            match breach {
                Breach::Involved => found.involved = true,
                Breach::Buddy => found.buddy = true,
                Breach::Approver => found.approver = true,
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

/// For each day, for each person, everyone at the end of some path upwards.
pub type Above = Vec<Vec<BTreeSet<usize>>>;

impl World {
    /// Walks every path of every person on every day.
    pub fn above_each_day(&self) -> Above {
        let of = |n: u64, person: usize| {
            let mut met = BTreeSet::new();
            self.walk_up(n, person, &mut vec![person], &mut met);
            met
        };
        let on = |n: u64| (0..PEOPLE).map(|person| of(n, person)).collect();
        (0..=WINDOW).map(on).collect()
    }

    fn walk_up(&self, n: u64, at: usize, path: &mut Vec<usize>, met: &mut BTreeSet<usize>) {
        for manager in self.managers_of(n, at) {
            met.insert(manager);
            if !path.contains(&manager) {
                path.push(manager);
                self.walk_up(n, manager, path, met);
                path.pop();
            }
        }
    }

    /// One level up: the line manager, and whoever has the grant over the team one works in.
    fn managers_of(&self, n: u64, person: usize) -> Vec<usize> {
        let mut managers = Vec::new();
        for (of, manager, span) in &self.lines {
            if *of == person && span.contains(day(n)) {
                managers.push(*manager);
            }
        }
        for (member, place, span) in &self.members {
            if *member == person && span.contains(day(n)) {
                managers.extend(self.in_charge_of(n, *place));
            }
        }
        managers
    }

    fn in_charge_of(&self, n: u64, place: usize) -> Vec<usize> {
        let here = self.grants.iter();
        here.filter(|(_, over, span)| *over == place && span.contains(day(n)))
            .map(|(holder, ..)| *holder)
            .collect()
    }

    /// Whoever manages a team on a day: by the grant over it, or at the end of a path from someone who works in it or
    /// has that grant.
    fn above_team(&self, n: u64, place: usize, above: &[BTreeSet<usize>]) -> BTreeSet<usize> {
        let holders = self.in_charge_of(n, place);
        let members = self.members.iter();
        let members = members.filter(|(_, over, span)| *over == place && span.contains(day(n)));
        let people = members.map(|(who, ..)| *who).chain(holders.iter().copied());
        let mut all: BTreeSet<usize> = people.flat_map(|who| above[who].clone()).collect();
        all.extend(holders);
        all
    }

    /// What the words of the rule say of a candidate.
    pub fn oracle(&self, candidate: usize, above: &Above) -> Found {
        let mut found = Found {
            involved: self.involved.iter().any(|(who, ..)| *who == candidate),
            buddy: self.buddies.contains(&candidate),
            approver: self.approvers.contains(&candidate),
            ..Found::default()
        };
        let days = (0..=WINDOW).zip(above);
        for (n, above) in days.filter(|(n, _)| self.last.is_none_or(|last| *n <= last)) {
            for (who, practitioner, since) in &self.involved {
                let other = *who != candidate;
                if other && *practitioner && above[*who].contains(&candidate) {
                    let days = found.practitioners.entry(staff(*who)).or_default();
                    days.insert(n);
                }
                if other && since.is_none_or(|since| since <= n) && above[candidate].contains(who) {
                    found.managers.entry(staff(*who)).or_default().insert(n);
                }
            }
            for (place, span) in &self.held {
                let holds = span.contains(day(n));
                if holds && self.above_team(n, *place, above).contains(&candidate) {
                    found.teams.entry(team(*place)).or_default().insert(n);
                }
            }
        }
        found
    }
}
