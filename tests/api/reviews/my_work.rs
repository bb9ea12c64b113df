//! What waits for somebody on reviews, beside their incidents.

use super::writing::{AUTHOR, commission, submitted};
use crate::support::{Organisation, external};
use serde_json::{Value, json};

/// What this person is to do on reviews.
async fn waiting(org: &Organisation, person: &str) -> Vec<Value> {
    let client = org.sign_in(person).await;
    let work = client.get("/api/v1/my-work").await.expect(200);
    work.body["reviews"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn what_is_to_be_done_on_a_review_is_in_the_work_of_whoever_is_to_do_it() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let id = commission(&org, &incident).await;
    // 40 working days from 4 March: Friday 1 May, with Good Friday and Easter Monday between.
    let write = json!({
        "record": { "kind": "management_review", "id": id },
        "reference": "MR-2026-0001",
        "what": "Submitted for quality assurance",
        "due": "2026-05-01",
        "overdue": false,
    });
    assert_eq!(waiting(&org, AUTHOR).await, [write]);
    for person in [
        "practitioner_leeds",
        "manager_leeds",
        "od_north",
        "deputy_south",
        "safeguarding",
        "admin",
    ] {
        assert!(waiting(&org, person).await.is_empty(), "{person}");
    }
    org.server.forward(chrono::Duration::days(59));
    assert_eq!(waiting(&org, AUTHOR).await[0]["overdue"], true);
    submitted(&org.sign_in(AUTHOR).await, &id).await;
    assert!(waiting(&org, AUTHOR).await.is_empty());
}

#[actix_web::test]
async fn an_external_reviews_next_step_is_in_the_work_of_those_who_follow_it() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    let tracked = intake
        .create("/api/v1/external-reviews", &external(&[&incident]))
        .await
        .expect(201);
    for person in ["customer_services", "safeguarding"] {
        let found = waiting(&org, person).await;
        let records: Vec<_> = found.iter().map(|one| &one["record"]["id"]).collect();
        assert_eq!(records, [&tracked.body["id"]], "{person}");
        assert_eq!(found[0]["due"], "2026-03-23");
    }
    assert!(waiting(&org, "od_north").await.is_empty());
    assert!(waiting(&org, "practitioner_leeds").await.is_empty());
}
