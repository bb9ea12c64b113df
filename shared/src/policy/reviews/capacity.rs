//! Who sees how many reviews the authors write: safeguarding everywhere, a director in their own areas.

use super::NATIONAL;
use crate::codes::codes;
use crate::ids::AreaId;
use crate::policy::rules::{Nothing, Rule, Who, allowed, rule};
use crate::policy::{Actor, Refusal};

codes! {
    /// What can be done with the figures of capacity.
    CapacityAction {
        Read = "read", "See the capacity to write reviews";
    }
}

/// Of which areas somebody sees the capacity. Only the policy makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapacityScope {
    areas: Option<Vec<AreaId>>,
}

impl CapacityScope {
    /// Every area, and whoever works in none.
    pub const fn is_national(&self) -> bool {
        self.areas.is_none()
    }
    /// This area, or what belongs to none.
    pub fn holds(&self, area: Option<AreaId>) -> bool {
        let areas = self.areas.as_ref();
        areas.is_none_or(|areas| area.is_some_and(|area| areas.contains(&area)))
    }
}

/// The table of domain rules.
const RULES: &[Rule<CapacityAction>] =
    &[rule(CapacityAction::Read, &[NATIONAL, Who::Director], &[])];

/// Allows somebody to see the capacity, and says of which areas.
pub fn authorise_capacity(actor: &Actor) -> Result<CapacityScope, Refusal> {
    match allowed(RULES, CapacityAction::Read, actor, &Nothing) {
        None => Err(Refusal::Deny),
        Some(Who::National(_)) => Ok(CapacityScope { areas: None }),
        Some(_) => Ok(CapacityScope {
            areas: Some(actor.od_areas().collect()),
        }),
    }
}
