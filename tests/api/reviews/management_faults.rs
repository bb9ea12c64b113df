//! What is refused of management reviews: each fault with its field, each at its time.

use super::writing::{AUTHOR, PATH, act, act_on, commissioned, one, submitted};
use crate::support::{Answer, Client, Organisation, external, report};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

fn why() -> Value {
    json!({ "reason": "Invented reason." })
}

/// Decides a recommendation of this version.
async fn decide(client: &Client, id: &str, version: i64, body: Value) -> Answer {
    let path = format!("/api/v1/recommendations/{id}/decision");
    client.change(Method::POST, &path, version, &body).await
}

fn require(incident: &str) -> Value {
    json!({ "incident": incident, "external": null, "reason": "Invented reason." })
}

#[actix_web::test]
async fn a_review_is_required_of_an_incident_to_act_upon_only() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let refused = director
        .create(
            PATH,
            &json!({ "incident": incident, "external": null, "reason": " " }),
        )
        .await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/reason"]);
    director
        .create(PATH, &require(&Uuid::now_v7().to_string()))
        .await
        .refused(404, "not_found");
    // An external review that is not there, or that is about something else.
    let elsewhere = safeguarding
        .create("/api/v1/external-reviews", &external(&[]))
        .await
        .expect(201)
        .id();
    for unknown in [elsewhere, Uuid::now_v7().to_string()] {
        let mut body = require(&incident);
        body["external"] = json!(unknown);
        let refused = director.create(PATH, &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/external"]);
    }
    // One that nobody has triaged.
    let intake = org.sign_in("customer_services").await;
    let fresh = intake
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    safeguarding
        .create(PATH, &require(&fresh))
        .await
        .refused(409, "not_permitted_now");
    // Who may: the director, and safeguarding for them.
    for (person, status, code) in [
        ("customer_services", 403, "forbidden"),
        ("practitioner_leeds", 403, "forbidden"),
        ("manager_leeds", 403, "forbidden"),
        ("deputy_south", 404, "not_found"),
        ("admin", 404, "not_found"),
    ] {
        let client = org.sign_in(person).await;
        let refused = client.create(PATH, &require(&incident)).await;
        refused.refused(status, code);
    }
    let made = safeguarding
        .create(PATH, &require(&incident))
        .await
        .expect(201);
    let history = format!("{PATH}/{}/history", made.id());
    let history = director.get(&history).await.expect(200);
    assert_eq!(history.body["items"][0]["on_behalf"], true);
}

#[actix_web::test]
async fn the_session_says_who_sees_and_who_requires_them() {
    let org = Organisation::start().await;
    commissioned(&org).await;
    for (person, sees, requires) in [
        ("safeguarding", true, true),
        ("customer_services", true, false),
        ("od_north", true, true),
        ("deputy_south", true, true),
        (AUTHOR, true, false),
        ("practitioner_leeds", false, false),
        ("manager_leeds", false, false),
        ("board", false, false),
        ("admin", false, false),
    ] {
        let session = org.sign_in(person).await.get("/api/v1/session").await;
        let permitted = session.body["permitted"].as_array().unwrap();
        let may = |what: &str| permitted.contains(&json!(what));
        assert_eq!(may("see_management_reviews"), sees, "{person}");
        assert_eq!(may("require_management_review"), requires, "{person}");
    }
}

#[actix_web::test]
async fn each_field_at_fault_is_named() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let director = org.sign_in("od_north").await;
    let read = one(&director, &id).await.body;
    let clock = read["deadlines"][0].clone();
    let agree = |deadline: &Value, due: &str, reason: &str| json!({ "deadline": deadline, "due": due, "why": "capacity", "reason": reason });
    let due = clock["due"].as_str().unwrap();
    for (what, body, pointers) in [
        (
            "dates",
            agree(&json!(Uuid::now_v7()), "2026-06-01", "x"),
            vec!["/deadline"],
        ),
        ("dates", agree(&clock["id"], due, "x"), vec!["/due"]),
        (
            "dates",
            agree(&clock["id"], "2026-03-03", ""),
            vec!["/due", "/reason"],
        ),
        ("suspend", json!({ "reason": "" }), vec!["/reason"]),
        ("replace-author", json!({ "reason": "" }), vec!["/reason"]),
        (
            "proposals",
            json!({ "author": org.people[AUTHOR], "exception": { "code": "capacity", "reason": "" } }),
            vec!["/exception/reason"],
        ),
        (
            "independence",
            json!({ "found": "independent", "note": "" }),
            vec!["/note"],
        ),
        (
            "commission",
            json!({ "due": "2026-03-03", "terms": {
                "text": "", "period_from": "2026-03-05", "period_to": "2025-01-01"
            }}),
            vec![
                "/terms/text",
                "/terms/period_from",
                "/terms/period_to",
                "/due",
            ],
        ),
    ] {
        let refused = act(&director, &id, what, &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), pointers, "{what} {body}");
    }
    // Nobody that there is not.
    let nobody = json!({ "author": Uuid::now_v7(), "exception": null });
    act(&director, &id, "replace-author", &why())
        .await
        .expect(200);
    let refused = act(&director, &id, "proposals", &nobody).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/author"]);
}

