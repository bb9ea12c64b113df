//! Who may write a management review: asked when they are proposed, asked again when they are commissioned, and ever
//! after (§11–§13).

use super::writing::{AUTHOR, PATH, act, commissioned, one};
use crate::support::{Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};

async fn required(org: &Organisation, incident: &str) -> (Client, String) {
    let director = org.sign_in("od_north").await;
    let require = json!({ "incident": incident, "external": null, "reason": "Invented reason." });
    let id = director.create(PATH, &require).await.expect(201).id();
    (director, id)
}

fn proposal(org: &Organisation, person: &str, exception: Option<&str>) -> Value {
    let exception = exception.map(|code| json!({ "code": code, "reason": "Invented reason." }));
    json!({ "author": org.people[person], "exception": exception })
}

/// Gives a person a line manager from a day on.
async fn manages(org: &Organisation, manager: &str, staff: &str, from: &str) {
    let path = format!("/api/v1/staff/{}/lines", org.people[staff]);
    let line = json!({ "manager": org.people[manager], "from": from });
    org.admin.create(&path, &line).await.expect(201);
}

/// Ends a person's only grant.
async fn ends(org: &Organisation, person: &str, to: &str) {
    let path = format!("/api/v1/staff/{}", org.people[person]);
    let read = org.admin.get(&path).await.expect(200).body;
    let grant = read["grants"][0]["id"].as_str().unwrap();
    let version = read["version"].as_i64().unwrap();
    let end = json!({ "to": to });
    org.admin
        .change(
            Method::POST,
            &format!("{path}/grants/{grant}/end"),
            version,
            &end,
        )
        .await
        .expect(200);
}

/// Why somebody cannot be proposed: the words of each fault.
async fn objections(
    org: &Organisation,
    director: &Client,
    id: &str,
    person: &str,
    exception: Option<&str>,
) -> String {
    let refused = act(director, id, "proposals", &proposal(org, person, exception)).await;
    refused.refused(422, "invalid");
    assert!(
        refused.pointers().iter().all(|at| *at == "/author"),
        "{}",
        refused.text
    );
    refused.text
}

#[actix_web::test]
async fn whoever_is_not_independent_is_not_proposed() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let (director, id) = required(&org, &incident).await;
    // In February somebody managed the practitioner, from March on somebody else: each stays what they were.
    manages(&org, "deputy_south", "practitioner_leeds", "2026-02-01").await;
    manages(&org, "board", "practitioner_leeds", "2026-03-01").await;
    let buddy = json!({
        "supports": org.people["practitioner_leeds"], "buddy": org.people["practitioner_dover"], "reason": null
    });
    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    org.sign_in("customer_services")
        .await
        .act(Method::POST, &incident, "buddies", &buddy)
        .await
        .expect(200);
    let pdp = Some("pdp_interest");
    for (person, exception, words) in [
        ("practitioner_leeds", pdp, "is involved in this incident"),
        ("practitioner_dover", pdp, "is a buddy on this incident"),
        (
            "board",
            pdp,
            "line-managed Invented practitioner_leeds, who is involved, from 1 March 2026",
        ),
        (
            "deputy_south",
            pdp,
            "line-managed Invented practitioner_leeds, who is involved, from 1 February 2026 to 28 February 2026",
        ),
        (
            "manager_leeds",
            pdp,
            "line-managed the team leeds while it held the case",
        ),
        ("od_north", pdp, "line-managed Invented practitioner_leeds"),
        ("od_north", pdp, "approves the review"),
        (
            "colleague_york",
            None,
            "is not a specialist service manager",
        ),
        ("colleague_york", pdp, "is not a service manager"),
        (
            "colleague_york",
            Some("capacity"),
            "is not an external author",
        ),
    ] {
        let why = objections(&org, &director, &id, person, exception).await;
        assert!(why.contains(words), "{person}: {why}");
    }
    // The register shows the same, the best first.
    let search = json!({ "exception": "pdp_interest" });
    let register = director
        .post(&format!("{PATH}/{id}/authors/search"), &search)
        .await
        .expect(200);
    let register = register.body.as_array().unwrap();
    let able: Vec<_> = register
        .iter()
        .filter(|one| one["eligible"] == true)
        .map(|one| one["staff"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(able, ["Invented specialist_york", "Invented manager_york"]);
    assert!(
        register
            .iter()
            .all(|one| !one["reasons"].as_array().unwrap().is_empty())
    );
}

#[actix_web::test]
async fn a_grant_that_was_lost_yesterday_is_lost() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let (director, id) = required(&org, &incident).await;
    ends(&org, AUTHOR, "2026-03-03").await;
    let why = objections(&org, &director, &id, AUTHOR, None).await;
    assert!(why.contains("is not a specialist service manager"), "{why}");
}

