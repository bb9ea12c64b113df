//! The order in which things are done to an incident, and how long after the report.

use super::super::dice::Dice;
use super::plot::{Plot, Twist};
use shared::incidents::{Clock, IncidentKind, Known, Stage, StepKind};

/// Something done to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Log,
    Correct,
    /// Triaged with this answer, and forwarded by the area rule.
    Triage(Known),
    /// Forwarded to another area than the rule says.
    Override,
    Acknowledge,
    /// Every step of this kind.
    Step(StepKind),
    BuddyOfPractitioner,
    BuddyOfManager,
    Extend(Clock),
    Add,
    /// The child death review, with an answer or without yet.
    ReviewDeath(bool),
    /// The LSCB's decision, with our answer or without yet.
    Lscb(bool),
    GiveAccess,
    LiftRestriction,
    Duplicate,
    Reject,
    Close,
    Reopen,
}

/// An act, so many working seconds after the report.
#[derive(Debug, Clone, Copy)]
pub struct Beat {
    pub after: i64,
    pub act: Act,
}

/// The length of a working day in seconds: nine to five.
pub const DAY: i64 = 8 * HOUR;
const HOUR: i64 = 3_600;

/// Writes the script of a plot whose incident was reported so many days ago, by someone who does not log it.
pub fn write(plot: &Plot, unlogged: bool, age: i64, dice: &mut Dice) -> Vec<Beat> {
    let mut script = Script {
        plot,
        dice,
        age,
        now: 0,
        beats: Vec::new(),
    };
    script.intake(unlogged);
    if matches!(
        plot.ends,
        Stage::Forwarded | Stage::Acting | Stage::Monitoring | Stage::Closed
    ) {
        script.director();
    }
    let mut beats = script.beats;
    beats.sort_by_key(|beat| beat.after);
    beats
}

struct Script<'a> {
    plot: &'a Plot,
    dice: &'a mut Dice,
    age: i64,
    now: i64,
    beats: Vec<Beat>,
}

