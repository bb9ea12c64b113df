//! Reviews, through real HTTP.

pub(crate) mod attachments;
mod attachments_faults;
mod attachments_slow;
mod author_training;
mod capacity;
mod exceptions;
mod external;
mod external_faults;
mod external_lists;
mod external_several;
mod file;
mod hidden;
mod management;
mod management_authors;
mod management_faults;
mod management_lists;
mod my_work;
mod text;
mod text_faults;
pub(crate) mod writing;

use crate::support::{Answer, Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};

/// Reads an external review.
pub(crate) async fn one(client: &Client, id: &str) -> Answer {
    client.get(&format!("/api/v1/external-reviews/{id}")).await
}

/// Does something to an external review as it stands now.
async fn change(client: &Client, method: Method, id: &str, what: &str, body: &Value) -> Answer {
    let version = one(client, id).await.body["version"].as_i64().unwrap_or(1);
    let path = format!("/api/v1/external-reviews/{id}/{what}");
    client.change(method, &path, version, body).await
}

pub(crate) async fn act(client: &Client, id: &str, what: &str, body: &Value) -> Answer {
    change(client, Method::POST, id, what, body).await
}

async fn put(client: &Client, id: &str, what: &str, body: &Value) -> Answer {
    change(client, Method::PUT, id, what, body).await
}

/// A step that became known; where it is the decision, that a review is held.
pub(crate) fn step(step: &str, on: &str) -> Value {
    let decision = (step == "decided").then_some("review");
    json!({ "step": step, "on": on, "note": "", "decision": decision, "grade": null, "reason": null })
}

/// Somebody whom the immediate step names as liaison.
pub(crate) async fn liaison(org: &Organisation, incident: &str) -> Client {
    let director = org.sign_in("od_north").await;
    director
        .act(Method::POST, incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let read = director.incident(incident).await.body;
    let steps = read["intake"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["kind"] == "liaison_named");
    let step = step.unwrap()["id"].as_str().unwrap();
    let named = json!({
        "status": "done", "note": "Invented note.", "evidence": "", "named": org.people["panel"], "author_exception": null
    });
    director
        .act(Method::PUT, incident, &format!("steps/{step}"), &named)
        .await
        .expect(200);
    org.sign_in("panel").await
}
