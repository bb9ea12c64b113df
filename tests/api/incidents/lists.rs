//! Lists: the same queries however many rows, and an entry in the audit log for each reading.

use crate::support::{Client, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

/// So many are recorded: more than the largest page holds.
const INCIDENTS: usize = 101;

/// Each reported by one practitioner of Leeds, known there, and forwarded to the north's director.
async fn with_many() -> Organisation {
    let org = Organisation::start().await;
    let triage = json!({
        "known": "known_open",
        "cases": [org.case("INV-1", "leeds", "practitioner_leeds").await],
        "practitioners": [org.people["practitioner_leeds"]],
        "managers": [org.people["manager_leeds"]],
        "reason": null,
    });
    let reporter = org.sign_in("practitioner_leeds").await;
    let intake = org.sign_in("customer_services").await;
    for _ in 0..INCIDENTS {
        let made = reporter.create("/api/v1/incidents", &report()).await;
        let id = made.expect(201).id();
        intake
            .act(Method::POST, &id, "log", &json!({}))
            .await
            .expect(200);
        let triaged = intake.act(Method::POST, &id, "triage", &triage).await;
        triaged.expect(200);
    }
    org
}

/// How many statements the database is sent for this, the entry in the audit log among them.
async fn statements(
    org: &Organisation,
    what: &str,
    ask: impl AsyncFnOnce() -> usize,
    rows: usize,
) -> u64 {
    let service = &org.server.service;
    assert!(service.audit_lists().await);
    let before = service.store.metrics().queries;
    assert_eq!(ask().await, rows, "{what}");
    assert!(service.audit_lists().await);
    service.store.metrics().queries - before
}

fn rows(body: &Value) -> usize {
    body["items"].as_array().unwrap().len()
}

async fn list(client: &Client, query: &str, limit: usize) -> usize {
    let path = format!("/api/v1/incidents?limit={limit}{query}");
    rows(&client.get(&path).await.expect(200).body)
}

async fn search(client: &Client, limit: usize) -> usize {
    let body = json!({ "text": "invented", "filter": { "limit": limit } });
    let found = client.post("/api/v1/incidents/search", &body).await;
    rows(&found.expect(200).body)
}

#[actix_web::test]
async fn a_page_of_a_hundred_takes_as_many_queries_as_a_page_of_five() {
    let org = with_many().await;
    for reader in [
        "safeguarding",
        "customer_services",
        "od_north",
        "manager_leeds",
        "practitioner_leeds",
    ] {
        let client = org.sign_in(reader).await;
        // Those who read only a summary do not see what is due.
        let sees_what_is_due = !["manager_leeds", "practitioner_leeds"].contains(&reader);
        let queries = [
            "",
            "&stage=forwarded",
            "&kind=serious_injury",
            "&notified_from=2026-01-01&sort=oldest",
        ];
        for query in queries
            .into_iter()
            .chain(sees_what_is_due.then_some("&sort=due_soonest"))
        {
            let what = format!("{reader} {query}");
            let few = statements(&org, &what, async || list(&client, query, 5).await, 5).await;
            let many = statements(&org, &what, async || list(&client, query, 100).await, 100).await;
            assert_eq!(few, many, "{what}");
            assert!(few <= 12, "{what}: {few}");
        }
    }
    // Nobody else may read the circumstances, so that the word finds nothing for them.
    for reader in ["safeguarding", "od_north"] {
        let client = org.sign_in(reader).await;
        let few = statements(&org, reader, async || search(&client, 5).await, 5).await;
        let many = statements(&org, reader, async || search(&client, 100).await, 100).await;
        assert_eq!(few, many, "{reader} searches");
    }
}

#[actix_web::test]
async fn what_was_read_is_in_the_audit_log_when_the_server_has_stopped() {
    let org = Organisation::start().await;
    let reader = org.sign_in("safeguarding").await;
    let server = &org.server;
    assert!(server.service.audit_lists().await);
    for _ in 0..60 {
        reader.get("/api/v1/incidents").await.expect(200);
    }
    let store = server.stop().await;
    let written = store.read(|conn| storage::platform::times_done(conn, "incident.list"));
    assert_eq!(written.await.unwrap(), 60);
}
