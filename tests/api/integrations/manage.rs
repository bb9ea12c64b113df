//! What administrators do about API clients.

use super::{READ, REPORT, System, act, change, confirm, make, read, second_admin, terms};
use crate::support::Organisation;
use reqwest::Method;
use serde_json::{Value, json};

const CLIENTS: &str = "/api/v1/api-clients";

#[actix_web::test]
async fn only_administrators_look_after_api_clients() {
    let org = Organisation::start().await;
    let made = make(&org, &terms(&[REPORT], &[])).await;
    let id = made.body["client"]["id"].as_str().unwrap();
    for person in org.people.keys() {
        let person = org.sign_in(person).await;
        person.get(CLIENTS).await.refused(403, "forbidden");
        for id in [id, "0198f000-0000-7000-8000-000000000000"] {
            let path = format!("{CLIENTS}/{id}");
            person.get(&path).await.refused(403, "forbidden");
            let changed = person
                .change(Method::PUT, &path, 1, &terms(&[READ], &[]))
                .await;
            changed.refused(403, "forbidden");
            for what in ["confirm", "end"] {
                let done = person
                    .change(Method::POST, &format!("{path}/{what}"), 1, &Value::Null)
                    .await;
                done.refused(403, "forbidden");
            }
            let secret = json!({ "expires_on": "2026-06-30" });
            person
                .create(&format!("{path}/secrets"), &secret)
                .await
                .refused(403, "forbidden");
        }
        person
            .create(CLIENTS, &terms(&[REPORT], &[]))
            .await
            .refused(403, "forbidden");
    }
}

#[actix_web::test]
async fn what_a_secret_says_is_told_once_and_never_again() {
    let org = Organisation::start().await;
    let body = terms(&[REPORT], &[]);
    let first = org
        .admin
        .create_as(CLIENTS, &body, "made-only-once")
        .await
        .expect(201);
    let secret = first.body["secret"].as_str().unwrap();
    assert!(
        secret.starts_with("srs_") && secret.len() == 68,
        "256 bits and a mark"
    );
    let again = org
        .admin
        .create_as(CLIENTS, &body, "made-only-once")
        .await
        .expect(201);
    assert_eq!(again.body["client"]["id"], first.body["client"]["id"]);
    assert_eq!(again.body["id"], first.body["id"]);
    assert!(again.body["secret"].is_null());
    let id = first.body["client"]["id"].as_str().unwrap();
    let list = org.admin.get(CLIENTS).await.expect(200);
    let one = read(&org.admin, id).await;
    for answer in [&again, &list, &one] {
        assert!(!answer.text.contains(secret));
        assert!(!answer.text.contains("hash"));
    }
    assert_eq!(list.body.as_array().unwrap().len(), 1);
    assert_eq!(one.headers["etag"], "\"v1\"");
}

#[actix_web::test]
async fn secrets_are_rotated_without_a_gap_and_never_are_there_three() {
    let org = Organisation::start().await;
    let old = System::new(&org, &[REPORT], &[]).await;
    let path = format!("{CLIENTS}/{}/secrets", old.id);
    let new = json!({ "expires_on": "2026-06-30" });
    let made = org.admin.create(&path, &new).await.expect(201);
    let new_one = System::of(&org, &made);
    assert_ne!(new_one.secret, old.secret);
    old.ask().await.expect(200);
    new_one.ask().await.expect(200);
    org.admin.create(&path, &new).await.refused(409, "conflict");
    let revoke = format!("secrets/{}/revoke", old.secret_id);
    act(&org.admin, &old.id, &revoke).await.expect(200);
    act(&org.admin, &old.id, &revoke)
        .await
        .refused(409, "conflict");
    old.ask().await.expect(401);
    new_one.ask().await.expect(200);
    org.admin.create(&path, &new).await.expect(201);
    let others = System::new(&org, &[REPORT], &[]).await;
    let swapped = format!("secrets/{}/revoke", new_one.secret_id);
    act(&org.admin, &others.id, &swapped)
        .await
        .refused(404, "not_found");
    new_one.ask().await.expect(200);
}

