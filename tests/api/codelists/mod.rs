//! Lists of words that administrators keep, and the reports that take their words from them.

use crate::support::{Answer, Client, Organisation, report};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const LISTS: &str = "/api/v1/codelists";
const SOURCES: &str = "/api/v1/codelists/incident_source";
const TODAY: &str = "2026-03-04";

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// Sends a change of this version of the list under a key.
async fn send(who: &Client, path: &str, version: i64, key: &str, body: Value) -> Answer {
    let request = who
        .request(Method::POST, &format!("{SOURCES}/codes{path}"))
        .header("If-Match", format!("\"v{version}\""))
        .header("Idempotency-Key", key)
        .json(&body);
    who.send(request).await
}

fn fire(from: &str) -> Value {
    json!({ "code": "fire_service", "label": "Fire service", "from": from })
}

fn code<'a>(list: &'a Answer, word: &str) -> &'a Value {
    let mut codes = list.body["codes"].as_array().unwrap().iter();
    codes.find(|one| one["code"] == word).unwrap()
}

/// A report that names this source.
fn told_by(source: &str) -> Value {
    let mut body = report();
    body["notification"]["source"] = json!(source);
    body
}

/// Who told us, as the incident says it.
async fn said(org: &Organisation, id: &str) -> (Value, Value) {
    let safeguarding = org.sign_in("safeguarding").await;
    let read = safeguarding.incident(id).await.expect(200);
    let intake = &read.body["intake"];
    (
        intake["notification"]["source"].clone(),
        intake["source_label"].clone(),
    )
}

#[actix_web::test]
async fn a_code_is_added_renamed_and_ended() {
    let org = Organisation::start().await;
    let admin = &org.admin;
    let all = admin.get(LISTS).await.expect(200);
    assert_eq!(all.body[0]["name"], "incident_source");
    let before = admin.get(SOURCES).await.expect(200);
    assert_eq!(before.headers["etag"], "\"v1\"");
    assert_eq!(before.body["permitted"], json!(["read", "change"]));
    assert_eq!(before.body["codes"].as_array().map(Vec::len), Some(9));

    let same = key();
    let added = send(admin, "", 1, &same, fire(TODAY)).await.expect(201);
    assert_eq!(added.headers["etag"], "\"v2\"");
    assert_eq!(added.headers["location"], SOURCES);
    assert_eq!(code(&added, "fire_service")["valid"], true);
    let last = added.body["codes"].as_array().unwrap().last().unwrap();
    assert_eq!(last["code"], "other", "new codes come before it");
    // The same request again adds nothing twice; another under its key, or for an older version, is refused.
    let again = send(admin, "", 1, &same, fire(TODAY)).await.expect(201);
    assert_eq!(again.body["version"], 2);
    send(admin, "", 2, &same, fire("2026-03-05"))
        .await
        .refused(409, "idempotency_conflict");
    let school = json!({ "code": "school", "label": "School", "from": TODAY });
    send(admin, "", 1, &key(), school)
        .await
        .refused(412, "stale");

    let label = json!({ "label": "Fire and rescue", "from": "2026-03-09" });
    let renamed = send(admin, "/fire_service/labels", 2, &key(), label)
        .await
        .expect(201);
    let read = code(&renamed, "fire_service");
    assert_eq!(read["label"], "Fire service", "until the day comes");
    assert_eq!(read["labels"][0]["to"], "2026-03-08");
    assert_eq!(read["labels"][1]["label"], "Fire and rescue");
    assert_eq!(read["labels"][1]["set_by"]["name"], "Invented Admin");

    let path = format!("{SOURCES}/codes/fire_service/end");
    let end = async |version, to: Value| {
        let body = json!({ "to": to });
        admin.change(Method::POST, &path, version, &body).await
    };
    end(2, json!("2026-03-20")).await.refused(412, "stale");
    let ended = end(3, json!("2026-03-20")).await.expect(200);
    let read = code(&ended, "fire_service");
    assert_eq!(
        (&read["to"], &read["valid"]),
        (&json!("2026-03-20"), &json!(true))
    );
    let back = end(4, Value::Null).await.expect(200);
    assert_eq!(code(&back, "fire_service")["to"], Value::Null);
    assert_eq!(back.headers["etag"], "\"v5\"");
}

