//! The audit log: what stands in it, who may read it, and whether tampering is found.

mod conflicts;
mod coverage;
mod failing;
mod refusals;
mod search;
mod tampering;

use crate::reviews::attachments::form;
use crate::support::{Client, Organisation};
use reqwest::Method;
use serde_json::Value;
use storage::platform::AuditEntry;
use uuid::Uuid;

/// Every entry; nothing seals while a test runs.
async fn log(org: &Organisation) -> Vec<AuditEntry> {
    let store = &org.server.service.store;
    store
        .read(|conn| storage::audit::unsealed(conn, 100_000))
        .await
        .unwrap()
}

/// A request under an id of its own: its status, its body, and the id. Words alone are sent as a file.
async fn ask(
    client: &Client,
    method: Method,
    path: &str,
    version: i64,
    body: &Value,
) -> (u16, Value, Uuid) {
    let id = Uuid::now_v7();
    let request = client
        .request(method, path)
        .header("X-Request-Id", id.to_string())
        .header("Idempotency-Key", id.to_string())
        .header("If-Match", format!("\"v{version}\""));
    let request = match body {
        Value::Null => request,
        Value::String(words) => request.multipart(form("invented.pdf", words.as_bytes())),
        body => request.json(body),
    };
    let answer = client.send(request).await;
    (answer.status, answer.body, id)
}
