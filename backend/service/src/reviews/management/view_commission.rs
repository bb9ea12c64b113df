//! How a management review was commissioned and judged, for those who do either.

use shared::ids::StaffId;
use shared::reviews::api::{
    CommentView, CommissionView, DebriefView, JudgedView, ProposalView, SubmissionView, WhyView,
};
use shared::reviews::management::{
    Comment, Debrief, Ended, Judged, ManagementReview, Proposal, Submission,
};

use crate::reviews::reading::Names;

/// Everyone whom it names.
pub(super) fn named_in_commission(review: &ManagementReview) -> Vec<StaffId> {
    let mut all = vec![review.required.stamp.by];
    let mut why = |ended: Option<&Ended>| all.extend(ended.map(|ended| ended.stamp.by));
    why(review.continued.as_ref());
    why(review.stopped.as_ref());
    why(review.rejected.as_ref());
    for proposal in &review.proposals {
        let commission = proposal.commission.as_ref();
        why(commission.and_then(|given| given.suspended.as_ref()));
        why(commission.and_then(|given| given.ended.as_ref()));
    }
    for comment in &review.comments {
        why(comment.reply.as_ref());
    }
    for proposal in &review.proposals {
        all.extend([proposal.author, proposal.stamp.by]);
        all.extend(proposal.check.as_ref().map(|check| check.stamp.by));
        all.extend(proposal.commission.as_ref().map(|given| given.stamp.by));
    }
    for submission in &review.submissions {
        all.push(submission.stamp.by);
        all.extend(submission.verdicts.iter().map(|judged| judged.stamp.by));
    }
    for comment in &review.comments {
        all.push(comment.stamp.by);
        all.extend(comment.settled.map(|stamp| stamp.by));
    }
    all.extend(&review.concerned);
    let debriefs = review.debriefs.iter();
    all.extend(debriefs.flat_map(|debrief| [debrief.staff, debrief.stamp.by]));
    all
}

/// How it was commissioned and judged.
pub(super) fn commission(review: &ManagementReview, names: &Names) -> CommissionView {
    let reader = Reading(names);
    let proposal = review.proposal();
    let standing = proposal.filter(|proposal| proposal.commission.is_some());
    let suspended = review
        .commission()
        .and_then(|given| given.suspended.as_ref());
    let ended = review.stopped.as_ref().or(review.rejected.as_ref());
    let proposals = review.proposals.iter();
    CommissionView {
        required: reader.why(&review.required),
        proposals: proposals
            .map(|proposal| reader.proposal(proposal))
            .collect(),
        author: standing.map(|proposal| names.staff(proposal.author)),
        suspended: suspended.map(|why| reader.why(why)),
        terms: review.terms.clone(),
        submissions: review
            .submissions
            .iter()
            .map(|submission| reader.submission(submission))
            .collect(),
        comments: review
            .comments
            .iter()
            .map(|comment| reader.comment(comment))
            .collect(),
        debriefs: review
            .debriefs
            .iter()
            .map(|debrief| reader.debrief(debrief))
            .collect(),
        to_debrief: review
            .to_debrief()
            .map(|staff| names.staff(staff))
            .collect(),
        continued: review.continued.as_ref().map(|why| reader.why(why)),
        ended: ended.map(|why| reader.why(why)),
    }
}

struct Reading<'a>(&'a Names);

impl Reading<'_> {
    fn why(&self, ended: &Ended) -> WhyView {
        WhyView {
            reason: ended.reason.clone(),
            stamp: self.0.stamp(ended.stamp),
        }
    }

    fn proposal(&self, proposal: &Proposal) -> ProposalView {
        let commission = proposal.commission.as_ref();
        let ended = commission.and_then(|given| given.ended.as_ref());
        let mut stamp = self.0.stamp(proposal.stamp);
        stamp.on_behalf = proposal.on_behalf;
        ProposalView {
            id: proposal.id,
            author: self.0.staff(proposal.author),
            exception: proposal.exception.clone(),
            stamp,
            found: proposal.check.as_ref().map(|check| check.found),
            check: proposal.check.as_ref().map(|check| WhyView {
                reason: check.note.clone(),
                stamp: self.0.stamp(check.stamp),
            }),
            commissioned: commission.map(|given| self.0.stamp(given.stamp)),
            ended: ended.map(|ended| self.why(ended)),
        }
    }

    fn submission(&self, submission: &Submission) -> SubmissionView {
        let verdicts = submission.verdicts.iter();
        SubmissionView {
            id: submission.id,
            text_version: submission.text_version,
            stamp: self.0.stamp(submission.stamp),
            verdicts: verdicts.map(|judged| self.judged(judged)).collect(),
        }
    }

    fn judged(&self, judged: &Judged) -> JudgedView {
        JudgedView {
            verdict: judged.verdict,
            why: WhyView {
                reason: judged.reason.clone(),
                stamp: self.0.stamp(judged.stamp),
            },
        }
    }

    fn comment(&self, comment: &Comment) -> CommentView {
        CommentView {
            id: comment.id,
            submission: comment.submission,
            passage: comment.passage,
            quote: comment.quote.clone(),
            text: comment.text.clone(),
            stamp: self.0.stamp(comment.stamp),
            reply: comment.reply.as_ref().map(|reply| self.why(reply)),
            settled: comment.settled.map(|stamp| self.0.stamp(stamp)),
        }
    }

    fn debrief(&self, debrief: &Debrief) -> DebriefView {
        DebriefView {
            staff: self.0.staff(debrief.staff),
            outcome: debrief.outcome,
            on: debrief.on,
            note: debrief.note.clone(),
            stamp: self.0.stamp(debrief.stamp),
        }
    }
}
