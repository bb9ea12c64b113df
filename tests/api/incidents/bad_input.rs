//! Bad input gets a clear answer, and nothing is saved.

use crate::support::{Client, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

async fn count(client: &Client) -> i64 {
    client.get("/api/v1/incidents/count").await.expect(200).body["count"]
        .as_i64()
        .unwrap()
}

/// Sends a report with one thing changed and checks where the fault is said to be.
async fn fault(client: &Client, change: impl FnOnce(&mut Value), pointer: &str) {
    let mut body = report();
    change(&mut body);
    let refused = client.create("/api/v1/incidents", &body).await;
    refused.refused(422, "invalid");
    assert!(
        refused.pointers().contains(&pointer),
        "{pointer}: {}",
        refused.text
    );
}

#[actix_web::test]
async fn every_fault_is_named_with_its_field() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    fault(
        &intake,
        |b| b["notification"]["kind"] = json!(7),
        "/notification/kind",
    )
    .await;
    fault(
        &intake,
        |b| b["notification"]["kind"] = json!("fire"),
        "/notification/kind",
    )
    .await;
    fault(
        &intake,
        |b| b["notification"]["notified_on"] = json!("tomorrow"),
        "/notification/notified_on",
    )
    .await;
    fault(
        &intake,
        |b| b["notification"]["notified_on"] = json!("2031-01-01"),
        "/notification/notified_on",
    )
    .await;
    fault(
        &intake,
        |b| b["notification"]["incident_date"] = Value::Null,
        "/notification/incident_date",
    )
    .await;
    fault(
        &intake,
        |b| b["notification"]["local_authority"] = json!("E99999999"),
        "/notification/local_authority",
    )
    .await;
    fault(&intake, |b| b["children"] = json!([]), "/children").await;
    fault(&intake, |b| b["children"] = Value::Null, "/children").await;
    fault(
        &intake,
        |b| b["children"][0]["role"] = json!("remaining"),
        "/children",
    )
    .await;
    fault(
        &intake,
        |b| b["children"][0]["name"] = json!("  "),
        "/children/0/name",
    )
    .await;
    fault(
        &intake,
        |b| b["children"][1]["birth_precision"] = json!("exact"),
        "/children/1/birth_date",
    )
    .await;
    fault(
        &intake,
        |b| b["circumstances"] = json!(""),
        "/circumstances",
    )
    .await;
    fault(&intake, |b| b["surprise"] = json!(1), "/surprise").await;
    fault(
        &intake,
        |b| {
            b["children"][0]["outcome"] = json!("died");
            b["children"][0]["death_date"] = json!("2019-01-01");
        },
        "/children/0/death_date",
    )
    .await;
    fault(
        &intake,
        |b| drop(b["notification"].as_object_mut().unwrap().remove("source")),
        "/notification/source",
    )
    .await;
    fault(
        &intake,
        |b| b["children"][0]["name"] = json!("x".repeat(900_000)),
        "/children/0/name",
    )
    .await;
    assert_eq!(count(&intake).await, 0, "nothing is saved");
}

#[actix_web::test]
async fn requests_that_cannot_be_read() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let send = async |content_type: &str, body: String| {
        let request = intake
            .request(Method::POST, "/api/v1/incidents")
            .header("Idempotency-Key", "a-key-of-its-own");
        intake
            .send(request.header("Content-Type", content_type).body(body))
            .await
    };
    send("application/json", "{\"notification\":".to_owned())
        .await
        .refused(400, "malformed");
    send("application/json", String::new())
        .await
        .refused(400, "malformed");
    send("application/json", "[".repeat(100_000))
        .await
        .refused(400, "malformed");
    send("text/plain", report().to_string())
        .await
        .refused(415, "unsupported_media_type");
    let huge = json!({ "circumstances": "x".repeat(2_000_000) }).to_string();
    send("application/json", huge)
        .await
        .refused(413, "too_large");
    let request = intake
        .request(Method::POST, "/api/v1/incidents")
        .json(&report());
    intake
        .send(request)
        .await
        .refused(400, "idempotency_key_missing");
    assert_eq!(count(&intake).await, 0, "nothing is saved");
}

#[actix_web::test]
async fn addresses_and_queries_that_are_wrong() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    intake
        .get("/api/v1/incidents?cursor=not-one-of-ours")
        .await
        .refused(400, "invalid_cursor");
    intake
        .get("/api/v1/incidents?stage=lost")
        .await
        .refused(422, "invalid");
    intake
        .get("/api/v1/incidents?limit=0")
        .await
        .refused(422, "invalid");
    intake
        .get("/api/v1/incidents?limit=5000")
        .await
        .refused(422, "invalid");
    intake
        .get("/api/v1/incidents?text=name")
        .await
        .refused(422, "invalid");
    intake
        .get("/api/v1/incidents/not-an-id")
        .await
        .refused(404, "not_found");
    intake
        .get("/api/v1/nothing")
        .await
        .refused(404, "not_found");
    intake
        .send(intake.request(Method::DELETE, "/api/v1/incidents"))
        .await
        .refused(405, "method_not_allowed");
}

#[actix_web::test]
async fn an_area_without_director_or_deputy_waits_and_says_so() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let mut body = report();
    body["notification"]["local_authority"] = Value::Null;
    let id = intake
        .create("/api/v1/incidents", &body)
        .await
        .expect(201)
        .id();
    let triage = json!({ "known": "being_checked", "cases": [], "practitioners": [], "managers": [], "reason": null });
    let waiting = intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    assert_eq!(waiting.body["summary"]["stage"], "triaged");
    let forward = json!({ "area": org.areas["north"], "reason": "Invented." });
    let forwarded = intake
        .act(Method::POST, &id, "forward", &forward)
        .await
        .expect(200);
    assert_eq!(forwarded.body["summary"]["stage"], "forwarded");
}

#[actix_web::test]
async fn out_of_order_is_a_conflict_that_says_why() {
    let org = Organisation::start().await;
    let practitioner = org.sign_in("practitioner_leeds").await;
    let id = practitioner
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let intake = org.sign_in("customer_services").await;
    let triage = json!({ "known": "not_known", "cases": [], "practitioners": [], "managers": [], "reason": null });
    intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .refused(409, "not_permitted_now");
    let safeguarding = org.sign_in("safeguarding").await;
    let refused = safeguarding
        .act(Method::POST, &id, "close", &Value::Null)
        .await;
    assert_eq!(
        refused.refused(409, "outstanding").body["outstanding"][0]["what"],
        "Log it"
    );
}
