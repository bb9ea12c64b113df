//! The walk through a management review, before its text and after.

use super::{Walk, id};
use crate::reviews::writing::{AUTHOR, PATH, act};
use crate::support::{Client, external};
use reqwest::Method;
use serde_json::{Value, json};

fn why() -> Value {
    json!({ "reason": "Invented." })
}

fn terms() -> Value {
    json!({ "text": "Invented.", "period_from": "2025-01-01", "period_to": "2025-12-31" })
}

impl Walk<'_> {
    /// Is refused something with a management review, then does it.
    pub(super) async fn on_review(
        &mut self,
        operation: &'static str,
        who: &Client,
        what: &str,
        body: Value,
    ) -> Value {
        let path = format!("{PATH}/{what}");
        self.refused_and_done(operation, who, Method::POST, &path, body)
            .await
    }
}

/// Required, commissioned, and everything that can happen to it until it is written; answers with the review.
pub(super) async fn commissioned(walk: &mut Walk<'_>, incident: &str) -> String {
    let (get, org) = (Method::GET, walk.org);
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let panel = decided_against(&safeguarding, incident).await;
    let require = json!({ "incident": incident, "external": panel, "reason": "Invented." });
    let made = walk
        .refused_and_done(
            "require_management_review",
            &director,
            Method::POST,
            PATH,
            require,
        )
        .await;
    let review = id(&made);
    let list = "list_management_reviews";
    walk.done(list, &director, get.clone(), PATH, Value::Null)
        .await;
    for (operation, path) in [
        ("read_management_review", format!("{PATH}/{review}")),
        (
            "read_management_history",
            format!("{PATH}/{review}/history"),
        ),
    ] {
        walk.refused_and_done(operation, &director, get.clone(), &path, Value::Null)
            .await;
    }
    let author = json!({ "author": org.people[AUTHOR], "exception": null });
    let check = json!({ "found": "independent", "note": "Invented." });
    let commission = json!({ "terms": terms(), "due": null });
    for (operation, what, body) in [
        ("search_authors", "authors/search", json!({})),
        ("propose_author", "proposals", author.clone()),
        ("check_independence", "independence", check.clone()),
        ("commission_review", "commission", commission.clone()),
        ("continue_review", "continue", why()),
        ("stop_review", "stop", why()),
    ] {
        walk.on_review(operation, &director, &format!("{review}/{what}"), body)
            .await;
    }
    for (operation, what) in [
        ("reopen_management_review", "reopen"),
        ("reject_management_review", "reject"),
        ("reopen_management_review", "reopen"),
    ] {
        let what = format!("{review}/{what}");
        walk.on_review(operation, &safeguarding, &what, why()).await;
    }
    changed(walk, &director, &review).await;
    for (what, body) in [
        ("proposals", author),
        ("independence", check),
        ("commission", commission),
    ] {
        let answer = act(&director, &review, what, &body).await;
        assert!([200, 201].contains(&answer.status), "{}", answer.text);
    }
    review
}

/// An external review of this incident that is not held.
async fn decided_against(who: &Client, incident: &str) -> String {
    let made = who
        .create("/api/v1/external-reviews", &external(&[incident]))
        .await;
    let panel = made.expect(201).id();
    let decided = json!({
        "step": "decided", "on": "2026-03-04", "note": "", "decision": "no_review", "grade": null, "reason": null,
    });
    let path = format!("/api/v1/external-reviews/{panel}/steps");
    who.change(Method::POST, &path, 1, &decided)
        .await
        .expect(200);
    panel
}

/// Its terms and its date change; its author is suspended, resumes, and is replaced.
async fn changed(walk: &mut Walk<'_>, director: &Client, review: &str) {
    let changed = json!({ "terms": terms(), "reason": "Invented." });
    let path = format!("{PATH}/{review}/terms");
    let read = walk
        .refused_and_done("change_terms", director, Method::PUT, &path, changed)
        .await;
    let extend = json!({
        "deadline": read["deadlines"][0]["id"], "due": "2026-03-27", "why": "capacity", "reason": "Invented.",
    });
    for (operation, what, body) in [
        ("extend_review", "dates", extend),
        ("suspend_review", "suspend", why()),
        ("resume_review", "resume", why()),
        ("replace_author", "replace-author", why()),
    ] {
        walk.on_review(operation, director, &format!("{review}/{what}"), body)
            .await;
    }
}

/// Approved, it is sent, told, its recommendation decided, and closed.
pub(super) async fn approved(walk: &mut Walk<'_>, incident: &str, review: &str) {
    let (get, org) = (Method::GET, walk.org);
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    name_liaison(&director, incident, &org.people["panel"]).await;
    let liaison = org.sign_in("panel").await;
    let send = json!({ "on": "2026-03-04", "note": "Invented." });
    walk.on_review("send_review", &liaison, &format!("{review}/send"), send)
        .await;
    for person in ["practitioner_leeds", "manager_leeds"] {
        let told = json!({
            "staff": org.people[person], "outcome": "held", "on": "2026-03-04", "note": "",
        });
        let what = format!("{review}/debriefs");
        walk.on_review("record_debrief", &director, &what, told)
            .await;
    }
    let read = director.get(&format!("{PATH}/{review}")).await.body;
    let one = format!(
        "/api/v1/recommendations/{}",
        id(&read["recommendations"][0])
    );
    walk.refused_and_done("read_recommendation", &director, get, &one, Value::Null)
        .await;
    let owner = &org.people["colleague_york"];
    let decide = json!({
        "decision": "accepted", "amended": null, "reason": "Invented.", "owner": owner, "due": "2026-06-01",
    });
    let assign = json!({ "owner": owner, "due": "2026-07-01", "reason": "Invented." });
    for (operation, method, what, body) in [
        ("decide_recommendation", Method::POST, "decision", decide),
        ("assign_recommendation", Method::PUT, "owner", assign),
    ] {
        let path = format!("{one}/{what}");
        walk.refused_and_done(operation, &director, method, &path, body)
            .await;
    }
    let close = format!("{review}/close");
    walk.on_review(
        "close_management_review",
        &safeguarding,
        &close,
        Value::Null,
    )
    .await;
    let training = json!({ "e_learning_on": "2026-03-04", "course_on": null });
    let path = format!("/api/v1/staff/{}/author-training", org.people[AUTHOR]);
    let operation = "change_author_training";
    walk.refused_and_done(operation, &safeguarding, Method::PUT, &path, training)
        .await;
}

async fn name_liaison(director: &Client, incident: &str, liaison: &str) {
    director
        .act(Method::POST, incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let read = director.incident(incident).await.body;
    let mut steps = read["intake"]["steps"].as_array().unwrap().iter();
    let step = steps.find(|step| step["kind"] == "liaison_named").unwrap();
    let done = json!({
        "status": "done", "note": "", "evidence": "", "named": liaison, "author_exception": null,
    });
    let what = format!("steps/{}", id(step));
    director
        .act(Method::PUT, incident, &what, &done)
        .await
        .expect(200);
}
