//! Third-party systems report incidents.

use super::{READ, REPORT, System};
use crate::support::{Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_report_arrives_received_and_says_everywhere_who_sent_it() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT], &["north"]).await;
    let token = system.token().await;
    let answer = system
        .report(&token, &report(), "the-first-one")
        .await
        .expect(201);
    assert_eq!(answer.body["stage"], "received");
    let id = answer.id();
    assert_eq!(
        answer.headers["location"],
        format!("/api/v1/incidents/{id}")
    );
    assert_eq!(answer.headers["etag"], "\"v1\"");
    let mut fields: Vec<_> = answer.body.as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(fields, ["id", "reference", "stage", "version"]);

    let safeguarding = org.sign_in("safeguarding").await;
    let seen = safeguarding.incident(&id).await.expect(200);
    let by = json!({ "id": system.id, "name": "Invented system", "kind": "system" });
    assert_eq!(seen.body["intake"]["reported"]["by"], by);
    assert!(seen.body["intake"]["logged"].is_null());
    assert_eq!(seen.body["intake"]["people"], json!([]));
    let history = safeguarding
        .get(&format!("/api/v1/incidents/{id}/history"))
        .await
        .expect(200);
    assert_eq!(history.body["items"][0]["by"], by);
    assert_eq!(history.body["items"][0]["action"], "report");

    let of = id.clone();
    let entries = org
        .server
        .service
        .store
        .read(move |conn| storage::platform::audit_of(conn, "incident", &of))
        .await
        .unwrap();
    let reported = entries
        .iter()
        .find(|entry| entry.action == "incident.report")
        .unwrap();
    assert_eq!(reported.staff, None);
    assert_eq!(reported.client.unwrap().to_string(), system.id);

    // People go on from there.
    let intake = org.sign_in("customer_services").await;
    intake
        .act(Method::POST, &id, "log", &Value::Null)
        .await
        .expect(200);
    let logged = safeguarding.incident(&id).await;
    assert_eq!(logged.body["intake"]["reported"]["by"], by);
    assert_eq!(
        logged.body["intake"]["logged"]["by"]["name"],
        "Invented customer_services"
    );
}

#[actix_web::test]
async fn a_report_sent_twice_is_one_and_each_system_has_keys_of_its_own() {
    let org = Organisation::start().await;
    let one = System::new(&org, &[REPORT], &[]).await;
    let other = System::new(&org, &[REPORT], &[]).await;
    let (by_one, by_other) = (one.token().await, other.token().await);
    let first = one
        .report(&by_one, &report(), "the-same-key")
        .await
        .expect(201);
    let again = one
        .report(&by_one, &report(), "the-same-key")
        .await
        .expect(201);
    assert_eq!(again.body, first.body);
    let theirs = other
        .report(&by_other, &report(), "the-same-key")
        .await
        .expect(201);
    assert_ne!(theirs.id(), first.id());
    let mut changed = report();
    changed["circumstances"] = json!("Other invented circumstances.");
    let refused = one.report(&by_one, &changed, "the-same-key").await;
    refused.refused(409, "idempotency_conflict");
    let safeguarding = org.sign_in("safeguarding").await;
    let count = safeguarding
        .get("/api/v1/incidents/count")
        .await
        .expect(200);
    assert_eq!(count.body["count"], 2);
}

#[actix_web::test]
async fn a_system_reports_within_its_areas_only() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT], &["south"]).await;
    let token = system.token().await;
    system
        .report(&token, &report(), "of-the-north")
        .await
        .refused(403, "forbidden");
    let mut nowhere = report();
    nowhere["notification"]["local_authority"] = Value::Null;
    system
        .report(&token, &nowhere, "of-nowhere-at-all")
        .await
        .refused(403, "forbidden");
    let mut here = report();
    here["notification"]["local_authority"] = json!("E09000002");
    system
        .report(&token, &here, "of-the-south")
        .await
        .expect(201);
    let national = System::new(&org, &[REPORT], &[]).await;
    let token = national.token().await;
    national
        .report(&token, &nowhere, "of-nowhere-at-all")
        .await
        .expect(201);
}

#[actix_web::test]
async fn a_death_is_received_and_never_read_back() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT, READ], &[]).await;
    let token = system.token().await;
    let mut death = report();
    death["notification"]["kind"] = json!("death");
    death["children"][0]["outcome"] = json!("died");
    death["children"][0]["death_date"] = json!("2026-03-02");
    let made = system
        .report(&token, &death, "a-childs-death")
        .await
        .expect(201);
    let path = format!("/api/v1/incidents/{}", made.id());
    system.get(&token, &path).await.refused(404, "not_found");
    let list = system.get(&token, "/api/v1/incidents").await.expect(200);
    assert_eq!(list.body["items"], json!([]));
    let again = system
        .report(&token, &death, "a-childs-death")
        .await
        .expect(201);
    assert_eq!(again.body, made.body);
}

#[actix_web::test]
async fn every_fault_of_a_report_is_named_and_nothing_is_saved() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT], &[]).await;
    let token = system.token().await;
    let mut faulty = report();
    faulty["circumstances"] = json!("");
    faulty["children"][0]["name"] = json!("");
    let refused = system.report(&token, &faulty, "with-faults").await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/circumstances", "/children/0/name"]);
    let mut with_draft = report();
    with_draft["draft"] = json!("0198f000-0000-7000-8000-000000000000");
    let refused = system.report(&token, &with_draft, "with-a-draft").await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/draft"]);
    for (field, value) in [
        ("reported_by", json!("me")),
        ("stage", json!("closed")),
        ("area", json!(1)),
    ] {
        let mut more = report();
        more[field] = value;
        system
            .report(&token, &more, "with-more")
            .await
            .refused(422, "invalid");
    }
    let mut elsewhere = report();
    elsewhere["notification"]["local_authority"] = json!("E00000000");
    let refused = system.report(&token, &elsewhere, "of-no-authority").await;
    assert_eq!(refused.pointers(), ["/notification/local_authority"]);
    let request = system
        .request(Method::POST, "/api/v1/incidents")
        .json(&report());
    let refused = system.send(&token, request).await;
    refused.refused(400, "idempotency_key_missing");
    let safeguarding = org.sign_in("safeguarding").await;
    let count = safeguarding
        .get("/api/v1/incidents/count")
        .await
        .expect(200);
    assert_eq!(count.body["count"], 0);
}
