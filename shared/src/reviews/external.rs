//! The external review: a serious case review, or a rapid review and practice review. Others own it; we record what
//! becomes known of it, answer its draft and take its recommendations up (§8, §19).

use super::clocks::{
    Deadline, DelayReason, ExternalClock, NewDeadline, Regime, ReviewLength, by_law,
};
use super::codes::{ExternalStage, ExternalStep, Grade};
use super::recommendations::Recommendation;
use crate::calendar::Length;
use crate::ids::{ChildId, ExternalReviewId, IncidentId, ManagementReviewId};
use crate::incidents::{LscbDecision, Stamp, YesNo};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub mod checks;
pub mod workflow;

/// What an external review is about: the facts that a correction may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExternalFacts {
    /// What the Board or the partners call it: “Child D”. No child’s name.
    pub title: String,
    /// The Local Safeguarding Children Board, or the local safeguarding partners.
    pub board: String,
    /// The local authority, by its nine-character code.
    pub local_authority: Option<String>,
    /// The day on which the Board’s chair or the partners became aware: it chooses the regime and starts the first clock.
    pub triggered_on: NaiveDate,
    /// The law it is held under.
    pub regime: Regime,
    /// Were we involved with the child or family (§19)?
    pub involved: YesNo,
    /// Our incidents that it is about; none where we hear of it otherwise.
    pub incidents: Vec<IncidentId>,
    /// The children of these incidents that it is about.
    pub children: Vec<ChildId>,
}

/// Something that has become known of an external review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// What.
    pub step: ExternalStep,
    /// The day on which it happened, not that on which it was recorded.
    pub on: NaiveDate,
    /// In words, where there is more to say.
    pub note: String,
    /// What was decided, where this is the decision.
    pub decision: Option<LscbDecision>,
    /// How it was evaluated, where this is the evaluation.
    pub grade: Option<Grade>,
    /// Who recorded it and when.
    pub stamp: Stamp,
}

/// A management review of ours for this external review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OurReview {
    /// The review.
    pub id: ManagementReviewId,
    /// Nothing more is expected of anyone on it.
    pub ended: bool,
}

/// An external review, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalReview {
    /// The record.
    pub id: ExternalReviewId,
    /// The reference people use: `ER-2008-0007`.
    pub reference: String,
    /// Counts up with each change; the entity tag.
    pub version: i64,
    /// What it is about.
    pub facts: ExternalFacts,
    /// Who recorded it and when.
    pub recorded: Stamp,
    /// What has become known, each step once.
    pub steps: Vec<StepTaken>,
    /// The clocks that were started.
    pub deadlines: Vec<Deadline<ExternalClock>>,
    /// Its recommendations, draft and final.
    pub recommendations: Vec<Recommendation>,
    /// Our management reviews for it.
    pub our_reviews: Vec<OurReview>,
    /// Who rejected the record and when.
    pub rejected: Option<Stamp>,
    /// Who closed it and when; empty again once reopened.
    pub closed: Option<Stamp>,
}

impl ExternalReview {
    /// A step, where it is recorded.
    pub fn step(&self, step: ExternalStep) -> Option<&StepTaken> {
        self.steps.iter().find(|taken| taken.step == step)
    }
    /// Is it recorded?
    pub fn has(&self, step: ExternalStep) -> bool {
        self.step(step).is_some()
    }
    /// The decision, where it is recorded.
    pub fn decision(&self) -> Option<LscbDecision> {
        self.step(ExternalStep::Decided)?.decision
    }
    /// It was decided that a review, of this or another kind, is held.
    pub fn is_held(&self) -> bool {
        matches!(
            self.decision(),
            Some(LscbDecision::Review | LscbDecision::OtherReview)
        )
    }
    /// A recommendation of the draft waits for our answer (§19).
    pub fn is_unanswered(&self) -> bool {
        self.recommendations
            .iter()
            .any(Recommendation::needs_answer)
    }
    /// The panel’s date for our management review, where it set one.
    pub fn panel_date(&self) -> Option<NaiveDate> {
        let mut deadlines = self.deadlines.iter();
        deadlines
            .find(|deadline| deadline.clock == ExternalClock::ManagementReviews)
            .map(|deadline| deadline.due)
    }
}

/// The stage, from what is recorded.
pub fn stage(review: &ExternalReview) -> ExternalStage {
    if review.rejected.is_some() {
        return ExternalStage::Rejected;
    }
    if review.closed.is_some() {
        return ExternalStage::Closed;
    }
    let last = review.steps.iter().map(|taken| taken.step).max();
    match last {
        None => ExternalStage::Tracked,
        Some(ExternalStep::Decided) if !review.is_held() => ExternalStage::NotHeld,
        Some(step) => stage_after(step),
    }
}

