//! One management review from required to closed, as the people who work on it; who sees how much of it.

use super::writing::{AUTHOR, PATH, act, commissioned, one, submitted};
use super::{act as act_external, liaison, put as put_external, step};
use crate::support::{Answer, Client, Organisation, external};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

fn why() -> Value {
    json!({ "reason": "Invented reason." })
}

fn terms() -> Value {
    json!({ "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31" })
}

/// Decides or assigns a recommendation as it stands now.
async fn on_recommendation(
    client: &Client,
    method: Method,
    id: &str,
    what: &str,
    body: &Value,
) -> Answer {
    let path = format!("/api/v1/recommendations/{id}");
    let version = client.get(&path).await.body["version"].as_i64();
    client
        .change(
            method,
            &format!("{path}/{what}"),
            version.unwrap_or(1),
            body,
        )
        .await
}

fn texts<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one[field].as_str().unwrap()).collect()
}

/// An external review of the incident, to be held, with the panel's date.
async fn held(org: &Organisation, incident: &str, panel: &str) -> String {
    let intake = org.sign_in("customer_services").await;
    let made = intake
        .create("/api/v1/external-reviews", &external(&[incident]))
        .await
        .expect(201);
    let id = made.id();
    for known in ["decided", "terms_received"] {
        act_external(&intake, &id, "steps", &step(known, "2026-03-04"))
            .await
            .expect(200);
    }
    let panel = json!({ "due": panel });
    put_external(&intake, &id, "panel-date", &panel)
        .await
        .expect(200);
    id
}

