//! Values that hold from a date on, set by administrators.

use crate::support::{Answer, Client, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const TRIAGE: &str = "/api/v1/settings/clock.triage";

/// Sets a value for the version that was read.
async fn set(who: &Client, version: i64, key: &str, from: &str, value: &str) -> Answer {
    let request = who
        .request(Method::POST, &format!("{TRIAGE}/values"))
        .header("If-Match", format!("\"v{version}\""))
        .header("Idempotency-Key", key)
        .json(&json!({ "from": from, "value": value }));
    who.send(request).await
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

#[actix_web::test]
async fn a_value_is_set_read_and_withdrawn() {
    let org = Organisation::start().await;
    let admin = &org.admin;
    let all = admin.get("/api/v1/settings").await.expect(200);
    assert_eq!(all.body.as_array().map(Vec::len), Some(16));
    let before = admin.get(TRIAGE).await.expect(200);
    assert_eq!(before.headers["etag"], "\"v1\"");
    assert_eq!(before.body["current"]["words"], "1 working day");
    assert_eq!(before.body["permitted"], json!(["read", "change"]));

    let same = key();
    let set_once = set(admin, 1, &same, "2026-03-09", "3wd").await.expect(201);
    assert_eq!(set_once.headers["etag"], "\"v2\"");
    assert_eq!(set_once.headers["location"], TRIAGE);
    assert_eq!(set_once.body["coming"][0]["value"], "3wd");
    assert_eq!(
        set_once.body["coming"][0]["set_by"]["name"],
        "Invented Admin"
    );
    assert_eq!(set_once.body["current"]["value"], "1wd");

    // The same request again sets nothing twice; another one under its key, or for an older version, is refused.
    let again = set(admin, 1, &same, "2026-03-09", "3wd").await.expect(201);
    assert_eq!(again.body["version"], 2);
    set(admin, 2, &same, "2026-03-10", "3wd")
        .await
        .refused(409, "idempotency_conflict");
    set(admin, 1, &key(), "2026-03-10", "4wd")
        .await
        .refused(412, "stale");

    let path = format!("{TRIAGE}/values/2026-03-09");
    let withdraw = async |version| {
        admin
            .change(Method::DELETE, &path, version, &Value::Null)
            .await
    };
    withdraw(1).await.refused(412, "stale");
    let withdrawn = withdraw(2).await.expect(200);
    assert_eq!(withdrawn.body["coming"], json!([]));
    withdraw(3).await.refused(404, "not_found");
}

#[actix_web::test]
async fn what_cannot_be_set_is_refused_by_its_field() {
    let org = Organisation::start().await;
    let admin = &org.admin;
    for (from, value, pointers) in [
        ("2026-03-09", "3", vec!["/value"]),
        ("2026-03-09", "0wd", vec!["/value"]),
        ("2026-03-01", "3wd", vec!["/from"]),
        ("2099-01-01", "x", vec!["/value", "/from"]),
    ] {
        let refused = set(admin, 1, &key(), from, value).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), pointers, "{from} {value}");
    }
    let body = json!({ "from": "2026-03-09", "value": "3wd" });
    let path = format!("{TRIAGE}/values");
    admin
        .create(&path, &body)
        .await
        .refused(428, "version_missing");
    admin
        .change(Method::POST, &path, 1, &body)
        .await
        .refused(400, "idempotency_key_missing");
    admin
        .get("/api/v1/settings/clock.lunch")
        .await
        .refused(404, "not_found");
    let nothing_saved = admin.get(TRIAGE).await.expect(200);
    assert_eq!(nothing_saved.body["version"], 1);
}

#[actix_web::test]
async fn a_value_that_has_begun_stays() {
    let org = Organisation::start().await;
    let today = "2026-03-04";
    set(&org.admin, 1, &key(), today, "2wd").await.expect(201);
    let path = format!("{TRIAGE}/values/{today}");
    org.admin
        .change(Method::DELETE, &path, 2, &Value::Null)
        .await
        .refused(409, "conflict");
    let read = org.admin.get(TRIAGE).await.expect(200);
    assert_eq!(
        (&read.body["current"]["value"], &read.body["version"]),
        (&json!("2wd"), &json!(2))
    );
}

#[actix_web::test]
async fn only_administrators_see_and_set_them() {
    let org = Organisation::start().await;
    for name in ["safeguarding", "od_north", "practitioner_leeds", "board"] {
        let who = org.sign_in(name).await;
        who.get("/api/v1/settings").await.refused(403, "forbidden");
        who.get(TRIAGE).await.refused(403, "forbidden");
        set(&who, 1, &key(), "2026-03-09", "3wd")
            .await
            .refused(403, "forbidden");
        who.change(
            Method::DELETE,
            &format!("{TRIAGE}/values/2026-03-09"),
            1,
            &Value::Null,
        )
        .await
        .refused(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_running_deadline_keeps_the_length_it_started_with() {
    let org = Organisation::start().await;
    let practitioner = org.sign_in("practitioner_leeds").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let due = async |id: &str| {
        let incident = safeguarding.incident(id).await.expect(200);
        let deadlines = incident.body["intake"]["deadlines"].as_array().unwrap();
        let triage = deadlines
            .iter()
            .find(|one| one["clock"] == "triage")
            .unwrap();
        (triage["due"].clone(), triage["original_due"].clone())
    };
    let running = practitioner
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let before = due(&running).await;

    let today = "2026-03-04";
    set(&org.admin, 1, &key(), today, "2m").await.expect(201);
    assert_eq!(due(&running).await, before);
    let later = practitioner
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    assert_ne!(due(&later).await.0, before.0);
}
