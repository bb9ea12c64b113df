//! Restricted incidents: by rule, by name, until a day on which safeguarding looks again.

use crate::support::{Client, Organisation, report};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

async fn reported(client: &Client, change: impl Fn(&mut Value)) -> String {
    let mut body = report();
    change(&mut body);
    client
        .create("/api/v1/incidents", &body)
        .await
        .expect(201)
        .id()
}

async fn restriction(client: &Client, id: &str) -> Value {
    client.incident(id).await.expect(200).body["intake"]["restriction"].clone()
}

#[actix_web::test]
async fn every_childs_death_and_what_the_media_ask_about_is_restricted_by_default() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let plain = reported(&safeguarding, |_| {}).await;
    assert!(restriction(&safeguarding, &plain).await.is_null());
    let died = |body: &mut Value| body["children"][0]["outcome"] = json!("died");
    let death = reported(&safeguarding, |body| {
        died(body);
        body["notification"]["kind"] = json!("death");
    })
    .await;
    // Reported as an injury, and one of the children died.
    let injury = reported(&safeguarding, died).await;
    let media = reported(&safeguarding, |body| {
        body["notification"]["media_interest"] = json!("yes");
    })
    .await;
    for id in [death, injury, media] {
        let because = restriction(&safeguarding, &id).await["reason"].to_string();
        assert!(because.contains("By rule"), "{because}");
    }
}

#[actix_web::test]
async fn a_new_ground_restricts_it_again() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = reported(&safeguarding, |body| {
        body["notification"]["media_interest"] = json!("yes");
    })
    .await;
    let lift = json!({ "restricted": false, "reason": "Invented reason.", "review_on": null });
    safeguarding
        .act(Method::PUT, &id, "restriction", &lift)
        .await
        .expect(200);
    let mut facts = report();
    facts["notification"]["media_interest"] = json!("yes");
    let correct = |facts: &Value| {
        let children = facts["children"].as_array().unwrap().iter();
        let children: Vec<Value> = children
            .map(|facts| json!({ "id": null, "facts": facts }))
            .collect();
        json!({ "notification": facts["notification"], "children": children, "reason": "Invented reason." })
    };
    safeguarding
        .act(Method::PUT, &id, "facts", &correct(&facts))
        .await
        .expect(200);
    assert!(
        restriction(&safeguarding, &id).await.is_null(),
        "what was lifted stays lifted"
    );
    facts["children"][0]["outcome"] = json!("died");
    safeguarding
        .act(Method::PUT, &id, "facts", &correct(&facts))
        .await
        .expect(200);
    assert!(
        !restriction(&safeguarding, &id).await.is_null(),
        "a death is another ground"
    );
}

#[actix_web::test]
async fn a_named_person_sees_it_with_a_reason_until_that_ends() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = reported(&safeguarding, |body| {
        body["notification"]["media_interest"] = json!("yes");
    })
    .await;
    let named = org.sign_in("manager_york").await;
    named.incident(&id).await.refused(404, "not_found");
    let give = |change: &str, reason: &str| json!({ "staff": org.people["manager_york"], "change": change, "reason": reason });
    let unexplained = safeguarding
        .act(Method::POST, &id, "access", &give("give", " "))
        .await;
    assert_eq!(unexplained.refused(422, "invalid").pointers(), ["/reason"]);
    let given = safeguarding
        .act(
            Method::POST,
            &id,
            "access",
            &give("give", "Invented need to know."),
        )
        .await
        .expect(200);
    let people = given.body["intake"]["people"].as_array().unwrap();
    let part = people
        .iter()
        .find(|person| person["part"] == "access")
        .unwrap();
    assert_eq!(part["reason"], "Invented need to know.");
    assert_eq!(named.incident(&id).await.expect(200).body["view"], "whole");
    assert_eq!(
        named.get("/api/v1/incidents").await.body["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    safeguarding
        .act(Method::POST, &id, "access", &give("end", "No longer."))
        .await
        .expect(200);
    named.incident(&id).await.refused(404, "not_found");
    assert_eq!(
        named.get("/api/v1/incidents").await.body["items"],
        json!([])
    );
}

async fn waits(client: &Client, id: &str) -> Vec<String> {
    let work = client.get("/api/v1/my-work").await.expect(200);
    let items = work.body["items"].as_array().unwrap().clone();
    let mine = items
        .into_iter()
        .filter(|item| item["incident"]["id"] == id);
    mine.flat_map(|item| item["what"].as_array().unwrap().clone())
        .filter_map(|what| what.as_str().map(str::to_owned))
        .filter(|what| what.contains("restriction"))
        .collect()
}

#[actix_web::test]
async fn safeguarding_looks_at_a_restriction_again_on_its_day_even_of_what_has_ended() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = reported(&safeguarding, |_| {}).await;
    let restrict =
        |on: &str| json!({ "restricted": true, "reason": "Invented reason.", "review_on": on });
    safeguarding
        .act(Method::PUT, &id, "restriction", &restrict("2026-03-05"))
        .await
        .expect(200);
    safeguarding
        .act(
            Method::POST,
            &id,
            "reject",
            &json!({ "reason": "Invented reason." }),
        )
        .await
        .expect(200);
    assert!(waits(&safeguarding, &id).await.is_empty());
    org.server.forward(Duration::days(1));
    let (safeguarding, intake) = (
        org.sign_in("safeguarding").await,
        org.sign_in("customer_services").await,
    );
    assert_eq!(waits(&safeguarding, &id).await.len(), 1);
    let work = safeguarding.get("/api/v1/my-work").await.expect(200);
    assert_eq!(
        (&work.body["waiting"], &work.body["items"][0]["due"]),
        (&json!(1), &json!("2026-03-05"))
    );
    assert!(
        waits(&intake, &id).await.is_empty(),
        "it is safeguarding's to look at"
    );
    safeguarding
        .act(Method::PUT, &id, "restriction", &restrict("2026-09-05"))
        .await
        .expect(200);
    assert!(waits(&safeguarding, &id).await.is_empty());
}
