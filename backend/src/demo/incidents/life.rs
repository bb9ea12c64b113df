//! The life of one invented incident: the facts that each act leaves, and its entry in the history.
//!
//! The steps, clocks and stages follow from the facts by the same functions as in the service.

use super::super::dice::Dice;
use super::cast::{Cast, Scene};
use super::family;
use super::plot::Plot;
use super::script::Beat;
use super::texts;
use chrono::{DateTime, NaiveDate, Utc};
use service::incidents::{Field, Names, compare, fields};
use service::today_in_london;
use shared::codelists::{Code, fault_of};
use shared::ids::{IncidentId, StaffId};
use shared::incidents::{
    Child, ChildDeathReview, Deadline, Expectedness, HarmQuestion, Incident, Involvement, Part,
    Stage, Stamp, YesNo, clocks, facts,
};
use std::borrow::Cow;
use std::convert::Infallible;
use storage::incidents::NewHistory;

/// Something that happened, as the history, the audit log and the outbox keep it.
pub struct Entry {
    pub history: NewHistory,
    /// The stage it led to.
    pub stage: Stage,
}

/// An incident with its history.
pub struct Told {
    pub incident: Incident,
    pub entries: Vec<Entry>,
}

/// An incident being lived through.
pub struct Life<'a> {
    pub cast: &'a Cast,
    pub plot: &'a Plot,
    pub scene: Scene<'a>,
    pub dice: &'a mut Dice,
    /// The incident that a duplicate repeats.
    pub earlier: Option<&'a Incident>,
    pub incident: Incident,
    pub entries: Vec<Entry>,
    /// When the present act happens, and who does it.
    pub stamp: Stamp,
    pub on_behalf: bool,
    pub reason: Option<String>,
    names: Cow<'a, Names>,
    /// The incident in words, as the last act left it.
    words: Vec<Field>,
}

impl<'a> Life<'a> {
    /// An incident as someone is about to report it.
    pub fn new(
        cast: &'a Cast,
        plot: &'a Plot,
        scene: Scene<'a>,
        reporter: Stamp,
        earlier: Option<&'a Incident>,
        reference: String,
        dice: &'a mut Dice,
    ) -> Self {
        let mut incident = reported(cast, plot, scene, reporter, earlier, dice);
        incident.reference = reference;
        let mut names = Cow::Borrowed(&cast.names);
        if let Some(earlier) = earlier {
            let incidents = &mut names.to_mut().incidents;
            incidents.insert(earlier.id, earlier.reference.clone());
        }
        Self {
            cast,
            plot,
            scene,
            dice,
            earlier,
            incident,
            entries: Vec::new(),
            stamp: reporter,
            on_behalf: false,
            reason: None,
            names,
            words: Vec::new(),
        }
    }

    /// It is reported; customer services and safeguarding log it as they report it.
    pub fn begin(&mut self, unlogged: bool) {
        self.incident.logged = (!unlogged).then_some(self.stamp);
        let by_rule = (self.incident.area.take(), self.incident.restriction.take());
        self.words = fields(&self.incident, &self.names);
        (self.incident.area, self.incident.restriction) = by_rule;
        self.settle();
        self.note("report");
    }

    /// Lives through the script, each beat at its moment.
    pub fn live(mut self, script: &[Beat], moments: &[DateTime<Utc>]) -> Told {
        for (beat, at) in script.iter().zip(moments) {
            self.stamp.at = *at;
            self.act(beat.act);
        }
        Told {
            incident: self.incident,
            entries: self.entries,
        }
    }

    /// Today, while the present act happens.
    pub fn today(&self) -> NaiveDate {
        today_in_london(self.stamp.at)
    }

    /// A part that begins now.
    pub fn part(&mut self, staff: StaffId, part: Part) -> &mut Involvement {
        let new = Involvement {
            id: self.dice.id(self.stamp.at),
            ..part_of(staff, part, self.stamp)
        };
        self.incident.involvements.push(new);
        let last = self.incident.involvements.len() - 1;
        &mut self.incident.involvements[last]
    }

