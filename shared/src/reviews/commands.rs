//! What each action on a review takes, with its limits. Field names are the API's.

use super::clocks::DelayReason;
use super::codes::{
    AddressedTo, DebriefOutcome, ExternalStep, Grade, IndependenceFound, RecommendationDecision,
    RecommendationReach, Standing,
};
use super::external::ExternalFacts;
use super::management::{Exception, Terms};
use super::versions::Change;
use crate::ids::{
    DeadlineId, ExternalReviewId, IncidentId, PassageId, RecommendationId, StaffId, TabId,
};
use crate::incidents::LscbDecision;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod checks;

macro_rules! command {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

/// The most incidents or children in one external review, and recommendations in one request.
pub const MAX_IN_ONE: usize = 100;

command! {
    /// Correct what an external review is about.
    CorrectExternal {
        /// The facts as they should be.
        facts: ExternalFacts,
        /// Why.
        reason: String,
    }
}
command! {
    /// Record something that has become known of an external review.
    RecordExternalStep {
        /// What.
        step: ExternalStep,
        /// The day on which it happened.
        on: NaiveDate,
        /// In words, where there is more to say.
        note: String,
        /// What was decided; for the decision, and only there.
        decision: Option<LscbDecision>,
        /// How it was evaluated; for the evaluation, and only there.
        grade: Option<Grade>,
        /// Why it is recorded again; needed where it is recorded already.
        reason: Option<String>,
    }
}
command! {
    /// Take back a step that was recorded by mistake.
    WithdrawExternalStep {
        /// What.
        step: ExternalStep,
        /// Why.
        reason: String,
    }
}
command! {
    /// The panel’s date for our management review, the first time.
    SetPanelDate {
        /// The date.
        due: NaiveDate,
    }
}
command! {
    /// A date agreed anew for a running clock; the first one stays beside it.
    AgreeDate {
        /// Which clock.
        deadline: DeadlineId,
        /// The new date.
        due: NaiveDate,
        /// Why.
        why: DelayReason,
        /// Why, in words.
        reason: String,
    }
}
command! {
    /// Recommendations of an external review, of its draft or as they stand.
    AddRecommendations {
        /// Of the draft, or as they stand.
        standing: Standing,
        /// Each of them, in the order of the report.
        recommendations: Vec<NewRecommendation>,
    }
}
command! {
    /// One recommendation of an external review.
    NewRecommendation {
        /// The words.
        text: String,
        /// Whom it is for.
        addressed_to: AddressedTo,
        /// How far it reaches, and so who decides it.
        reach: RecommendationReach,
        /// The recommendation of the draft that it came from.
        from_draft: Option<RecommendationId>,
    }
}
command! {
    /// Correct a recommendation of an external review that nobody has answered or decided.
    CorrectRecommendation {
        /// As it should be.
        recommendation: NewRecommendation,
        /// Why.
        reason: String,
    }
}
command! {
    /// Our answer to a recommendation of a draft.
    AnswerRecommendation {
        /// The words.
        answer: String,
        /// The day we answered.
        on: NaiveDate,
    }
}
command! {
    /// Say that a management review of an incident is required.
    RequireReview {
        /// The incident.
        incident: IncidentId,
        /// The external review it is for, where there is one.
        external: Option<ExternalReviewId>,
        /// Why it is required.
        reason: String,
    }
}
command! {
    /// Propose an author.
    ProposeAuthor {
        /// Who.
        author: StaffId,
        /// Why not a specialist service manager, where they are not (§11).
        exception: Option<Exception>,
    }
}
command! {
    /// Record the check of the proposed author’s independence. That the rule finds nothing is asked again here.
    CheckIndependence {
        /// What it found.
        found: IndependenceFound,
        /// What the author declared, or why they are not independent.
        note: String,
    }
}
command! {
    /// Commission the review.
    CommissionReview {
        /// The terms of reference.
        terms: Terms,
        /// When it is due for quality assurance, where earlier than the clock says; none: as the clock says.
        due: Option<NaiveDate>,
    }
}
command! {
    /// Change the terms of reference.
    ChangeTerms {
        /// As they should be.
        terms: Terms,
        /// Why.
        reason: String,
    }
}
command! {
    /// Save what was changed of the text.
    SaveText {
        /// The tab it is sent from.
        tab: TabId,
        /// The newest version that this tab has: what others changed since comes back.
        seen: i64,
        /// The changed passages.
        changes: Vec<Change>,
    }
}
command! {
    /// Rows of a chronology from a spreadsheet: all of them, or none.
    ImportChronology {
        /// The CSV file: `date, precision, source, contact, child seen, happened, decision, omission`.
        csv: String,
    }
}
command! {
    /// Submit the review for quality assurance.
    SubmitReview {
        /// The version of the text that is submitted: the newest.
        text_version: i64,
    }
}
command! {
    /// Comment on a passage, or on the review as a whole.
    CommentOnReview {
        /// The passage; none: the review as a whole.
        passage: Option<PassageId>,
        /// The words of the passage that it is about.
        quote: String,
        /// The comment.
        text: String,
    }
}
command! {
    /// The author’s reply to a comment.
    ReplyToComment {
        /// The reply.
        text: String,
    }
}
command! {
    /// The approved review went to the panel, or there is none to send it to.
    SendReview {
        /// The day; none: there is no panel.
        on: Option<NaiveDate>,
        /// To whom; where there is no panel, why not.
        note: String,
    }
}
command! {
    /// Somebody involved was told what the review found.
    RecordDebrief {
        /// Who.
        staff: StaffId,
        /// What came of it.
        outcome: DebriefOutcome,
        /// The day.
        on: NaiveDate,
        /// In words; why, where it was not held.
        note: String,
    }
}
command! {
    /// Accept, amend or reject a recommendation.
    DecideRecommendation {
        /// The decision.
        decision: RecommendationDecision,
        /// The words we accept, where they are amended.
        amended: Option<String>,
        /// Why.
        reason: String,
        /// Who sees to it; not where it is rejected.
        owner: Option<StaffId>,
        /// By when; not where it is rejected.
        due: Option<NaiveDate>,
    }
}
command! {
    /// Change the owner or the due date of an accepted recommendation.
    AssignRecommendation {
        /// Who sees to it.
        owner: StaffId,
        /// By when.
        due: NaiveDate,
        /// Why.
        reason: String,
    }
}
