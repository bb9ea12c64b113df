//! Who could have something to do, and who is above whom.

use chrono::NaiveDate;
use shared::ids::{AreaId, StaffId};
use shared::incidents::facts::Turn;
use shared::people::organisation::Organisation;
use shared::policy::Actor;
use shared::policy::chasing::{RecordFacts, is_last_resort};
use shared::policy::incidents::{Facts, Scope};
use shared::policy::turns::Turns;
use std::collections::HashMap;
use storage::{Conn, people};

use crate::Result;

/// Everybody who works here with their rights, ordered by the turns they take.
pub(crate) struct People {
    actors: HashMap<StaffId, Actor>,
    /// Whose turn it can be on an incident: everywhere, or in an area.
    by_turn: HashMap<(Turn, Option<AreaId>), Vec<StaffId>>,
    /// Whose turn it can be on anything without a part in it.
    wide: Vec<StaffId>,
}

impl People {
    /// Everybody who works here today.
    pub(super) fn load(conn: &mut Conn, today: NaiveDate) -> Result<Self> {
        Ok(Self::of(people::actors(conn, today)?))
    }

    /// One person only.
    pub(super) fn only(actor: &Actor) -> Self {
        Self::of(HashMap::from([(actor.staff, actor.clone())]))
    }

    fn of(actors: HashMap<StaffId, Actor>) -> Self {
        let mut by_turn: HashMap<_, Vec<StaffId>> = HashMap::new();
        let mut wide = Vec::new();
        for actor in actors.values() {
            let turns = Turns::of(actor);
            if !turns.everywhere.is_empty() || !turns.in_areas.is_empty() {
                wide.push(actor.staff);
            }
            for turn in turns.everywhere {
                by_turn.entry((turn, None)).or_default().push(actor.staff);
            }
            for area in Scope::of(actor).areas {
                for turn in &turns.in_areas {
                    let of = by_turn.entry((*turn, Some(area))).or_default();
                    of.push(actor.staff);
                }
            }
        }
        Self {
            actors,
            by_turn,
            wide,
        }
    }

    /// Whose turn it can be on an incident; the policy decides whether it is.
    pub(super) fn for_incident(&self, turn: Turn, facts: &Facts) -> Vec<StaffId> {
        let places = [None].into_iter().chain(facts.area.map(Some));
        let by_right = places.filter_map(|place| self.by_turn.get(&(turn, place)));
        let by_part = facts.parts.iter().map(|(staff, _)| *staff);
        by_right.flatten().copied().chain(by_part).collect()
    }

    /// Whose turn it can be on a review of these incidents, besides `author`.
    pub(super) fn for_review<'a>(
        &self,
        incidents: impl Iterator<Item = &'a Facts>,
        author: Option<StaffId>,
    ) -> Vec<StaffId> {
        let by_part = incidents.flat_map(|facts| facts.parts.iter().map(|(staff, _)| *staff));
        let wide = self.wide.iter().copied();
        wide.chain(by_part).chain(author).collect()
    }

    /// Those of these people who work here and whose turn it is, each once.
    pub(super) fn whose_turn(
        &self,
        mut candidates: Vec<StaffId>,
        is_turn: impl Fn(&Actor) -> bool,
    ) -> Vec<StaffId> {
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|staff| self.actors.get(staff).is_some_and(&is_turn));
        candidates
    }

    /// The person works here, and may see the record.
    pub(super) fn may_see(&self, staff: StaffId, facts: &RecordFacts) -> bool {
        let actor = self.actors.get(&staff);
        actor.is_some_and(|actor| facts.shows(actor))
    }

    /// Those to whom goes what can go to nobody else.
    pub(super) fn last_resort(&self) -> Vec<StaffId> {
        let actors = self.actors.values().filter(|actor| is_last_resort(actor));
        let mut found: Vec<StaffId> = actors.map(|actor| actor.staff).collect();
        found.sort_unstable();
        found
    }
}

/// Who is above whom today.
pub(super) struct Lines {
    organisation: Organisation,
    today: NaiveDate,
}

impl Lines {
    pub(super) fn load(conn: &mut Conn, today: NaiveDate) -> Result<Self> {
        let organisation = people::organisation(conn)?;
        Ok(Self {
            organisation,
            today,
        })
    }
    pub(super) fn above(&self, person: StaffId) -> Vec<StaffId> {
        self.organisation.directly_above(person, self.today)
    }
}
