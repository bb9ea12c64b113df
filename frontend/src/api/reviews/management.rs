//! Our own management reviews: finding, requiring and reading them, and all that is done to one but writing it.

use crate::api::client::{self, Download, Guard, Versioned};
use crate::api::error::ApiError;
use crate::query::Query;
use crate::routes::api_path;
use serde::Serialize;
use shared::ids::{CommentId, ManagementReviewId};
use shared::incidents::api::HistoryEntry;
use shared::incidents::commands::WithReason;
use shared::page::Page;
use shared::reviews::api::{
    AuthorCandidate, AuthorSearch, CapacityView, ManagementReviewFilter, ManagementReviewRow,
    ManagementReviewView, paths,
};
use shared::reviews::commands::{
    AgreeDate, ChangeTerms, CheckIndependence, CommentOnReview, CommissionReview, ProposeAuthor,
    RecordDebrief, ReplyToComment, RequireReview, SendReview, SubmitReview,
};
use std::str::FromStr;

fn path(id: ManagementReviewId, below: &[&str]) -> String {
    let base = api_path(paths::MANAGEMENT, &[&id.to_string()]);
    api_path(&base, below)
}

/// The filter as a query, in the API's addresses and in the client's own.
pub fn filter_query(filter: &ManagementReviewFilter) -> Query {
    Query::new()
        .with_some("stage", filter.stage)
        .with_some("area", filter.area)
        .with_some("author", filter.author)
        .with_some("incident", filter.incident)
        .with_some("overdue", filter.overdue)
        .with_some("sort", filter.sort)
        .with_some("limit", filter.limit)
        .with_some("cursor", filter.cursor.as_ref())
}

/// The filter in a query. What cannot be read is left out.
pub fn read_filter(query: &Query) -> ManagementReviewFilter {
    fn read<T: FromStr>(query: &Query, key: &str) -> Option<T> {
        query.get(key)?.parse().ok()
    }
    ManagementReviewFilter {
        stage: read(query, "stage"),
        area: read(query, "area"),
        author: read(query, "author"),
        incident: read(query, "incident"),
        overdue: read(query, "overdue"),
        sort: read(query, "sort"),
        limit: read(query, "limit"),
        cursor: read(query, "cursor"),
    }
}

/// One page of the list.
pub async fn list(
    filter: &ManagementReviewFilter,
) -> Result<Versioned<Page<ManagementReviewRow>>, ApiError> {
    client::get(&filter_query(filter).after(paths::MANAGEMENT)).await
}

/// One review, as the reader may see it.
pub async fn one(id: ManagementReviewId) -> Result<Versioned<ManagementReviewView>, ApiError> {
    client::get(&path(id, &[])).await
}

/// The capacity to write reviews.
pub async fn capacity() -> Result<Versioned<CapacityView>, ApiError> {
    client::get(paths::CAPACITY).await
}

/// The same, area by area, as comma-separated values.
pub async fn export_capacity() -> Result<Download, ApiError> {
    client::download(&api_path(paths::CAPACITY, &["export"])).await
}

/// Says that a review of an incident is required.
pub async fn require(
    command: &RequireReview,
    guard: Guard,
) -> Result<Versioned<ManagementReviewView>, ApiError> {
    client::post(paths::MANAGEMENT, command, guard).await
}

/// Who could write it, in order, with the reasons why they are in or out.
pub async fn authors(
    id: ManagementReviewId,
    search: &AuthorSearch,
) -> Result<Versioned<Vec<AuthorCandidate>>, ApiError> {
    client::post(&path(id, &["authors", "search"]), search, Guard::None).await
}

/// One page of what was done to a review, newest first.
pub async fn history(
    id: ManagementReviewId,
    cursor: Option<&str>,
) -> Result<Versioned<Page<HistoryEntry>>, ApiError> {
    let query = Query::new().with_some("cursor", cursor);
    client::get(&query.after(&path(id, &["history"]))).await
}

/// Something done to a management review, with what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Propose an author.
    ProposeAuthor(ProposeAuthor),
    /// Record the check of their independence.
    CheckIndependence(CheckIndependence),
    /// Commission it.
    Commission(CommissionReview),
    /// Change the terms of reference.
    ChangeTerms(ChangeTerms),
    /// Record a date agreed anew.
    Extend(AgreeDate),
    /// End the author's commission.
    ReplaceAuthor(WithReason),
    /// Suspend the commission.
    Suspend(WithReason),
    /// Resume it.
    Resume(WithReason),
    /// Submit it for quality assurance.
    Submit(SubmitReview),
    /// Comment on it.
    Comment(CommentOnReview),
    /// Reply to a comment.
    Reply(CommentId, ReplyToComment),
    /// Settle a comment.
    Settle(CommentId),
    /// Return it to the author.
    Return(WithReason),
    /// Pass it.
    PassQa,
    /// Approve it.
    Approve,
    /// Refer it back to quality assurance.
    ReferBack(WithReason),
    /// Record that it was sent to the panel.
    Send(SendReview),
    /// Record a debrief.
    Debrief(RecordDebrief),
    /// Go on although no external review is held.
    Continue(WithReason),
    /// Stop it.
    Stop(WithReason),
    /// Close it.
    Close,
    /// Reject it.
    Reject(WithReason),
    /// Reopen it.
    Reopen(WithReason),
}

