//! A management review that is commissioned, and what its author types.

use crate::support::{Answer, Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

pub const PATH: &str = "/api/v1/management-reviews";
/// Who writes it.
pub const AUTHOR: &str = "specialist_york";

/// Reads a management review.
pub async fn one(client: &Client, id: &str) -> Answer {
    client.get(&format!("{PATH}/{id}")).await
}

/// Does something to a management review as it stands now.
pub async fn act(client: &Client, id: &str, what: &str, body: &Value) -> Answer {
    let version = one(client, id).await.body["version"].as_i64().unwrap_or(1);
    act_on(client, id, version, what, body).await
}

/// Does something to this version of a management review.
pub async fn act_on(client: &Client, id: &str, version: i64, what: &str, body: &Value) -> Answer {
    let request = client
        .request(Method::POST, &format!("{PATH}/{id}/{what}"))
        .header("Idempotency-Key", Uuid::now_v7().to_string())
        .header("If-Match", format!("\"v{version}\""));
    client
        .send(if body.is_null() {
            request
        } else {
            request.json(body)
        })
        .await
}

/// A review of a known incident, commissioned of [`AUTHOR`] by the north's director; and the incident.
pub async fn commissioned(org: &Organisation) -> (String, String) {
    let incident = org.known_incident().await;
    (commission(org, &incident).await, incident)
}

/// A review of this incident, commissioned of [`AUTHOR`].
pub async fn commission(org: &Organisation, incident: &str) -> String {
    let director = org.sign_in("od_north").await;
    let require = json!({ "incident": incident, "external": null, "reason": "Invented reason." });
    let id = director.create(PATH, &require).await.expect(201).id();
    let author = json!({ "author": org.people[AUTHOR], "exception": null });
    act(&director, &id, "proposals", &author).await.expect(201);
    let check = json!({ "found": "independent", "note": "Invented declaration." });
    act(&director, &id, "independence", &check)
        .await
        .expect(200);
    let terms = json!({
        "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    });
    let commission = json!({ "terms": terms, "due": null });
    act(&director, &id, "commission", &commission)
        .await
        .expect(200);
    id
}

/// Saves changes, from a tab that has seen this version.
pub async fn save(client: &Client, id: &str, tab: &str, seen: i64, changes: &[Value]) -> Answer {
    let body = json!({ "tab": tab, "seen": seen, "changes": changes });
    let path = format!("{PATH}/{id}/text");
    client
        .send(client.request(Method::PATCH, &path).json(&body))
        .await
}

pub async fn text(client: &Client, id: &str) -> Answer {
    client.get(&format!("{PATH}/{id}/text")).await
}

pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}

pub fn change(passage: &str, base: i64, content: &Value) -> Value {
    json!({ "passage": passage, "base": base, "position": 1, "content": content })
}

pub fn section(part: &str, text: &str) -> Value {
    json!({ "kind": "section", "body": { "part": part, "heading": "", "text": text } })
}

pub fn row(date: &str, child_seen: &str, happened: &str) -> Value {
    json!({ "kind": "row", "body": {
        "date": date, "precision": "", "source": "File", "contact": "home_visit", "child_seen": child_seen,
        "happened": happened, "decision": "", "omission": ""
    }})
}

pub fn finding(text: &str, rows: &[&str]) -> Value {
    json!({ "kind": "finding", "body": { "text": text, "rows": rows } })
}

/// Everything that a review needs: each part, a row, a finding that rests on it, a recommendation that rests on that.
pub struct Whole {
    pub changes: Vec<Value>,
    /// The passage of the analysis.
    pub analysis: String,
    pub row: String,
}

pub fn whole() -> Whole {
    let parts = [
        "sources_read",
        "interviews",
        "analysis",
        "good_practice",
        "independence",
    ];
    let mut ids = Vec::new();
    let mut changes: Vec<_> = parts
        .iter()
        .map(|part| {
            let id = new_id();
            let words = section(part, &format!("Invented {part}."));
            let change = change(&id, 0, &words);
            ids.push(id);
            change
        })
        .collect();
    let (on, found) = (new_id(), new_id());
    changes.push(change(
        &on,
        0,
        &row("12/3/2025", "alone", "Invented visit."),
    ));
    changes.push(change(&found, 0, &finding("Invented finding.", &[&on])));
    let recommendation = json!({ "kind": "recommendation", "body": {
        "text": "Invented recommendation.", "findings": [found], "owner": "Head of Service", "reach": "local"
    }});
    changes.push(change(&new_id(), 0, &recommendation));
    Whole {
        changes,
        analysis: ids.swap_remove(2),
        row: on,
    }
}

/// Writes a whole review and submits it.
pub async fn submitted(author: &Client, id: &str) -> Whole {
    let whole = whole();
    let saved = save(author, id, &new_id(), 0, &whole.changes)
        .await
        .expect(200);
    let submit = json!({ "text_version": saved.body["version"] });
    act(author, id, "submit", &submit).await.expect(200);
    whole
}
