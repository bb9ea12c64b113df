//! Break-glass: one incident opened for an hour, and its review.

use super::client::{self, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::access::break_glass::{OpenIncident, OpeningView, PATH, REVIEWS, ReviewOpening};
use shared::ids::{BreakGlassId, ManagementReviewId};
use shared::incidents::api::IncidentView;
use shared::reviews::api::ReviewText;

/// Opens an incident by its exact reference.
pub async fn open(asked: &OpenIncident, guard: Guard) -> Result<Versioned<OpeningView>, ApiError> {
    client::post(PATH, asked, guard).await
}

/// What is open to the person now.
pub async fn open_to_me() -> Result<Versioned<Vec<OpeningView>>, ApiError> {
    client::get(PATH).await
}

/// The openings that wait for a review.
pub async fn to_review() -> Result<Versioned<Vec<OpeningView>>, ApiError> {
    client::get(REVIEWS).await
}

/// One opening.
pub async fn opening(id: BreakGlassId) -> Result<Versioned<OpeningView>, ApiError> {
    client::get(&api_path(PATH, &[&id.to_string()])).await
}

/// The incident that is open.
pub async fn incident(id: BreakGlassId) -> Result<Versioned<IncidentView>, ApiError> {
    client::get(&api_path(PATH, &[&id.to_string(), "incident"])).await
}

/// An approved review of the incident that is open.
pub async fn review_text(
    id: BreakGlassId,
    review: ManagementReviewId,
) -> Result<Versioned<ReviewText>, ApiError> {
    let path = api_path(PATH, &[&id.to_string(), "reviews", &review.to_string()]);
    client::get(&path).await
}

/// Keeps what a review found.
pub async fn review(
    id: BreakGlassId,
    found: &ReviewOpening,
    guard: Guard,
) -> Result<Versioned<OpeningView>, ApiError> {
    client::post(&api_path(PATH, &[&id.to_string(), "review"]), found, guard).await
}