    /// The steps and clocks that the facts ask for now.
    pub fn settle(&mut self) {
        let (at, today) = (self.stamp.at, self.today());
        clocks::settle_steps(&mut self.incident, || self.dice.id(at));
        let length_of = |clock| Ok::<_, Infallible>(facts::default_length(clock));
        let Ok(started) = clocks::to_start(&self.incident, today, length_of);
        for new in started {
            self.incident.deadlines.push(Deadline {
                id: self.dice.id(at),
                clock: new.clock,
                starts_on: new.starts_on,
                original_due: new.due,
                due: new.due,
                extensions: Vec::new(),
            });
        }
    }

    /// Enters the present act into the history.
    pub fn note(&mut self, action: &'static str) {
        if !self.entries.is_empty() {
            self.incident.version += 1;
        }
        let words = fields(&self.incident, &self.names);
        let changes = compare(&self.words, &words);
        self.words = words;
        self.entries.push(Entry {
            history: NewHistory {
                id: self.dice.id(self.stamp.at),
                incident: self.incident.id,
                at: self.stamp.at,
                by: self.stamp.by.into(),
                action,
                on_behalf: std::mem::take(&mut self.on_behalf),
                reason: self.reason.take(),
                changes,
            },
            stage: facts::stage(&self.incident),
        });
    }
}

fn part_of(staff: StaffId, part: Part, stamp: Stamp) -> Involvement {
    Involvement {
        id: uuid::Uuid::nil().into(),
        staff,
        part,
        team: None,
        involved_from: None,
        supports: None,
        reason: None,
        stamp,
        ended_at: None,
    }
}

/// The incident as it is reported. A duplicate tells of what was reported before.
fn reported(
    cast: &Cast,
    plot: &Plot,
    scene: Scene<'_>,
    stamp: Stamp,
    earlier: Option<&Incident>,
    dice: &mut Dice,
) -> Incident {
    let at = stamp.at;
    let notified_on = today_in_london(at);
    let id: IncidentId = dice.id(at);
    let area = (plot.ends != Stage::Triaged).then_some(scene.file.area);
    let authority = area.and_then(|area| dice.pick(&cast.organisation.authorities_in(area)));
    let law = scene.file.case.law;
    let mut notification =
        family::notification(plot, notified_on, authority.map(str::to_owned), law, dice);
    // What could not be chosen on that day was somebody else.
    if fault_of(&cast.names.sources, &notification.source, notified_on, "").is_some() {
        notification.source = Code::other();
    }
    let known_case = !matches!(plot.known, shared::incidents::Known::NotKnown);
    let reference = known_case.then_some(scene.file.case.reference.as_str());
    let mut children = family::children(plot, &notification, reference, dice);
    let mut area = area;
    if let Some(earlier) = earlier {
        notification = shared::incidents::Notification {
            notified_on,
            source: notification.source,
            ..earlier.notification.clone()
        };
        children = earlier.children.iter().map(|c| c.facts.clone()).collect();
        area = earlier.area;
    }
    let children: Vec<Child> = children
        .into_iter()
        .map(|facts| Child {
            id: dice.id(at),
            facts,
        })
        .collect();
    let reporter = Involvement {
        id: dice.id(at),
        ..part_of(stamp.by, Part::Reporter, stamp)
    };
    Incident {
        id,
        reference: String::new(),
        version: 1,
        circumstances: texts::circumstances(notification.kind, dice),
        restriction: facts::restriction_by_rule(&notification, &children),
        children,
        source_on: notified_on,
        reported: stamp.into(),
        logged: None,
        triage: None,
        cases: Vec::new(),
        involvements: vec![reporter],
        area,
        forwarding: None,
        acknowledgement: None,
        steps: Vec::new(),
        deadlines: Vec::new(),
        child_death_review: ChildDeathReview {
            expectedness: Expectedness::Undetermined,
            harm_question: HarmQuestion::Pending,
            decision_delayed: YesNo::NotKnown,
            delay_reason: None,
        },
        lscb_outcome: None,
        addenda: Vec::new(),
        set_aside: None,
        closed: None,
        open_reviews: false,
        notification,
    }
}