const fn stage_after(step: ExternalStep) -> ExternalStage {
    match step {
        ExternalStep::Considered => ExternalStage::Considered,
        ExternalStep::RapidReview => ExternalStage::RapidReview,
        ExternalStep::Decided => ExternalStage::Decided,
        ExternalStep::TermsReceived => ExternalStage::Scoped,
        ExternalStep::Submitted => ExternalStage::Submitted,
        ExternalStep::DraftReceived => ExternalStage::Draft,
        ExternalStep::Answered => ExternalStage::Answered,
        ExternalStep::Completed => ExternalStage::Completed,
        ExternalStep::Evaluated => ExternalStage::Evaluated,
        ExternalStep::Published | ExternalStep::Withheld => ExternalStage::Published,
        ExternalStep::LearningExtracted => ExternalStage::Learned,
    }
}

/// The day 0 of a clock, where the facts ask for it. The panel’s date starts when it is recorded, so it has none here.
fn day_0(review: &ExternalReview, clock: ExternalClock) -> Option<NaiveDate> {
    let regime = review.facts.regime;
    let held_since = || {
        let decided = review.step(ExternalStep::Decided)?.on;
        review.is_held().then_some(decided)
    };
    match (clock, regime) {
        (ExternalClock::Decision, Regime::Scr)
        | (ExternalClock::RapidReview, Regime::PracticeReview) => Some(review.facts.triggered_on),
        (ExternalClock::Completion, Regime::Scr)
        | (ExternalClock::Publication, Regime::PracticeReview) => held_since(),
        (ExternalClock::Answer, _) => review.step(ExternalStep::DraftReceived).map(|s| s.on),
        _ => None,
    }
}

/// The clocks that begin: those the facts ask for that were never started, from the day of their fact. `length_of` is
/// asked for the lengths that are settings, as in force on that day.
pub fn to_start<E>(
    review: &ExternalReview,
    mut length_of: impl FnMut(ReviewLength, NaiveDate) -> Result<Length, E>,
) -> Result<Vec<NewDeadline<ExternalClock>>, E> {
    let mut begin = Vec::new();
    for clock in ExternalClock::ALL.iter().copied() {
        let started = review.deadlines.iter().any(|d| d.clock == clock);
        let Some(starts_on) = day_0(review, clock).filter(|_| !started) else {
            continue;
        };
        let length = match by_law(clock, review.facts.triggered_on) {
            Some(length) => length,
            None => length_of(ReviewLength::Answer, starts_on)?,
        };
        begin.push(NewDeadline {
            clock,
            starts_on,
            due: length.deadline(starts_on),
        });
    }
    Ok(begin)
}

/// The clocks that would end on another day by now, because a fact was recorded wrongly. The date is moved as one agreed
/// anew, with the reason `corrected`; a date that was agreed with the Board or the partners stays.
pub fn to_move<E>(
    review: &ExternalReview,
    length_of: impl FnMut(ReviewLength, NaiveDate) -> Result<Length, E>,
) -> Result<Vec<NewDeadline<ExternalClock>>, E> {
    let unstarted = ExternalReview {
        deadlines: Vec::new(),
        ..review.clone()
    };
    let afresh = to_start(&unstarted, length_of)?;
    let is_wrong = |new: &NewDeadline<ExternalClock>| {
        let mut started = review.deadlines.iter().filter(|d| d.clock == new.clock);
        started.any(|d| {
            let ours = d.agreed.iter().all(|a| a.why == DelayReason::Corrected);
            ours && (d.due, d.starts_on) != (new.due, new.starts_on)
        })
    };
    Ok(afresh.into_iter().filter(is_wrong).collect())
}

/// The steps of which any stops a clock.
const fn stopped_by(clock: ExternalClock) -> &'static [ExternalStep] {
    match clock {
        ExternalClock::Decision => &[ExternalStep::Decided],
        ExternalClock::RapidReview => &[ExternalStep::RapidReview],
        ExternalClock::ManagementReviews => &[ExternalStep::Submitted],
        ExternalClock::Answer => &[ExternalStep::Answered],
        ExternalClock::Completion => &[ExternalStep::Completed],
        ExternalClock::Publication => &[ExternalStep::Published, ExternalStep::Withheld],
    }
}

/// Is the clock still running? It stops when its fact is there, or no longer asked for.
pub fn is_running(review: &ExternalReview, clock: ExternalClock) -> bool {
    let asked = match clock {
        ExternalClock::ManagementReviews => review.decision() != Some(LscbDecision::NoReview),
        clock => day_0(review, clock).is_some(),
    };
    let is_there = stopped_by(clock).iter().any(|step| review.has(*step));
    // A recommendation that turns up after our answer waits for one, too.
    let stopped = is_there && !(clock == ExternalClock::Answer && review.is_unanswered());
    asked && !stopped && !stage(review).is_ended()
}

/// The earliest date among the clocks still running; lists sort and filter by it.
pub fn next_due(review: &ExternalReview) -> Option<NaiveDate> {
    let running = review.deadlines.iter();
    running
        .filter(|deadline| is_running(review, deadline.clock))
        .map(|deadline| deadline.due)
        .min()
}
