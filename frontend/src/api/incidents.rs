//! Incidents: reading, finding and reporting them, and all that is done to one.

use super::client::{self, Download, Guard, Versioned};
use super::error::ApiError;
use crate::query::Query;
use crate::routes::api_path;
use serde::Serialize;
use shared::ids::{IncidentId, StepId};
use shared::incidents::api::{
    ByReference, Candidate, CandidateSearch, FoundIncident, HistoryEntry, IncidentCount,
    IncidentFilter, IncidentRow, IncidentSearch, IncidentView, paths,
};
use shared::incidents::commands::{
    AddWords, Correct, ExtendDeadline, ForwardIncident, GiveAccess, MarkDuplicate, NameBuddy,
    RecordStep, ReplaceOd, Restrict, TriageIncident, WithReason,
};
use shared::incidents::model::{ChildDeathReview, LscbOutcome};
use shared::incidents::report::NewIncident;
use shared::page::Page;
use shared::problem::{FieldCode, FieldError, Problem, ProblemCode};

fn path(id: IncidentId, below: &[&str]) -> String {
    let base = api_path(paths::INCIDENTS, &[&id.to_string()]);
    api_path(&base, below)
}

/// One incident, as the reader may see it.
pub async fn one(id: IncidentId) -> Result<Versioned<IncidentView>, ApiError> {
    client::get(&path(id, &[])).await
}

/// Reports an incident.
pub async fn report(
    incident: &NewIncident,
    guard: Guard,
) -> Result<Versioned<IncidentView>, ApiError> {
    client::post(paths::INCIDENTS, incident, guard).await
}

/// One page of what was done to an incident, newest first.
pub async fn history(
    id: IncidentId,
    cursor: Option<&str>,
) -> Result<Versioned<Page<HistoryEntry>>, ApiError> {
    let query = Query::new().with_some("cursor", cursor);
    client::get(&query.after(&path(id, &["history"]))).await
}

/// Who could take a part in an incident, and why others cannot. The name looked for travels in a body.
pub async fn candidates(
    id: IncidentId,
    asked: &CandidateSearch,
) -> Result<Versioned<Vec<Candidate>>, ApiError> {
    client::post(&path(id, &["candidates", "search"]), asked, Guard::None).await
}

/// The filter as a query, in the API's addresses and in the client's own.
pub fn filter_query(filter: &IncidentFilter) -> Query {
    Query::new()
        .with_some("stage", filter.stage)
        .with_some("kind", filter.kind)
        .with_some("known", filter.known)
        .with_some("area", filter.area)
        .with_some("overdue", filter.overdue)
        .with_some("notified_from", filter.notified_from)
        .with_some("notified_to", filter.notified_to)
        .with_some("sort", filter.sort)
        .with_some("limit", filter.limit)
        .with_some("cursor", filter.cursor.as_ref())
}

/// The filter in a query. What cannot be read is left out.
pub fn read_filter(query: &Query) -> IncidentFilter {
    fn read<T: std::str::FromStr>(query: &Query, key: &str) -> Option<T> {
        query.get(key)?.parse().ok()
    }
    IncidentFilter {
        stage: read(query, "stage"),
        kind: read(query, "kind"),
        known: read(query, "known"),
        area: read(query, "area"),
        overdue: read(query, "overdue"),
        notified_from: read(query, "notified_from"),
        notified_to: read(query, "notified_to"),
        sort: read(query, "sort"),
        limit: read(query, "limit"),
        cursor: read(query, "cursor"),
    }
}

/// One page of the list; with text, of the search. The text travels in a body.
pub async fn list(search: &IncidentSearch) -> Result<Versioned<Page<IncidentRow>>, ApiError> {
    if search.text.is_empty() {
        client::get(&filter_query(&search.filter).after(paths::INCIDENTS)).await
    } else {
        client::post(paths::SEARCH, search, Guard::None).await
    }
}

