//! The walk through management reviews and their recommendations.

use super::{Walk, id};
use crate::reviews::writing::{AUTHOR, PATH, act, submitted};
use crate::support::external;
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// One review from required to closed and reopened, another rejected; a recommendation decided and given to another.
pub(super) async fn reviews(walk: &mut Walk<'_>) {
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let org = walk.org;
    let incident = org.known_incident_of("INV-77").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let director = org.sign_in("od_north").await;
    let author = org.sign_in(AUTHOR).await;
    let staff = format!("/api/v1/staff/{}/author-training", org.people[AUTHOR]);
    let trained = json!({ "e_learning_on": "2026-01-10", "course_on": null });
    let training = "change_author_training";
    walk.refused_and_done(training, &safeguarding, put.clone(), &staff, trained)
        .await;
    let panel = not_held(&safeguarding, &incident).await;
    let require = json!({ "incident": incident, "external": panel, "reason": "Invented." });
    let made = walk
        .refused_and_done(
            "require_management_review",
            &director,
            post.clone(),
            PATH,
            require,
        )
        .await;
    let list = "list_management_reviews";
    walk.done(list, &director, get.clone(), PATH, Value::Null)
        .await;
    let capacity = "/api/v1/reviews/capacity";
    walk.refused_and_done(
        "read_capacity",
        &director,
        get.clone(),
        capacity,
        Value::Null,
    )
    .await;
    let file = format!("{capacity}/export");
    walk.refused_and_done(
        "export_capacity",
        &director,
        get.clone(),
        &file,
        Value::Null,
    )
    .await;
    let one = format!("{PATH}/{}", id(&made));
    let at = |what: &str| format!("{one}/{what}");
    for (operation, path) in [
        ("read_management_review", one.clone()),
        ("read_management_history", at("history")),
    ] {
        walk.refused_and_done(operation, &director, get.clone(), &path, Value::Null)
            .await;
    }
    let why = || json!({ "reason": "Invented." });
    let terms = json!({
        "text": "Invented.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    });
    let propose = json!({ "author": org.people[AUTHOR], "exception": null });
    let check = json!({ "found": "independent", "note": "Invented." });
    let commission = json!({ "terms": terms, "due": null });
    for (operation, what, body) in [
        ("search_authors", "authors/search", json!({})),
        ("propose_author", "proposals", propose.clone()),
        ("check_independence", "independence", check.clone()),
        ("commission_review", "commission", commission.clone()),
        ("replace_author", "replace-author", why()),
    ] {
        walk.refused_and_done(operation, &director, post.clone(), &at(what), body)
            .await;
    }
    let review = id(&made);
    for (what, body) in [
        ("proposals", propose),
        ("independence", check),
        ("commission", commission),
    ] {
        act(&director, &review, what, &body).await;
    }
    let read = director.get(&one).await.expect(200).body;
    let later = json!({
        "deadline": read["deadlines"][0]["id"], "due": "2026-06-01", "why": "capacity", "reason": "Invented."
    });
    let changed = json!({ "terms": terms, "reason": "Invented." });
    walk.refused_and_done(
        "change_terms",
        &director,
        put.clone(),
        &at("terms"),
        changed,
    )
    .await;
    for (operation, what, body) in [
        ("extend_review", "dates", later),
        ("suspend_review", "suspend", why()),
        ("resume_review", "resume", why()),
        ("continue_review", "continue", why()),
    ] {
        walk.refused_and_done(operation, &director, post.clone(), &at(what), body)
            .await;
    }
    submitted(&author, &review).await;
    let returned = "return_review";
    walk.refused_and_done(returned, &safeguarding, post.clone(), &at("return"), why())
        .await;
    let again = json!({ "text_version": 1 });
    org.server.forward(Duration::seconds(1));
    act(&author, &review, "submit", &again).await.expect(200);
    let (pass, null) = (at("pass"), Value::Null);
    walk.refused_and_done(
        "pass_review",
        &safeguarding,
        post.clone(),
        &pass,
        null.clone(),
    )
    .await;
    let refer = at("refer-back");
    walk.refused_and_done("refer_review_back", &director, post.clone(), &refer, why())
        .await;
    act(&safeguarding, &review, "pass", &null).await.expect(200);
    let approve = at("approve");
    let approved = walk
        .refused_and_done(
            "approve_review",
            &director,
            post.clone(),
            &approve,
            null.clone(),
        )
        .await;
    recommendation(walk, &id(&approved["recommendations"][0])).await;
    let liaison = crate::reviews::liaison(org, &incident).await;
    let send = json!({ "on": null, "note": "Invented." });
    walk.refused_and_done("send_review", &liaison, post.clone(), &at("send"), send)
        .await;
    for person in ["practitioner_leeds", "manager_leeds"] {
        let debrief = json!({
            "staff": org.people[person], "outcome": "held", "on": "2026-03-04", "note": ""
        });
        let path = at("debriefs");
        walk.refused_and_done("record_debrief", &director, post.clone(), &path, debrief)
            .await;
    }
    let close = at("close");
    let operation = "close_management_review";
    walk.refused_and_done(operation, &safeguarding, post.clone(), &close, null)
        .await;
    for (operation, what) in [
        ("reopen_management_review", "reopen"),
        ("reject_management_review", "reject"),
    ] {
        walk.refused_and_done(operation, &safeguarding, post.clone(), &at(what), why())
            .await;
    }
    let require = json!({ "incident": incident, "external": null, "reason": "Invented." });
    let second = director.create(PATH, &require).await.expect(201).id();
    let stop = format!("{PATH}/{second}/stop");
    walk.refused_and_done("stop_review", &director, post, &stop, why())
        .await;
}

/// An external review of the incident that was decided against.
async fn not_held(client: &crate::support::Client, incident: &str) -> String {
    let made = client
        .create("/api/v1/external-reviews", &external(&[incident]))
        .await
        .expect(201);
    let step = json!({
        "step": "decided", "on": "2026-03-04", "note": "", "decision": "no_review", "grade": null, "reason": null
    });
    let path = format!("/api/v1/external-reviews/{}/steps", made.id());
    client
        .change(Method::POST, &path, 1, &step)
        .await
        .expect(200);
    made.id()
}

async fn recommendation(walk: &mut Walk<'_>, id: &str) {
    let director = walk.org.sign_in("od_north").await;
    let one = format!("/api/v1/recommendations/{id}");
    let owner = walk.org.people["manager_york"].clone();
    let decide = json!({
        "decision": "accepted", "amended": null, "reason": "Invented.", "owner": owner, "due": "2026-06-01"
    });
    let assign = json!({ "owner": owner, "due": "2026-07-01", "reason": "Invented." });
    let read = "read_recommendation";
    walk.refused_and_done(read, &director, Method::GET, &one, Value::Null)
        .await;
    for (operation, method, what, body) in [
        ("decide_recommendation", Method::POST, "decision", decide),
        ("assign_recommendation", Method::PUT, "owner", assign),
    ] {
        let path = format!("{one}/{what}");
        walk.refused_and_done(operation, &director, method, &path, body)
            .await;
    }
}
