//! A draft is its author's: nobody else reads a word of it by any route until it is submitted, and those who are involved
//! in the incident, administrators and third-party systems never do.

use super::writing::{
    AUTHOR, PATH, act, change, commissioned, new_id, one, row, save, section, submitted, text,
};
use crate::support::{Answer, Client, Organisation};
use serde_json::{Value, json};

const SECRET: &str = "Zimtstern";

/// An answer without what differs between any two requests.
fn shape(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("request_id");
    }
    (answer.status, body)
}

/// Every address at which something of the review or its incident is read.
fn routes(id: &str, incident: &str) -> Vec<String> {
    let review = format!("{PATH}/{id}");
    vec![
        format!("{review}/text"),
        format!("{review}/text?version=1"),
        format!("{review}/versions"),
        format!("{review}/versions/compare?before=1&after=2"),
        format!("{review}/file?kind=docx"),
        review.clone(),
        format!("{review}/history"),
        PATH.to_owned(),
        format!("/api/v1/incidents/{incident}"),
        format!("/api/v1/incidents/{incident}/history"),
        "/api/v1/incidents".to_owned(),
        "/api/v1/my-work".to_owned(),
    ]
}

/// What of the text itself answers other than a review that does not exist.
async fn text_routes_that_answer(client: &Client, id: &str) -> Vec<String> {
    let mut answering = Vec::new();
    for (route, absent) in routes(id, id).iter().zip(routes(&new_id(), id)).take(5) {
        let (there, none) = (client.get(route).await, client.get(&absent).await);
        if there.status == 404 {
            assert_eq!(shape(&there), shape(&none), "{route}");
        } else {
            answering.push(route.clone());
        }
    }
    answering
}

#[actix_web::test]
async fn nobody_reads_a_draft_by_any_route() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let words = [
        change(&new_id(), 0, &section("analysis", SECRET)),
        change(&new_id(), 0, &row("12/3/2025", "alone", SECRET)),
    ];
    let tab = new_id();
    for (seen, change) in (0..).zip(&words) {
        save(&author, &id, &tab, seen, std::slice::from_ref(change))
            .await
            .expect(200);
    }
    assert_eq!(text_routes_that_answer(&author, &id).await.len(), 5);
    let people = org.people.keys().filter(|person| **person != AUTHOR);
    let mut read_the_review = Vec::new();
    for person in people.copied().chain(["admin"]) {
        let client = org.sign_in(person).await;
        let answering = text_routes_that_answer(&client, &id).await;
        assert!(answering.is_empty(), "{person}: {answering:?}");
        for route in routes(&id, &incident) {
            let answer = client.get(&route).await;
            assert!(!answer.text.contains(SECRET), "{person} {route}");
        }
        let find = json!({ "filter": {}, "text": SECRET });
        let found = client.post("/api/v1/incidents/search", &find).await;
        assert!(!found.text.contains("SI-"), "{person} finds by the draft");
        if one(&client, &id).await.status == 200 {
            read_the_review.push(person);
        }
    }
    read_the_review.sort_unstable();
    let expected = ["customer_services", "od_north", "safeguarding"];
    assert_eq!(read_the_review, expected, "its stage and dates");
}

#[actix_web::test]
async fn what_is_submitted_is_read_by_those_for_whom_it_is_and_by_nobody_involved() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    submitted(&author, &id).await;
    let readers = async |org: &Organisation| {
        let mut reading = Vec::new();
        for person in org.people.keys().copied().chain(["admin"]) {
            let client = org.sign_in(person).await;
            if text(&client, &id).await.status == 200 {
                reading.push(person);
            }
        }
        reading.sort_unstable();
        reading
    };
    let expected = ["od_north", "safeguarding", AUTHOR];
    assert_eq!(readers(&org).await, expected);
    // Whoever turns out to be involved loses sight of it, whatever else they are.
    let safeguarding = org.sign_in("safeguarding").await;
    let director = org.sign_in("od_north").await;
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    act(&director, &id, "approve", &Value::Null)
        .await
        .expect(200);
    assert_eq!(readers(&org).await, expected, "approved");
    for involved in ["practitioner_leeds", "manager_leeds"] {
        org.give_role(involved, "safeguarding").await;
        let client = org.sign_in(involved).await;
        text(&client, &id).await.refused(404, "not_found");
        one(&client, &id).await.refused(404, "not_found");
    }
}
