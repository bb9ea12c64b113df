//! What each act leaves of facts in an invented incident: intake, forwarding, closing. The director's steps and the
//! buddies are in [`super::support`].

use super::super::codelists::code;
use super::life::Life;
use super::plot::Twist;
use super::script::Act;
use super::texts::{self, because};
use chrono::Duration;
use shared::calendar::Length;
use shared::ids::{AreaId, StaffId};
use shared::incidents::{
    Acknowledgement, Addendum, ChildDeathReview, Clock, Expectedness, Extension, Forwarding,
    HarmQuestion, IncidentAction, Known, LscbDecision, LscbOutcome, Part, SetAside, Triage, YesNo,
    workflow,
};

impl Life<'_> {
    /// Does the act, if the workflow allows it as the incident stands.
    pub fn act(&mut self, act: Act) {
        let action = action_of(act);
        self.on_behalf = false;
        let Some(by) = self.actor(action) else {
            return;
        };
        self.stamp.by = by;
        if !workflow::is_possible(&self.incident, action) {
            return;
        }
        match act {
            Act::Log => self.incident.logged = Some(self.stamp),
            Act::Correct => self.correct(),
            Act::Triage(known) => return self.triage(known),
            Act::Override => return self.forward_elsewhere(),
            Act::Acknowledge => self.acknowledge(),
            Act::Step(kind) => return self.steps(kind),
            Act::BuddyOfPractitioner => return self.buddy_of_practitioner(),
            Act::BuddyOfManager => return self.buddy_of_manager(),
            Act::Extend(clock) => return self.extend(clock),
            Act::Add => self.add(),
            Act::ReviewDeath(decided) => self.review_death(decided),
            Act::Lscb(answered) => self.lscb(answered),
            Act::GiveAccess => return self.give_access(),
            Act::LiftRestriction => return self.lift_restriction(),
            Act::Duplicate => return self.duplicate(),
            Act::Reject => {
                self.reason = Some(because(
                    "it happened before the family came to court and concerns another service.",
                ));
                self.incident.set_aside = Some(SetAside::Rejected);
            }
            Act::Close => self.incident.closed = Some(self.stamp),
            Act::Reopen => {
                self.reason = Some(because("new information came from the health service."));
                self.incident.closed = None;
            }
        }
        self.done(action);
    }

    /// The facts of an act are there: what follows from them follows, and the history tells of it.
    pub fn done(&mut self, action: IncidentAction) {
        self.settle();
        self.note(action.as_str());
    }

    /// Who does this.
    fn actor(&mut self, action: IncidentAction) -> Option<StaffId> {
        use IncidentAction as A;
        match action {
            A::Acknowledge | A::RecordStep => self.director(),
            A::Log | A::Correct | A::Triage | A::Forward | A::NameBuddy | A::Add => {
                self.cast.intake(self.dice)
            }
            _ => self.dice.pick(&self.cast.posts.safeguarding),
        }
    }

    /// The responsible director of that day; or safeguarding, on their behalf.
    fn director(&mut self) -> Option<StaffId> {
        let replacement = self
            .incident
            .holding(Part::ReplacementOd)
            .map(|i| i.staff)
            .next();
        let today = self.today();
        let of_area = || {
            let area = self.incident.area?;
            self.cast.organisation.director(area, today)
        };
        let of_area = of_area().map(|(who, _)| who);
        let who = replacement.or_else(|| of_area.filter(|who| !self.is_involved(*who)));
        self.on_behalf = who.is_none() || self.plot.has(Twist::OnBehalf);
        who.filter(|_| !self.on_behalf)
            .or_else(|| self.dice.pick(&self.cast.posts.safeguarding))
    }

    fn correct(&mut self) {
        self.reason = Some(because("the first report named another source."));
        let source = &mut self.incident.notification.source;
        let health = code("health");
        *source = if *source == health {
            code("police")
        } else {
            health
        };
        self.incident.source_on = self.today();
    }

    /// Triages it; the area rule forwards it to whoever answers for the area, unless they are involved.
    fn triage(&mut self, known: Known) {
        let today = self.today();
        let before = self.incident.triage.take();
        if before.is_some() {
            self.reason = Some(because(
                "the case was found under another spelling of the name.",
            ));
        }
        let known_since = before.and_then(|t| t.known_since);
        self.incident.triage = Some(Triage {
            known,
            stamp: self.stamp,
            known_since: known_since.or_else(|| known.is_known().then_some(today)),
        });
        if known.is_known() {
            self.involve();
        }
        let forwarded = self.incident.forwarding.as_ref();
        let director = match forwarded {
            Some(f) => Some((f.area, f.to, f.as_deputy)),
            None => self.incident.area.and_then(|area| {
                let (to, as_deputy) = self.cast.organisation.director(area, today)?;
                Some((area, to, as_deputy))
            }),
        };
        match director {
            Some((area, to, _)) if self.is_involved(to) => {
                self.done(IncidentAction::Triage);
                self.replace_director(area, to);
            }
            Some((area, to, as_deputy)) if forwarded.is_none() => {
                self.forward(area, to, as_deputy, None);
                self.done(IncidentAction::Triage);
            }
            _ => self.done(IncidentAction::Triage),
        }
    }

    /// The case, its practitioner and their manager at the time.
    fn involve(&mut self) {
        let scene = self.scene;
        let allocated = scene.allocation.span.from;
        self.incident.cases = vec![scene.file.case.id];
        let practitioner = Some((scene.allocation.staff, Part::Practitioner, allocated));
        let manager = scene
            .line
            .map(|line| (line.manager, Part::Manager, line.span.from.max(allocated)));
        for (staff, part, since) in practitioner.into_iter().chain(manager) {
            let involvement = self.part(staff, part);
            involvement.team = Some(scene.file.case.team);
            involvement.involved_from = Some(since);
        }
    }

    fn is_involved(&self, staff: StaffId) -> bool {
        let mut involved = self.incident.current().filter(|i| i.part.is_involved());
        involved.any(|i| i.staff == staff)
    }

    /// Everyone involved.
    pub fn involved(&self) -> Vec<StaffId> {
        let involved = self.incident.current().filter(|i| i.part.is_involved());
        involved.map(|i| i.staff).collect()
    }

    fn forward(&mut self, area: AreaId, to: StaffId, as_deputy: bool, why: Option<String>) {
        self.incident.area = Some(area);
        self.incident.forwarding = Some(Forwarding {
            area,
            to,
            as_deputy,
            override_reason: why,
            stamp: self.stamp,
        });
    }

    /// Whoever answers for the area is involved: safeguarding names the director of another.
    fn replace_director(&mut self, area: AreaId, involved: StaffId) {
        let Some(by) = self.dice.pick(&self.cast.posts.safeguarding) else {
            return;
        };
        let directors = &self.cast.posts.directors;
        let Some((other, _)) = directors.iter().find(|(who, _)| *who != involved).copied() else {
            return;
        };
        self.stamp.by = by;
        self.stamp.at += Duration::seconds(5);
        let why = because("the deputy managed the practitioner at the time.");
        self.part(other, Part::ReplacementOd).reason = Some(why.clone());
        self.reason = Some(why);
        self.forward(area, other, false, None);
        self.done(IncidentAction::ReplaceOd);
    }

    fn forward_elsewhere(&mut self) {
        let today = self.today();
        let areas: Vec<AreaId> = self.cast.organisation.areas.iter().map(|a| a.id).collect();
        let elsewhere = areas
            .into_iter()
            .filter(|area| Some(*area) != self.incident.area);
        let there = elsewhere
            .filter_map(|area| Some((area, self.cast.organisation.director(area, today)?)))
            .find(|(_, (who, _))| !self.is_involved(*who));
        if let Some((area, (to, as_deputy))) = there {
            let why = because("the family lives in that area now.");
            self.reason = Some(why.clone());
            self.forward(area, to, as_deputy, Some(why));
            self.done(IncidentAction::Forward);
        }
    }

    fn acknowledge(&mut self) {
        self.incident.acknowledgement = Some(Acknowledgement {
            stamp: self.stamp,
            on_behalf: self.on_behalf,
        });
    }

    /// Moves the date of a clock by a week, where it runs.
    fn extend(&mut self, clock: Clock) {
        let (id, stamp) = (self.dice.id(self.stamp.at), self.stamp);
        let reason = because("the person asked first is away until next week.");
        let mut clocks = self.incident.deadlines.iter_mut();
        let Some(deadline) = clocks.find(|d| d.clock == clock) else {
            return;
        };
        let (from, to) = (deadline.due, Length::WorkingDays(5).deadline(deadline.due));
        deadline.extensions.push(Extension {
            id,
            from,
            to,
            reason: reason.clone(),
            stamp,
        });
        deadline.due = to;
        self.reason = Some(reason);
        self.done(IncidentAction::Extend);
    }

    fn add(&mut self) {
        let added = Addendum {
            id: self.dice.id(self.stamp.at),
            text: texts::addendum(self.dice),
            stamp: self.stamp,
        };
        self.incident.addenda.push(added);
    }

    fn review_death(&mut self, decided: bool) {
        self.incident.child_death_review = if decided {
            ChildDeathReview {
                expectedness: self
                    .dice
                    .one([Expectedness::Expected, Expectedness::Unexpected]),
                harm_question: self
                    .dice
                    .weighted([(HarmQuestion::No, 65), (HarmQuestion::Yes, 35)]),
                decision_delayed: YesNo::No,
                delay_reason: None,
            }
        } else {
            ChildDeathReview {
                expectedness: Expectedness::Undetermined,
                harm_question: HarmQuestion::Pending,
                decision_delayed: YesNo::Yes,
                delay_reason: Some(because("the board waits for the coroner.")),
            }
        };
    }

    fn lscb(&mut self, answered: bool) {
        let today = self.today();
        let earlier = self.incident.lscb_outcome.take();
        let decision = earlier.as_ref().map_or_else(
            || {
                self.dice.weighted([
                    (LscbDecision::NoReview, 60),
                    (LscbDecision::Review, 30),
                    (LscbDecision::OtherReview, 10),
                ])
            },
            |outcome| outcome.decision,
        );
        self.incident.lscb_outcome = Some(LscbOutcome {
            decision,
            decided_on: earlier.map_or(today, |outcome| outcome.decided_on),
            our_answer: answered.then(|| because("no draft recommendation was for us.")),
            answered_on: answered.then_some(today),
        });
    }

    fn give_access(&mut self) {
        let (area, involved) = (self.scene.file.area, self.involved());
        let organisation = &self.cast.organisation;
        let managers = &self.cast.posts.managers;
        let of_team = |team| organisation.area_of(team);
        let cast = self.cast;
        if let Some(who) = cast.from_elsewhere(managers, of_team, area, &involved, self.dice) {
            let why = because("advises the director on this case.");
            self.part(who, Part::Access).reason = Some(why.clone());
            self.reason = Some(why);
            self.done(IncidentAction::GiveAccess);
        }
    }

    fn lift_restriction(&mut self) {
        if self.incident.restriction.take().is_some() {
            self.reason = Some(because("it was in the newspapers long ago."));
            self.done(IncidentAction::Restrict);
        }
    }

    fn duplicate(&mut self) {
        if let Some(earlier) = self.earlier {
            self.reason = Some(because(
                "the same incident had been reported by someone else.",
            ));
            self.incident.set_aside = Some(SetAside::DuplicateOf(earlier.id));
            self.done(IncidentAction::MarkDuplicate);
        }
    }
}

fn action_of(act: Act) -> IncidentAction {
    match act {
        Act::Log => IncidentAction::Log,
        Act::Correct => IncidentAction::Correct,
        Act::Triage(_) => IncidentAction::Triage,
        Act::Override => IncidentAction::Forward,
        Act::Acknowledge => IncidentAction::Acknowledge,
        Act::Step(_) => IncidentAction::RecordStep,
        Act::BuddyOfPractitioner | Act::BuddyOfManager => IncidentAction::NameBuddy,
        Act::Extend(_) => IncidentAction::Extend,
        Act::Add => IncidentAction::Add,
        Act::ReviewDeath(_) => IncidentAction::ReviewChildDeath,
        Act::Lscb(_) => IncidentAction::RecordLscbDecision,
        Act::GiveAccess => IncidentAction::GiveAccess,
        Act::LiftRestriction => IncidentAction::Restrict,
        Act::Duplicate => IncidentAction::MarkDuplicate,
        Act::Reject => IncidentAction::Reject,
        Act::Close => IncidentAction::Close,
        Act::Reopen => IncidentAction::Reopen,
    }
}
