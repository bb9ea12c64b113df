//! Who asks, and how they stand to the incident: every combination that can be.

use shared::ids::{AreaId, IncidentId, StaffId, TeamId};
use shared::incidents::codes::Part;
use shared::policy::incidents::Facts;
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use uuid::Uuid;

/// What a person is, whatever the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Somebody without a role: an external author, or someone whose last grant has ended.
    Nobody,
    /// Somebody with a role.
    With(Role),
    /// The deputy of a vacant director's post, and nothing else.
    Deputy,
}

/// How they stand to the incident besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In no way.
    None,
    /// Their team held its case.
    Team,
    /// It lies in their area.
    Area,
    /// They have this part in it.
    Has(Part),
}

/// One row of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// What they are.
    pub holder: Holder,
    /// How they stand to it.
    pub standing: Standing,
    /// It is seen by few.
    pub restricted: bool,
    /// They are involved in it: its practitioner, or the manager then.
    pub conflicted: bool,
}

const ME: StaffId = StaffId(Uuid::from_u128(1));
/// Somebody else.
pub const OTHER: StaffId = StaffId(Uuid::from_u128(2));
/// The incident.
pub const INCIDENT: IncidentId = IncidentId(Uuid::from_u128(9));
/// The area of the incident.
pub const AREA: AreaId = AreaId(Uuid::from_u128(200));
const ELSEWHERE: AreaId = AreaId(Uuid::from_u128(201));
const TEAM: TeamId = TeamId(Uuid::from_u128(300));
const OTHER_TEAM: TeamId = TeamId(Uuid::from_u128(301));

impl Holder {
    /// Every one.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Nobody];
        all.extend(Role::ALL.iter().copied().map(Self::With));
        all.push(Self::Deputy);
        all
    }

    /// As it stands in the matrix.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::With(role) => role.as_str(),
            Self::Deputy => "deputy",
        }
    }

    /// The ways in which they can stand to an incident.
    pub fn standings(self) -> Vec<Standing> {
        let by_grant = match self {
            Self::With(Role::Practitioner | Role::Manager) => Some(Standing::Team),
            Self::With(Role::Od) | Self::Deputy => Some(Standing::Area),
            _ => None,
        };
        let parts = Part::ALL.iter().copied().filter(|part| !part.is_involved());
        let mut all = vec![Standing::None];
        all.extend(by_grant);
        all.extend(parts.map(Standing::Has));
        all
    }

    /// The person, whose grant holds where the incident is or elsewhere.
    pub fn actor(self, here: bool) -> Actor {
        let scope = |role| match role {
            Role::Od => GrantScope::Area(if here { AREA } else { ELSEWHERE }),
            Role::Practitioner | Role::Manager => {
                GrantScope::Team(if here { TEAM } else { OTHER_TEAM })
            }
            _ => GrantScope::National,
        };
        let grants = match self {
            Self::With(role) => vec![LiveGrant {
                role,
                scope: scope(role),
            }],
            Self::Nobody | Self::Deputy => vec![],
        };
        let deputy_for = match self {
            Self::Deputy => vec![if here { AREA } else { ELSEWHERE }],
            _ => vec![],
        };
        Actor {
            staff: ME,
            grants,
            deputy_for,
        }
    }
}

impl Standing {
    /// As it stands in the matrix.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "-",
            Self::Team => "team",
            Self::Area => "area",
            Self::Has(part) => part.as_str(),
        }
    }
}

impl Case {
    /// Every row, in order.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for holder in Holder::all() {
            for standing in holder.standings() {
                for (restricted, conflicted) in
                    [(false, false), (true, false), (false, true), (true, true)]
                {
                    all.push(Self {
                        holder,
                        standing,
                        restricted,
                        conflicted,
                    });
                }
            }
        }
        all
    }

    /// Who asks.
    pub fn actor(self) -> Actor {
        let here = matches!(self.standing, Standing::Team | Standing::Area);
        self.holder.actor(here)
    }

    /// The incident.
    pub fn facts(self, before_triage: bool) -> Facts {
        let mut parts = vec![(OTHER, Part::Reporter)];
        if let Standing::Has(part) = self.standing {
            parts.push((ME, part));
        }
        if self.conflicted {
            parts.push((ME, Part::Practitioner));
        }
        Facts {
            area: Some(AREA),
            restricted: self.restricted,
            teams: vec![TEAM],
            parts,
            before_triage,
        }
    }
}
