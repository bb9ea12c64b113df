//! How a management review was commissioned and judged: for those who do either.

use crate::ids::{CommentId, PassageId, ProposalId, SubmissionId};
use crate::incidents::api::StampView;
use crate::people::api::StaffRef;
use crate::reviews::codes::{DebriefOutcome, IndependenceFound, Verdict};
use crate::reviews::management::{Exception, Terms};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

view! {
    /// How a management review was commissioned and judged.
    CommissionView {
        /// Why it is required.
        required: WhyView,
        /// Everybody who was proposed as the author, oldest first.
        proposals: Vec<ProposalView>,
        /// The author, while the commission stands.
        author: Option<StaffRef>,
        /// Why the commission stands still.
        suspended: Option<WhyView>,
        /// The terms of reference.
        terms: Option<Terms>,
        /// The submissions, oldest first.
        submissions: Vec<SubmissionView>,
        /// The comments of quality assurance.
        comments: Vec<CommentView>,
        /// Who was told, and who was not yet.
        debriefs: Vec<DebriefView>,
        /// The people who have not been told.
        to_debrief: Vec<StaffRef>,
        /// Why it goes on although no external review is held.
        continued: Option<WhyView>,
        /// Why it was stopped or rejected.
        ended: Option<WhyView>,
    }
}
view! {
    /// Why, who and when.
    WhyView {
        /// Why.
        reason: String,
        /// Who and when.
        stamp: StampView,
    }
}
view! {
    /// Somebody proposed as the author.
    ProposalView {
        /// The record.
        id: ProposalId,
        /// Who.
        author: StaffRef,
        /// Why not a specialist service manager.
        exception: Option<Exception>,
        /// Who proposed them and when.
        stamp: StampView,
        /// What the check of their independence found.
        found: Option<IndependenceFound>,
        /// What they declared, or why they are not independent.
        check: Option<WhyView>,
        /// Who commissioned them and when, which approves the exception.
        commissioned: Option<StampView>,
        /// Why their commission was taken back.
        ended: Option<WhyView>,
    }
}
view! {
    /// One submission for quality assurance.
    SubmissionView {
        /// The record.
        id: SubmissionId,
        /// The version of the text that was submitted.
        text_version: i64,
        /// Who submitted it and when.
        stamp: StampView,
        /// What came of it, oldest first.
        verdicts: Vec<JudgedView>,
    }
}
view! {
    /// What came of a submission.
    JudgedView {
        /// What.
        verdict: Verdict,
        /// Why, who and when.
        why: WhyView,
    }
}
view! {
    /// A comment of quality assurance.
    CommentView {
        /// The record.
        id: CommentId,
        /// The submission it is on.
        submission: SubmissionId,
        /// The passage; none: the review as a whole.
        passage: Option<PassageId>,
        /// The words that it is about.
        quote: String,
        /// The comment.
        text: String,
        /// Who made it and when.
        stamp: StampView,
        /// The author’s reply.
        reply: Option<WhyView>,
        /// Who settled it and when; open until then.
        settled: Option<StampView>,
    }
}
view! {
    /// Somebody who was told what the review found.
    DebriefView {
        /// Who.
        staff: StaffRef,
        /// What came of it.
        outcome: DebriefOutcome,
        /// The day.
        on: NaiveDate,
        /// In words.
        note: String,
        /// Who recorded it and when.
        stamp: StampView,
    }
}
