//! Who and what an invented incident can be about.

use super::super::accounts::{self, OFFICE};
use super::super::dice::Dice;
use super::super::organisation::{CONFLICTED, Organisation, VACANT};
use super::super::posts::Posts;
use super::plot::{Plot, Star, Twist};
use chrono::NaiveDate;
use service::incidents::Names;
use shared::ids::{AreaId, StaffId};
use shared::incidents::Known;
use shared::people::Line;
use storage::practice::{Allocation, Case};

/// A case with its allocations and the area it lies in.
pub struct CaseFile {
    pub case: Case,
    pub allocations: Vec<Allocation>,
    pub area: AreaId,
}

/// Everyone and every case there is.
pub struct Cast {
    pub organisation: Organisation,
    pub posts: Posts,
    pub cases: Vec<CaseFile>,
    /// The people with a sign-in of whom a plot can speak.
    pub practitioner: Option<StaffId>,
    pub conflicted: Option<StaffId>,
    pub specialist: Option<StaffId>,
    deputy: Option<StaffId>,
    vacant: Option<AreaId>,
    /// What they are all called, for the history.
    pub names: Names,
}

/// Where an incident is set.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub file: &'a CaseFile,
    /// The practitioner's allocation.
    pub allocation: &'a Allocation,
    /// Who managed the practitioner, and since when.
    pub line: Option<&'a Line>,
}

impl Scene<'_> {
    /// The manager at the time.
    pub fn manager(&self) -> Option<StaffId> {
        self.line.map(|line| line.manager)
    }
}

impl Cast {
    /// The cast of an organisation with these cases, on the day `today`. Nothing where there is no case to tell of.
    pub fn new(
        organisation: Organisation,
        cases: Vec<(Case, Vec<Allocation>)>,
        today: NaiveDate,
    ) -> Option<Self> {
        let posts = Posts::of(&organisation, today);
        let cases: Vec<CaseFile> = cases
            .into_iter()
            .filter(|(_, allocations)| !allocations.is_empty())
            .filter_map(|(case, allocations)| {
                let area = organisation.area_of(case.team)?;
                Some(CaseFile {
                    case,
                    allocations,
                    area,
                })
            })
            .collect();
        let someone = [&posts.safeguarding, &posts.customer_services];
        if cases.is_empty() || someone.iter().any(|who| who.is_empty()) {
            return None;
        }
        let practitioner =
            |office| accounts::of_office(&organisation, &posts.practitioners, office);
        let areas = organisation.areas.iter();
        Some(Self {
            practitioner: practitioner(OFFICE),
            conflicted: practitioner(CONFLICTED),
            specialist: accounts::specialist(&organisation, &posts),
            deputy: organisation
                .deputies
                .iter()
                .find(|d| d.span.contains(today))
                .map(|d| d.staff),
            vacant: areas.filter(|a| a.name == VACANT).map(|a| a.id).next(),
            names: names(&organisation, &cases),
            organisation,
            posts,
            cases,
        })
    }