#[actix_web::test]
async fn what_reads_waits_for_a_second_administrator_and_so_does_each_secret_of_it() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let made = make(&org, &terms(&[READ], &[])).await;
    let system = System::of(&org, &made);
    assert_eq!(made.body["client"]["status"], "waiting");
    let permitted = |answer: &crate::support::Answer| answer.body["permitted"].to_string();
    assert!(!permitted(&read(&org.admin, &system.id).await).contains("confirm"));
    assert!(permitted(&read(&second, &system.id).await).contains("confirm"));
    let confirmed = confirm(&org, &system.id).await.expect(200);
    assert_eq!(confirmed.body["status"], "working");
    assert_eq!(confirmed.body["secrets"][0]["status"], "working");
    act(&second, &system.id, "confirm")
        .await
        .refused(409, "conflict");

    // A second secret, by the second administrator: now the first confirms it.
    let path = format!("{CLIENTS}/{}/secrets", system.id);
    let made = second
        .create(&path, &json!({ "expires_on": "2026-06-30" }))
        .await
        .expect(201);
    let new = System::of(&org, &made);
    system.ask().await.expect(200);
    new.ask().await.expect(401);
    act(&second, &system.id, "confirm")
        .await
        .refused(409, "conflict");
    act(&org.admin, &system.id, "confirm").await.expect(200);
    new.ask().await.expect(200);

    // Less needs nobody, more does.
    let less = change(&second, &system.id, &terms(&[READ], &[&org.areas["north"]]))
        .await
        .expect(200);
    assert_eq!(less.body["status"], "working");
    let more = change(&second, &system.id, &terms(&[READ], &[]))
        .await
        .expect(200);
    assert_eq!(more.body["status"], "waiting");
    act(&second, &system.id, "confirm")
        .await
        .refused(409, "conflict");
    act(&org.admin, &system.id, "confirm").await.expect(200);

    // A client that only reports is nobody else's business, until it is to read.
    let reporter = System::new(&org, &[REPORT], &[]).await;
    reporter.ask().await.expect(200);
    let changed = change(&org.admin, &reporter.id, &terms(&[REPORT, READ], &[]))
        .await
        .expect(200);
    assert_eq!(changed.body["status"], "waiting");
    reporter.ask().await.expect(401);
}

#[actix_web::test]
async fn a_confirmation_is_of_what_was_read() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let made = make(&org, &terms(&[READ], &[&org.areas["north"]])).await;
    let id = made.body["client"]["id"].as_str().unwrap();
    let version = read(&second, id).await.body["version"].as_i64().unwrap();
    change(&org.admin, id, &terms(&[READ], &[]))
        .await
        .expect(200);
    let path = format!("{CLIENTS}/{id}/confirm");
    let late = second
        .change(Method::POST, &path, version, &Value::Null)
        .await;
    late.refused(412, "stale");
    let unnamed = second.request(Method::POST, &path);
    second.send(unnamed).await.refused(428, "version_missing");
}

#[actix_web::test]
async fn an_ended_client_stays_ended() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT], &[]).await;
    let ended = act(&org.admin, &system.id, "end").await.expect(200);
    assert_eq!(ended.body["status"], "ended");
    act(&org.admin, &system.id, "end")
        .await
        .refused(409, "conflict");
    change(&org.admin, &system.id, &terms(&[REPORT], &[]))
        .await
        .refused(409, "conflict");
    let path = format!("{CLIENTS}/{}/secrets", system.id);
    let secret = json!({ "expires_on": "2026-06-30" });
    org.admin
        .create(&path, &secret)
        .await
        .refused(409, "conflict");
    system.ask().await.expect(401);
}

#[actix_web::test]
async fn every_fault_of_what_is_sent_is_named() {
    let org = Organisation::start().await;
    let faulty = json!({
        "name": " ", "contact": "x".repeat(201), "scopes": [], "national": false, "areas": [],
        "expires_on": "2026-03-03"
    });
    let refused = org.admin.create(CLIENTS, &faulty).await;
    refused.refused(422, "invalid");
    assert_eq!(
        refused.pointers(),
        ["/name", "/contact", "/scopes", "/areas", "/expires_on"]
    );
    for (field, value, pointer) in [
        ("scopes", json!(["admin"]), "/scopes/0"),
        ("scopes", json!([REPORT, REPORT]), "/scopes/1"),
        (
            "areas",
            json!(["0198f000-0000-7000-8000-000000000000"]),
            "/areas",
        ),
        ("expires_on", json!("2028-03-05"), "/expires_on"),
        ("expires_on", json!("tomorrow"), "/expires_on"),
        ("national", json!("yes"), "/national"),
        ("active", json!(true), "/active"),
        ("id", json!("0198f000-0000-7000-8000-000000000000"), "/id"),
    ] {
        let mut body = terms(&[REPORT], &[]);
        body[field] = value;
        let refused = org.admin.create(CLIENTS, &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer], "{field}");
    }
    let mut nowhere = terms(&[REPORT], &[]);
    nowhere["national"] = json!(false);
    nowhere["areas"] = json!(["0198f000-0000-7000-8000-000000000000"]);
    let refused = org.admin.create(CLIENTS, &nowhere).await;
    assert_eq!(refused.pointers(), ["/areas/0"]);
    assert_eq!(org.admin.get(CLIENTS).await.body, json!([]));

    let made = make(&org, &terms(&[REPORT], &[])).await;
    let path = format!(
        "{CLIENTS}/{}/secrets",
        made.body["client"]["id"].as_str().unwrap()
    );
    for day in ["2027-01-01", "2026-03-03"] {
        let refused = org.admin.create(&path, &json!({ "expires_on": day })).await;
        assert_eq!(refused.pointers(), ["/expires_on"], "{day}");
    }
    let absent = format!("{CLIENTS}/0198f000-0000-7000-8000-000000000000");
    org.admin.get(&absent).await.refused(404, "not_found");
    org.admin
        .get(&format!("{CLIENTS}/nonsense"))
        .await
        .refused(404, "not_found");
}