#[actix_web::test]
async fn from_required_to_closed() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let panel = held(&org, &incident, "2026-04-01").await;
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let author = org.sign_in(AUTHOR).await;

    // The director says that one is required.
    let require = json!({ "incident": incident, "external": panel, "reason": "Invented reason." });
    let made = director.create(PATH, &require).await.expect(201);
    let id = made.id();
    assert_eq!(made.headers["location"], format!("{PATH}/{id}").as_str());
    assert_eq!(made.body["reference"], "MR-2026-0001");
    assert_eq!(made.body["stage"], "required");
    assert_eq!(made.body["external"], panel.as_str());
    assert_eq!(made.body["panel_date"], "2026-04-01");
    assert_eq!(made.body["next_steps"][0]["mine"], true);
    one(&author, &id).await.refused(404, "not_found");

    // Safeguarding proposes for the director; the author is told that they were not independent by their own word.
    let register = safeguarding
        .post(&format!("{PATH}/{id}/authors/search"), &json!({}))
        .await
        .expect(200);
    assert_eq!(register.body[0]["staff"]["id"], org.people[AUTHOR].as_str());
    assert_eq!(register.body[0]["eligible"], true);
    let author_id = json!({ "author": org.people[AUTHOR], "exception": null });
    let proposed = act(&safeguarding, &id, "proposals", &author_id)
        .await
        .expect(201);
    assert_eq!(proposed.body["stage"], "proposed");
    let proposal = &proposed.body["commission"]["proposals"][0];
    assert_eq!(proposal["stamp"]["on_behalf"], true);
    let found = json!({ "found": "not_independent", "note": "Invented friendship." });
    let rejected = act(&director, &id, "independence", &found)
        .await
        .expect(200);
    assert_eq!(rejected.body["stage"], "required");
    let exception = json!({ "code": "pdp_interest", "reason": "Invented reason." });
    let other = json!({ "author": org.people["manager_york"], "exception": exception });
    act(&director, &id, "proposals", &other).await.expect(201);
    act(&director, &id, "proposals", &author_id)
        .await
        .expect(201);
    // Whoever is proposed sees its dates, and nothing else.
    let waits = one(&author, &id).await.expect(200);
    assert_eq!(waits.body["view"], "dates");
    assert_eq!(waits.body["commission"], Value::Null);
    let independent = json!({ "found": "independent", "note": "Invented declaration." });
    let checked = act(&director, &id, "independence", &independent)
        .await
        .expect(200);
    assert_eq!(checked.body["stage"], "checked");

    // Commissioned: due so long before the panel's date, which is earlier than 40 working days.
    let late = json!({ "terms": terms(), "due": "2026-03-26" });
    let refused = act(&director, &id, "commission", &late).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/due"]);
    let commission = json!({ "terms": terms(), "due": null });
    let commissioned = act(&director, &id, "commission", &commission)
        .await
        .expect(200);
    assert_eq!(commissioned.body["stage"], "commissioned");
    let clock = commissioned.body["deadlines"][0].clone();
    assert_eq!(clock["due"], "2026-03-25");
    assert_eq!(
        commissioned.body["commission"]["author"]["id"],
        org.people[AUTHOR].as_str()
    );
    // The author sees the incident; the step that names them is done.
    let seen = author.incident(&incident).await.expect(200);
    assert!(seen.text.contains("Invented specialist_york"));
    assert_eq!(one(&author, &id).await.body["view"], "author");

    // Another date is agreed; the first stays. The terms change.
    let agree = json!({
        "deadline": clock["id"], "due": "2026-03-27", "why": "capacity", "reason": "Invented reason."
    });
    let agreed = act(&director, &id, "dates", &agree).await.expect(200);
    assert_eq!(agreed.body["deadlines"][0]["original_due"], "2026-03-25");
    assert_eq!(agreed.body["next_due"], "2026-03-27");
    let version = agreed.body["version"].as_i64().unwrap();
    let changed = json!({ "terms": terms(), "reason": "Invented reason." });
    director
        .change(
            Method::PUT,
            &format!("{PATH}/{id}/terms"),
            version,
            &changed,
        )
        .await
        .expect(200);

    // Written and submitted; returned, submitted again, referred back once, approved.
    submitted(&author, &id).await;
    let at_qa = one(&safeguarding, &id).await.expect(200);
    assert_eq!(at_qa.body["stage"], "submitted");
    assert_eq!(at_qa.body["deadlines"][0]["running"], false);
    act(&director, &id, "pass", &Value::Null)
        .await
        .refused(403, "forbidden");
    let returned = act(&safeguarding, &id, "return", &why()).await.expect(200);
    assert_eq!(returned.body["stage"], "returned");
    assert_eq!(returned.body["deadlines"][0]["running"], true);
    let again = json!({ "text_version": one(&author, &id).await.body["text_version"] });
    org.server.forward(chrono::Duration::seconds(1));
    act(&author, &id, "submit", &again).await.expect(200);
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    let referred = act(&director, &id, "refer-back", &why()).await.expect(200);
    assert_eq!(referred.body["stage"], "submitted");
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    act(&safeguarding, &id, "approve", &Value::Null)
        .await
        .refused(403, "forbidden");
    let approved = act(&director, &id, "approve", &Value::Null)
        .await
        .expect(200);
    assert_eq!(approved.body["stage"], "approved");
    let recommendation = approved.body["recommendations"][0].clone();
    assert_eq!(recommendation["text"], "Invented recommendation.");
    assert_eq!(
        (&recommendation["standing"], &recommendation["reach"]),
        (&json!("final"), &json!("local"))
    );
    let early = act(&safeguarding, &id, "close", &Value::Null).await;
    early.refused(409, "outstanding");
    assert_eq!(
        texts(&early.body["outstanding"], "what"),
        [
            "Send it to the panel, or say that there is none",
            "Tell everyone involved what it found",
            "Decide every recommendation",
        ]
    );

    // The liaison sends it to the panel; the external review knows of it.
    let liaison = liaison(&org, &incident).await;
    let nobody = json!({ "on": null, "note": "Invented note." });
    let refused = act(&liaison, &id, "send", &nobody).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/on"]);
    let send = json!({ "on": "2026-03-04", "note": "Invented panel." });
    act(&liaison, &id, "send", &send).await.expect(200);
    let known = super::one(&safeguarding, &panel).await.expect(200);
    assert!(texts(&known.body["steps"], "step").contains(&"submitted"));
    assert_eq!(known.body["our_reviews"][0]["reference"], "MR-2026-0001");

    // Both whom it concerns are told, each once.
    for (person, outcome, note) in [
        ("practitioner_leeds", "held", ""),
        ("manager_leeds", "declined", "Invented reason."),
    ] {
        let debrief = json!({
            "staff": org.people[person], "outcome": outcome, "on": "2026-03-04", "note": note
        });
        act(&director, &id, "debriefs", &debrief).await.expect(200);
        let twice = act(&director, &id, "debriefs", &debrief).await;
        assert!([409, 422].contains(&twice.status), "{}", twice.text);
    }
    let told = one(&safeguarding, &id).await;
    assert_eq!(told.body["stage"], "debriefed");
    let left = json!(["Decide every recommendation"]);
    assert_eq!(told.body["outstanding"], left);

    // The director accepts what is local, and gives it to somebody.
    let rid = recommendation["id"].as_str().unwrap();
    let decide = json!({
        "decision": "amended", "amended": "Invented other words.", "reason": "Invented reason.",
        "owner": org.people["manager_york"], "due": "2026-06-01"
    });
    on_recommendation(&safeguarding, Method::POST, rid, "decision", &decide)
        .await
        .refused(403, "forbidden");
    let decided = on_recommendation(&director, Method::POST, rid, "decision", &decide)
        .await
        .expect(200);
    assert_eq!(decided.body["decided"]["amended"], "Invented other words.");
    assert_eq!(decided.body["permitted"], json!(["assign"]));

    // Closed: the author sees neither it nor the incident any more.
    let closed = act(&safeguarding, &id, "close", &Value::Null)
        .await
        .expect(200);
    assert_eq!(closed.body["stage"], "closed");
    assert_eq!(closed.body["permitted"], json!(["reopen"]));
    one(&author, &id).await.refused(404, "not_found");
    author.incident(&incident).await.refused(404, "not_found");
    act(&safeguarding, &id, "reopen", &why()).await.expect(200);
    one(&author, &id).await.expect(200);
    author.incident(&incident).await.expect(200);

    // All of it is in the history.
    let path = format!("{PATH}/{id}/history?limit=100");
    let history = director.get(&path).await.expect(200);
    let done = texts(&history.body["items"], "action");
    let times = |action| done.iter().filter(|done| **done == action).count();
    for (action, count) in [
        ("require", 1),
        ("propose_author", 3),
        ("check_independence", 2),
        ("commission", 1),
        ("extend", 1),
        ("change_terms", 1),
        ("submit", 2),
        ("return", 1),
        ("pass_qa", 2),
        ("refer_back", 1),
        ("approve", 1),
        ("send", 1),
        ("debrief", 2),
        ("decide", 1),
        ("close", 1),
        ("reopen", 1),
    ] {
        assert_eq!(times(action), count, "{action}");
    }
    assert_eq!(done.len(), 22);
}