/// How many incidents the list holds over all pages.
pub async fn count(search: &IncidentSearch) -> Result<Versioned<IncidentCount>, ApiError> {
    if search.text.is_empty() {
        let base = api_path(paths::INCIDENTS, &["count"]);
        client::get(&filter_query(&search.filter).after(&base)).await
    } else {
        client::post(&api_path(paths::SEARCH, &["count"]), search, Guard::None).await
    }
}

/// The whole list as comma-separated values.
pub async fn export(search: &IncidentSearch) -> Result<Download, ApiError> {
    if search.text.is_empty() {
        let base = api_path(paths::INCIDENTS, &["export"]);
        client::download(&filter_query(&search.filter).after(&base)).await
    } else {
        client::download_by(&api_path(paths::SEARCH, &["export"]), search).await
    }
}

/// Something done to an incident, with what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Log it.
    Log,
    /// Correct the facts or the children.
    Correct(Correct),
    /// Triage it.
    Triage(TriageIncident),
    /// Forward it to the director of an area.
    Forward(ForwardIncident),
    /// Acknowledge it.
    Acknowledge,
    /// Record an immediate step.
    RecordStep(StepId, RecordStep),
    /// Name a buddy.
    NameBuddy(NameBuddy),
    /// Record the child death review.
    ReviewChildDeath(ChildDeathReview),
    /// Record the LSCB's decision and our answer.
    RecordLscbDecision(LscbOutcome),
    /// Move a date.
    Extend(ExtendDeadline),
    /// Add words.
    Add(AddWords),
    /// Mark it as a duplicate of the incident with a reference.
    MarkDuplicate {
        /// The reference of the record that stays.
        reference: String,
        /// Why.
        reason: String,
    },
    /// Reject it.
    Reject(WithReason),
    /// Restrict it, or lift the restriction.
    Restrict(Restrict),
    /// Give or end access.
    GiveAccess(GiveAccess),
    /// Name another director.
    ReplaceOd(ReplaceOd),
    /// Close it.
    Close,
    /// Reopen it.
    Reopen(WithReason),
}

/// Does something to the version of an incident that was read.
pub async fn act(
    id: IncidentId,
    command: &Command,
    guard: Guard,
) -> Result<Versioned<IncidentView>, ApiError> {
    let (method, path, body) = match command {
        Command::MarkDuplicate { reference, reason } => {
            let command = MarkDuplicate {
                duplicate_of: by_reference(reference).await?,
                reason: reason.clone(),
            };
            ("POST", path(id, &["duplicate"]), Some(encode(&command)?))
        }
        other => request(id, other)?,
    };
    client::act(method, &path, body, guard).await
}

/// The incident with this reference. One that may not be seen is a fault of the field, like one that is not there.
async fn by_reference(reference: &str) -> Result<IncidentId, ApiError> {
    let body = ByReference {
        reference: reference.to_owned(),
    };
    match client::post::<FoundIncident>(paths::BY_REFERENCE, &body, Guard::None).await {
        Ok(found) => Ok(found.value.id),
        Err(error) if error.is(ProblemCode::NotFound) || error.is(ProblemCode::Invalid) => {
            let fault = FieldError::new(
                "/duplicate_of",
                FieldCode::Unknown,
                "There is no incident with this reference that you can see",
            );
            Err(ApiError::from_problem(Problem::invalid(vec![fault])))
        }
        Err(error) => Err(error),
    }
}

type Request = (&'static str, String, Option<String>);

fn encode(body: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Unreadable)
}

