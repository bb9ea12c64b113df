//! Our own management review (§8, §11): commissioned by the Operational Director, written by somebody independent,
//! quality-assured by safeguarding, approved, sent to the panel, and told to the staff it concerns.

use super::clocks::{Deadline, ManagementClock};
use super::codes::{DebriefOutcome, ExternalStep, IndependenceFound, ManagementStage, Verdict};
use super::external::ExternalReview;
use super::recommendations::Recommendation;
use crate::ids::{
    CommentId, ExternalReviewId, IncidentId, ManagementReviewId, PassageId, ProposalId, StaffId,
    SubmissionId,
};
use crate::incidents::{AuthorException, LscbDecision, Stamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub mod workflow;

use workflow::ManagementTurn;

/// Why the author is not a specialist service manager, where they are not (§11). Who approves it is whoever commissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// Which exception.
    pub code: AuthorException,
    /// Why it is made.
    pub reason: String,
}

/// Somebody proposed as the author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The record.
    pub id: ProposalId,
    /// Who.
    pub author: StaffId,
    /// Why not a specialist service manager.
    pub exception: Option<Exception>,
    /// Who proposed them and when.
    pub stamp: Stamp,
    /// Safeguarding proposed them for the director.
    pub on_behalf: bool,
    /// The check of their independence.
    pub check: Option<IndependenceCheck>,
    /// The commission, once given.
    pub commission: Option<Commission>,
}

/// The check of a proposed author’s independence: the rule was asked, and so was the author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndependenceCheck {
    /// What it found.
    pub found: IndependenceFound,
    /// What the author declared, or why they are not independent: each breach in words.
    pub note: String,
    /// Who checked it and when.
    pub stamp: Stamp,
}

/// An author’s commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commission {
    /// Who gave it, which approves the exception, and when.
    pub stamp: Stamp,
    /// It stands still: a breach of independence arose, or somebody suspended it.
    pub suspended: Option<Ended>,
    /// It was taken back before the review was finished.
    pub ended: Option<Ended>,
}

/// Why something ended or stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Why.
    pub reason: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// The terms of reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What is to be looked at.
    pub text: String,
    /// The first day of the period under review.
    pub period_from: NaiveDate,
    /// The last day of the period under review.
    pub period_to: NaiveDate,
}

/// One submission for quality assurance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The record.
    pub id: SubmissionId,
    /// The version of the text that was submitted.
    pub text_version: i64,
    /// Who submitted it and when.
    pub stamp: Stamp,
    /// What came of it, oldest first.
    pub verdicts: Vec<Judged>,
}

/// What came of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// A comment of quality assurance on a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The record.
    pub id: CommentId,
    /// The submission it is on.
    pub submission: SubmissionId,
    /// The passage; none: the review as a whole.
    pub passage: Option<PassageId>,
    /// The words of the passage that it is about.
    pub quote: String,
    /// The comment.
    pub text: String,
    /// Who made it and when.
    pub stamp: Stamp,
    /// The author’s reply.
    pub reply: Option<Ended>,
    /// Who settled it and when; open until then.
    pub settled: Option<Stamp>,
}

/// The approved review went to the panel, or there is none to send it to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The day; none: there is no panel.
    pub on: Option<NaiveDate>,
    /// To whom, or why to nobody.
    pub note: String,
    /// Who recorded it and when.
    pub stamp: Stamp,
}

/// Somebody involved was told what the review found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debrief {
    /// Who.
    pub staff: StaffId,
    /// What came of it.
    pub outcome: DebriefOutcome,
    /// The day.
    pub on: NaiveDate,
    /// In words.
    pub note: String,
    /// Who recorded it and when.
    pub stamp: Stamp,
}

/// What a management review needs to know of the external one it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The external review.
    pub review: ExternalReviewId,
    /// What was decided, where it is.
    pub decision: Option<LscbDecision>,
    /// The panel’s date for our review.
    pub due: Option<NaiveDate>,
}

impl Panel {
    /// What there is to know of an external review.
    pub fn of(review: &ExternalReview) -> Self {
        let decided = review.step(ExternalStep::Decided);
        Self {
            review: review.id,
            decision: decided.and_then(|taken| taken.decision),
            due: review.panel_date(),
        }
    }
}

/// A management review, whole, but for its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagementReview {
    /// The record.
    pub id: ManagementReviewId,
    /// The reference people use: `MR-2008-0007`.
    pub reference: String,
    /// Counts up with each change of its facts; the entity tag. The text has versions of its own.
    pub version: i64,
    /// The incident.
    pub incident: IncidentId,
    /// The external review it is for.
    pub panel: Option<Panel>,
    /// Why it is required, who said so and when.
    pub required: Ended,
    /// Everybody who was proposed as the author, oldest first.
    pub proposals: Vec<Proposal>,
    /// The terms of reference.
    pub terms: Option<Terms>,
    /// The newest version of the text; 0: nothing is written.
    pub text_version: i64,
    /// Nothing is missing from that version, as [`super::text::lacking`] found when it was saved.
    pub text_complete: bool,
    /// The submissions, oldest first.
    pub submissions: Vec<Submission>,
    /// The comments of quality assurance.
    pub comments: Vec<Comment>,
    /// Who approved it and when.
    pub approved: Option<Stamp>,
    /// That it went to the panel.
    pub sent: Option<Sent>,
    /// Whom it concerns: the practitioners and managers involved in the incident.
    pub concerned: Vec<StaffId>,
    /// Who of them was told.
    pub debriefs: Vec<Debrief>,
    /// Its recommendations: there once it is approved.
    pub recommendations: Vec<Recommendation>,
    /// The clocks that were started.
    pub deadlines: Vec<Deadline<ManagementClock>>,
    /// The director goes on although no external review is held: why.
    pub continued: Option<Ended>,
    /// The director stopped it: why.
    pub stopped: Option<Ended>,
    /// It was recorded by mistake: why.
    pub rejected: Option<Ended>,
    /// Who closed it and when; empty again once reopened.
    pub closed: Option<Stamp>,
}

