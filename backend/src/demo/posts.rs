//! Who holds which post in an organisation, today and on a day gone by.

use super::organisation::Organisation;
use chrono::NaiveDate;
use shared::ids::{AreaId, StaffId, TeamId};
use shared::people::EmploymentKind;
use shared::people::Line;
use shared::policy::{GrantScope, Role};
use storage::people::StaffFacts;

/// The posts of today, each in the order in which people joined.
pub struct Posts {
    pub safeguarding: Vec<StaffId>,
    pub customer_services: Vec<StaffId>,
    pub learning_panel: Vec<StaffId>,
    pub board: Vec<StaffId>,
    pub admins: Vec<StaffId>,
    pub directors: Vec<(StaffId, AreaId)>,
    pub managers: Vec<(StaffId, TeamId)>,
    pub practitioners: Vec<(StaffId, TeamId)>,
    /// Practitioners who work for safeguarding as well.
    lent: Vec<StaffId>,
    /// Specialist service managers, who write the management reviews, and the areas they work in.
    pub specialists: Vec<(StaffId, AreaId)>,
    /// Authors from outside.
    pub external: Vec<StaffId>,
}

impl Posts {
    /// The posts on the day `today`.
    pub fn of(organisation: &Organisation, today: NaiveDate) -> Self {
        let live = |role| {
            organisation
                .grants
                .iter()
                .filter(move |g| g.role == role && g.span.contains(today))
        };
        let over_teams = |role| -> Vec<(StaffId, TeamId)> {
            live(role)
                .filter_map(|g| match g.scope {
                    GrantScope::Team(team) => Some((g.staff, team)),
                    _ => None,
                })
                .collect()
        };
        let managers = over_teams(Role::Manager);
        let practitioners = over_teams(Role::Practitioner);
        // Whoever works on cases as well is left out: they would record incidents they are named in.
        let national = |role| -> Vec<StaffId> {
            live(role)
                .filter(|g| g.scope == GrantScope::National)
                .map(|g| g.staff)
                .filter(|who| practitioners.iter().all(|(other, _)| other != who))
                .collect()
        };
        let lent = live(Role::Safeguarding)
            .map(|g| g.staff)
            .filter(|who| practitioners.iter().any(|(other, _)| other == who))
            .collect();
        let people = |wanted: fn(&StaffFacts) -> bool| -> Vec<StaffId> {
            let all = organisation.people.iter();
            all.filter(|p| p.active && wanted(p))
                .map(|p| p.id)
                .collect()
        };
        Self {
            safeguarding: national(Role::Safeguarding),
            customer_services: national(Role::CustomerServices),
            learning_panel: national(Role::LearningPanel),
            board: national(Role::Board),
            admins: national(Role::Admin),
            directors: live(Role::Od)
                .filter_map(|g| match g.scope {
                    GrantScope::Area(area) => Some((g.staff, area)),
                    _ => None,
                })
                .collect(),
            specialists: people(|p| p.specialist)
                .into_iter()
                .filter_map(|who| {
                    let (_, team) = managers.iter().find(|(manager, _)| *manager == who)?;
                    Some((who, organisation.area_of(*team)?))
                })
                .collect(),
            managers,
            lent,
            external: people(|p| p.employment == EmploymentKind::External),
            practitioners,
        }
    }
}

impl Posts {
    /// The person works on cases and for safeguarding or customer services as well.
    pub fn holds_twice(&self, who: StaffId) -> bool {
        self.lent.contains(&who)
    }
}

impl Organisation {
    /// Whoever answers for the area on the day, and whether as deputy.
    pub fn director(&self, area: AreaId, day: NaiveDate) -> Option<(StaffId, bool)> {
        let granted = self.grants.iter().find(|g| {
            g.role == Role::Od && g.scope == GrantScope::Area(area) && g.span.contains(day)
        });
        match granted {
            Some(grant) => Some((grant.staff, false)),
            None => self
                .deputies
                .iter()
                .find(|d| d.area == area && d.span.contains(day))
                .map(|d| (d.staff, true)),
        }
    }

    /// The person's line manager on the day, and since when.
    pub fn line_of(&self, staff: StaffId, day: NaiveDate) -> Option<&Line> {
        let mut lines = self.lines.iter();
        lines.find(|l| l.staff == staff && l.span.contains(day))
    }

    /// The area of a team.
    pub fn area_of(&self, team: TeamId) -> Option<AreaId> {
        self.teams.iter().find(|t| t.id == team).map(|t| t.area)
    }

    /// The local authorities of an area.
    pub fn authorities_in(&self, area: AreaId) -> Vec<&str> {
        let all = self.places.iter();
        all.filter(|place| place.area == area && place.span.to.is_none())
            .map(|place| place.authority.as_str())
            .collect()
    }
}
