//! The rows that a management review makes, what the policy and the lists ask of it calculated.

use chrono::NaiveDateTime;
use shared::ids::{DeadlineId, ManagementReviewId, StaffId};
use shared::policy::incidents::Facts;
use shared::policy::reviews::ManagementReviewFacts;
use shared::reviews::clocks::{Agreed, Deadline, ManagementClock};
use shared::reviews::management::{
    Comment, Debrief, Ended, ManagementReview, Proposal, Submission, next_due, stage,
};

use super::rows::{
    AgreedRow, CommentRow, DeadlineRow, DebriefRow, DetailsRow, ProposalRow, ReviewRow,
    SubmissionRow, VerdictRow,
};
use crate::dialect::to_db;
use crate::rows::{NO_DATE, split};

/// The rows of a review.
pub(super) struct Rows {
    pub(super) review: ReviewRow,
    pub(super) details: DetailsRow,
    pub(super) proposals: Vec<ProposalRow>,
    pub(super) deadlines: Vec<DeadlineRow>,
    pub(super) agreed: Vec<AgreedRow>,
    pub(super) submissions: Vec<SubmissionRow>,
    pub(super) verdicts: Vec<VerdictRow>,
    pub(super) comments: Vec<CommentRow>,
    pub(super) debriefs: Vec<DebriefRow>,
}

impl Rows {
    /// The rows of a review.
    pub(super) fn of(review: &ManagementReview) -> Self {
        let (id, deadlines) = (review.id, review.deadlines.iter());
        let (submissions, comments) = (review.submissions.iter(), review.comments.iter());
        Self {
            review: review_row(review),
            details: details_row(review),
            proposals: (0..)
                .zip(&review.proposals)
                .map(|(position, proposal)| proposal_row(id, position, proposal))
                .collect(),
            agreed: deadlines
                .clone()
                .flat_map(|d| d.agreed.iter().map(move |a| agreed_row(id, d.id, a)))
                .collect(),
            deadlines: deadlines.map(|d| deadline_row(id, d)).collect(),
            verdicts: submissions
                .clone()
                .flat_map(|submission| verdict_rows(id, submission))
                .collect(),
            submissions: (0..)
                .zip(submissions)
                .map(|(position, submission)| submission_row(id, position, submission))
                .collect(),
            comments: comments.map(|comment| comment_row(id, comment)).collect(),
            debriefs: review
                .debriefs
                .iter()
                .map(|debrief| debrief_row(id, debrief))
                .collect(),
        }
    }

    /// The same review with nothing yet in the tables that hold several rows of it.
    pub(super) fn none_of(&self) -> Self {
        Self {
            review: self.review.clone(),
            details: self.details.clone(),
            proposals: Vec::new(),
            deadlines: Vec::new(),
            agreed: Vec::new(),
            submissions: Vec::new(),
            verdicts: Vec::new(),
            comments: Vec::new(),
            debriefs: Vec::new(),
        }
    }
}

/// The row that lists walk. What the policy asks of it is calculated by the policy.
pub(super) fn review_row(review: &ManagementReview) -> ReviewRow {
    let facts = ManagementReviewFacts::of(review, Facts::default());
    ReviewRow {
        id: review.id,
        reference: review.reference.clone(),
        version: review.version,
        incident_id: review.incident,
        external_review_id: review.panel.map(|panel| panel.review),
        required_at: to_db(review.required.stamp.at),
        author_id: facts.author,
        waiting_id: facts.waiting,
        submitted: facts.submitted,
        approved: facts.approved,
        stage: stage(review),
        next_due: next_due(review).unwrap_or(NO_DATE),
    }
}

type EndedColumns = (Option<String>, Option<StaffId>, Option<NaiveDateTime>);

fn ended_columns(ended: Option<&Ended>) -> EndedColumns {
    let (by, at) = split(ended.map(|ended| ended.stamp));
    (ended.map(|ended| ended.reason.clone()), by, at)
}

