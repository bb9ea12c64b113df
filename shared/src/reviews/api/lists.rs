//! Lists of reviews: which are asked for, and their rows; the register of authors; paths and events.

use super::{
    AreaRef, Deserialize, ExternalReviewId, ExternalStage, IncidentId, ManagementReviewId,
    ManagementStage, NaiveDate, Regime, SeenExternal, SeenManagement, Serialize, StaffRef,
};
use crate::ids::{AreaId, RecommendationId, StaffId};
use crate::incidents::{AuthorException, YesNo};

view! {
    /// One row of the list of external reviews.
    ExternalReviewRow {
        /// The record.
        id: ExternalReviewId,
        /// The reference.
        reference: String,
        /// What the Board or the partners call it.
        title: String,
        /// The Board or the partners.
        board: String,
        /// The law it is held under.
        regime: Regime,
        /// Where it stands.
        stage: ExternalStage,
        /// The day that triggered it.
        triggered_on: NaiveDate,
        /// Were we involved?
        involved: YesNo,
        /// The earliest running date.
        next_due: Option<NaiveDate>,
        /// That date has passed.
        overdue: bool,
        /// What this reader may see of it.
        view: SeenExternal,
    }
}
view! {
    /// One row of the list of management reviews.
    ManagementReviewRow {
        /// The record.
        id: ManagementReviewId,
        /// The reference.
        reference: String,
        /// The incident.
        incident: IncidentId,
        /// The incident’s reference.
        incident_reference: String,
        /// Where it stands.
        stage: ManagementStage,
        /// The author, while the commission stands; not for those who see its dates only.
        author: Option<StaffRef>,
        /// The area that answers for it.
        area: Option<AreaRef>,
        /// The earliest running date.
        next_due: Option<NaiveDate>,
        /// That date has passed.
        overdue: bool,
        /// What this reader may see of it.
        view: SeenManagement,
    }
}
view! {
    /// Somebody of the register of authors.
    AuthorCandidate {
        /// Who.
        staff: StaffRef,
        /// Can be proposed.
        eligible: bool,
        /// Why not, and what else there is to know, in plain English.
        reasons: Vec<String>,
        /// How many other reviews they are writing.
        writing: u16,
    }
}

crate::codes::codes! {
    /// The order of a list of reviews.
    ReviewSort {
        DueSoonest = "due_soonest", "Due soonest first";
        Newest = "newest", "Newest first";
        Oldest = "oldest", "Oldest first";
    }
}

macro_rules! query {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $field: Option<$ty>,)* }
    };
}

query! {
    /// Which external reviews a list holds.
    ExternalReviewFilter {
        /// At this stage.
        stage: ExternalStage,
        /// Under this law.
        regime: Regime,
        /// Where we were involved or not.
        involved: YesNo,
        /// About this incident; none where the reader may not see it.
        incident: IncidentId,
        /// Only overdue.
        overdue: bool,
        /// In this order.
        sort: ReviewSort,
        /// How many rows, 1 to 100.
        limit: u16,
        /// Where the page begins.
        cursor: String,
    }
}
query! {
    /// Which management reviews a list holds.
    ManagementReviewFilter {
        /// At this stage.
        stage: ManagementStage,
        /// In this area.
        area: AreaId,
        /// Written by this person; only rows of which the reader sees more than the dates.
        author: StaffId,
        /// Of this incident.
        incident: IncidentId,
        /// Only overdue.
        overdue: bool,
        /// In this order.
        sort: ReviewSort,
        /// How many rows, 1 to 100.
        limit: u16,
        /// Where the page begins.
        cursor: String,
    }
}

/// Who could write a review, under which exception. It travels in a body: a name has no place in an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorSearch {
    /// The exception that would be made, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<AuthorException>,
    /// Part of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Paths of the API, for the server's tests and the client.
pub mod paths {
    /// External reviews.
    pub const EXTERNAL: &str = "/api/v1/external-reviews";
    /// Management reviews.
    pub const MANAGEMENT: &str = "/api/v1/management-reviews";
    /// The capacity to write management reviews.
    pub const CAPACITY: &str = "/api/v1/reviews/capacity";
    /// Recommendations.
    pub const RECOMMENDATIONS: &str = "/api/v1/recommendations";
}

/// An event of the outbox: no content, only what happened to which record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalReviewEvent {
    /// Which review.
    pub review: ExternalReviewId,
    /// What was done.
    pub action: String,
    /// Where it stands now.
    pub stage: ExternalStage,
    /// Who did it.
    pub by: StaffId,
}

/// An event of the outbox: no content, only what happened to which record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagementReviewEvent {
    /// Which review.
    pub review: ManagementReviewId,
    /// What was done.
    pub action: String,
    /// Where it stands now.
    pub stage: ManagementStage,
    /// Who did it.
    pub by: StaffId,
}

/// An event of the outbox: no content, only what happened to which record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationEvent {
    /// Which recommendation.
    pub recommendation: RecommendationId,
    /// What was done.
    pub action: String,
    /// Who did it.
    pub by: StaffId,
}
