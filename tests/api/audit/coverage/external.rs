//! The walk through external reviews.

use super::{Walk, id};
use crate::support::external;
use reqwest::Method;
use serde_json::{Value, json};

/// One review from first word to closed, reopened and rejected.
pub(super) async fn reviews(walk: &mut Walk<'_>) {
    const PATH: &str = "/api/v1/external-reviews";
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let safeguarding = walk.org.sign_in("safeguarding").await;
    let who = &safeguarding;
    let made = walk
        .refused_and_done(
            "track_external_review",
            who,
            post.clone(),
            PATH,
            external(&[]),
        )
        .await;
    walk.done("list_external_reviews", who, get.clone(), PATH, Value::Null)
        .await;
    let one = format!("{PATH}/{}", id(&made));
    let at = |what: &str| format!("{one}/{what}");
    for (operation, path) in [
        ("read_external_review", one.clone()),
        ("read_external_history", at("history")),
    ] {
        walk.refused_and_done(operation, who, get.clone(), &path, Value::Null)
            .await;
    }
    let why = || json!({ "reason": "Invented." });
    let correct = json!({ "facts": external(&[]), "reason": "Invented." });
    walk.refused_and_done(
        "correct_external_review",
        who,
        put.clone(),
        &at("facts"),
        correct,
    )
    .await;
    let step = |step: &str| {
        let decision = (step == "decided").then_some("review");
        json!({ "step": step, "on": "2026-03-04", "note": "", "decision": decision, "grade": null, "reason": null })
    };
    let steps = at("steps");
    let record = "record_external_step";
    walk.refused_and_done(record, who, post.clone(), &steps, step("considered"))
        .await;
    let mistake = json!({ "step": "considered", "reason": "Invented." });
    let withdraw = at("steps/withdraw");
    walk.refused_and_done(
        "withdraw_external_step",
        who,
        post.clone(),
        &withdraw,
        mistake,
    )
    .await;
    let panel = json!({ "due": "2026-06-01" });
    let dated = walk
        .refused_and_done("set_panel_date", who, put.clone(), &at("panel-date"), panel)
        .await;
    let deadlines = dated["deadlines"].as_array().unwrap();
    let panel = deadlines
        .iter()
        .find(|one| one["clock"] == "management_reviews");
    let agree = json!({
        "deadline": panel.unwrap()["id"], "due": "2026-07-01", "why": "coroner", "reason": "Invented.",
    });
    walk.refused_and_done(
        "agree_external_date",
        who,
        post.clone(),
        &at("dates"),
        agree,
    )
    .await;
    for known in ["decided", "draft_received"] {
        walk.done(record, who, post.clone(), &steps, step(known))
            .await;
    }
    let new = json!({ "text": "Invented.", "addressed_to": "us", "reach": "national", "from_draft": null });
    let add = json!({ "standing": "draft", "recommendations": [new] });
    let added = walk
        .refused_and_done(
            "add_recommendations",
            who,
            post.clone(),
            &at("recommendations"),
            add,
        )
        .await;
    let draft = id(&added["recommendations"][0]["draft"]);
    let corrected = json!({ "recommendation": new, "reason": "Invented." });
    walk.refused_and_done(
        "correct_recommendation",
        who,
        put.clone(),
        &at(&format!("recommendations/{draft}")),
        corrected,
    )
    .await;
    let answer = json!({ "answer": "Invented.", "on": "2026-03-04" });
    walk.refused_and_done(
        "answer_recommendation",
        who,
        put,
        &at(&format!("recommendations/{draft}/answer")),
        answer,
    )
    .await;
    for known in ["answered", "completed", "published", "learning_extracted"] {
        walk.done(record, who, post.clone(), &steps, step(known))
            .await;
    }
    let close = "close_external_review";
    walk.refused_and_done(close, who, post.clone(), &at("close"), Value::Null)
        .await;
    for (operation, path) in [
        ("reopen_external_review", at("reopen")),
        ("reject_external_review", at("reject")),
    ] {
        walk.refused_and_done(operation, who, post.clone(), &path, why())
            .await;
    }
}
