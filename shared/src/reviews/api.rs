//! What the API answers about reviews. Which blocks are there depends on what the reader may see (see
//! [`crate::policy::reviews`]); an absent block is absent, not empty.

use super::clocks::{DelayReason, Regime};
use super::codes::{
    AddressedTo, ExternalAction, ExternalStage, ExternalStep, Grade, ManagementAction,
    ManagementStage, RecommendationAction, RecommendationDecision, RecommendationReach, Standing,
};
use super::external::ExternalFacts;
use super::recommendations::{RecommendedBy, needs_answer};
use crate::ids::{
    ChildId, DeadlineId, ExternalReviewId, IncidentId, ManagementReviewId, RecommendationId,
};
use crate::incidents::LscbDecision;
use crate::incidents::api::{AreaRef, StampView};
use crate::people::api::StaffRef;
use crate::policy::reviews::{ExternalView as SeenExternal, ManagementView as SeenManagement};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

macro_rules! view {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

mod attachments;
mod capacity;
mod commission;
mod lists;
mod text;

pub use attachments::*;
pub use capacity::*;
pub use commission::*;
pub use lists::*;
pub use text::*;

view! {
    /// A clock of a review.
    ReviewDeadlineView {
        /// The record.
        id: DeadlineId,
        /// Which clock, by its word.
        clock: String,
        /// Which clock, in words.
        label: String,
        /// The day that counts as day 0.
        starts_on: NaiveDate,
        /// The date first set.
        original_due: NaiveDate,
        /// The date that counts.
        due: NaiveDate,
        /// Still running.
        running: bool,
        /// Running, and the date has passed.
        overdue: bool,
        /// Each date agreed anew, oldest first.
        agreed: Vec<AgreedView>,
    }
}
view! {
    /// A date agreed anew.
    AgreedView {
        /// The date before.
        from: NaiveDate,
        /// The date after.
        to: NaiveDate,
        /// Why.
        why: DelayReason,
        /// Why, in words.
        reason: String,
        /// Who recorded it and when.
        stamp: StampView,
    }
}
view! {
    /// One external review, as its reader may see it.
    ExternalReviewView {
        /// The record.
        id: ExternalReviewId,
        /// Counts up with each change; also the ETag.
        version: i64,
        /// What this reader may see.
        view: SeenExternal,
        /// The reference.
        reference: String,
        /// Where it stands.
        stage: ExternalStage,
        /// What it is about: of the incidents and children, those that this reader may see.
        facts: ExternalFacts,
        /// The local authority’s name.
        local_authority_name: Option<String>,
        /// Its incidents that this reader may see.
        about: Vec<LinkedIncident>,
        /// Who recorded it and when.
        recorded: StampView,
        /// What has become known, in order.
        steps: Vec<StepTakenView>,
        /// The steps that can be recorded now.
        possible_steps: Vec<ExternalStep>,
        /// The clocks.
        deadlines: Vec<ReviewDeadlineView>,
        /// The earliest running date.
        next_due: Option<NaiveDate>,
        /// Our management reviews for it that this reader may see.
        our_reviews: Vec<ManagementReviewRef>,
        /// Its recommendations, draft beside final; not for those who see its dates only.
        recommendations: Option<Vec<BesideView>>,
        /// What stands between it and its closing.
        outstanding: Vec<String>,
        /// What this reader may do now.
        permitted: Vec<ExternalAction>,
    }
}
view! {
    /// An incident that an external review is about.
    LinkedIncident {
        /// The record.
        id: IncidentId,
        /// Its reference.
        reference: String,
        /// Its children that the review is about; none for those who see a summary of the incident only.
        children: Vec<LinkedChild>,
    }
}
view! {
    /// A child that an external review is about.
    LinkedChild {
        /// The record.
        id: ChildId,
        /// The name.
        name: String,
    }
}
view! {
    /// Something that has become known.
    StepTakenView {
        /// What.
        step: ExternalStep,
        /// The day on which it happened.
        on: NaiveDate,
        /// In words; empty for those who see the dates only.
        note: String,
        /// What was decided.
        decision: Option<LscbDecision>,
        /// How it was evaluated.
        grade: Option<Grade>,
        /// Who recorded it and when.
        stamp: StampView,
    }
}
view! {
    /// A management review by its reference.
    ManagementReviewRef {
        /// The record.
        id: ManagementReviewId,
        /// Its reference.
        reference: String,
        /// Where it stands.
        stage: ManagementStage,
    }
}
view! {
    /// A recommendation of the draft beside what became of it.
    BesideView {
        /// As it stood in the draft; none: it is new.
        draft: Option<RecommendationView>,
        /// As it stands; none: it was dropped, or the review is not completed.
        last: Option<RecommendationView>,
    }
}
view! {
    /// A recommendation.
    RecommendationView {
        /// The record.
        id: RecommendationId,
        /// Counts up with each change; also the ETag.
        version: i64,
        /// Which review makes it.
        by: RecommendedBy,
        /// That review’s reference.
        reference: String,
        /// Its place among those of the review, from 1.
        number: i32,
        /// The words.
        text: String,
        /// Whom it is for.
        addressed_to: AddressedTo,
        /// Of a draft, or one that stands.
        standing: Standing,
        /// How far it reaches, and so who decides it.
        reach: RecommendationReach,
        /// What we answered while it was a draft.
        answer: Option<AnswerView>,
        /// What was decided.
        decided: Option<DecidedView>,
        /// Who should see to it, as the author of our review proposes: a post, not a name.
        proposed_owner: Option<String>,
        /// Who sees to it.
        owner: Option<StaffRef>,
        /// The date first set.
        original_due: Option<NaiveDate>,
        /// The date that counts.
        due: Option<NaiveDate>,
        /// What this reader may do now.
        permitted: Vec<RecommendationAction>,
    }
}
impl RecommendationView {
    /// It is of a draft, concerns us and waits for our answer.
    pub fn needs_answer(&self) -> bool {
        needs_answer(self.standing, self.addressed_to) && self.answer.is_none()
    }
    /// Nobody has answered or decided it, so that its words can still be put right.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && self.decided.is_none()
    }
}

