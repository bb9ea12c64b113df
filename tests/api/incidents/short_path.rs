//! A family not known to us; a wrong record; words added later.

use crate::support::{Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_family_not_known_to_us_takes_the_short_path() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let id = intake
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let triage = json!({ "known": "not_known", "cases": [], "practitioners": [], "managers": [], "reason": null });
    let triaged = intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    assert_eq!(triaged.body["summary"]["stage"], "monitoring");
    assert_eq!(
        triaged.body["intake"]["steps"],
        json!([]),
        "nothing is asked of the director"
    );

    let safeguarding = org.sign_in("safeguarding").await;
    let refused = safeguarding
        .act(Method::POST, &id, "close", &Value::Null)
        .await;
    assert_eq!(refused.status, 409);
    let outcome = json!({ "decision": "no_review", "decided_on": "2026-03-04", "our_answer": null, "answered_on": null });
    intake
        .act(Method::PUT, &id, "lscb-outcome", &outcome)
        .await
        .expect(200);
    let refused = safeguarding
        .act(Method::POST, &id, "close", &Value::Null)
        .await;
    assert_eq!(refused.status, 409, "our answer is still missing");
    let outcome = json!({ "decision": "no_review", "decided_on": "2026-03-04", "our_answer": "Invented.", "answered_on": "2026-03-04" });
    intake
        .act(Method::PUT, &id, "lscb-outcome", &outcome)
        .await
        .expect(200);
    let closed = safeguarding
        .act(Method::POST, &id, "close", &Value::Null)
        .await
        .expect(200);
    assert_eq!(closed.body["summary"]["stage"], "closed");
}

#[actix_web::test]
async fn a_changed_answer_needs_a_reason_and_keeps_what_was_done() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    director
        .act(Method::POST, &id, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let intake = org.sign_in("customer_services").await;
    let mut triage = json!({ "known": "not_known", "cases": [], "practitioners": [], "managers": [], "reason": null });
    intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .refused(422, "invalid");
    triage["reason"] = json!("Invented: another family.");
    intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    let incident = org.sign_in("safeguarding").await.incident(&id).await;
    assert!(
        !incident.body["intake"]["acknowledged"].is_null(),
        "what was done is kept"
    );
}

#[actix_web::test]
async fn a_duplicate_and_a_rejected_record_stay_findable() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let first = safeguarding
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let second = safeguarding
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let itself = json!({ "duplicate_of": second, "reason": "Invented." });
    assert!(
        (400..500).contains(
            &safeguarding
                .act(Method::POST, &second, "duplicate", &itself)
                .await
                .status
        )
    );
    let body = json!({ "duplicate_of": first, "reason": "Invented." });
    let duplicate = safeguarding
        .act(Method::POST, &second, "duplicate", &body)
        .await
        .expect(200);
    assert_eq!(duplicate.body["summary"]["stage"], "duplicate");
    assert_eq!(duplicate.body["intake"]["duplicate_of"], first.as_str());
    let why = json!({ "reason": "Invented." });
    let rejected = safeguarding
        .act(Method::POST, &first, "reject", &why)
        .await
        .expect(200);
    assert_eq!(rejected.body["summary"]["stage"], "rejected");
    let reopened = safeguarding
        .act(Method::POST, &first, "reopen", &why)
        .await
        .expect(200);
    assert_eq!(reopened.body["summary"]["stage"], "logged");
}

#[actix_web::test]
async fn words_are_added_under_the_narrative_and_never_change_it() {
    let org = Organisation::start().await;
    let practitioner = org.sign_in("practitioner_leeds").await;
    let id = practitioner
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let path = format!("/api/v1/incidents/{id}/addenda");
    let version = practitioner.incident(&id).await.body["version"]
        .as_i64()
        .unwrap();
    let send = || {
        let request = practitioner
            .request(Method::POST, &path)
            .header("If-Match", format!("\"v{version}\""));
        practitioner.send(
            request
                .header("Idempotency-Key", "the-same-key")
                .json(&json!({ "text": "Invented addition." })),
        )
    };
    send().await.expect(200);
    send().await.expect(200);
    let incident = org.sign_in("safeguarding").await.incident(&id).await;
    assert_eq!(
        incident.body["narrative"]["circumstances"],
        "Invented circumstances."
    );
    assert_eq!(
        incident.body["narrative"]["addenda"]
            .as_array()
            .unwrap()
            .len(),
        1,
        "a repeated submit adds once"
    );
}

#[actix_web::test]
async fn a_correction_has_a_reason_and_moves_the_incident_to_its_new_area() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    let incident = intake.incident(&id).await.body;
    let mut notification = incident["intake"]["notification"].clone();
    notification["local_authority"] = json!("E09000002");
    let mut body = json!({ "notification": notification, "children": incident["intake"]["children"], "reason": "" });
    intake
        .act(Method::PUT, &id, "facts", &body)
        .await
        .refused(422, "invalid");
    body["reason"] = json!("Invented: another authority.");
    let corrected = intake
        .act(Method::PUT, &id, "facts", &body)
        .await
        .expect(200);
    assert_eq!(corrected.body["intake"]["area"]["name"], "south");
    assert_eq!(
        corrected.body["intake"]["forwarded"]["to"]["name"],
        "Invented deputy_south"
    );
}
