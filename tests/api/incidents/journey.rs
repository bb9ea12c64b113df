//! One incident from first word to closed, as the people who do it.

use crate::support::{Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

fn step<'a>(incident: &'a Value, kind: &str) -> &'a Value {
    let steps = incident["intake"]["steps"].as_array().unwrap();
    steps.iter().find(|step| step["kind"] == kind).unwrap()
}

#[actix_web::test]
async fn from_first_word_to_closed() {
    let org = Organisation::start().await;
    let practitioner = org.sign_in("practitioner_leeds").await;
    let intake = org.sign_in("customer_services").await;
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;

    // A practitioner reports it: it arrives as received, and the reporter sees their own words.
    let reported = practitioner
        .create("/api/v1/incidents", &report())
        .await
        .expect(201);
    let id = reported.id();
    assert_eq!(reported.body["summary"]["stage"], "received");
    assert_eq!(reported.body["own_words"], "Invented circumstances.");
    assert_eq!(reported.body["summary"]["reference"], "SI-2026-0001");
    assert!(reported.body["intake"].is_null());

    // Customer services log it and find that the family is known.
    let logged = intake
        .act(Method::POST, &id, "log", &Value::Null)
        .await
        .expect(200);
    assert_eq!(logged.body["summary"]["stage"], "logged");
    let case = org.case("INV-1", "leeds", "practitioner_leeds").await;
    let triage = json!({
        "known": "known_open", "cases": [case],
        "practitioners": [org.people["practitioner_leeds"]], "managers": [org.people["manager_leeds"]],
        "reason": null,
    });
    let triaged = intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    assert_eq!(
        triaged.body["summary"]["stage"], "forwarded",
        "forwarded by the area rule: {}",
        triaged.text
    );
    assert_eq!(
        triaged.body["intake"]["forwarded"]["to"]["name"],
        "Invented od_north"
    );
    assert!(
        triaged.body["narrative"].is_null(),
        "customer services read the narrative until triage"
    );

    // The director acknowledges it and takes every step.
    let acknowledged = director
        .act(Method::POST, &id, "acknowledge", &Value::Null)
        .await
        .expect(200);
    assert_eq!(acknowledged.body["summary"]["stage"], "acting");
    for kind in ["file_secured", "children_checked", "immediate_learning"] {
        let step = step(&director.incident(&id).await.body, kind)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let done = json!({ "status": "done", "note": "Invented note.", "evidence": "Invented evidence.", "named": null, "author_exception": null });
        director
            .act(Method::PUT, &id, &format!("steps/{step}"), &done)
            .await
            .expect(200);
    }
    for (kind, who) in [
        ("liaison_named", "colleague_york"),
        ("author_named", "specialist_york"),
    ] {
        let step = step(&director.incident(&id).await.body, kind)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let done = json!({ "status": "done", "note": "Invented note.", "evidence": "", "named": org.people[who], "author_exception": null });
        director
            .act(Method::PUT, &id, &format!("steps/{step}"), &done)
            .await
            .expect(200);
    }

    // Closing now says what is outstanding.
    let refused = safeguarding
        .act(Method::POST, &id, "close", &Value::Null)
        .await;
    assert_eq!(refused.status, 409, "{}", refused.text);

    // The buddies: one for the practitioner; the manager needs none.
    let buddy = json!({ "supports": org.people["practitioner_leeds"], "buddy": org.people["practitioner_dover"], "reason": null });
    intake
        .act(Method::POST, &id, "buddies", &buddy)
        .await
        .expect(200);
    let none = json!({ "supports": org.people["manager_leeds"], "buddy": null, "reason": "Invented reason." });
    let monitoring = intake
        .act(Method::POST, &id, "buddies", &none)
        .await
        .expect(200);
    assert_eq!(
        monitoring.body["summary"]["stage"], "monitoring",
        "{}",
        monitoring.text
    );

    // Safeguarding closes it, and reopens it on new information.
    let closed = safeguarding
        .act(Method::POST, &id, "close", &Value::Null)
        .await
        .expect(200);
    assert_eq!(closed.body["summary"]["stage"], "closed");
    let why = json!({ "reason": "Invented new information." });
    let reopened = safeguarding
        .act(Method::POST, &id, "reopen", &why)
        .await
        .expect(200);
    assert_eq!(reopened.body["summary"]["stage"], "monitoring");

    // All of it is in the history, with who.
    let history = safeguarding
        .get(&format!("/api/v1/incidents/{id}/history?limit=100"))
        .await
        .expect(200);
    let actions: Vec<_> = history.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["action"].as_str().unwrap())
        .collect();
    for action in [
        "report",
        "log",
        "triage",
        "acknowledge",
        "record_step",
        "name_buddy",
        "close",
        "reopen",
    ] {
        assert!(
            actions.contains(&action),
            "{action} is missing from {actions:?}"
        );
    }
}

