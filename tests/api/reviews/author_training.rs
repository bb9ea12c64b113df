//! From a day that administrators set, authors must be trained (§12, §13); what was commissioned before stands. And a
//! breach that is planned is one already: no day that merely comes makes another.

use super::writing::{AUTHOR, PATH, act, commission, commissioned, one};
use crate::support::{Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const TRAINED: &str = "/api/v1/settings/author.trained_from";

/// Says from which day on authors must be trained; it holds from today.
async fn required_from(org: &Organisation, day: &str) -> i64 {
    let read = org.admin.get(TRAINED).await.expect(200);
    let version = read.body["version"].as_i64().unwrap();
    let request = org
        .admin
        .request(Method::POST, &format!("{TRAINED}/values"))
        .header("If-Match", format!("\"v{version}\""))
        .header("Idempotency-Key", Uuid::now_v7().to_string())
        .json(&json!({ "from": "2026-03-04", "value": day }));
    org.admin.send(request).await.expect(201);
    version + 1
}

async fn require(org: &Organisation, case: &str) -> (Client, String) {
    let incident = org.known_incident_of(case).await;
    let director = org.sign_in("od_north").await;
    let require = json!({ "incident": incident, "external": null, "reason": "Invented reason." });
    let id = director.create(PATH, &require).await.expect(201).id();
    (director, id)
}

fn author(org: &Organisation) -> Value {
    json!({ "author": org.people[AUTHOR], "exception": null })
}

async fn train(org: &Organisation, course_on: Option<&str>) {
    let safeguarding = org.sign_in("safeguarding").await;
    let path = format!("/api/v1/staff/{}", org.people[AUTHOR]);
    let version = safeguarding.get(&path).await.body["version"].as_i64();
    let trained = json!({ "e_learning_on": "2026-01-10", "course_on": course_on });
    let training = format!("{path}/author-training");
    safeguarding
        .change(Method::PUT, &training, version.unwrap(), &trained)
        .await
        .expect(200);
}

#[actix_web::test]
async fn from_the_day_that_is_set_nobody_untrained_is_found_proposed_or_commissioned() {
    let org = Organisation::start().await;
    let (director, id) = require(&org, "INV-1").await;
    let missing = "has not completed the two-day course";
    train(&org, None).await;
    // Tomorrow is not today.
    required_from(&org, "2026-03-05").await;
    act(&director, &id, "proposals", &author(&org))
        .await
        .expect(201);
    let check = json!({ "found": "independent", "note": "Invented declaration." });
    act(&director, &id, "independence", &check)
        .await
        .expect(200);
    required_from(&org, "2026-03-04").await;
    let terms = json!({
        "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    });
    let commission = json!({ "terms": terms, "due": null });
    let refused = act(&director, &id, "commission", &commission).await;
    refused.refused(422, "invalid");
    assert!(refused.text.contains(missing), "{}", refused.text);
    let register = director
        .post(&format!("{PATH}/{id}/authors/search"), &json!({}))
        .await
        .expect(200);
    let register = register.body.as_array().unwrap().clone();
    assert!(register.iter().all(|one| one["eligible"] == false));
    // The immediate step names nobody who could not be commissioned either.
    let incident = org.known_incident_of("INV-2").await;
    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let read = director.incident(&incident).await.body;
    let steps = read["intake"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["kind"] == "author_named");
    let step = format!("steps/{}", step.unwrap()["id"].as_str().unwrap());
    let named = json!({
        "status": "done", "note": "Invented note.", "evidence": "", "named": org.people[AUTHOR], "author_exception": null
    });
    let refused = director.act(Method::PUT, &incident, &step, &named).await;
    refused.refused(422, "invalid");
    assert!(refused.text.contains(missing), "{}", refused.text);
    // Once trained, they can be.
    train(&org, Some("2026-03-04")).await;
    act(&director, &id, "commission", &commission)
        .await
        .expect(200);
    // And where it is not required any more, the next untrained one can be proposed.
    train(&org, None).await;
    let (director, other) = require(&org, "INV-3").await;
    let refused = act(&director, &other, "proposals", &author(&org)).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/author"]);
    required_from(&org, "never").await;
    act(&director, &other, "proposals", &author(&org))
        .await
        .expect(201);
}

#[actix_web::test]
async fn a_commission_given_before_that_day_stands() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    required_from(&org, "2026-03-04").await;
    let writer = org.sign_in(AUTHOR).await;
    let director = org.sign_in("od_north").await;
    // Neither a change of the organisation nor a suspension by hand asks for the training.
    let line = json!({ "manager": org.people["board"], "from": "2026-03-04" });
    let path = format!("/api/v1/staff/{}/lines", org.people["panel"]);
    org.admin.create(&path, &line).await.expect(201);
    assert_eq!(one(&writer, &id).await.body["view"], "author");
    let why = json!({ "reason": "Invented reason." });
    act(&director, &id, "suspend", &why).await.expect(200);
    act(&director, &id, "resume", &why).await.expect(200);
    assert_eq!(one(&writer, &id).await.body["stage"], "commissioned");
}

#[actix_web::test]
async fn only_a_day_or_never_can_be_set() {
    let org = Organisation::start().await;
    let read = org.admin.get(TRAINED).await.expect(200).body;
    assert_eq!(read["kind"], "date");
    assert_eq!(read["current"]["words"], "Not required");
    for wrong in ["soon", "2026-02-30", "3wd", ""] {
        let request = org
            .admin
            .request(Method::POST, &format!("{TRAINED}/values"))
            .header("If-Match", "\"v1\"")
            .header("Idempotency-Key", Uuid::now_v7().to_string())
            .json(&json!({ "from": "2026-03-04", "value": wrong }));
        let refused = org.admin.send(request).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/value"], "{wrong}");
    }
}

#[actix_web::test]
async fn a_breach_that_is_planned_suspends_when_it_is_recorded() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let id = commission(&org, &incident).await;
    let director = org.sign_in("od_north").await;
    // A line that begins in June is known today.
    let line = json!({ "manager": org.people[AUTHOR], "from": "2026-06-01" });
    let path = format!("/api/v1/staff/{}/lines", org.people["practitioner_leeds"]);
    org.admin.create(&path, &line).await.expect(201);
    let suspended = one(&director, &id).await.body;
    assert_eq!(suspended["stage"], "suspended", "{suspended}");
}

#[actix_web::test]
async fn a_deputy_who_will_stand_in_for_the_director_does_not_write_the_review() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let deputies = format!("/api/v1/areas/{}/deputies", org.areas["north"]);
    let deputy = json!({ "staff": org.people[AUTHOR], "from": "2026-04-01", "to": null });
    org.admin.create(&deputies, &deputy).await.expect(201);
    org.confirm_all().await;
    let running = one(&safeguarding, &id).await.body;
    assert_eq!(running["stage"], "commissioned", "the post is not vacant");
    // The director leaves at the end of May: from June on the author would approve what they wrote.
    let path = format!("/api/v1/staff/{}", org.people["od_north"]);
    let read = org.admin.get(&path).await.expect(200).body;
    let grant = read["grants"][0]["id"].as_str().unwrap();
    let version = read["version"].as_i64().unwrap();
    let end = format!("{path}/grants/{grant}/end");
    let last = json!({ "to": "2026-05-31" });
    org.admin
        .change(Method::POST, &end, version, &last)
        .await
        .expect(200);
    let suspended = one(&safeguarding, &id).await.body;
    assert_eq!(suspended["stage"], "suspended", "{suspended}");
    let reason = suspended["commission"]["suspended"]["reason"].to_string();
    assert!(reason.contains("approves the review"), "{reason}");
}
