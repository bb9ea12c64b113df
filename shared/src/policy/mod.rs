//! Who may do what (deny by default). Pure: facts in, a decision out. The server
//! enforces it, the client draws from the `permitted` lists it makes, lists take
//! their scope from it, and storage writes take the [`Authorized`] that only it can make.

pub mod access;
pub mod audit;
pub mod break_glass;
pub mod chasing;
pub mod codelists;
pub mod incidents;
pub mod integrations;
pub mod people;
pub mod practice;
pub mod reviews;
mod rules;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod turns;

use crate::codes::codes;
use crate::ids::{AreaId, StaffId, TeamId};
use serde::{Deserialize, Serialize};

codes! {
    /// A role a grant gives.
    Role {
        Practitioner = "practitioner", "Practitioner";
        Manager = "manager", "Manager";
        Od = "od", "Operational Director";
        Safeguarding = "safeguarding", "Safeguarding";
        CustomerServices = "customer_services", "Customer services";
        LearningPanel = "learning_panel", "Learning Action Panel";
        Board = "board", "Board member";
        Admin = "admin", "Administrator";
    }
}

/// Where a grant holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum GrantScope {
    /// Everywhere.
    National,
    /// In one area.
    Area(AreaId),
    /// In one team.
    Team(TeamId),
}

/// A role held over a scope; only grants that are live today reach the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveGrant {
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: GrantScope,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub staff: StaffId,
    /// The grants live today.
    pub grants: Vec<LiveGrant>,
    /// Areas for which this person is the deputy of a post that is vacant today.
    pub deputy_for: Vec<AreaId>,
}

impl Actor {
    /// Holds the role anywhere.
    pub fn holds(&self, role: Role) -> bool {
        self.grants.iter().any(|g| g.role == role)
    }
    /// Holds the role everywhere.
    pub fn holds_nationally(&self, role: Role) -> bool {
        self.grants
            .iter()
            .any(|g| g.role == role && g.scope == GrantScope::National)
    }
    /// The areas over which the person has a director's rights: by grant, or as deputy while the post is vacant.
    pub fn od_areas(&self) -> impl Iterator<Item = AreaId> + '_ {
        let granted = self
            .grants
            .iter()
            .filter(|g| g.role == Role::Od)
            .filter_map(|g| match g.scope {
                GrantScope::Area(area) => Some(area),
                _ => None,
            });
        granted.chain(self.deputy_for.iter().copied())
    }
    /// The teams over which the person is a manager.
    pub fn managed_teams(&self) -> impl Iterator<Item = TeamId> + '_ {
        self.grants
            .iter()
            .filter(|g| g.role == Role::Manager)
            .filter_map(|g| match g.scope {
                GrantScope::Team(team) => Some(team),
                _ => None,
            })
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The record may be seen, the act is not for this person: 403.
    Deny,
    /// The record may not be seen: it answers exactly like one that does not exist, 404.
    Hide,
}

/// Proof that the policy allowed an action on a record. Only this module can make
/// one, and storage writes ask for it: an unchecked write does not compile. `W` is who was
/// allowed: a person, unless a third-party system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authorized<R, A, W = StaffId> {
    actor: W,
    resource: R,
    action: A,
    on_behalf: bool,
}

impl<R: Copy, A: Copy, W: Copy> Authorized<R, A, W> {
    const fn new(actor: W, resource: R, action: A, on_behalf: bool) -> Self {
        Self {
            actor,
            resource,
            action,
            on_behalf,
        }
    }
    /// Who was allowed.
    pub const fn actor(&self) -> W {
        self.actor
    }
    /// On which record.
    pub const fn resource(&self) -> R {
        self.resource
    }
    /// To do what.
    pub const fn action(&self) -> A {
        self.action
    }
    /// For the responsible director.
    pub const fn on_behalf(&self) -> bool {
        self.on_behalf
    }
}
