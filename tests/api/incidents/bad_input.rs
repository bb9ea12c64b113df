//! Bad input gets a clear answer, and nothing is saved.

use crate::support::{Answer, Client, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

const NEEDED: &str = "Is needed";
const UNKNOWN: &str = "Is not a field that is known here. Leave it out";
const FUTURE: &str = "The date must be today or in the past";

async fn count(client: &Client) -> i64 {
    client.get("/api/v1/incidents/count").await.expect(200).body["count"]
        .as_i64()
        .unwrap()
}

/// Sends a report with one thing changed: it is refused at this field, in words that begin so, and nothing is saved.
async fn fault(client: &Client, change: impl FnOnce(&mut Value), pointer: &str, words: &str) {
    let before = count(client).await;
    let mut body = report();
    change(&mut body);
    let refused = client.create("/api/v1/incidents", &body).await;
    refused.refused(422, "invalid");
    let errors = refused.body["errors"].as_array().unwrap();
    let said = errors.iter().find(|error| error["pointer"] == pointer);
    let detail = said.and_then(|error| error["detail"].as_str());
    assert!(
        detail.is_some_and(|detail| detail.starts_with(words)),
        "{pointer}: {}",
        refused.text
    );
    assert_eq!(count(client).await, before, "nothing is saved");
}

/// One field of the notification, set to this.
fn notified(field: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |body| body["notification"][field] = value
}

/// One field of a child, set to this.
fn child(number: usize, field: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |body| body["children"][number][field] = value
}

#[actix_web::test]
async fn a_wrong_type() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    for (value, words) in [
        (json!(7), "Use"),
        (json!("fire"), "Use"),
        (Value::Null, "Use"),
    ] {
        let change = notified("kind", value);
        fault(&intake, change, "/notification/kind", words).await;
    }
    let date = "/notification/notified_on";
    fault(
        &intake,
        notified("notified_on", json!("tomorrow")),
        date,
        "Use",
    )
    .await;
    fault(
        &intake,
        notified("notified_on", json!("2026-02-30")),
        date,
        "Use",
    )
    .await;
    fault(
        &intake,
        |b| b["children"] = json!("two"),
        "/children",
        "Use",
    )
    .await;
    fault(
        &intake,
        |b| b["children"][1] = json!([]),
        "/children/1",
        "Use",
    )
    .await;
}

/// The required fields of a schema of the API's description, with where they stand in a report: those of the lists and
/// objects in it too, of each list in its first place.
fn required(api: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(place) = schema["$ref"].as_str() {
        let named = api.pointer(place.trim_start_matches('#')).unwrap();
        return required(api, named, at, found);
    }
    if schema["type"] == "array" {
        return required(api, &schema["items"], &format!("{at}/0"), found);
    }
    for name in schema["required"].as_array().unwrap_or(&Vec::new()) {
        let name = name.as_str().unwrap();
        let at = format!("{at}/{name}");
        required(api, &schema["properties"][name], &at, found);
        found.push(at);
    }
}

#[actix_web::test]
async fn a_field_that_is_not_there_at_all() {
    let api = serde_json::to_value(http::openapi()).unwrap();
    let schema = "/paths/~1api~1v1~1incidents/post/requestBody/content/application~1json/schema";
    let mut fields = Vec::new();
    required(&api, api.pointer(schema).unwrap(), "", &mut fields);
    for known in [
        "/notification",
        "/notification/source",
        "/children",
        "/children/0/name",
        "/circumstances",
    ] {
        assert!(fields.iter().any(|field| field == known), "{fields:?}");
    }
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    for field in fields {
        let without = |body: &mut Value| {
            let (place, name) = field.rsplit_once('/').unwrap();
            let place = body.pointer_mut(place).unwrap();
            let taken = place.as_object_mut().unwrap().remove(name);
            assert!(taken.is_some(), "the report has no {field}");
        };
        fault(&intake, without, &field, NEEDED).await;
    }
}

#[actix_web::test]
async fn a_missing_field() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let empty = |b: &mut Value| b["circumstances"] = json!("");
    fault(&intake, empty, "/circumstances", "Enter").await;
    let name = child(0, "name", json!("  "));
    fault(&intake, name, "/children/0/name", "Enter the child’s name").await;
    let date = notified("incident_date", Value::Null);
    fault(
        &intake,
        date,
        "/notification/incident_date",
        "Enter the date",
    )
    .await;
    let birth = child(1, "birth_precision", json!("exact"));
    fault(
        &intake,
        birth,
        "/children/1/birth_date",
        "Enter the birth date",
    )
    .await;
    let authority = notified("local_authority", json!("E99999999"));
    fault(
        &intake,
        authority,
        "/notification/local_authority",
        "Choose",
    )
    .await;
}

#[actix_web::test]
async fn an_unknown_field() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    fault(&intake, |b| b["surprise"] = json!(1), "/surprise", UNKNOWN).await;
    let facts = notified("surprise", json!(1));
    fault(&intake, facts, "/notification/surprise", UNKNOWN).await;
    let deeper = child(0, "nickname", json!("Invented"));
    fault(&intake, deeper, "/children/0/nickname", UNKNOWN).await;
}

#[actix_web::test]
async fn a_megabyte_of_text_in_a_name() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let name = child(0, "name", json!("x".repeat(1_000_000)));
    fault(&intake, name, "/children/0/name", "Use ").await;
    let mut larger = report();
    larger["children"][0]["name"] = json!("x".repeat(1_100_000));
    intake
        .create("/api/v1/incidents", &larger)
        .await
        .refused(413, "too_large");
    assert_eq!(count(&intake).await, 0, "nothing is saved");
}