/// The method, address and body of a command.
fn request(id: IncidentId, command: &Command) -> Result<Request, ApiError> {
    let post = |below: &str, body: Option<String>| ("POST", path(id, &[below]), body);
    let put = |below: &[&str], body: String| ("PUT", path(id, below), Some(body));
    Ok(match command {
        Command::Log => post("log", None),
        Command::Correct(body) => put(&["facts"], encode(body)?),
        Command::Triage(body) => post("triage", Some(encode(body)?)),
        Command::Forward(body) => post("forward", Some(encode(body)?)),
        Command::Acknowledge => post("acknowledge", None),
        Command::RecordStep(step, body) => put(&["steps", &step.to_string()], encode(body)?),
        Command::NameBuddy(body) => post("buddies", Some(encode(body)?)),
        Command::ReviewChildDeath(body) => put(&["child-death-review"], encode(body)?),
        Command::RecordLscbDecision(body) => put(&["lscb-outcome"], encode(body)?),
        Command::Extend(body) => post("extensions", Some(encode(body)?)),
        Command::Add(body) => post("addenda", Some(encode(body)?)),
        Command::MarkDuplicate { .. } => post("duplicate", None),
        Command::Reject(body) => post("reject", Some(encode(body)?)),
        Command::Restrict(body) => put(&["restriction"], encode(body)?),
        Command::GiveAccess(body) => post("access", Some(encode(body)?)),
        Command::ReplaceOd(body) => post("replacement-od", Some(encode(body)?)),
        Command::Close => post("close", None),
        Command::Reopen(body) => post("reopen", Some(encode(body)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::incidents::codes::{IncidentKind, Known, Stage, StepStatus};

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    fn sent(command: &Command) -> (String, Option<String>) {
        let (method, path, body) = request(ID.parse().unwrap(), command).unwrap();
        let below = path
            .split_once(ID)
            .map(|(_, below)| below.to_owned())
            .unwrap();
        (format!("{method} {below}"), body)
    }

    #[test]
    fn a_filter_is_the_same_in_every_address() {
        let filter = IncidentFilter {
            stage: Some(Stage::Acting),
            kind: Some(IncidentKind::SeriousInjury),
            known: Some(Known::NotKnown),
            area: Some(ID.parse().unwrap()),
            overdue: Some(true),
            notified_from: "2008-04-01".parse().ok(),
            notified_to: "2009-03-31".parse().ok(),
            sort: Some(shared::incidents::api::IncidentSort::DueSoonest),
            limit: Some(50),
            cursor: Some("a+b/c=".to_owned()),
        };
        let query = filter_query(&filter);
        let address = query.after(paths::INCIDENTS);
        assert!(
            address.contains("stage=acting") && address.contains("cursor=a%2Bb%2Fc%3D"),
            "{address}"
        );
        let read = Query::parse(address.split_once('?').unwrap().1);
        assert_eq!(read_filter(&read), filter);
        assert_eq!(
            read_filter(&Query::parse(
                "?stage=nowhere&overdue=perhaps&notified_from=soon"
            )),
            IncidentFilter::default()
        );
    }

    #[test]
    fn what_needs_no_words_sends_none() {
        for (command, below) in [
            (Command::Log, "POST /log"),
            (Command::Acknowledge, "POST /acknowledge"),
            (Command::Close, "POST /close"),
        ] {
            assert_eq!(sent(&command), (below.to_owned(), None));
        }
    }

    #[test]
    fn a_step_is_replaced_at_its_own_address() {
        let step = RecordStep {
            status: StepStatus::Done,
            note: "Secured".to_owned(),
            evidence: String::new(),
            named: None,
            author_exception: None,
        };
        let (to, body) = sent(&Command::RecordStep(ID.parse().unwrap(), step.clone()));
        assert_eq!(to, format!("PUT /steps/{ID}"));
        assert_eq!(
            serde_json::from_str::<RecordStep>(&body.unwrap()).unwrap(),
            step
        );
    }

    #[test]
    fn reasons_go_where_they_belong() {
        let why = || WithReason {
            reason: "Twice".to_owned(),
        };
        assert_eq!(sent(&Command::Reject(why())).0, "POST /reject");
        assert_eq!(sent(&Command::Reopen(why())).0, "POST /reopen");
        let words = AddWords {
            text: "More".to_owned(),
        };
        assert_eq!(
            sent(&Command::Add(words)),
            (
                "POST /addenda".to_owned(),
                Some(r#"{"text":"More"}"#.to_owned())
            )
        );
    }
}