#[actix_web::test]
async fn the_rule_is_asked_again_at_the_check_and_at_the_commission() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let (director, id) = required(&org, &incident).await;
    let independent = json!({ "found": "independent", "note": "Invented declaration." });
    let terms = json!({
        "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    });
    let commission = json!({ "terms": terms, "due": null });
    act(&director, &id, "proposals", &proposal(&org, AUTHOR, None))
        .await
        .expect(201);
    act(&director, &id, "commission", &commission)
        .await
        .refused(409, "not_permitted_now");
    act(&director, &id, "independence", &independent)
        .await
        .expect(200);
    // Between the check and the commission they lose their grant, and come to manage the practitioner.
    ends(&org, AUTHOR, "2026-03-03").await;
    let refused = act(&director, &id, "commission", &commission).await;
    refused.refused(422, "invalid");
    assert!(refused.text.contains("is not a specialist service manager"));
    manages(&org, AUTHOR, "practitioner_leeds", "2026-03-04").await;
    let refused = act(&director, &id, "commission", &commission).await;
    refused.refused(422, "invalid");
    assert!(refused.text.contains("line-managed"), "{}", refused.text);
    // Another is proposed, who then becomes a buddy before the check.
    let other = proposal(&org, "deputy_south", Some("pdp_interest"));
    act(&director, &id, "proposals", &other).await.expect(201);
    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let buddy = json!({
        "supports": org.people["practitioner_leeds"], "buddy": org.people["deputy_south"], "reason": null
    });
    org.sign_in("customer_services")
        .await
        .act(Method::POST, &incident, "buddies", &buddy)
        .await
        .expect(200);
    let refused = act(&director, &id, "independence", &independent).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/found"]);
    assert!(refused.text.contains("is a buddy on this incident"));
    let found = json!({ "found": "not_independent", "note": "Invented reason." });
    act(&director, &id, "independence", &found)
        .await
        .expect(200);
}

#[actix_web::test]
async fn a_breach_suspends_the_commission_however_late_it_arises() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let director = org.sign_in("od_north").await;
    let why = json!({ "reason": "Invented reason." });
    author.incident(&incident).await.expect(200);
    org.server.forward(chrono::Duration::minutes(1));
    manages(&org, AUTHOR, "practitioner_leeds", "2026-03-04").await;
    let suspended = one(&director, &id).await.expect(200).body;
    assert_eq!(suspended["stage"], "suspended");
    let reason = suspended["commission"]["suspended"]["reason"].as_str();
    assert!(
        reason
            .unwrap()
            .contains("Line-managed Invented practitioner_leeds"),
        "{suspended}"
    );
    // The author sees its dates, and the incident no more.
    assert_eq!(one(&author, &id).await.body["view"], "dates");
    author.incident(&incident).await.refused(404, "not_found");
    act(&director, &id, "resume", &why)
        .await
        .refused(422, "invalid");
    let history = director.get(&format!("{PATH}/{id}/history")).await;
    let last = &history.body["items"][0];
    assert_eq!(last["action"], "suspend");
    assert!(last["reason"].as_str().unwrap().contains("Line-managed"));
    // Another takes it up; the date stays.
    act(&director, &id, "replace-author", &why)
        .await
        .expect(200);
    let other = proposal(&org, "deputy_south", Some("pdp_interest"));
    act(&director, &id, "proposals", &other).await.expect(201);
    let independent = json!({ "found": "independent", "note": "Invented declaration." });
    act(&director, &id, "independence", &independent)
        .await
        .expect(200);
    let terms = json!({
        "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    });
    let dated = json!({ "terms": terms, "due": "2026-03-20" });
    let refused = act(&director, &id, "commission", &dated).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/due"]);
    let undated = json!({ "terms": terms, "due": null });
    let again = act(&director, &id, "commission", &undated)
        .await
        .expect(200);
    assert_eq!(again.body["stage"], "commissioned");
    assert_eq!(again.body["deadlines"].as_array().unwrap().len(), 1);
    one(&author, &id).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_change_of_the_incident_or_of_a_director_suspends_it_too() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let director = org.sign_in("od_north").await;
    let intake = org.sign_in("customer_services").await;
    let read = intake.incident(&incident).await.body;
    // It turns out that the author managed the case for a while.
    let triage = json!({
        "known": "known_open", "cases": [read["intake"]["cases"][0]["id"]],
        "practitioners": [org.people["practitioner_leeds"]],
        "managers": [org.people["manager_leeds"], org.people[AUTHOR]], "reason": "Invented reason.",
    });
    let triaged = intake
        .act(Method::POST, &incident, "triage", &triage)
        .await
        .expect(200);
    let suspended = one(&director, &id).await.body;
    assert_eq!(suspended["stage"], "suspended");
    // What the change answers with is the incident as it is after the suspension too.
    let read = director.incident(&incident).await;
    assert_eq!(triaged.headers["etag"], read.headers["etag"]);
    let why = json!({ "reason": "Invented reason." });
    act(&director, &id, "replace-author", &why)
        .await
        .expect(200);

    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let grant = json!({
        "role": "od", "scope": { "kind": "area", "id": org.areas["north"] }, "from": "2026-04-01", "to": null
    });
    let path = format!("/api/v1/staff/{}/grants", org.people[AUTHOR]);
    org.admin.create(&path, &grant).await.expect(201);
    org.confirm_all().await;
    let director = org.sign_in("od_north").await;
    let suspended = one(&director, &id).await.body;
    assert_eq!(suspended["stage"], "suspended", "{suspended}");
}

#[actix_web::test]
async fn a_commission_is_suspended_and_resumed_by_hand() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let why = json!({ "reason": "Invented reason." });
    act(&author, &id, "suspend", &why)
        .await
        .refused(403, "forbidden");
    act(&safeguarding, &id, "resume", &why)
        .await
        .refused(409, "not_permitted_now");
    act(&safeguarding, &id, "suspend", &why).await.expect(200);
    author.incident(&incident).await.refused(404, "not_found");
    act(&safeguarding, &id, "resume", &why).await.expect(200);
    author.incident(&incident).await.expect(200);
    assert_eq!(one(&author, &id).await.body["view"], "author");
}

#[actix_web::test]
async fn whoever_the_immediate_step_named_is_proposed_first() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let read = director.incident(&incident).await.body;
    let steps = read["intake"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["kind"] == "author_named");
    let step = step.unwrap()["id"].as_str().unwrap();
    let named = json!({
        "status": "done", "note": "Invented note.", "evidence": "", "named": org.people[AUTHOR], "author_exception": null
    });
    director
        .act(Method::PUT, &incident, &format!("steps/{step}"), &named)
        .await
        .expect(200);
    let (_, id) = required(&org, &incident).await;
    let read = one(&director, &id).await.body;
    assert_eq!(read["stage"], "proposed");
    let proposals = &read["commission"]["proposals"];
    assert_eq!(proposals[0]["author"]["id"], org.people[AUTHOR].as_str());
}

