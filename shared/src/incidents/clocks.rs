//! What a change of facts asks for: the immediate steps to be done and the clocks to be started.
//!
//! Nothing is started twice, and nothing that was done is taken back: a changed answer at triage, a correction or
//! another forwarding only adds what is missing.

use super::codes::{Clock, Known, StepKind, StepStatus};
use super::facts;
use super::model::{Incident, Step};
use crate::calendar::Length;
use crate::ids::{ChildId, StepId};
use chrono::NaiveDate;

/// A clock that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDeadline {
    /// Which clock.
    pub clock: Clock,
    /// Day 0.
    pub starts_on: NaiveDate,
    /// When it ends, by the length in force on day 0.
    pub due: NaiveDate,
}

/// Do the facts ask for what this clock measures, done or not?
fn is_asked(incident: &Incident, clock: Clock) -> bool {
    match clock {
        Clock::Triage => true,
        Clock::Buddies => incident.known().is_some_and(Known::is_known),
        Clock::Acknowledge | Clock::FileSecured | Clock::ChildrenChecked => {
            facts::for_action(incident)
        }
        Clock::LiaisonNamed | Clock::AuthorNamed | Clock::ImmediateLearning => {
            facts::for_action(incident) && incident.acknowledgement.is_some()
        }
    }
}

/// The clocks that begin today: those the facts ask for that were never started. `length_of` is asked for each of them.
pub fn to_start<E>(
    incident: &Incident,
    today: NaiveDate,
    mut length_of: impl FnMut(Clock) -> Result<Length, E>,
) -> Result<Vec<NewDeadline>, E> {
    if facts::stage(incident).is_ended() {
        return Ok(Vec::new());
    }
    let started = |clock| incident.deadlines.iter().any(|d| d.clock == clock);
    Clock::ALL
        .iter()
        .copied()
        .filter(|clock| is_asked(incident, *clock) && !started(*clock))
        .map(|clock| {
            Ok(NewDeadline {
                clock,
                starts_on: today,
                due: length_of(clock)?.deadline(today),
            })
        })
        .collect()
}

/// The clocks that had stopped, all done, and run again because more people or children are there than before.
///
/// Their date is moved, as an extension: nobody is late with what was not known.
pub fn to_move(before: &Incident, after: &Incident) -> Vec<Clock> {
    let runs = |incident: &Incident, clock| {
        let mut deadlines = incident.deadlines.iter().filter(|d| d.clock == clock);
        deadlines.any(|d| facts::is_running(incident, d))
    };
    [Clock::ChildrenChecked, Clock::Buddies]
        .into_iter()
        .filter(|clock| is_asked(before, *clock) && !runs(before, *clock) && runs(after, *clock))
        .collect()
}

/// Makes the steps fit the children: what forwarding for action asks for is there, each remaining child has a step of
/// its own, and where there is none one step says so. What was recorded stays. A step of a child who is no longer there
/// goes even if nothing is asked any more.
pub fn settle_steps(incident: &mut Incident, mut new_id: impl FnMut() -> StepId) {
    let remaining: Vec<ChildId> = incident.remaining_children().map(|c| c.id).collect();
    incident.steps.retain(|step| {
        step.kind != StepKind::ChildrenChecked
            || step.status != StepStatus::Outstanding
            || step
                .child
                .map_or(remaining.is_empty(), |child| remaining.contains(&child))
    });
    if !facts::for_action(incident) {
        return;
    }
    for kind in StepKind::ALL.iter().copied() {
        let has = |child: Option<ChildId>| {
            let mut steps = incident.steps.iter().filter(|s| s.kind == kind);
            steps.any(|s| child.is_none() || s.child == child)
        };
        let missing: Vec<Option<ChildId>> =
            if kind == StepKind::ChildrenChecked && !remaining.is_empty() {
                let each = remaining.iter().copied().map(Some);
                each.filter(|child| !has(*child)).collect()
            } else if has(None) {
                Vec::new()
            } else {
                vec![None]
            };
        for child in missing {
            incident.steps.push(Step {
                id: new_id(),
                kind,
                child,
                status: StepStatus::Outstanding,
                note: String::new(),
                evidence: String::new(),
                named: None,
                author_exception: None,
                stamp: None,
                on_behalf: false,
            });
        }
    }
    // Stable: steps of one kind keep their order.
    incident.steps.sort_by_key(|step| step.kind);
}

/// The children whose check is recorded: their record cannot be taken out of the incident.
pub fn has_recorded_check(incident: &Incident, child: ChildId) -> bool {
    incident
        .steps
        .iter()
        .any(|s| s.child == Some(child) && s.status != StepStatus::Outstanding)
}
