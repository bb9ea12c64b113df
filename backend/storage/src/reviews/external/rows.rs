//! Rows of an external review’s tables, and the way between them and the domain. They stay in this room.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::ids::{DeadlineId, ExtensionId, ExternalReviewId, StaffId};
use shared::incidents::{LscbDecision, YesNo};
use shared::reviews::clocks::{Agreed, Deadline, DelayReason, ExternalClock, Regime};
use shared::reviews::external::{ExternalReview, StepTaken, next_due, stage};
use shared::reviews::{ExternalStage, ExternalStep, Grade};

use crate::dialect::to_db;
use crate::rows::{NO_DATE, row, split, stamped};
use crate::schema::{
    external_review_agreed_dates, external_review_deadlines, external_review_steps,
    external_reviews,
};

row! {
    /// What lists filter on, and the facts.
    ReviewRow of external_reviews {
        id: ExternalReviewId,
        reference: String,
        version: i64,
        title: String,
        board: String,
        local_authority_code: Option<String>,
        triggered_on: NaiveDate,
        regime: Regime,
        involved: YesNo,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
        rejected_by: Option<StaffId>,
        rejected_at: Option<NaiveDateTime>,
        closed_by: Option<StaffId>,
        closed_at: Option<NaiveDateTime>,
        stage: ExternalStage,
        next_due: NaiveDate,
    }
}
row! {
    /// A step.
    StepRow of external_review_steps {
        review_id: ExternalReviewId,
        step: ExternalStep,
        happened_on: NaiveDate,
        note: String,
        decision: Option<LscbDecision>,
        grade: Option<Grade>,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}
row! {
    /// A clock.
    DeadlineRow of external_review_deadlines {
        id: DeadlineId,
        review_id: ExternalReviewId,
        clock: ExternalClock,
        starts_on: NaiveDate,
        original_due: NaiveDate,
        due: NaiveDate,
    }
}
row! {
    /// A date agreed anew.
    AgreedRow of external_review_agreed_dates {
        id: ExtensionId,
        deadline_id: DeadlineId,
        review_id: ExternalReviewId,
        from_due: NaiveDate,
        to_due: NaiveDate,
        why: DelayReason,
        reason: String,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}

impl From<StepRow> for StepTaken {
    fn from(row: StepRow) -> Self {
        Self {
            step: row.step,
            on: row.happened_on,
            note: row.note,
            decision: row.decision,
            grade: row.grade,
            stamp: stamped(row.recorded_by, row.recorded_at),
        }
    }
}

impl From<AgreedRow> for Agreed {
    fn from(row: AgreedRow) -> Self {
        Self {
            id: row.id,
            from: row.from_due,
            to: row.to_due,
            why: row.why,
            reason: row.reason,
            stamp: stamped(row.recorded_by, row.recorded_at),
        }
    }
}

/// The rows of a review that have an id of their own, its stage and next date calculated.
pub(super) struct Rows {
    pub(super) review: ReviewRow,
    pub(super) steps: Vec<StepRow>,
    pub(super) deadlines: Vec<DeadlineRow>,
    pub(super) agreed: Vec<AgreedRow>,
}

impl Rows {
    /// The rows of a review.
    pub(super) fn of(review: &ExternalReview) -> Self {
        let (id, deadlines) = (review.id, review.deadlines.iter());
        Self {
            review: review_row(review),
            steps: review.steps.iter().map(|step| step_row(id, step)).collect(),
            agreed: deadlines
                .clone()
                .flat_map(|d| d.agreed.iter().map(move |a| agreed_row(id, d.id, a)))
                .collect(),
            deadlines: deadlines.map(|d| deadline_row(id, d)).collect(),
        }
    }

    /// The same review with nothing yet in the tables that hold several rows of it.
    pub(super) fn none_of(&self) -> Self {
        Self {
            review: self.review.clone(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            agreed: Vec::new(),
        }
    }
}

fn review_row(review: &ExternalReview) -> ReviewRow {
    let facts = &review.facts;
    let (rejected_by, rejected_at) = split(review.rejected);
    let (closed_by, closed_at) = split(review.closed);
    ReviewRow {
        id: review.id,
        reference: review.reference.clone(),
        version: review.version,
        title: facts.title.clone(),
        board: facts.board.clone(),
        local_authority_code: facts.local_authority.clone(),
        triggered_on: facts.triggered_on,
        regime: facts.regime,
        involved: facts.involved,
        recorded_by: review.recorded.by,
        recorded_at: to_db(review.recorded.at),
        rejected_by,
        rejected_at,
        closed_by,
        closed_at,
        stage: stage(review),
        next_due: next_due(review).unwrap_or(NO_DATE),
    }
}

fn step_row(review_id: ExternalReviewId, taken: &StepTaken) -> StepRow {
    StepRow {
        review_id,
        step: taken.step,
        happened_on: taken.on,
        note: taken.note.clone(),
        decision: taken.decision,
        grade: taken.grade,
        recorded_by: taken.stamp.by,
        recorded_at: to_db(taken.stamp.at),
    }
}

const fn deadline_row(review_id: ExternalReviewId, d: &Deadline<ExternalClock>) -> DeadlineRow {
    DeadlineRow {
        id: d.id,
        review_id,
        clock: d.clock,
        starts_on: d.starts_on,
        original_due: d.original_due,
        due: d.due,
    }
}

fn agreed_row(review_id: ExternalReviewId, deadline_id: DeadlineId, a: &Agreed) -> AgreedRow {
    AgreedRow {
        id: a.id,
        deadline_id,
        review_id,
        from_due: a.from,
        to_due: a.to,
        why: a.why,
        reason: a.reason.clone(),
        recorded_by: a.stamp.by,
        recorded_at: to_db(a.stamp.at),
    }
}