fn details_row(review: &ManagementReview) -> DetailsRow {
    let (terms, sent) = (review.terms.as_ref(), review.sent.as_ref());
    let (approved_by, approved_at) = split(review.approved);
    let (sent_by, sent_at) = split(sent.map(|sent| sent.stamp));
    let (continued_reason, continued_by, continued_at) = ended_columns(review.continued.as_ref());
    let (stopped_reason, stopped_by, stopped_at) = ended_columns(review.stopped.as_ref());
    let (rejected_reason, rejected_by, rejected_at) = ended_columns(review.rejected.as_ref());
    let (closed_by, closed_at) = split(review.closed);
    DetailsRow {
        review_id: review.id,
        required_reason: review.required.reason.clone(),
        required_by: review.required.stamp.by,
        terms: terms.map(|terms| terms.text.clone()),
        period_from: terms.map(|terms| terms.period_from),
        period_to: terms.map(|terms| terms.period_to),
        approved_by,
        approved_at,
        sent_on: sent.and_then(|sent| sent.on),
        sent_note: sent.map(|sent| sent.note.clone()),
        sent_by,
        sent_at,
        continued_reason,
        continued_by,
        continued_at,
        stopped_reason,
        stopped_by,
        stopped_at,
        rejected_reason,
        rejected_by,
        rejected_at,
        closed_by,
        closed_at,
    }
}

fn proposal_row(review_id: ManagementReviewId, position: i32, proposal: &Proposal) -> ProposalRow {
    let (exception, check) = (proposal.exception.as_ref(), proposal.check.as_ref());
    let commission = proposal.commission.as_ref();
    let (checked_by, checked_at) = split(check.map(|check| check.stamp));
    let (commissioned_by, commissioned_at) = split(commission.map(|given| given.stamp));
    let suspended = commission.and_then(|given| given.suspended.as_ref());
    let (suspended_reason, suspended_by, suspended_at) = ended_columns(suspended);
    let ended = commission.and_then(|given| given.ended.as_ref());
    let (ended_reason, ended_by, ended_at) = ended_columns(ended);
    ProposalRow {
        id: proposal.id,
        review_id,
        position,
        author_id: proposal.author,
        exception: exception.map(|exception| exception.code),
        exception_reason: exception.map(|exception| exception.reason.clone()),
        proposed_by: proposal.stamp.by,
        proposed_at: to_db(proposal.stamp.at),
        on_behalf: proposal.on_behalf,
        found: check.map(|check| check.found),
        check_note: check.map(|check| check.note.clone()),
        checked_by,
        checked_at,
        commissioned_by,
        commissioned_at,
        suspended_reason,
        suspended_by,
        suspended_at,
        ended_reason,
        ended_by,
        ended_at,
    }
}

const fn deadline_row(review_id: ManagementReviewId, d: &Deadline<ManagementClock>) -> DeadlineRow {
    DeadlineRow {
        id: d.id,
        review_id,
        clock: d.clock,
        starts_on: d.starts_on,
        original_due: d.original_due,
        due: d.due,
    }
}

fn agreed_row(review_id: ManagementReviewId, deadline_id: DeadlineId, a: &Agreed) -> AgreedRow {
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

fn submission_row(
    review_id: ManagementReviewId,
    position: i32,
    submission: &Submission,
) -> SubmissionRow {
    SubmissionRow {
        id: submission.id,
        review_id,
        text_version: submission.text_version,
        submitted_by: submission.stamp.by,
        submitted_at: to_db(submission.stamp.at),
        position,
    }
}

fn verdict_rows(
    review_id: ManagementReviewId,
    submission: &Submission,
) -> impl Iterator<Item = VerdictRow> + '_ {
    let verdicts = (0..).zip(&submission.verdicts);
    verdicts.map(move |(position, judged)| VerdictRow {
        submission_id: submission.id,
        position,
        review_id,
        verdict: judged.verdict,
        reason: judged.reason.clone(),
        recorded_by: judged.stamp.by,
        recorded_at: to_db(judged.stamp.at),
    })
}

fn comment_row(review_id: ManagementReviewId, comment: &Comment) -> CommentRow {
    let (reply, replied_by, replied_at) = ended_columns(comment.reply.as_ref());
    let (settled_by, settled_at) = split(comment.settled);
    CommentRow {
        id: comment.id,
        review_id,
        submission_id: comment.submission,
        passage_id: comment.passage,
        quote: comment.quote.clone(),
        words: comment.text.clone(),
        made_by: comment.stamp.by,
        made_at: to_db(comment.stamp.at),
        reply,
        replied_by,
        replied_at,
        settled_by,
        settled_at,
    }
}

fn debrief_row(review_id: ManagementReviewId, debrief: &Debrief) -> DebriefRow {
    DebriefRow {
        review_id,
        staff_id: debrief.staff,
        outcome: debrief.outcome,
        happened_on: debrief.on,
        note: debrief.note.clone(),
        recorded_by: debrief.stamp.by,
        recorded_at: to_db(debrief.stamp.at),
    }
}
