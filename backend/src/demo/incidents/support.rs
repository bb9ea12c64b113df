//! The immediate steps of an invented incident, and the buddies of those involved.

use super::life::Life;
use super::plot::Twist;
use super::texts::{self, because};
use chrono::Duration;
use shared::ids::StaffId;
use shared::incidents::{AuthorException, IncidentAction, Part, StepKind, StepStatus};

impl Life<'_> {
    /// Every step of a kind that is outstanding, one after the other.
    pub fn steps(&mut self, kind: StepKind) {
        let on_behalf = self.on_behalf;
        let outstanding = |step: &shared::incidents::Step| {
            step.kind == kind && step.status == StepStatus::Outstanding
        };
        while let Some(nth) = self.incident.steps.iter().position(outstanding) {
            self.on_behalf = on_behalf;
            self.step(nth, kind);
            self.stamp.at += Duration::seconds(1);
        }
    }

    fn step(&mut self, nth: usize, kind: StepKind) {
        let nothing = match kind {
            StepKind::FileSecured | StepKind::LiaisonNamed => false,
            StepKind::ChildrenChecked => self.incident.steps[nth].child.is_none(),
            StepKind::AuthorNamed => self.plot.has(Twist::NoReview),
            StepKind::ImmediateLearning => self.dice.chance(60),
        };
        let named = match kind {
            StepKind::LiaisonNamed => self.name_liaison(),
            StepKind::AuthorNamed if !nothing => self.name_author(),
            _ => None,
        };
        let external = named.is_some_and(|who| self.cast.posts.external.contains(&who));
        let note = if nothing {
            texts::not_applicable(kind)
        } else {
            texts::done(kind, self.dice)
        };
        let step = &mut self.incident.steps[nth];
        step.status = if nothing {
            StepStatus::NotApplicable
        } else {
            StepStatus::Done
        };
        step.note = note;
        step.evidence = if nothing {
            String::new()
        } else {
            texts::evidence(kind).to_owned()
        };
        step.named = named;
        step.author_exception =
            (kind == StepKind::AuthorNamed && external).then_some(AuthorException::Capacity);
        step.stamp = Some(self.stamp);
        step.on_behalf = self.on_behalf;
        self.done(IncidentAction::RecordStep);
    }

    fn name_liaison(&mut self) -> Option<StaffId> {
        let involved = self.involved();
        let who: Vec<StaffId> = self
            .cast
            .posts
            .managers
            .iter()
            .filter(|(who, team)| {
                let area = self.cast.organisation.area_of(*team);
                area == Some(self.scene.file.area) && !involved.contains(who)
            })
            .map(|(who, _)| *who)
            .collect();
        let liaison = self.dice.pick(&who)?;
        self.part(liaison, Part::Liaison);
        Some(liaison)
    }

    fn name_author(&mut self) -> Option<StaffId> {
        let author = self.cast.author(self.plot, &self.scene, self.dice)?;
        self.part(author, Part::Author);
        Some(author)
    }

    /// A practitioner from another area supports the practitioner: in nobody's line here, and not involved.
    pub fn buddy_of_practitioner(&mut self) {
        let supported = self.scene.allocation.staff;
        let (cast, area) = (self.cast, self.scene.file.area);
        let starred = cast
            .practitioner
            .filter(|_| self.plot.has(Twist::PractitionerBuddy));
        let of_team = |team| cast.organisation.area_of(team);
        let buddy = starred.or_else(|| {
            cast.from_elsewhere(
                &cast.posts.practitioners,
                of_team,
                area,
                &self.involved(),
                self.dice,
            )
        });
        if let Some(buddy) = buddy {
            self.support(supported, buddy);
        }
    }

    /// A manager from another area supports the manager, or none is needed.
    pub fn buddy_of_manager(&mut self) {
        let Some(supported) = self.scene.manager() else {
            return;
        };
        if self.plot.has(Twist::NoManagerBuddy) {
            let why = because("the manager has support from the director and wants no other.");
            let part = self.part(supported, Part::NoBuddyNeeded);
            part.supports = Some(supported);
            part.reason = Some(why.clone());
            self.reason = Some(why);
            return self.done(IncidentAction::NameBuddy);
        }
        let (cast, area) = (self.cast, self.scene.file.area);
        // Specialists write reviews, and an author is not a buddy.
        let mut but: Vec<StaffId> = cast.posts.specialists.iter().map(|(who, _)| *who).collect();
        but.extend(self.involved());
        let of_team = |team| cast.organisation.area_of(team);
        let buddy = cast.from_elsewhere(&cast.posts.managers, of_team, area, &but, self.dice);
        if let Some(buddy) = buddy {
            self.support(supported, buddy);
        }
    }

    fn support(&mut self, supported: StaffId, buddy: StaffId) {
        self.part(buddy, Part::Buddy).supports = Some(supported);
        self.done(IncidentAction::NameBuddy);
    }
}
