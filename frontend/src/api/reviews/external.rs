//! External reviews: finding, tracking and reading them, and all that is done to one.

use crate::api::client::{self, Guard, Versioned};
use crate::api::error::ApiError;
use crate::query::Query;
use crate::routes::api_path;
use serde::Serialize;
use shared::ids::{ExternalReviewId, RecommendationId};
use shared::incidents::api::HistoryEntry;
use shared::incidents::commands::WithReason;
use shared::page::Page;
use shared::reviews::api::{ExternalReviewFilter, ExternalReviewRow, ExternalReviewView, paths};
use shared::reviews::commands::{
    AddRecommendations, AgreeDate, AnswerRecommendation, CorrectExternal, CorrectRecommendation,
    RecordExternalStep, SetPanelDate, WithdrawExternalStep,
};
use shared::reviews::external::ExternalFacts;
use std::str::FromStr;

fn path(id: ExternalReviewId, below: &[&str]) -> String {
    let base = api_path(paths::EXTERNAL, &[&id.to_string()]);
    api_path(&base, below)
}

/// The filter as a query, in the API's addresses and in the client's own.
pub fn filter_query(filter: &ExternalReviewFilter) -> Query {
    Query::new()
        .with_some("stage", filter.stage)
        .with_some("regime", filter.regime)
        .with_some("involved", filter.involved)
        .with_some("incident", filter.incident)
        .with_some("overdue", filter.overdue)
        .with_some("sort", filter.sort)
        .with_some("limit", filter.limit)
        .with_some("cursor", filter.cursor.as_ref())
}

/// The filter in a query. What cannot be read is left out.
pub fn read_filter(query: &Query) -> ExternalReviewFilter {
    fn read<T: FromStr>(query: &Query, key: &str) -> Option<T> {
        query.get(key)?.parse().ok()
    }
    ExternalReviewFilter {
        stage: read(query, "stage"),
        regime: read(query, "regime"),
        involved: read(query, "involved"),
        incident: read(query, "incident"),
        overdue: read(query, "overdue"),
        sort: read(query, "sort"),
        limit: read(query, "limit"),
        cursor: read(query, "cursor"),
    }
}

/// One page of the list.
pub async fn list(
    filter: &ExternalReviewFilter,
) -> Result<Versioned<Page<ExternalReviewRow>>, ApiError> {
    client::get(&filter_query(filter).after(paths::EXTERNAL)).await
}

/// One review, as the reader may see it.
pub async fn one(id: ExternalReviewId) -> Result<Versioned<ExternalReviewView>, ApiError> {
    client::get(&path(id, &[])).await
}

/// Begins to track a review.
pub async fn track(
    facts: &ExternalFacts,
    guard: Guard,
) -> Result<Versioned<ExternalReviewView>, ApiError> {
    client::post(paths::EXTERNAL, facts, guard).await
}

/// One page of what was done to a review, newest first.
pub async fn history(
    id: ExternalReviewId,
    cursor: Option<&str>,
) -> Result<Versioned<Page<HistoryEntry>>, ApiError> {
    let query = Query::new().with_some("cursor", cursor);
    client::get(&query.after(&path(id, &["history"]))).await
}

/// Something done to an external review, with what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Correct the facts.
    Correct(CorrectExternal),
    /// Record what has become known.
    RecordStep(RecordExternalStep),
    /// Take back what was recorded by mistake.
    WithdrawStep(WithdrawExternalStep),
    /// Record the panel's date.
    SetPanelDate(SetPanelDate),
    /// Record a date agreed anew.
    Agree(AgreeDate),
    /// Record recommendations.
    Recommend(AddRecommendations),
    /// Correct a recommendation.
    CorrectRecommendation(RecommendationId, CorrectRecommendation),
    /// Answer a recommendation of the draft.
    Answer(RecommendationId, AnswerRecommendation),
    /// Close it.
    Close,
    /// Reject it.
    Reject(WithReason),
    /// Reopen it.
    Reopen(WithReason),
}