impl Script<'_> {
    /// Done so many seconds, at least and at most, after what went before; what follows comes after it.
    fn then(&mut self, least: i64, most: i64, act: Act) {
        self.now += self.dice.between(least, most);
        self.beats.push(Beat {
            after: self.now,
            act,
        });
    }

    /// Done meanwhile: what follows does not wait for it.
    fn meanwhile(&mut self, least: i64, most: i64, act: Act) -> i64 {
        let after = self.now + self.dice.between(least, most);
        self.beats.push(Beat { after, act });
        after
    }

    fn intake(&mut self, unlogged: bool) {
        let plot = self.plot;
        if plot.ends == Stage::Received {
            return;
        }
        if unlogged {
            self.then(HOUR / 2, 5 * HOUR, Act::Log);
        }
        if plot.has(Twist::Corrected) {
            self.meanwhile(HOUR / 4, HOUR, Act::Correct);
        }
        let set_aside = match plot.ends {
            Stage::Logged => return,
            Stage::Rejected => Some(Act::Reject),
            Stage::Duplicate => Some(Act::Duplicate),
            _ => None,
        };
        if let Some(act) = set_aside {
            if self.dice.chance(40) {
                self.then(HOUR, 6 * HOUR, Act::Triage(plot.known));
            }
            self.then(2 * HOUR, 3 * DAY, act);
            return;
        }
        if plot.has(Twist::CheckedFirst) && plot.known != Known::BeingChecked {
            self.then(HOUR, 6 * HOUR, Act::Triage(Known::BeingChecked));
            self.then(DAY, 2 * DAY, Act::Triage(plot.known));
        } else {
            let late = self.dice.chance(10);
            let most = if late { 3 * DAY } else { 7 * HOUR };
            self.then(HOUR, most, Act::Triage(plot.known));
        }
    }

    fn director(&mut self) {
        let plot = self.plot;
        if plot.has(Twist::Overridden) {
            self.then(HOUR / 2, HOUR, Act::Override);
        }
        if plot.has(Twist::Unrestricted) {
            self.meanwhile(DAY, 4 * DAY, Act::LiftRestriction);
        }
        if plot.has(Twist::Access) {
            self.meanwhile(HOUR, 3 * DAY, Act::GiveAccess);
        }
        let mut latest = self.now;
        if plot.known != Known::NotKnown {
            latest = self.steps();
        }
        if matches!(plot.ends, Stage::Monitoring | Stage::Closed) {
            self.now = self.now.max(latest);
            self.watching();
        }
    }

    /// Acknowledgement, steps and buddies, as far as the plot goes. Says when the last was done.
    fn steps(&mut self) -> i64 {
        let (plot, forwarded) = (self.plot, self.now);
        let mut todo = vec![(HOUR, 2 * DAY, Act::Step(StepKind::FileSecured))];
        if plot.known.is_known() {
            todo.push((2 * HOUR, 3 * DAY, Act::BuddyOfPractitioner));
            todo.push((2 * HOUR, 4 * DAY, Act::BuddyOfManager));
        }
        if plot.ends == Stage::Forwarded {
            todo.retain(|_| self.dice.chance(40));
            return self.perform(todo, forwarded);
        }
        let late = self.dice.chance(15);
        let most = if late { 4 * DAY } else { DAY };
        self.then(HOUR, most, Act::Acknowledge);
        if plot.has(Twist::Extension) {
            self.then(HOUR, 4 * HOUR, Act::Extend(Clock::AuthorNamed));
        }
        todo.extend([
            (HOUR, 2 * DAY, Act::Step(StepKind::ChildrenChecked)),
            (HOUR, 4 * DAY, Act::Step(StepKind::LiaisonNamed)),
            (DAY, 6 * DAY, Act::Step(StepKind::AuthorNamed)),
            (DAY, 7 * DAY, Act::Step(StepKind::ImmediateLearning)),
        ]);
        if plot.ends == Stage::Acting {
            let all = todo.len();
            todo.retain(|_| self.dice.chance(55));
            if todo.len() == all {
                todo.pop();
            }
            // Where a date was moved, what it is the date of is still to be done.
            todo.retain(|(_, _, act)| {
                !plot.has(Twist::Extension) || *act != Act::Step(StepKind::AuthorNamed)
            });
        }
        self.perform(todo, self.now)
    }

    fn perform(&mut self, todo: Vec<(i64, i64, Act)>, from: i64) -> i64 {
        let mut latest = from;
        for (least, most, act) in todo {
            latest = latest.max(self.meanwhile(least, most, act));
        }
        latest
    }

    /// What happens while it is being watched, and its end.
    fn watching(&mut self) {
        let plot = self.plot;
        let closed = plot.ends == Stage::Closed;
        let reopened = plot.has(Twist::Reopened) && plot.known != Known::NotKnown;
        let mut latest = self.now;
        let note = |latest: &mut i64, at: i64| *latest = (*latest).max(at);
        if plot.has(Twist::Addenda) {
            note(&mut latest, self.meanwhile(HOUR, 20 * DAY, Act::Add));
        }
        if plot.kind == IncidentKind::Death {
            if plot.has(Twist::Delayed) {
                note(
                    &mut latest,
                    self.meanwhile(3 * DAY, 9 * DAY, Act::ReviewDeath(false)),
                );
            }
            let decided = closed || reopened || (!plot.has(Twist::Delayed) && self.dice.chance(60));
            if decided {
                note(
                    &mut latest,
                    self.meanwhile(10 * DAY, 35 * DAY, Act::ReviewDeath(true)),
                );
            }
        }
        let not_known = plot.known == Known::NotKnown;
        if plot.has(Twist::AnswerOutstanding) && !closed {
            self.meanwhile(10 * DAY, 20 * DAY, Act::Lscb(false));
        } else if (closed && not_known) || (self.age > 45 && self.dice.chance(25)) {
            note(
                &mut latest,
                self.meanwhile(10 * DAY, 20 * DAY, Act::Lscb(false)),
            );
            note(
                &mut latest,
                self.meanwhile(21 * DAY, 30 * DAY, Act::Lscb(true)),
            );
        }
        self.now = latest;
        if closed || reopened {
            // A year is some 250 working days.
            let longest = (self.age * DAY * 2 / 3 - self.now).clamp(DAY, 150 * DAY);
            self.then(DAY, longest, Act::Close);
        }
        if reopened {
            self.then(DAY, 20 * DAY, Act::Reopen);
            self.then(HOUR, 5 * HOUR, Act::Add);
            if closed {
                self.then(2 * DAY, 20 * DAY, Act::Close);
            }
        }
    }
}