#[actix_web::test]
async fn what_cannot_be_is_refused_by_its_field() {
    let org = Organisation::start().await;
    let admin = &org.admin;
    let new =
        |code: &str, label: &str, from: &str| json!({ "code": code, "label": label, "from": from });
    for (body, pointers) in [
        (new("police", "Constabulary", TODAY), vec!["/code"]),
        (new("Fire!", "Fire", TODAY), vec!["/code"]),
        (new("fire", "police", TODAY), vec!["/label"]),
        (new("fire", " ", "2026-03-03"), vec!["/label", "/from"]),
        (new("fire", "Fire", "2099-01-01"), vec!["/from"]),
    ] {
        let refused = send(admin, "", 1, &key(), body.clone()).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), pointers, "{body}");
    }
    let label = json!({ "label": "Court", "from": "2026-03-03" });
    let refused = send(admin, "/police/labels", 1, &key(), label).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/from", "/label"]);
    let path = format!("{SOURCES}/codes/police/end");
    for body in [json!({ "to": "2026-03-02" }), json!({})] {
        let refused = admin.change(Method::POST, &path, 1, &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/to"], "{body}");
    }

    let codes = format!("{SOURCES}/codes");
    admin
        .create(&codes, &fire(TODAY))
        .await
        .refused(428, "version_missing");
    admin
        .change(Method::POST, &codes, 1, &fire(TODAY))
        .await
        .refused(400, "idempotency_key_missing");
    for path in [
        "/api/v1/codelists/colours".to_owned(),
        format!("{SOURCES}/codes/police"),
    ] {
        admin.get(&path).await.refused(404, "not_found");
    }
    let ghost = json!({ "label": "Ghost", "from": TODAY });
    send(admin, "/ghost/labels", 1, &key(), ghost)
        .await
        .refused(404, "not_found");
    let nothing_saved = admin.get(SOURCES).await.expect(200);
    assert_eq!(nothing_saved.body["version"], 1);
}

#[actix_web::test]
async fn everyone_on_the_staff_reads_them_and_only_administrators_keep_them() {
    let org = Organisation::start().await;
    for name in ["safeguarding", "practitioner_leeds", "board"] {
        let who = org.sign_in(name).await;
        let read = who.get(SOURCES).await.expect(200);
        assert_eq!(read.body["permitted"], json!(["read"]), "{name}");
        let label = json!({ "label": "Constabulary", "from": TODAY });
        send(&who, "", 1, &key(), fire(TODAY))
            .await
            .refused(403, "forbidden");
        send(&who, "/police/labels", 1, &key(), label)
            .await
            .refused(403, "forbidden");
        let path = format!("{SOURCES}/codes/police/end");
        who.change(Method::POST, &path, 1, &json!({ "to": null }))
            .await
            .refused(403, "forbidden");
    }
    org.server
        .stranger()
        .get(LISTS)
        .await
        .refused(401, "signed_out");
}

#[actix_web::test]
async fn a_report_takes_what_is_valid_today_and_keeps_its_words() {
    let org = Organisation::start().await;
    let practitioner = org.sign_in("practitioner_leeds").await;
    let send_report = async |source: &str| {
        practitioner
            .create("/api/v1/incidents", &told_by(source))
            .await
    };
    let unknown = send_report("fire_service").await;
    unknown.refused(422, "invalid");
    assert_eq!(unknown.pointers(), ["/notification/source"]);
    let detail = unknown.body["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("police (Police)"), "{detail}");
    let malformed = send_report("Fire service").await;
    malformed.refused(422, "invalid");
    assert_eq!(malformed.pointers(), ["/notification/source"]);

    send(&org.admin, "", 1, &key(), fire(TODAY))
        .await
        .expect(201);
    let first = send_report("fire_service").await.expect(201).id();
    let label = json!({ "label": "Fire and rescue", "from": "2026-03-05" });
    send(&org.admin, "/fire_service/labels", 2, &key(), label)
        .await
        .expect(201);
    org.server.forward(Duration::days(1));
    let practitioner = org.sign_in("practitioner_leeds").await;
    let second = practitioner
        .create("/api/v1/incidents", &told_by("fire_service"))
        .await
        .expect(201)
        .id();
    let admin = org.sign_in("admin").await;
    let path = format!("{SOURCES}/codes/fire_service/end");
    let at_once = json!({ "to": TODAY });
    admin
        .change(Method::POST, &path, 3, &at_once)
        .await
        .expect(200);
    let ended = practitioner
        .create("/api/v1/incidents", &told_by("fire_service"))
        .await;
    ended.refused(422, "invalid");
    assert_eq!(ended.pointers(), ["/notification/source"]);

    let source = json!("fire_service");
    assert_eq!(
        said(&org, &first).await,
        (source.clone(), json!("Fire service"))
    );
    assert_eq!(
        said(&org, &second).await,
        (source, json!("Fire and rescue"))
    );
}

/// Two server processes on one database: what one has changed, the other knows at once.
#[actix_web::test]
async fn a_second_server_knows_a_change_at_once() {
    let org = Organisation::start().await;
    let other = org.server.beside();
    let practitioner = other.sign_in("practitioner_leeds@test.invalid").await;
    let before = practitioner.get(SOURCES).await.expect(200);
    assert_eq!(before.body["version"], 1);
    send(&org.admin, "", 1, &key(), fire(TODAY))
        .await
        .expect(201);
    let after = practitioner.get(SOURCES).await.expect(200);
    assert_eq!(code(&after, "fire_service")["valid"], true);
    practitioner
        .create("/api/v1/incidents", &told_by("fire_service"))
        .await
        .expect(201);
    let path = format!("{SOURCES}/codes/fire_service/end");
    org.admin
        .change(Method::POST, &path, 2, &json!({ "to": "2026-03-03" }))
        .await
        .expect(200);
    practitioner
        .create("/api/v1/incidents", &told_by("fire_service"))
        .await
        .refused(422, "invalid");
}