#[actix_web::test]
async fn what_is_not_its_turn_waits_and_nobody_judges_their_own() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let author = org.sign_in(AUTHOR).await;
    let null = Value::Null;
    let early = "not_permitted_now";
    for (client, what, body) in [
        (
            &director,
            "independence",
            json!({ "found": "independent", "note": "x" }),
        ),
        (&director, "approve", null.clone()),
        (&director, "refer-back", why()),
        (&director, "resume", why()),
        (&director, "continue", why()),
        (&safeguarding, "pass", null.clone()),
        (&safeguarding, "return", why()),
        (&safeguarding, "reopen", why()),
    ] {
        act(client, &id, what, &body).await.refused(409, early);
    }
    act_on(&director, &id, 1, "suspend", &why())
        .await
        .refused(412, "stale");
    let propose = json!({ "author": org.people[AUTHOR], "exception": null });
    act(&director, &id, "proposals", &propose)
        .await
        .refused(409, early);
    // The author, who now is in safeguarding too, does not judge what they wrote.
    submitted(&author, &id).await;
    org.give_role(AUTHOR, "safeguarding").await;
    let author = org.sign_in(AUTHOR).await;
    for (what, body) in [("pass", &null), ("return", &why())] {
        act(&author, &id, what, body)
            .await
            .refused(403, "forbidden");
    }
    act(&safeguarding, &id, "pass", &null).await.expect(200);
}

#[actix_web::test]
async fn a_recommendation_is_decided_by_whoever_it_reaches() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let author = org.sign_in(AUTHOR).await;
    submitted(&author, &id).await;
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    let approved = act(&director, &id, "approve", &Value::Null)
        .await
        .expect(200);
    let rid = approved.body["recommendations"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/recommendations/{rid}");
    let decision = |decision: &str, owner: Option<&str>, due: Option<&str>| {
        let owner = owner.map(|person| org.people[person].clone());
        json!({
            "decision": decision, "amended": null, "reason": "Invented reason.", "owner": owner, "due": due
        })
    };
    for (body, pointers) in [
        (decision("accepted", None, None), vec!["/owner", "/due"]),
        (
            decision("rejected", Some("manager_york"), Some("2026-06-01")),
            vec!["/owner", "/due"],
        ),
        (
            decision("accepted", Some("manager_york"), Some("2026-03-03")),
            vec!["/due"],
        ),
        (
            decision("amended", Some("manager_york"), Some("2026-06-01")),
            vec!["/amended"],
        ),
        (
            decision("accepted", Some("manager_leeds"), Some("2026-06-01")),
            vec!["/owner"],
        ),
    ] {
        let refused = decide(&director, rid, 1, body.clone()).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), pointers, "{body}");
    }
    let accept = decision("accepted", Some("manager_york"), Some("2026-06-01"));
    for (person, status) in [
        ("safeguarding", 403),
        ("customer_services", 404),
        ("deputy_south", 404),
        ("manager_leeds", 404),
        ("admin", 404),
    ] {
        let client = org.sign_in(person).await;
        let refused = decide(&client, rid, 1, accept.clone()).await;
        assert_eq!(refused.status, status, "{person}: {}", refused.text);
        assert_eq!(client.get(&path).await.status == 404, status == 404);
    }
    decide(&director, rid, 2, accept.clone())
        .await
        .refused(412, "stale");
    let assign = |owner: &str, due: &str| json!({ "owner": org.people[owner], "due": due, "reason": "Invented reason." });
    let owner = format!("{path}/owner");
    director
        .change(
            Method::PUT,
            &owner,
            1,
            &assign("manager_york", "2026-06-01"),
        )
        .await
        .refused(409, "not_permitted_now");
    decide(&director, rid, 1, accept.clone()).await.expect(200);
    decide(&director, rid, 2, accept)
        .await
        .refused(409, "not_permitted_now");
    let same = director
        .change(
            Method::PUT,
            &owner,
            2,
            &assign("manager_york", "2026-06-01"),
        )
        .await;
    same.refused(422, "invalid");
    assert_eq!(same.pointers(), ["/due"]);
    let given = director
        .change(
            Method::PUT,
            &owner,
            2,
            &assign("deputy_south", "2026-07-01"),
        )
        .await
        .expect(200);
    assert_eq!(given.body["owner"]["name"], "Invented deputy_south");
    assert_eq!(
        (&given.body["original_due"], &given.body["due"]),
        (&json!("2026-06-01"), &json!("2026-07-01"))
    );
}

#[actix_web::test]
async fn an_incident_waits_for_its_reviews() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let director = org.sign_in("od_north").await;
    let waits = "Finish its reviews, and decide every recommendation";
    let close = async || {
        let refused = safeguarding
            .act(Method::POST, &incident, "close", &Value::Null)
            .await;
        refused.refused(409, "outstanding");
        refused.text.contains(waits)
    };
    assert!(close().await);
    let read = safeguarding.incident(&incident).await;
    assert!(read.text.contains(waits), "{}", read.text);
    // Its author is named in the review while that is open.
    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let read = director.incident(&incident).await.body;
    let steps = read["intake"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["kind"] == "author_named");
    let step = step.unwrap()["id"].as_str().unwrap();
    let named = json!({
        "status": "done", "note": "Invented note.", "evidence": "", "named": org.people["manager_york"],
        "author_exception": "pdp_interest"
    });
    director
        .act(Method::PUT, &incident, &format!("steps/{step}"), &named)
        .await
        .refused(409, "conflict");
    act(&director, &id, "stop", &why()).await.expect(200);
    assert!(!close().await);
}