/// Does something to the version of a review that was read.
pub async fn act(
    id: ManagementReviewId,
    command: &Command,
    guard: Guard,
) -> Result<Versioned<ManagementReviewView>, ApiError> {
    let (method, path, body) = request(id, command)?;
    client::act(method, &path, body, guard).await
}

type Request = (&'static str, String, Option<String>);

fn encode(body: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Unreadable)
}

/// The method, address and body of a command.
fn request(id: ManagementReviewId, command: &Command) -> Result<Request, ApiError> {
    let post = |below: &str, body: String| ("POST", path(id, &[below]), Some(body));
    let bare = |below: &str| ("POST", path(id, &[below]), None);
    let comment =
        |comment: &CommentId, below: &str| path(id, &["comments", &comment.to_string(), below]);
    Ok(match command {
        Command::ProposeAuthor(body) => post("proposals", encode(body)?),
        Command::CheckIndependence(body) => post("independence", encode(body)?),
        Command::Commission(body) => post("commission", encode(body)?),
        Command::ChangeTerms(body) => ("PUT", path(id, &["terms"]), Some(encode(body)?)),
        Command::Extend(body) => post("dates", encode(body)?),
        Command::ReplaceAuthor(body) => post("replace-author", encode(body)?),
        Command::Suspend(body) => post("suspend", encode(body)?),
        Command::Resume(body) => post("resume", encode(body)?),
        Command::Submit(body) => post("submit", encode(body)?),
        Command::Comment(body) => post("comments", encode(body)?),
        Command::Reply(on, body) => ("POST", comment(on, "reply"), Some(encode(body)?)),
        Command::Settle(on) => ("POST", comment(on, "settle"), None),
        Command::Return(body) => post("return", encode(body)?),
        Command::PassQa => bare("pass"),
        Command::Approve => bare("approve"),
        Command::ReferBack(body) => post("refer-back", encode(body)?),
        Command::Send(body) => post("send", encode(body)?),
        Command::Debrief(body) => post("debriefs", encode(body)?),
        Command::Continue(body) => post("continue", encode(body)?),
        Command::Stop(body) => post("stop", encode(body)?),
        Command::Close => bare("close"),
        Command::Reject(body) => post("reject", encode(body)?),
        Command::Reopen(body) => post("reopen", encode(body)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reviews::api::ReviewSort;
    use shared::reviews::codes::ManagementStage;

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    fn sent(command: &Command) -> (String, Option<String>) {
        let (method, path, body) = request(ID.parse().unwrap(), command).unwrap();
        let below = path.split_once(ID).map(|(_, below)| below.to_owned());
        (format!("{method} {}", below.unwrap()), body)
    }

    #[test]
    fn a_filter_is_the_same_in_every_address() {
        let filter = ManagementReviewFilter {
            stage: Some(ManagementStage::Returned),
            area: Some(ID.parse().unwrap()),
            author: Some(ID.parse().unwrap()),
            incident: Some(ID.parse().unwrap()),
            overdue: Some(true),
            sort: Some(ReviewSort::DueSoonest),
            limit: Some(50),
            cursor: Some("a+b/c=".to_owned()),
        };
        let address = filter_query(&filter).after(paths::MANAGEMENT);
        let read = Query::parse(address.split_once('?').unwrap().1);
        assert_eq!(read_filter(&read), filter);
        assert_eq!(
            read_filter(&Query::parse("?stage=nowhere&author=me")),
            ManagementReviewFilter::default()
        );
    }

    #[test]
    fn each_action_goes_to_its_own_address() {
        let why = || WithReason {
            reason: "Twice".to_owned(),
        };
        let (to, body) = sent(&Command::ReplaceAuthor(why()));
        assert_eq!(to, "POST /replace-author");
        assert_eq!(body.as_deref(), Some(r#"{"reason":"Twice"}"#));
        assert_eq!(sent(&Command::PassQa), ("POST /pass".to_owned(), None));
        let comment = ID.parse().unwrap();
        let (to, body) = sent(&Command::Settle(comment));
        assert_eq!((to, body), (format!("POST /comments/{ID}/settle"), None));
        let reply = ReplyToComment {
            text: "Mended".to_owned(),
        };
        let (to, _) = sent(&Command::Reply(comment, reply));
        assert_eq!(to, format!("POST /comments/{ID}/reply"));
    }
}