#[actix_web::test]
async fn who_sees_how_much_of_it() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    for (person, view) in [
        ("safeguarding", Some("commission")),
        ("customer_services", Some("dates")),
        ("od_north", Some("commission")),
        (AUTHOR, Some("author")),
        ("deputy_south", None),
        ("practitioner_leeds", None),
        ("manager_leeds", None),
        ("manager_york", None),
        ("board", None),
        ("admin", None),
    ] {
        let reader = org.sign_in(person).await;
        let read = one(&reader, &id).await;
        let history = reader.get(&format!("{PATH}/{id}/history")).await;
        let Some(view) = view else {
            read.refused(404, "not_found");
            history.refused(404, "not_found");
            continue;
        };
        let read = read.expect(200);
        assert_eq!(read.body["view"], view, "{person}");
        let sees = view != "dates";
        assert_eq!(read.body["commission"].is_object(), sees, "{person}");
        assert_eq!(history.status == 200, sees, "{person}");
        assert_eq!(read.text.contains("Invented terms."), sees, "{person}");
        assert_eq!(read.text.contains("Invented specialist_york"), sees);
    }
}

#[actix_web::test]
async fn sent_twice_it_is_required_and_proposed_once() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let key = Uuid::now_v7().to_string();
    let require = json!({ "incident": incident, "external": null, "reason": "Invented reason." });
    let first = director.create_as(PATH, &require, &key).await.expect(201);
    let again = director.create_as(PATH, &require, &key).await.expect(201);
    let id = first.id();
    assert_eq!(id, again.id());
    let propose = json!({ "author": org.people[AUTHOR], "exception": null });
    let key = Uuid::now_v7().to_string();
    for _ in 0..2 {
        let request = director
            .request(Method::POST, &format!("{PATH}/{id}/proposals"))
            .header("Idempotency-Key", &key)
            .header("If-Match", "\"v1\"")
            .json(&propose);
        let proposed = director.send(request).await.expect(201);
        let proposals = &proposed.body["commission"]["proposals"];
        assert_eq!(proposals.as_array().unwrap().len(), 1);
    }
    // One at a time.
    director
        .create(PATH, &require)
        .await
        .refused(409, "conflict");
    let stale = super::writing::act_on(&director, &id, 1, "reject", &why()).await;
    stale.refused(403, "forbidden");
    let safeguarding = org.sign_in("safeguarding").await;
    super::writing::act_on(&safeguarding, &id, 1, "reject", &why())
        .await
        .refused(412, "stale");
    act(&safeguarding, &id, "reject", &why()).await.expect(200);
    director.create(PATH, &require).await.expect(201);
    // The rejected one stays, and is not reopened beside the new one.
    act(&safeguarding, &id, "reopen", &why())
        .await
        .refused(409, "conflict");
}

#[actix_web::test]
async fn a_review_is_stopped_or_goes_on_without_an_external_one() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let made = intake
        .create("/api/v1/external-reviews", &external(&[&incident]))
        .await
        .expect(201);
    let panel = made.id();
    let require = json!({ "incident": incident, "external": panel, "reason": "Invented reason." });
    let id = director.create(PATH, &require).await.expect(201).id();
    act(&director, &id, "continue", &why())
        .await
        .refused(409, "not_permitted_now");
    let mut decided = step("decided", "2026-03-04");
    decided["decision"] = json!("no_review");
    act_external(&intake, &panel, "steps", &decided)
        .await
        .expect(200);
    let continued = act(&director, &id, "continue", &why()).await.expect(200);
    assert_eq!(
        continued.body["commission"]["continued"]["reason"],
        "Invented reason."
    );
    act(&safeguarding, &id, "stop", &why())
        .await
        .refused(403, "forbidden");
    let stopped = act(&director, &id, "stop", &why()).await.expect(200);
    assert_eq!(stopped.body["stage"], "stopped");
    act(&safeguarding, &id, "reopen", &why()).await.expect(200);
    // One that waits for ours is not stopped.
    decided["decision"] = json!("review");
    decided["reason"] = json!("Invented reason.");
    act_external(&intake, &panel, "steps", &decided)
        .await
        .expect(200);
    act(&director, &id, "stop", &why())
        .await
        .refused(409, "not_permitted_now");
}