impl ManagementReview {
    /// The proposal that stands: neither found wanting nor taken back.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.last().filter(|proposal| {
            let found = proposal.check.as_ref().map(|check| check.found);
            let commission = proposal.commission.as_ref();
            found != Some(IndependenceFound::NotIndependent)
                && commission.is_none_or(|commission| commission.ended.is_none())
        })
    }
    /// The commission that stands, suspended or not.
    pub fn commission(&self) -> Option<&Commission> {
        self.proposal()?.commission.as_ref()
    }
    /// The author who may write: commissioned, and not suspended.
    pub fn author(&self) -> Option<StaffId> {
        let proposal = self.proposal()?;
        let commission = proposal.commission.as_ref()?;
        commission.suspended.is_none().then_some(proposal.author)
    }
    /// Everybody who was ever commissioned to write it, however that ended.
    pub fn authors(&self) -> impl Iterator<Item = StaffId> + '_ {
        let commissioned = self.proposals.iter().filter(|p| p.commission.is_some());
        commissioned.map(|proposal| proposal.author)
    }
    /// What came of the last submission, where something did and it stands.
    pub fn verdict(&self) -> Option<Verdict> {
        self.submissions
            .last()?
            .verdicts
            .last()
            .map(|judged| judged.verdict)
    }
    /// The version of the text that was submitted last.
    pub fn submitted_version(&self) -> Option<i64> {
        self.submissions
            .last()
            .map(|submission| submission.text_version)
    }
    /// The people it concerns who have not been told.
    pub fn to_debrief(&self) -> impl Iterator<Item = StaffId> + '_ {
        let told = |staff: &StaffId| self.debriefs.iter().any(|d| d.staff == *staff);
        self.concerned
            .iter()
            .copied()
            .filter(move |staff| !told(staff))
    }
    /// The comments that wait to be settled.
    pub fn open_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments
            .iter()
            .filter(|comment| comment.settled.is_none())
    }
    /// The Board or the partners decided against an external review.
    pub fn is_decided_against(&self) -> bool {
        let decision = self.panel.and_then(|panel| panel.decision);
        decision == Some(LscbDecision::NoReview)
    }
    /// An external review is held and waits for this one.
    pub fn is_awaited(&self) -> bool {
        let decision = self.panel.and_then(|panel| panel.decision);
        matches!(
            decision,
            Some(LscbDecision::Review | LscbDecision::OtherReview)
        )
    }
}

/// The stage, from the facts.
pub fn stage(review: &ManagementReview) -> ManagementStage {
    if review.rejected.is_some() {
        return ManagementStage::Rejected;
    }
    if review.stopped.is_some() {
        return ManagementStage::Stopped;
    }
    if review.closed.is_some() {
        return ManagementStage::Closed;
    }
    if review.approved.is_some() {
        return match review.sent {
            None => ManagementStage::Approved,
            Some(_) if review.to_debrief().next().is_some() => ManagementStage::Sent,
            Some(_) => ManagementStage::Debriefed,
        };
    }
    let Some(proposal) = review.proposal() else {
        return ManagementStage::Required;
    };
    match (&proposal.commission, &proposal.check) {
        (None, None) => ManagementStage::Proposed,
        (None, Some(_)) => ManagementStage::Checked,
        (Some(commission), _) if commission.suspended.is_some() => ManagementStage::Suspended,
        (Some(_), _) => stage_of_writing(review),
    }
}

fn stage_of_writing(review: &ManagementReview) -> ManagementStage {
    match (review.submissions.is_empty(), review.verdict()) {
        (true, _) if review.text_version == 0 => ManagementStage::Commissioned,
        (true, _) => ManagementStage::Writing,
        (false, None | Some(Verdict::ReferredBack)) => ManagementStage::Submitted,
        (false, Some(Verdict::Returned)) => ManagementStage::Returned,
        (false, Some(Verdict::Passed)) => ManagementStage::Passed,
    }
}

/// Is the clock still running? It stops when the review is with quality assurance, and runs again once it is returned.
pub fn is_running(review: &ManagementReview, clock: ManagementClock) -> bool {
    review.deadlines.iter().any(|d| d.clock == clock) && turn_at(clock, stage(review)).is_some()
}

/// Whose turn it is while a clock runs at a stage; none: a clock that was started does not run there.
pub const fn turn_at(clock: ManagementClock, stage: ManagementStage) -> Option<ManagementTurn> {
    use ManagementStage as S;
    match (clock, stage) {
        (ManagementClock::ToQa, S::Commissioned | S::Writing | S::Returned) => {
            Some(ManagementTurn::Author)
        }
        (ManagementClock::ToQa, S::Required | S::Proposed | S::Checked | S::Suspended) => {
            Some(ManagementTurn::Director)
        }
        (
            ManagementClock::ToQa,
            S::Submitted
            | S::Passed
            | S::Approved
            | S::Sent
            | S::Debriefed
            | S::Closed
            | S::Stopped
            | S::Rejected,
        ) => None,
    }
}

/// The earliest date among the clocks still running; lists sort and filter by it.
pub fn next_due(review: &ManagementReview) -> Option<NaiveDate> {
    let running = review.deadlines.iter();
    running
        .filter(|deadline| is_running(review, deadline.clock))
        .map(|deadline| deadline.due)
        .min()
}