    /// A scene that suits the plot of an incident notified on a day.
    pub fn scene(&self, plot: &Plot, day: NaiveDate, dice: &mut Dice) -> Option<Scene<'_>> {
        // Most scenes suit most plots; the few tries that fail cost little.
        for _ in 0..20 {
            let nth = usize::try_from(dice.between(0, i64::MAX)).unwrap_or_default();
            let scene = self.scene_of(&self.cases[nth % self.cases.len()], day);
            if let Some(scene) = scene.filter(|scene| self.suits(plot, scene, day)) {
                return Some(scene);
            }
        }
        let scenes = || {
            self.cases
                .iter()
                .filter_map(|file| self.scene_of(file, day))
        };
        let suited = scenes().find(|scene| self.suits(plot, scene, day));
        let starred = || scenes().find(|scene| self.stars(plot, scene));
        suited.or_else(starred).or_else(|| scenes().next())
    }

    fn scene_of<'a>(&'a self, file: &'a CaseFile, day: NaiveDate) -> Option<Scene<'a>> {
        let last = file.case.closed_on.map_or(day, |closed| closed.min(day));
        let allocation = file.allocations.iter().find(|a| a.span.contains(last))?;
        Some(Scene {
            file,
            allocation,
            line: self.organisation.line_of(allocation.staff, last),
        })
    }

    fn suits(&self, plot: &Plot, scene: &Scene<'_>, day: NaiveDate) -> bool {
        let is_closed = scene
            .file
            .case
            .closed_on
            .is_some_and(|closed| closed <= day);
        let answer = match plot.known {
            Known::KnownOpen => !is_closed,
            Known::KnownClosed => is_closed,
            Known::NotKnown | Known::BeingChecked => true,
        };
        answer && self.stars(plot, scene)
    }

    fn stars(&self, plot: &Plot, scene: &Scene<'_>) -> bool {
        let practitioner = Some(scene.allocation.staff);
        let star = match plot.star {
            Star::Anyone => true,
            Star::Practitioner => practitioner == self.practitioner,
            Star::Conflicted => practitioner == self.conflicted,
            Star::Deputy => self.deputy.is_some() && scene.manager() == self.deputy,
            Star::VacantArea => {
                Some(scene.file.area) == self.vacant && scene.manager() != self.deputy
            }
        };
        // The specialist with a sign-in can write the review only of what did not happen near them.
        let posts = &self.posts.specialists;
        let at_home = posts
            .iter()
            .any(|(who, area)| Some(*who) == self.specialist && *area == scene.file.area);
        let reported = plot.has(Twist::PractitionerReport) || plot.has(Twist::PractitionerBuddy);
        star && !(plot.has(Twist::SpecialistAuthor) && at_home)
            && !(reported && plot.star != Star::Practitioner && practitioner == self.practitioner)
    }

    /// A specialist from another area than the incident's: by that independent of everyone involved.
    pub fn author(&self, plot: &Plot, scene: &Scene<'_>, dice: &mut Dice) -> Option<StaffId> {
        if plot.has(Twist::SpecialistAuthor) {
            return self.specialist;
        }
        if plot.has(Twist::ExternalAuthor) {
            return dice.pick(&self.posts.external);
        }
        let elsewhere: Vec<StaffId> = self
            .posts
            .specialists
            .iter()
            .filter(|(_, area)| *area != scene.file.area)
            .map(|(who, _)| *who)
            .collect();
        dice.pick(&elsewhere)
    }

    /// Someone who holds such a post in another area, and none of these people.
    #[allow(
        clippy::unused_self,
        clippy::wrong_self_convention,
        reason = "it reads like the cast's other choices"
    )]
    pub fn from_elsewhere<T: Copy>(
        &self,
        posts: &[(StaffId, T)],
        area_of: impl Fn(T) -> Option<AreaId>,
        area: AreaId,
        but: &[StaffId],
        dice: &mut Dice,
    ) -> Option<StaffId> {
        let who: Vec<StaffId> = posts
            .iter()
            .filter(|(who, place)| area_of(*place) != Some(area) && !but.contains(who))
            .map(|(who, _)| *who)
            .collect();
        dice.pick(&who)
    }

    /// Customer services, or now and then safeguarding.
    pub fn intake(&self, dice: &mut Dice) -> Option<StaffId> {
        let safeguarding = dice.chance(25);
        dice.pick(if safeguarding {
            &self.posts.safeguarding
        } else {
            &self.posts.customer_services
        })
    }
}

fn names(organisation: &Organisation, cases: &[CaseFile]) -> Names {
    Names {
        staff: organisation
            .people
            .iter()
            .map(|p| (p.id, p.name.clone()))
            .collect(),
        areas: organisation
            .areas
            .iter()
            .map(|a| (a.id, a.name.clone()))
            .collect(),
        cases: cases
            .iter()
            .map(|file| (file.case.id, file.case.reference.clone()))
            .collect(),
        authorities: organisation
            .authorities
            .iter()
            .map(|a| (a.code.clone(), a.name.clone()))
            .collect(),
        ..Names::default()
    }
}