#[actix_web::test]
async fn a_date_in_the_future() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let (today, tomorrow) = (json!("2026-03-04"), json!("2026-03-05"));
    for field in ["notified_on", "became_known_on", "incident_date"] {
        let change = notified(field, tomorrow.clone());
        fault(&intake, change, &format!("/notification/{field}"), FUTURE).await;
    }
    let born = child(0, "birth_date", tomorrow.clone());
    fault(&intake, born, "/children/0/birth_date", FUTURE).await;
    let died = |b: &mut Value| {
        b["children"][0]["outcome"] = json!("died");
        b["children"][0]["death_date"] = tomorrow.clone();
    };
    fault(&intake, died, "/children/0/death_date", FUTURE).await;
    let mut body = report();
    body["notification"]["notified_on"] = today;
    intake.create("/api/v1/incidents", &body).await.expect(201);
}

#[actix_web::test]
async fn a_death_before_the_birth() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let died = |b: &mut Value| {
        b["children"][0]["outcome"] = json!("died");
        b["children"][0]["death_date"] = json!("2019-01-01");
    };
    let words = "The date of death must be on or after the birth date";
    fault(&intake, died, "/children/0/death_date", words).await;
}

#[actix_web::test]
async fn no_children() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let words = "Add at least one child";
    fault(&intake, |b| b["children"] = json!([]), "/children", words).await;
    let words = "Use a list";
    fault(&intake, |b| b["children"] = Value::Null, "/children", words).await;
    let nobody = child(0, "role", json!("remaining"));
    fault(
        &intake,
        nobody,
        "/children",
        "Say which child is the subject",
    )
    .await;
}

/// Sends this as the body of a report.
async fn send(client: &Client, content_type: Option<&str>, body: String) -> Answer {
    let request = client
        .request(Method::POST, "/api/v1/incidents")
        .header("Idempotency-Key", "a-key-of-its-own");
    let request = match content_type {
        Some(content_type) => request.header("Content-Type", content_type),
        None => request,
    };
    client.send(request.body(body)).await
}

#[actix_web::test]
async fn malformed_json() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    for body in ["{\"notification\":", "", "{}}", "\u{feff}{}", "'{}'"] {
        let refused = send(&intake, Some("application/json"), body.to_owned()).await;
        refused.refused(400, "malformed");
    }
    let deep = send(&intake, Some("application/json"), "[".repeat(100_000)).await;
    deep.refused(400, "malformed");
    assert_eq!(count(&intake).await, 0, "nothing is saved");
}

#[actix_web::test]
async fn a_wrong_content_type() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let report = report().to_string();
    let form = "application/x-www-form-urlencoded";
    for content_type in [Some("text/plain"), Some(form), None] {
        let refused = send(&intake, content_type, report.clone()).await;
        refused.refused(415, "unsupported_media_type");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains("application/json"), "{detail}");
    }
    assert_eq!(count(&intake).await, 0, "nothing is saved");
}

#[actix_web::test]
async fn no_idempotency_key() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let request = intake.request(Method::POST, "/api/v1/incidents");
    let refused = intake.send(request.json(&report())).await;
    refused.refused(400, "idempotency_key_missing");
    assert_eq!(count(&intake).await, 0, "nothing is saved");
}

#[actix_web::test]
async fn an_invalid_cursor() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    for _ in 0..3 {
        intake
            .create("/api/v1/incidents", &report())
            .await
            .expect(201);
    }
    let page = intake.get("/api/v1/incidents?limit=1").await.expect(200);
    let cursor = page.body["next"].as_str().unwrap();
    intake
        .get(&format!("/api/v1/incidents?limit=1&cursor={cursor}"))
        .await
        .expect(200);
    let id = page.body["items"][0]["id"].as_str().unwrap();
    for path in [
        "/api/v1/incidents?cursor=not-one-of-ours".to_owned(),
        "/api/v1/incidents?cursor=".to_owned(),
        format!("/api/v1/incidents?cursor={}", &cursor[1..]),
        format!("/api/v1/incidents?cursor={cursor}AAAA"),
        // Of a list in another order, and of another list altogether.
        format!("/api/v1/incidents?sort=oldest&cursor={cursor}"),
        format!("/api/v1/incidents/{id}/history?cursor={cursor}"),
    ] {
        let refused = intake.get(&path).await;
        refused.refused(400, "invalid_cursor");
        assert!(!refused.body["detail"].as_str().unwrap().is_empty());
    }
}

#[actix_web::test]
async fn addresses_and_queries_that_are_wrong() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
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
    let west = org
        .admin
        .create("/api/v1/areas", &json!({ "name": "west" }))
        .await
        .expect(201)
        .id();
    let moved = json!({ "area": west, "from": "2026-03-04" });
    org.admin
        .create("/api/v1/local-authorities/E09000002/areas", &moved)
        .await
        .expect(201);
    let intake = org.sign_in("customer_services").await;
    let mut body = report();
    body["notification"]["local_authority"] = json!("E09000002");
    body["notification"]["notified_on"] = json!("2026-03-04");
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
    assert_eq!(waiting.body["intake"]["area"]["name"], "west");
    let next = waiting.body["intake"]["next_steps"][0]["what"].as_str();
    assert!(
        next.is_some_and(|next| next.starts_with("Forward it: nobody in its area can take it")),
        "{}",
        waiting.text
    );
    let refused = intake
        .act(
            Method::POST,
            &id,
            "forward",
            &json!({ "area": west, "reason": "Invented." }),
        )
        .await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/area"]);
    assert!(
        refused.text.contains("its post is vacant without a deputy"),
        "{}",
        refused.text
    );
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
