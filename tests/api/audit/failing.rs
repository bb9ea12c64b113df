//! If the log cannot be written, nothing is answered and nothing is kept.

use crate::support::{Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

async fn tamper(org: &Organisation, sql: &'static str) {
    let store = &org.server.service.store;
    store
        .write(move |conn| storage::audit::tamper(conn, sql))
        .await
        .unwrap();
}

#[actix_web::test]
async fn nothing_is_answered_while_the_log_cannot_be_written() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let board = org.sign_in("board").await;
    let one = format!("/api/v1/incidents/{id}");
    let version = safeguarding.get(&one).await.expect(200).body["version"]
        .as_i64()
        .unwrap();
    tamper(&org, "ALTER TABLE audit_entries RENAME TO gone").await;

    let read = safeguarding.get(&one).await;
    read.refused(500, "internal");
    assert!(!read.text.contains("SI-2026"), "{}", read.text);
    safeguarding
        .get(&format!("{one}/history"))
        .await
        .refused(500, "internal");
    let part = json!({ "part": "liaison" });
    safeguarding
        .post(&format!("{one}/candidates/search"), &part)
        .await
        .refused(500, "internal");
    safeguarding
        .get("/api/v1/incidents/export")
        .await
        .refused(500, "internal");
    let search = json!({ "text": "invented" });
    safeguarding
        .post("/api/v1/incidents/search", &search)
        .await
        .refused(500, "internal");
    safeguarding
        .create("/api/v1/incidents", &report())
        .await
        .refused(500, "internal");
    safeguarding
        .change(
            Method::POST,
            &format!("{one}/acknowledge"),
            version,
            &Value::Null,
        )
        .await
        .refused(500, "internal");
    // Not even a refusal, by a use case or before one.
    board.get(&one).await.refused(500, "internal");
    board
        .create("/api/v1/areas", &json!({ "name": "west" }))
        .await
        .refused(500, "internal");
    // A list's entry is not waited for: the first goes out before it is known that the log fails.
    let _ = safeguarding.get("/api/v1/incidents").await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    safeguarding
        .get("/api/v1/incidents")
        .await
        .refused(500, "internal");

    tamper(&org, "ALTER TABLE gone RENAME TO audit_entries").await;
    safeguarding.get("/api/v1/incidents").await.expect(200);
    let read = safeguarding.get(&one).await.expect(200);
    assert_eq!(read.body["version"], version, "nothing was kept");
    let count = safeguarding
        .get("/api/v1/incidents/count")
        .await
        .expect(200);
    assert_eq!(count.body["count"], 1);
}
