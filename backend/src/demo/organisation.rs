//! The invented organisation: who works where, for whom and since when.

use super::dice::Dice;
use super::names;
use super::places::Places;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use shared::ids::{AreaId, StaffId, TeamId};
use shared::people::{EmploymentKind, Line, Membership, Span};
use shared::policy::{GrantScope, Role};
use std::collections::HashMap;
use storage::people::{Area, Authority, AuthorityArea, Deputy, Grant, StaffFacts, Team};

/// An area with a director, as the reference data name it.
pub const NORTH: &str = "North";
/// The area whose director's post is vacant, as the reference data name it.
pub const VACANT: &str = "South and East";
/// The office of the practitioner who works for safeguarding as well.
pub const CONFLICTED: &str = "Bristol";

/// How long the director's post of South and East has been vacant, in days.
const VACANT_FOR: u64 = 100;
/// How long one practitioner has worked for safeguarding as well, in days.
const LENT_FOR: u64 = 200;
/// How far back the incidents go, in days.
pub const TWO_YEARS: u64 = 730;

/// The invented organisation, whole.
#[derive(Default)]
pub struct Organisation {
    pub areas: Vec<Area>,
    pub teams: Vec<Team>,
    pub authorities: Vec<Authority>,
    /// The area of each local authority.
    pub places: Vec<AuthorityArea>,
    pub people: Vec<StaffFacts>,
    pub lines: Vec<Line>,
    pub memberships: Vec<Membership>,
    pub grants: Vec<Grant>,
    pub deputies: Vec<Deputy>,
}

/// Makes the organisation as it stands on the day `today`.
pub fn invent(places: &Places, today: NaiveDate, dice: &mut Dice) -> Organisation {
    let mut hall = Hall {
        organisation: Organisation::default(),
        chief: None,
        joined: HashMap::new(),
        practitioners: 0,
        today,
        dice,
    };
    hall.places(places);
    hall.head_office();
    for area in 0..hall.organisation.areas.len() {
        hall.area(area);
    }
    hall.organisation
}

/// The morning of a day.
pub fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
        .and_utc()
}

/// So many days before.
pub fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The organisation being built.
struct Hall<'a> {
    organisation: Organisation,
    /// Manages the directors and the head office.
    chief: Option<StaffId>,
    /// When people joined.
    joined: HashMap<StaffId, NaiveDate>,
    practitioners: usize,
    today: NaiveDate,
    dice: &'a mut Dice,
}

