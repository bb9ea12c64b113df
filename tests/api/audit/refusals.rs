//! What is refused before a use case is reached stands in the log too: forged changes, and guesses that have to wait.

use super::{ask, log};
use crate::support::{Client, Organisation, report};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use storage::platform::AuditEntry;
use uuid::Uuid;

const SESSION: &str = "/api/v1/session";
const KNOWN: &str = "safeguarding@test.invalid";

/// What a request left: action, kind, record, outcome and person.
async fn left(org: &Organisation, request: Uuid) -> Vec<(String, String, Option<String>, String)> {
    let entries = log(org).await.into_iter();
    let of_it = entries.filter(|entry| entry.request == Some(request.into()));
    of_it
        .map(|entry| {
            let person = entry.staff.map(|staff| staff.to_string());
            (entry.action, entry.resource_kind, person, entry.outcome)
        })
        .collect()
}

/// A change with all its person has, made elsewhere.
async fn forged(client: &Client, path: &str, way: &str, body: &Value) -> (u16, Uuid) {
    let id = Uuid::now_v7();
    let request = match way {
        "token" => client.forged(Method::POST, path),
        header => client.request(Method::POST, path).header(
            header,
            if header == "Origin" {
                "https://elsewhere.invalid"
            } else {
                "cross-site"
            },
        ),
    };
    let request = request
        .header("X-Request-Id", id.to_string())
        .header("Idempotency-Key", id.to_string())
        .json(body);
    (client.send(request).await.status, id)
}

#[actix_web::test]
async fn a_forged_change_is_audited_as_refused_to_whoever_it_was_forged_for() {
    let org = Organisation::start().await;
    let person = org.sign_in("customer_services").await;
    for (path, body, action, kind) in [
        ("/api/v1/incidents", report(), "incident.report", "incident"),
        // The use case would say this itself, and is not reached.
        ("/api/v1/audit/search", json!({}), "audit.search", "audit"),
        // It leaves nothing where it is done.
        ("/api/v1/session/stay", Value::Null, "stay", "operation"),
    ] {
        for way in ["token", "Origin", "Sec-Fetch-Site"] {
            let (status, request) = forged(&person, path, way, &body).await;
            assert_eq!(status, 403, "{path} {way}");
            let expected = (
                action.to_owned(),
                kind.to_owned(),
                Some(person.id.clone()),
                "refused".to_owned(),
            );
            assert_eq!(left(&org, request).await, [expected], "{path} {way}");
        }
    }
    let count = org.sign_in("safeguarding").await;
    let count = count.get("/api/v1/incidents/count").await.expect(200);
    assert_eq!(count.body["count"], 0, "nothing was done");

    // Whoever is not signed in leaves nothing, and cannot fill the log.
    let stranger = org.server.stranger();
    for way in ["Origin", "Sec-Fetch-Site"] {
        for path in ["/api/v1/incidents", SESSION] {
            let (status, request) = forged(&stranger, path, way, &report()).await;
            assert_eq!(status, 403, "{path} {way}");
            assert_eq!(left(&org, request).await, []);
        }
    }
}

#[actix_web::test]
async fn a_forged_change_does_not_prolong_the_session() {
    let org = Organisation::start().await;
    let person = org.sign_in("customer_services").await;
    org.server.forward(Duration::minutes(10));
    for way in ["Origin", "Sec-Fetch-Site"] {
        let (status, _) = forged(&person, "/api/v1/session/stay", way, &Value::Null).await;
        assert_eq!(status, 403);
    }
    org.server.forward(Duration::minutes(6));
    person.get(SESSION).await.refused(401, "signed_out");
}

async fn refusals(org: &Organisation, action: &str) -> Vec<AuditEntry> {
    let entries = log(org).await.into_iter();
    entries
        .filter(|entry| entry.action == action && entry.outcome == "refused")
        .collect()
}

#[actix_web::test]
async fn guesses_that_have_to_wait_are_audited_once_a_minute_for_each_address() {
    let org = Organisation::start().await;
    let person = org.people["safeguarding"].clone();
    let stranger = org.server.stranger();
    let mut expected = 0;
    for (email, known) in [(KNOWN, true), ("nobody@test.invalid", false)] {
        let guess = json!({ "email": email, "password": "not it at all" });
        for _ in 0..6 {
            stranger
                .post(SESSION, &guess)
                .await
                .refused(401, "wrong_credentials");
        }
        expected += 6;
        assert_eq!(refusals(&org, "sign_in").await.len(), expected);
        for _ in 0..5 {
            stranger
                .post(SESSION, &guess)
                .await
                .refused(429, "too_many_attempts");
        }
        expected += 1;
        let noted = refusals(&org, "sign_in").await;
        assert_eq!(noted.len(), expected, "the first of the five");
        let of_person = noted
            .iter()
            .filter(|entry| entry.staff.is_some_and(|staff| staff.to_string() == person));
        assert_eq!(
            of_person.count(),
            7,
            "what is guessed at is said by the person, where there is one: {known}"
        );
        assert!(
            !format!("{noted:?}").contains(email),
            "never what was typed"
        );
        org.server.forward(Duration::seconds(61));
    }
    let again = json!({ "email": KNOWN, "password": "not it at all" });
    stranger
        .post(SESSION, &again)
        .await
        .refused(401, "wrong_credentials");
    stranger
        .post(SESSION, &again)
        .await
        .refused(429, "too_many_attempts");
    assert_eq!(refusals(&org, "sign_in").await.len(), expected + 2);
}

#[actix_web::test]
async fn a_password_that_has_to_wait_within_a_session_is_audited_each_time() {
    let org = Organisation::start().await;
    let client = org.sign_in("safeguarding").await;
    let wrong = json!({ "password": "not it at all" });
    for _ in 0..6 {
        let given = client.post("/api/v1/session/fresh", &wrong).await;
        given.refused(422, "invalid");
    }
    let change = json!({ "current": "not it at all", "new": "quite another horse battery" });
    for (method, path, body, action) in [
        (
            Method::POST,
            "/api/v1/session/fresh",
            &wrong,
            "sign_in_afresh",
        ),
        (
            Method::PUT,
            "/api/v1/account/password",
            &change,
            "change_password",
        ),
    ] {
        let (status, _, request) = ask(&client, method, path, 1, body).await;
        assert_eq!(status, 429, "{path}");
        let entry = (
            action.to_owned(),
            "session".to_owned(),
            Some(client.id.clone()),
            "refused".to_owned(),
        );
        assert_eq!(left(&org, request).await, [entry]);
    }
}
