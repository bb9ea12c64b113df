//! The recommendations of reviews: reading one, deciding it, giving it an owner and a date.

use crate::api::client::{self, Guard, Versioned};
use crate::api::error::ApiError;
use crate::routes::api_path;
use shared::ids::RecommendationId;
use shared::reviews::api::{RecommendationView, paths};
use shared::reviews::commands::{AssignRecommendation, DecideRecommendation};

/// Something done to a recommendation, with what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Accept, amend or reject it.
    Decide(DecideRecommendation),
    /// Change its owner or due date.
    Assign(AssignRecommendation),
}

fn path(id: RecommendationId, below: &[&str]) -> String {
    let base = api_path(paths::RECOMMENDATIONS, &[&id.to_string()]);
    api_path(&base, below)
}

/// One recommendation, as the reader may see it.
pub async fn one(id: RecommendationId) -> Result<Versioned<RecommendationView>, ApiError> {
    client::get(&path(id, &[])).await
}

/// Does something to the version of a recommendation that was read.
pub async fn act(
    id: RecommendationId,
    command: &Command,
    guard: Guard,
) -> Result<Versioned<RecommendationView>, ApiError> {
    match command {
        Command::Decide(body) => client::post(&path(id, &["decision"]), body, guard).await,
        Command::Assign(body) => client::put(&path(id, &["owner"]), body, guard).await,
    }
}
