//! Break-glass: who may, what is refused alike, what is open and for how long, and its review.

use crate::support::{Answer, Client, Organisation};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/break-glass";
const REASON: &str = "Invented reason of the one who asks.";

fn asks(reference: &str) -> Value {
    json!({ "reference": reference, "reason": REASON })
}

async fn ask(client: &Client, reference: &str) -> Answer {
    client.create(PATH, &asks(reference)).await
}

async fn reference(org: &Organisation, incident: &str) -> String {
    let safeguarding = org.sign_in("safeguarding").await;
    let read = safeguarding.incident(incident).await.expect(200);
    read.body["summary"]["reference"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// An answer without what differs between any two requests.
fn shape(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    body.as_object_mut().unwrap().remove("request_id");
    (answer.status, body)
}

async fn reviews_of(client: &Client) -> usize {
    let listed = client.get(&format!("{PATH}/reviews")).await.expect(200);
    listed.body.as_array().unwrap().len()
}

/// Reviews an opening as it stands.
async fn review(client: &Client, opening: &str, body: &Value) -> Answer {
    client
        .change(Method::POST, &format!("{PATH}/{opening}/review"), 1, body)
        .await
}

#[actix_web::test]
async fn a_manager_reads_one_incident_for_an_hour_and_safeguarding_looks_at_it() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let reference = reference(&org, &id).await;
    let manager = org.sign_in("manager_york").await;
    manager.incident(&id).await.refused(404, "not_found");

    let opened = ask(&manager, &format!(" {} ", reference.to_lowercase()))
        .await
        .expect(201);
    let opening = opened.id();
    assert_eq!(opened.body["permitted"], json!(["read"]));
    assert_eq!(opened.body["is_open"], true);
    assert_eq!(opened.body["review_due"], "2026-03-06");
    assert_eq!(opened.headers["location"], format!("{PATH}/{opening}"));

    let read = manager
        .get(&format!("{PATH}/{opening}/incident"))
        .await
        .expect(200);
    assert_eq!(read.body["view"], "whole");
    assert_eq!(
        read.body["narrative"]["circumstances"],
        "Invented circumstances."
    );
    assert_eq!(read.body["permitted"], json!([]), "it is read-only");
    for (method, action) in [(Method::POST, "acknowledge"), (Method::POST, "close")] {
        manager
            .act(method, &id, action, &Value::Null)
            .await
            .refused(404, "not_found");
    }
    assert_eq!(
        manager.get("/api/v1/incidents").await.body["items"],
        json!([]),
        "no list shows it"
    );
    manager.incident(&id).await.refused(404, "not_found");
    let open = manager.get(PATH).await.expect(200);
    assert_eq!(open.body.as_array().unwrap().len(), 1);

    let safeguarding = org.sign_in("safeguarding").await;
    let work = safeguarding.get("/api/v1/my-work").await.expect(200);
    assert_eq!(
        work.body["openings"][0]["id"],
        opening.as_str(),
        "safeguarding is told at once"
    );
    assert_eq!(work.body["openings"][0]["reason"], REASON);
    assert_eq!(reviews_of(&safeguarding).await, 1);
    let unexplained = json!({ "outcome": "not_appropriate", "note": " " });
    let refused = review(&safeguarding, &opening, &unexplained).await;
    assert_eq!(refused.refused(422, "invalid").pointers(), ["/note"]);
    let found = json!({ "outcome": "not_appropriate", "note": "Invented note." });
    let reviewed = review(&safeguarding, &opening, &found).await.expect(200);
    assert_eq!(reviewed.body["review"]["outcome"], "not_appropriate");
    assert_eq!(reviewed.body["permitted"], json!([]));
    assert_eq!(reviews_of(&safeguarding).await, 0);
    review(&safeguarding, &opening, &found)
        .await
        .refused(412, "stale");

    let own = manager.get(&format!("{PATH}/{opening}")).await.expect(200);
    assert_eq!(
        own.body["review"]["note"], "Invented note.",
        "whoever opened it is told"
    );
    org.server.forward(Duration::minutes(61));
    let manager = org.sign_in("manager_york").await;
    manager
        .get(&format!("{PATH}/{opening}/incident"))
        .await
        .refused(404, "not_found");
    assert_eq!(manager.get(PATH).await.expect(200).body, json!([]));
}

#[actix_web::test]
async fn an_unknown_reference_and_a_conflicted_requester_are_refused_alike() {
    let org = Organisation::start().await;
    let reference = reference(&org, &org.known_incident().await).await;
    // The manager then, who is involved, and knows of the incident: still the one answer.
    let involved = org.sign_in("manager_leeds").await;
    let other = org.sign_in("manager_york").await;
    let conflicted = ask(&involved, &reference).await;
    let unknown = ask(&involved, "SI-2026-9999").await;
    let unknown_to_other = ask(&other, "SI-2026-9999").await;
    conflicted.refused(404, "not_found");
    assert_eq!(shape(&conflicted), shape(&unknown));
    assert_eq!(shape(&conflicted), shape(&unknown_to_other));
    assert_eq!(involved.get(PATH).await.expect(200).body, json!([]));
    assert_eq!(reviews_of(&org.sign_in("safeguarding").await).await, 0);
}

#[actix_web::test]
async fn only_managers_and_directors_may_ask_and_never_an_administrator() {
    let org = Organisation::start().await;
    let reference = reference(&org, &org.known_incident().await).await;
    for person in [
        "practitioner_dover",
        "safeguarding",
        "customer_services",
        "board",
        "panel",
        "admin",
    ] {
        let client = org.sign_in(person).await;
        ask(&client, &reference).await.refused(403, "forbidden");
    }
    ask(&org.sign_in("deputy_south").await, &reference)
        .await
        .expect(201);
    let director = org.sign_in("od_north").await;
    ask(&director, &reference).await.refused(409, "conflict");
}

#[actix_web::test]
async fn five_attempts_an_hour_whatever_comes_of_them() {
    let org = Organisation::start().await;
    let reference = reference(&org, &org.known_incident().await).await;
    let manager = org.sign_in("manager_york").await;
    let first = manager
        .create_as(PATH, &asks(&reference), "the-first-of-all")
        .await
        .expect(201);
    let again = manager
        .create_as(PATH, &asks(&reference), "the-first-of-all")
        .await
        .expect(201);
    assert_eq!(first.id(), again.id(), "sent twice, it is one attempt");
    ask(&manager, &reference).await.refused(409, "conflict");
    for _ in 0..4 {
        ask(&manager, "SI-2026-9999")
            .await
            .refused(404, "not_found");
    }
    let sixth = ask(&manager, "SI-2026-9999").await;
    sixth.refused(429, "too_many_attempts");
    let wait: i64 = sixth.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((3_500..=3_601).contains(&wait), "{wait}");
    let others = org.sign_in("deputy_south").await;
    ask(&others, "SI-2026-9999").await.refused(404, "not_found");
    org.server.forward(Duration::seconds(wait));
    let manager = org.sign_in("manager_york").await;
    ask(&manager, "SI-2026-9999")
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn five_at_once_are_counted_one_after_the_other() {
    let org = Organisation::start().await;
    let manager = org.sign_in("manager_york").await;
    let one = || ask(&manager, "SI-2026-9999");
    let (a, b, c, d, e, f, g) = tokio::join!(one(), one(), one(), one(), one(), one(), one());
    let limited = [a, b, c, d, e, f, g]
        .iter()
        .filter(|answer| answer.status == 429)
        .count();
    assert_eq!(limited, 2);
}

#[actix_web::test]
async fn neither_whoever_opened_it_nor_someone_involved_reviews_it() {
    let org = Organisation::start().await;
    let reference = reference(&org, &org.known_incident().await).await;
    let manager = org.sign_in("manager_york").await;
    let opening = ask(&manager, &reference).await.expect(201).id();
    for person in ["manager_york", "practitioner_leeds"] {
        org.give_role(person, "safeguarding").await;
    }
    let found = json!({ "outcome": "appropriate", "note": "" });
    let own = org.sign_in("manager_york").await;
    review(&own, &opening, &found)
        .await
        .refused(403, "forbidden");
    let involved = org.sign_in("practitioner_leeds").await;
    review(&involved, &opening, &found)
        .await
        .refused(404, "not_found");
    involved
        .get(&format!("{PATH}/{opening}"))
        .await
        .refused(404, "not_found");
    assert_eq!(reviews_of(&involved).await, 0);
    review(&org.sign_in("safeguarding").await, &opening, &found)
        .await
        .expect(200);
}

#[actix_web::test]
async fn a_review_is_overdue_after_two_working_days() {
    let org = Organisation::start().await;
    let reference = reference(&org, &org.known_incident().await).await;
    ask(&org.sign_in("manager_york").await, &reference)
        .await
        .expect(201);
    for (days, overdue) in [(2, false), (1, true)] {
        org.server.forward(Duration::days(days));
        let safeguarding = org.sign_in("safeguarding").await;
        let listed = safeguarding
            .get(&format!("{PATH}/reviews"))
            .await
            .expect(200);
        assert_eq!(listed.body[0]["overdue"], overdue, "{}", listed.text);
    }
}

#[actix_web::test]
async fn what_was_open_closes_with_the_role_and_with_a_conflict() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let reference = reference(&org, &id).await;
    let manager = org.sign_in("manager_york").await;
    let opening = ask(&manager, &reference).await.expect(201).id();
    let read = format!("{PATH}/{opening}/incident");
    manager.get(&read).await.expect(200);
    let intake = org.sign_in("customer_services").await;
    let triaged = intake.incident(&id).await.expect(200);
    let triage = json!({
        "known": "known_open",
        "cases": [triaged.body["intake"]["cases"][0]["id"]],
        "practitioners": [org.people["practitioner_leeds"]],
        "managers": [org.people["manager_leeds"], org.people["manager_york"]],
        "reason": "Invented reason.",
    });
    intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    manager.get(&read).await.refused(404, "not_found");
    manager
        .get(&format!("{PATH}/{opening}"))
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn every_attempt_and_every_reading_is_audited_with_its_reason() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let reference = reference(&org, &id).await;
    let manager = org.sign_in("manager_york").await;
    let opening = ask(&manager, &reference).await.expect(201).id();
    manager
        .get(&format!("{PATH}/{opening}/incident"))
        .await
        .expect(200);
    org.sign_in("safeguarding")
        .await
        .get(&format!("{PATH}/{opening}/incident"))
        .await
        .refused(404, "not_found");
    let person = org.people["manager_york"].clone();
    let read = move |conn: &mut storage::Conn| {
        let of =
            |conn: &mut storage::Conn, kind, id: &str| storage::platform::audit_of(conn, kind, id);
        Ok::<_, storage::StorageError>((
            of(conn, "break_glass", &opening)?,
            of(conn, "incident", &id)?,
        ))
    };
    let (of_opening, of_incident) = org.server.service.store.read(read).await.unwrap();
    let opened = of_opening
        .iter()
        .find(|entry| entry.action == "break_glass.open")
        .unwrap();
    assert_eq!(opened.outcome, "done");
    assert!(
        of_opening
            .iter()
            .any(|entry| entry.action == "break_glass.read" && entry.outcome == "refused")
    );
    let read = of_incident
        .iter()
        .find(|entry| entry.action == "break_glass.read")
        .unwrap();
    assert_eq!(read.staff.unwrap().to_string(), person);
}

#[actix_web::test]
async fn what_is_typed_is_checked_field_by_field() {
    let org = Organisation::start().await;
    let manager = org.sign_in("manager_york").await;
    let refused = manager
        .create(PATH, &json!({ "reference": " ", "reason": "" }))
        .await;
    assert_eq!(
        refused.refused(422, "invalid").pointers(),
        ["/reference", "/reason"]
    );
    let long = json!({ "reference": "S".repeat(21), "reason": "x".repeat(4001) });
    let refused = manager.create(PATH, &long).await;
    assert_eq!(
        refused.refused(422, "invalid").pointers(),
        ["/reference", "/reason"]
    );
    for body in [
        json!({}),
        json!([]),
        json!({ "reference": 1, "reason": "x" }),
        json!({ "reference": "x", "reason": "x", "ends_at": "2030-01-01T00:00:00Z" }),
    ] {
        manager.create(PATH, &body).await.refused(422, "invalid");
    }
}

#[actix_web::test]
async fn it_takes_a_password_given_within_five_minutes() {
    let org = Organisation::start().await;
    let reference = reference(&org, &org.known_incident().await).await;
    let manager = org.sign_in("manager_york").await;
    let practitioner = org.sign_in("practitioner_dover").await;
    org.server.forward(Duration::minutes(6));
    ask(&manager, &reference)
        .await
        .refused(403, "fresh_sign_in_needed");
    // Whoever may not is told nothing of it.
    ask(&practitioner, &reference)
        .await
        .refused(403, "forbidden");
    let manager = org.sign_in("manager_york").await;
    ask(&manager, &reference).await.expect(201);
}