impl Hall<'_> {
    fn places(&mut self, places: &Places) {
        let founded = morning(before(self.today, 5 * TWO_YEARS));
        for name in &places.areas {
            self.organisation.areas.push(Area {
                id: self.dice.id(founded),
                name: name.clone(),
                version: 1,
            });
        }
        let areas = &self.organisation.areas;
        let mapped = NaiveDate::from_ymd_opt(2004, 1, 1).unwrap_or(founded.date_naive());
        let area_of = |name: &str| areas.iter().find(|a| a.name == name).map(|a| a.id);
        for office in &places.offices {
            if let Some(area) = area_of(&office.area) {
                self.organisation.teams.push(Team {
                    id: self.dice.id(founded),
                    name: office.name.clone(),
                    area,
                    area_name: office.area.clone(),
                });
            }
        }
        for place in &places.authorities {
            if let Some(area) = area_of(&place.area) {
                self.organisation.authorities.push(Authority {
                    code: place.code.clone(),
                    name: place.name.clone(),
                    region: place.region.clone(),
                });
                self.organisation.places.push(AuthorityArea {
                    id: self.dice.id(founded),
                    authority: place.code.clone(),
                    area,
                    span: Span::new(mapped, None),
                });
            }
        }
    }

    /// A new person with the next name, who joined five to ten years ago.
    fn person(&mut self, employment: EmploymentKind, specialist: bool) -> StaffId {
        let days = u64::try_from(self.dice.between(1_700, 3_600)).unwrap_or_default();
        let joined = before(self.today, days);
        let name = names::staff(self.organisation.people.len());
        let id = self.dice.id(morning(joined));
        self.joined.insert(id, joined);
        self.organisation.people.push(StaffFacts {
            id,
            email: names::email(&name),
            name,
            employment,
            specialist,
            active: true,
            version: 1,
        });
        id
    }

    fn employee(&mut self) -> StaffId {
        self.person(EmploymentKind::Employee, false)
    }

    fn joined(&self, staff: StaffId) -> NaiveDate {
        self.joined.get(&staff).copied().unwrap_or(self.today)
    }

    fn grant(&mut self, staff: StaffId, role: Role, scope: GrantScope, from: Option<NaiveDate>) {
        let from = from.unwrap_or_else(|| self.joined(staff));
        let id = self.dice.id(morning(from));
        self.organisation.grants.push(Grant {
            id,
            staff,
            role,
            scope,
            span: Span::new(from, None),
        });
    }

    /// `manager` manages `staff` from the day `from` on; whoever did before does so until the day before.
    fn line(&mut self, staff: StaffId, manager: StaffId, from: NaiveDate) {
        for line in &mut self.organisation.lines {
            if line.staff == staff && line.span.to.is_none() {
                line.span.to = from.pred_opt();
            }
        }
        let id = self.dice.id(morning(from));
        self.organisation.lines.push(Line {
            id,
            staff,
            manager,
            span: Span::new(from, None),
        });
    }

    fn head_office(&mut self) {
        let chief = self.employee();
        self.chief = Some(chief);
        let national = [
            (Role::Safeguarding, 3),
            (Role::CustomerServices, 3),
            (Role::LearningPanel, 2),
            (Role::Board, 2),
            (Role::Admin, 2),
        ];
        for (role, count) in national {
            let people: Vec<StaffId> = (0..count).map(|_| self.employee()).collect();
            for person in &people {
                self.grant(*person, role, GrantScope::National, None);
            }
            let lead = people.first().copied();
            for person in people.iter().copied().filter(|_| role != Role::Board) {
                let manager = lead.filter(|lead| *lead != person).unwrap_or(chief);
                let from = self.joined(person);
                self.line(person, manager, from);
            }
        }
        // Writes reviews from outside, and works for nobody here.
        self.person(EmploymentKind::External, false);
    }

    fn area(&mut self, index: usize) {
        let area = self.organisation.areas[index].id;
        let vacant = self.organisation.areas[index].name == VACANT;
        let teams: Vec<TeamId> = self
            .organisation
            .teams
            .iter()
            .filter(|t| t.area == area)
            .map(|t| t.id)
            .collect();
        let director = self.employee();
        self.grant(director, Role::Od, GrantScope::Area(area), None);
        let joined = self.joined(director);
        if let Some(chief) = self.chief {
            self.line(director, chief, joined);
        }
        let specialist = self.person(EmploymentKind::Employee, true);
        let managers: Vec<StaffId> = (0..teams.len().div_ceil(3))
            .map(|_| self.employee())
            .collect();
        for manager in managers.iter().copied().chain([specialist]) {
            let from = self.joined(manager);
            self.line(manager, director, from);
        }
        for (i, team) in teams.iter().copied().enumerate() {
            // The specialist has one team, so that there is time for reviews.
            let manager = if i == 0 {
                specialist
            } else {
                managers[i % managers.len()]
            };
            self.grant(manager, Role::Manager, GrantScope::Team(team), None);
            let from = self.joined(manager);
            if i <= managers.len() {
                self.member(manager, team, from);
            }
            let earlier = managers[(i + 1) % managers.len()];
            self.practitioner(i, &teams, manager, earlier);
        }
        if vacant {
            self.vacate(area, director, managers[0]);
        }
    }

    /// The person works in the team from the day `from` on; wherever they worked before, until the day before.
    fn member(&mut self, staff: StaffId, team: TeamId, from: NaiveDate) {
        for membership in &mut self.organisation.memberships {
            if membership.staff == staff && membership.span.to.is_none() {
                membership.span.to = from.pred_opt();
            }
        }
        let id = self.dice.id(morning(from));
        self.organisation.memberships.push(Membership {
            id,
            staff,
            team,
            span: Span::new(from, None),
        });
    }

    /// The practitioner of the `i`th team of an area; some have changed manager or team in the two years.
    fn practitioner(&mut self, i: usize, teams: &[TeamId], manager: StaffId, earlier: StaffId) {
        let employment = match self.practitioners % 9 {
            2 | 6 => EmploymentKind::SelfEmployed,
            4 => EmploymentKind::Agency,
            _ => EmploymentKind::Employee,
        };
        let staff = self.person(employment, false);
        self.practitioners += 1;
        let office = self.organisation.teams.iter().find(|t| t.id == teams[i]);
        if office.is_some_and(|team| team.name == CONFLICTED) {
            let lent = before(self.today, LENT_FOR);
            self.grant(staff, Role::Safeguarding, GrantScope::National, Some(lent));
        }
        let joined = self.joined(staff);
        self.grant(staff, Role::Practitioner, GrantScope::Team(teams[i]), None);
        let ago = u64::try_from(self.dice.between(120, 600)).unwrap_or_default();
        let change = before(self.today, ago);
        if i % 3 == 1 && earlier != manager {
            self.line(staff, earlier, joined);
            self.line(staff, manager, change);
        } else {
            self.line(staff, manager, joined);
        }
        if i % 5 == 3 {
            self.member(staff, teams[(i + 1) % teams.len()], joined);
            self.member(staff, teams[i], change);
        } else {
            self.member(staff, teams[i], joined);
        }
    }

    /// The director left, the post is vacant, and one of the managers deputises.
    fn vacate(&mut self, area: AreaId, director: StaffId, deputy: StaffId) {
        let vacant_from = before(self.today, VACANT_FOR);
        let last_day = vacant_from.pred_opt();
        for grant in &mut self.organisation.grants {
            if grant.staff == director {
                grant.span.to = last_day;
            }
        }
        for line in &mut self.organisation.lines {
            if line.staff == director {
                line.span.to = last_day;
            }
        }
        for person in &mut self.organisation.people {
            if person.id == director {
                person.active = false;
            }
        }
        let led: Vec<StaffId> = self
            .organisation
            .lines
            .iter()
            .filter(|l| l.manager == director && l.span.to.is_none())
            .map(|l| l.staff)
            .collect();
        for manager in led.into_iter().filter(|m| *m != deputy) {
            self.line(manager, deputy, vacant_from);
        }
        if let Some(chief) = self.chief {
            self.line(deputy, chief, vacant_from);
        }
        let id = self.dice.id(morning(vacant_from));
        self.organisation.deputies.push(Deputy {
            id,
            area,
            staff: deputy,
            span: Span::new(vacant_from, None),
        });
    }
}