#[actix_web::test]
async fn safeguarding_records_the_training_of_authors() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let path = format!("/api/v1/staff/{}", org.people[AUTHOR]);
    let training = format!("{path}/author-training");
    let trained = json!({ "e_learning_on": "2026-01-10", "course_on": "2026-02-12" });
    let version = safeguarding.get(&path).await.body["version"].as_i64();
    let version = version.unwrap();
    org.admin
        .change(Method::PUT, &training, version, &trained)
        .await
        .refused(403, "forbidden");
    let tomorrow = json!({ "e_learning_on": "2026-03-05", "course_on": null });
    let refused = safeguarding
        .change(Method::PUT, &training, version, &tomorrow)
        .await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/e_learning_on"]);
    let changed = safeguarding
        .change(Method::PUT, &training, version, &trained)
        .await
        .expect(200);
    assert_eq!(changed.body["author_training"], trained);
    safeguarding
        .change(Method::PUT, &training, version, &trained)
        .await
        .refused(412, "stale");
    // The person sees it; colleagues do not.
    for (reader, sees) in [(AUTHOR, true), ("manager_york", false), ("admin", false)] {
        let reader = org.sign_in(reader).await;
        let read = reader.get(&path).await.expect(200);
        assert_eq!(read.body["author_training"] == trained, sees);
    }
    let incident = org.known_incident().await;
    let (director, id) = required(&org, &incident).await;
    let register = director
        .post(&format!("{PATH}/{id}/authors/search"), &json!({}))
        .await
        .expect(200);
    let reasons = &register.body[0]["reasons"];
    assert!(
        reasons
            .to_string()
            .contains("Trained since 12 February 2026"),
        "{reasons}"
    );
}