/// Does something to the version of a review that was read.
pub async fn act(
    id: ExternalReviewId,
    command: &Command,
    guard: Guard,
) -> Result<Versioned<ExternalReviewView>, ApiError> {
    let (method, path, body) = request(id, command)?;
    client::act(method, &path, body, guard).await
}

type Request = (&'static str, String, Option<String>);

fn encode(body: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Unreadable)
}

/// The method, address and body of a command.
fn request(id: ExternalReviewId, command: &Command) -> Result<Request, ApiError> {
    let post = |below: &[&str], body: String| ("POST", path(id, below), Some(body));
    let put = |below: &[&str], body: String| ("PUT", path(id, below), Some(body));
    Ok(match command {
        Command::Correct(body) => put(&["facts"], encode(body)?),
        Command::RecordStep(body) => post(&["steps"], encode(body)?),
        Command::WithdrawStep(body) => post(&["steps", "withdraw"], encode(body)?),
        Command::SetPanelDate(body) => put(&["panel-date"], encode(body)?),
        Command::Agree(body) => post(&["dates"], encode(body)?),
        Command::Recommend(body) => post(&["recommendations"], encode(body)?),
        Command::CorrectRecommendation(which, body) => {
            put(&["recommendations", &which.to_string()], encode(body)?)
        }
        Command::Answer(which, body) => {
            let below = ["recommendations", &which.to_string(), "answer"];
            put(&below, encode(body)?)
        }
        Command::Close => ("POST", path(id, &["close"]), None),
        Command::Reject(body) => post(&["reject"], encode(body)?),
        Command::Reopen(body) => post(&["reopen"], encode(body)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::incidents::YesNo;
    use shared::reviews::api::ReviewSort;
    use shared::reviews::clocks::Regime;
    use shared::reviews::codes::{ExternalStage, ExternalStep};

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    fn sent(command: &Command) -> (String, Option<String>) {
        let (method, path, body) = request(ID.parse().unwrap(), command).unwrap();
        let below = path.split_once(ID).map(|(_, below)| below.to_owned());
        (format!("{method} {}", below.unwrap()), body)
    }

    #[test]
    fn a_filter_is_the_same_in_every_address() {
        let filter = ExternalReviewFilter {
            stage: Some(ExternalStage::Draft),
            regime: Some(Regime::PracticeReview),
            involved: Some(YesNo::NotKnown),
            incident: Some(ID.parse().unwrap()),
            overdue: Some(true),
            sort: Some(ReviewSort::DueSoonest),
            limit: Some(50),
            cursor: Some("a+b/c=".to_owned()),
        };
        let address = filter_query(&filter).after(paths::EXTERNAL);
        let read = Query::parse(address.split_once('?').unwrap().1);
        assert_eq!(read_filter(&read), filter);
        assert_eq!(
            read_filter(&Query::parse("?stage=nowhere&overdue=perhaps")),
            ExternalReviewFilter::default()
        );
    }

    #[test]
    fn each_action_goes_to_its_own_address() {
        let reason = || "Twice".to_owned();
        let step = WithdrawExternalStep {
            step: ExternalStep::Decided,
            reason: reason(),
        };
        let (to, body) = sent(&Command::WithdrawStep(step));
        assert_eq!(to, "POST /steps/withdraw");
        assert_eq!(
            body.as_deref(),
            Some(r#"{"step":"decided","reason":"Twice"}"#)
        );
        let answer = AnswerRecommendation {
            answer: "We agree".to_owned(),
            on: "2008-09-12".parse().unwrap(),
        };
        let which = ID.parse().unwrap();
        let (to, _) = sent(&Command::Answer(which, answer));
        assert_eq!(to, format!("PUT /recommendations/{ID}/answer"));
        assert_eq!(sent(&Command::Close), ("POST /close".to_owned(), None));
        let why = WithReason { reason: reason() };
        assert_eq!(sent(&Command::Reopen(why)).0, "POST /reopen");
    }
}