view! {
    /// Our answer to a recommendation of a draft.
    AnswerView {
        /// The words.
        text: String,
        /// The day we answered.
        on: NaiveDate,
        /// Who recorded it and when.
        stamp: StampView,
    }
}
view! {
    /// What was decided about a recommendation.
    DecidedView {
        /// The decision.
        decision: RecommendationDecision,
        /// The words we accept, where they were amended.
        amended: Option<String>,
        /// Why.
        reason: String,
        /// Who decided and when.
        stamp: StampView,
    }
}
view! {
    /// One management review, as its reader may see it. Its text is read by itself.
    ManagementReviewView {
        /// The record.
        id: ManagementReviewId,
        /// Counts up with each change; also the ETag.
        version: i64,
        /// What this reader may see.
        view: SeenManagement,
        /// The reference.
        reference: String,
        /// The incident.
        incident: IncidentId,
        /// The incident’s reference.
        incident_reference: String,
        /// The area that answers for it.
        area: Option<AreaRef>,
        /// Where it stands.
        stage: ManagementStage,
        /// The external review it is for.
        external: Option<ExternalReviewId>,
        /// The panel’s date for it.
        panel_date: Option<NaiveDate>,
        /// The clocks.
        deadlines: Vec<ReviewDeadlineView>,
        /// The earliest running date.
        next_due: Option<NaiveDate>,
        /// The day it was commissioned.
        commissioned_at: Option<DateTime<Utc>>,
        /// The day it was submitted last.
        submitted_at: Option<DateTime<Utc>>,
        /// The day it was approved.
        approved_at: Option<DateTime<Utc>>,
        /// The day it went to the panel.
        sent_on: Option<NaiveDate>,
        /// The text can be read by this reader, in this version.
        text_version: Option<i64>,
        /// How it was commissioned and judged; not for those who see its dates, or the approved review only.
        commission: Option<CommissionView>,
        /// Its recommendations, once it is approved; not for those who see its dates only.
        recommendations: Option<Vec<RecommendationView>>,
        /// What happens next and whose turn it is.
        next_steps: Vec<ReviewNextStep>,
        /// What stands between it and its closing.
        outstanding: Vec<String>,
        /// What this reader may do now.
        permitted: Vec<ManagementAction>,
    }
}
view! {
    /// What happens next on a management review.
    ReviewNextStep {
        /// Whose turn it is.
        turn: super::management::workflow::ManagementTurn,
        /// What, in plain English.
        what: String,
        /// It waits for this reader.
        mine: bool,
    }
}
