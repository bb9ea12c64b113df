//! Rows of a management review’s tables, and the way between them and the domain. They stay in this room.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::ids::{
    CommentId, DeadlineId, ExtensionId, ExternalReviewId, IncidentId, ManagementReviewId,
    PassageId, ProposalId, StaffId, SubmissionId,
};
use shared::incidents::{AuthorException, Stamp};
use shared::reviews::clocks::{Agreed, DelayReason, ManagementClock};
use shared::reviews::management::{
    Comment, Commission, Debrief, Ended, Exception, IndependenceCheck, Judged, Proposal,
};
use shared::reviews::{DebriefOutcome, IndependenceFound, ManagementStage, Verdict};

use crate::rows::{row, stamp, stamped};
use crate::schema::{
    management_review_agreed_dates, management_review_comments, management_review_deadlines,
    management_review_debriefs, management_review_details, management_review_proposals,
    management_review_submissions, management_review_verdicts, management_reviews,
};

row! {
    /// What lists filter on and the policy asks.
    ReviewRow of management_reviews {
        id: ManagementReviewId,
        reference: String,
        version: i64,
        incident_id: IncidentId,
        external_review_id: Option<ExternalReviewId>,
        required_at: NaiveDateTime,
        author_id: Option<StaffId>,
        waiting_id: Option<StaffId>,
        submitted: bool,
        approved: bool,
        stage: ManagementStage,
        next_due: NaiveDate,
    }
}
row! {
    /// The facts that no list filters on. The version of the text is not among them: saving the text counts it up, and
    /// nothing else writes it.
    DetailsRow of management_review_details {
        review_id: ManagementReviewId,
        required_reason: String,
        required_by: StaffId,
        terms: Option<String>,
        period_from: Option<NaiveDate>,
        period_to: Option<NaiveDate>,
        approved_by: Option<StaffId>,
        approved_at: Option<NaiveDateTime>,
        sent_on: Option<NaiveDate>,
        sent_note: Option<String>,
        sent_by: Option<StaffId>,
        sent_at: Option<NaiveDateTime>,
        continued_reason: Option<String>,
        continued_by: Option<StaffId>,
        continued_at: Option<NaiveDateTime>,
        stopped_reason: Option<String>,
        stopped_by: Option<StaffId>,
        stopped_at: Option<NaiveDateTime>,
        rejected_reason: Option<String>,
        rejected_by: Option<StaffId>,
        rejected_at: Option<NaiveDateTime>,
        closed_by: Option<StaffId>,
        closed_at: Option<NaiveDateTime>,
    }
}
row! {
    /// Somebody proposed as the author.
    ProposalRow of management_review_proposals {
        id: ProposalId,
        review_id: ManagementReviewId,
        position: i32,
        author_id: StaffId,
        exception: Option<AuthorException>,
        exception_reason: Option<String>,
        proposed_by: StaffId,
        proposed_at: NaiveDateTime,
        on_behalf: bool,
        found: Option<IndependenceFound>,
        check_note: Option<String>,
        checked_by: Option<StaffId>,
        checked_at: Option<NaiveDateTime>,
        commissioned_by: Option<StaffId>,
        commissioned_at: Option<NaiveDateTime>,
        suspended_reason: Option<String>,
        suspended_by: Option<StaffId>,
        suspended_at: Option<NaiveDateTime>,
        ended_reason: Option<String>,
        ended_by: Option<StaffId>,
        ended_at: Option<NaiveDateTime>,
    }
}
row! {
    /// A clock.
    DeadlineRow of management_review_deadlines {
        id: DeadlineId,
        review_id: ManagementReviewId,
        clock: ManagementClock,
        starts_on: NaiveDate,
        original_due: NaiveDate,
        due: NaiveDate,
    }
}
row! {
    /// A date agreed anew.
    AgreedRow of management_review_agreed_dates {
        id: ExtensionId,
        deadline_id: DeadlineId,
        review_id: ManagementReviewId,
        from_due: NaiveDate,
        to_due: NaiveDate,
        why: DelayReason,
        reason: String,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}
row! {
    /// A submission for quality assurance.
    SubmissionRow of management_review_submissions {
        id: SubmissionId,
        review_id: ManagementReviewId,
        text_version: i64,
        submitted_by: StaffId,
        submitted_at: NaiveDateTime,
        position: i32,
    }
}
row! {
    /// What came of a submission.
    VerdictRow of management_review_verdicts {
        submission_id: SubmissionId,
        position: i32,
        review_id: ManagementReviewId,
        verdict: Verdict,
        reason: String,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}
row! {
    /// A comment of quality assurance.
    CommentRow of management_review_comments {
        id: CommentId,
        review_id: ManagementReviewId,
        submission_id: SubmissionId,
        passage_id: Option<PassageId>,
        quote: String,
        words: String,
        made_by: StaffId,
        made_at: NaiveDateTime,
        reply: Option<String>,
        replied_by: Option<StaffId>,
        replied_at: Option<NaiveDateTime>,
        settled_by: Option<StaffId>,
        settled_at: Option<NaiveDateTime>,
    }
}
row! {
    /// Somebody who was told.
    DebriefRow of management_review_debriefs {
        review_id: ManagementReviewId,
        staff_id: StaffId,
        outcome: DebriefOutcome,
        happened_on: NaiveDate,
        note: String,
        recorded_by: StaffId,
        recorded_at: NaiveDateTime,
    }
}

/// Why, who and when, from columns that are filled together.
pub(super) fn ended(
    reason: Option<String>,
    by: Option<StaffId>,
    at: Option<NaiveDateTime>,
) -> Option<Ended> {
    let (reason, stamp) = reason.zip(stamp(by, at))?;
    Some(Ended { reason, stamp })
}

impl From<ProposalRow> for Proposal {
    fn from(row: ProposalRow) -> Self {
        let exception = row.exception.zip(row.exception_reason);
        let found = row.found.zip(row.check_note);
        let checked: Option<Stamp> = stamp(row.checked_by, row.checked_at);
        Self {
            id: row.id,
            author: row.author_id,
            exception: exception.map(|(code, reason)| Exception { code, reason }),
            stamp: stamped(row.proposed_by, row.proposed_at),
            on_behalf: row.on_behalf,
            check: found
                .zip(checked)
                .map(|((found, note), stamp)| IndependenceCheck { found, note, stamp }),
            commission: stamp(row.commissioned_by, row.commissioned_at).map(|stamp| Commission {
                stamp,
                suspended: ended(row.suspended_reason, row.suspended_by, row.suspended_at),
                ended: ended(row.ended_reason, row.ended_by, row.ended_at),
            }),
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

impl From<VerdictRow> for Judged {
    fn from(row: VerdictRow) -> Self {
        Self {
            verdict: row.verdict,
            reason: row.reason,
            stamp: stamped(row.recorded_by, row.recorded_at),
        }
    }
}

impl From<CommentRow> for Comment {
    fn from(row: CommentRow) -> Self {
        Self {
            id: row.id,
            submission: row.submission_id,
            passage: row.passage_id,
            quote: row.quote,
            text: row.words,
            stamp: stamped(row.made_by, row.made_at),
            reply: ended(row.reply, row.replied_by, row.replied_at),
            settled: stamp(row.settled_by, row.settled_at),
        }
    }
}

impl From<DebriefRow> for Debrief {
    fn from(row: DebriefRow) -> Self {
        Self {
            staff: row.staff_id,
            outcome: row.outcome,
            on: row.happened_on,
            note: row.note,
            stamp: stamped(row.recorded_by, row.recorded_at),
        }
    }
}