#[actix_web::test]
async fn my_work_shows_each_person_their_turn() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let waiting = async |person: &str| {
        let work = org
            .sign_in(person)
            .await
            .get("/api/v1/my-work")
            .await
            .expect(200);
        work.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["incident"]["id"] == id.as_str())
    };
    assert!(
        waiting("od_north").await,
        "the director is to acknowledge it"
    );
    assert!(
        waiting("customer_services").await,
        "customer services are to name the buddies"
    );
    assert!(!waiting("practitioner_leeds").await);
    assert!(!waiting("deputy_south").await);

    // Two days later the steps are overdue, and overdue comes first.
    org.server.forward(chrono::Duration::days(6));
    let work = org
        .sign_in("od_north")
        .await
        .get("/api/v1/my-work")
        .await
        .expect(200);
    assert_eq!(work.body["items"][0]["overdue"], true, "{}", work.text);
}

#[actix_web::test]
async fn safeguarding_acts_for_the_director_and_it_is_marked_so() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let incident = safeguarding
        .act(Method::POST, &id, "acknowledge", &Value::Null)
        .await
        .expect(200);
    assert_eq!(incident.body["intake"]["acknowledged"]["on_behalf"], true);
}

#[actix_web::test]
async fn an_author_who_is_not_independent_is_refused_with_the_reason() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    director
        .act(Method::POST, &id, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let step = step(&director.incident(&id).await.body, "author_named")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (who, exception) in [
        ("manager_leeds", Value::Null),
        ("practitioner_leeds", Value::Null),
        ("colleague_york", Value::Null),
        ("od_north", json!("pdp_interest")),
    ] {
        let body = json!({ "status": "done", "note": "Invented.", "evidence": "", "named": org.people[who], "author_exception": exception });
        let refused = director
            .act(Method::PUT, &id, &format!("steps/{step}"), &body)
            .await;
        refused.refused(422, "invalid");
        assert!(
            refused
                .pointers()
                .iter()
                .any(|p| *p == "/named" || *p == "/author_exception"),
            "{who}: {}",
            refused.text
        );
    }
}

#[actix_web::test]
async fn a_buddy_is_not_in_the_persons_line_nor_involved() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    for who in ["manager_leeds", "od_north", "practitioner_leeds"] {
        let body = json!({ "supports": org.people["practitioner_leeds"], "buddy": org.people[who], "reason": null });
        let refused = intake.act(Method::POST, &id, "buddies", &body).await;
        refused.refused(422, "invalid");
        assert!(
            refused
                .pointers()
                .iter()
                .all(|pointer| *pointer == "/buddy"),
            "{who}: {}",
            refused.text
        );
    }
    let body = json!({ "supports": org.people["practitioner_leeds"], "buddy": null, "reason": "Invented." });
    intake
        .act(Method::POST, &id, "buddies", &body)
        .await
        .refused(422, "invalid");
}

#[actix_web::test]
async fn a_vacant_posts_deputy_gets_the_incident_and_may_act() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let mut body = report();
    body["notification"]["local_authority"] = json!("E09000002");
    let id = intake
        .create("/api/v1/incidents", &body)
        .await
        .expect(201)
        .id();
    let triage = json!({ "known": "being_checked", "cases": [], "practitioners": [], "managers": [], "reason": null });
    let forwarded = intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    assert_eq!(
        forwarded.body["intake"]["forwarded"]["to"]["name"],
        "Invented deputy_south"
    );
    assert_eq!(forwarded.body["intake"]["forwarded"]["as_deputy"], true);
    let deputy = org.sign_in("deputy_south").await;
    deputy
        .act(Method::POST, &id, "acknowledge", &Value::Null)
        .await
        .expect(200);
}

#[actix_web::test]
async fn an_extension_keeps_the_first_date() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let incident = director.incident(&id).await;
    let deadlines = incident.body["intake"]["deadlines"].as_array().unwrap();
    let deadline = deadlines
        .iter()
        .find(|d| d["clock"] == "file_secured")
        .unwrap();
    assert_eq!(
        deadline["original_due"], "2026-03-05",
        "one working day after Wednesday 4 March"
    );
    let body = json!({ "deadline": deadline["id"], "due": "2026-03-10", "reason": "Invented." });
    let extended = director
        .act(Method::POST, &id, "extensions", &body)
        .await
        .expect(200);
    let deadlines = extended.body["intake"]["deadlines"].as_array().unwrap();
    let deadline = deadlines
        .iter()
        .find(|d| d["clock"] == "file_secured")
        .unwrap();
    assert_eq!(
        (deadline["original_due"].as_str(), deadline["due"].as_str()),
        (Some("2026-03-05"), Some("2026-03-10"))
    );
    assert_eq!(deadline["extensions"][0]["from"], "2026-03-05");
}
