//! Whose turn it is on an incident: what waits for a person.

use super::Actor;
use super::incidents::{Facts, Scope, may};
use crate::incidents::codes::{IncidentAction, Part};
use crate::incidents::facts::Turn;

/// Is it this person's turn? It is their own doing, not what they may do for another.
pub fn is_turn_of(actor: &Actor, facts: &Facts, turn: Turn) -> bool {
    let action = match turn {
        Turn::Intake => IncidentAction::Triage,
        Turn::Buddies => IncidentAction::NameBuddy,
        Turn::Director => IncidentAction::Acknowledge,
        Turn::Safeguarding => IncidentAction::Close,
    };
    may(actor, facts, action) == Ok(false)
}

/// Does this person look at restrictions again when their day has come?
pub fn reviews_restrictions(actor: &Actor) -> bool {
    may(actor, &Facts::default(), IncidentAction::Restrict) == Ok(false)
}

/// Whose turn a person takes, and where, for what waits for them: what [`is_turn_of`] says of each incident, in a form
/// a database can answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turns {
    /// On every incident.
    pub everywhere: Vec<Turn>,
    /// On those of the areas of their scope.
    pub in_areas: Vec<Turn>,
    /// On those on which they have a part.
    pub by_part: Vec<(Part, Turn)>,
}

impl Turns {
    /// The turns of a person: [`is_turn_of`], asked about an incident with nothing special, one in their area, and one
    /// for each part they could have.
    pub fn of(actor: &Actor) -> Self {
        let taken = |facts: &Facts| {
            let all = Turn::ALL.iter().copied();
            let taken = all.filter(|turn| is_turn_of(actor, facts, *turn));
            taken.collect::<Vec<_>>()
        };
        let everywhere = taken(&Facts::default());
        let besides = |facts: &Facts| {
            let mut turns = taken(facts);
            turns.retain(|turn| !everywhere.contains(turn));
            turns
        };
        let in_area = Facts {
            area: Scope::of(actor).areas.first().copied(),
            ..Facts::default()
        };
        let with = |part: Part| Facts {
            parts: vec![(actor.staff, part)],
            ..Facts::default()
        };
        let by_part = Part::ALL.iter().flat_map(|part| {
            let turns = besides(&with(*part)).into_iter();
            turns.map(|turn| (*part, turn))
        });
        Self {
            by_part: by_part.collect(),
            in_areas: besides(&in_area),
            everywhere,
        }
    }
}
