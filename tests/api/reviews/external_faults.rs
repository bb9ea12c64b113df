//! What is refused of external reviews: each fault with its field, each at its time.

use super::{act, one, put, step};
use crate::support::{Client, Organisation, external};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const PATH: &str = "/api/v1/external-reviews";

/// The facts with one of them changed.
fn with(field: &str, value: Value) -> Value {
    let mut facts = external(&[]);
    facts[field] = value;
    facts
}

async fn tracked(client: &Client) -> String {
    client.create(PATH, &external(&[])).await.expect(201).id()
}

#[actix_web::test]
async fn facts_that_cannot_be_are_refused_field_by_field() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let read = safeguarding.incident(&incident).await.body;
    let child = read["intake"]["children"][0]["id"].clone();
    let nobody = json!(Uuid::now_v7());
    let mut twice = external(&[&incident, &incident]);
    twice["children"] = json!([child, nobody, child]);
    for (facts, pointers) in [
        (with("title", json!(" ")), vec!["/title"]),
        (with("board", json!("")), vec!["/board"]),
        (
            with("triggered_on", json!("2026-03-05")),
            vec!["/triggered_on"],
        ),
        (with("triggered_on", json!("2018-06-28")), vec!["/regime"]),
        (with("regime", json!("scr")), vec!["/regime"]),
        (
            with("local_authority", json!("E09000009")),
            vec!["/local_authority"],
        ),
        (with("incidents", json!([nobody])), vec!["/incidents/0"]),
        (with("children", json!([child])), vec!["/children"]),
        (twice, vec!["/incidents/1", "/children/1", "/children/2"]),
    ] {
        let refused = safeguarding.create(PATH, &facts).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), pointers, "{facts}");
    }
    // While the local handover ran, either law may have held.
    for regime in ["scr", "practice_review"] {
        let mut facts = with("triggered_on", json!("2019-09-29"));
        facts["regime"] = json!(regime);
        safeguarding.create(PATH, &facts).await.expect(201);
    }
}

#[actix_web::test]
async fn sent_twice_it_is_recorded_once() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let key = Uuid::now_v7().to_string();
    let first = safeguarding
        .create_as(PATH, &external(&[]), &key)
        .await
        .expect(201);
    let again = safeguarding
        .create_as(PATH, &external(&[]), &key)
        .await
        .expect(201);
    assert_eq!(first.id(), again.id());
    let other = with("title", json!("Child J"));
    safeguarding
        .create_as(PATH, &other, &key)
        .await
        .refused(409, "idempotency_conflict");
    let list = safeguarding.get(PATH).await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_change_is_for_the_version_that_was_read() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = tracked(&safeguarding).await;
    let path = format!("{PATH}/{id}/steps");
    let body = step("considered", "2026-03-04");
    safeguarding
        .post(&path, &body)
        .await
        .refused(428, "version_missing");
    let changed = safeguarding
        .change(Method::POST, &path, 1, &body)
        .await
        .expect(200);
    assert_eq!(changed.headers["etag"], "\"v2\"");
    let late = safeguarding.change(Method::POST, &path, 1, &body).await;
    late.refused(412, "stale");
    let nowhere = format!("{PATH}/{}/steps", Uuid::now_v7());
    let nowhere = safeguarding.change(Method::POST, &nowhere, 1, &body).await;
    nowhere.refused(404, "not_found");
}

#[actix_web::test]
async fn steps_that_contradict_the_record_are_refused() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = tracked(&safeguarding).await;
    let refused = async |body: Value, pointers: &[&str]| {
        let answer = act(&safeguarding, &id, "steps", &body).await;
        answer.refused(422, "invalid");
        assert_eq!(answer.pointers(), pointers, "{body}");
    };
    let mut blank = step("decided", "2026-03-04");
    blank["decision"] = Value::Null;
    refused(blank, &["/decision"]).await;
    refused(step("decided", "2026-03-05"), &["/on"]).await;
    refused(step("decided", "2026-03-01"), &["/on"]).await;
    refused(step("completed", "2026-03-04"), &["/step"]).await;
    refused(step("evaluated", "2026-03-04"), &["/grade"]).await;
    let mut no = step("decided", "2026-03-03");
    no["decision"] = json!("no_review");
    let none = act(&safeguarding, &id, "steps", &no).await.expect(200);
    assert_eq!(none.body["stage"], "not_held");
    // Without a review there is no panel and nothing is completed.
    refused(step("completed", "2026-03-04"), &["/step"]).await;
    put(
        &safeguarding,
        &id,
        "panel-date",
        &json!({ "due": "2026-05-01" }),
    )
    .await
    .refused(409, "not_permitted_now");
    // What is recorded is put right only with a reason.
    refused(step("decided", "2026-03-03"), &["/reason"]).await;
    let mut held = step("decided", "2026-03-03");
    held["reason"] = json!("Invented reason.");
    act(&safeguarding, &id, "steps", &held).await.expect(200);
    act(
        &safeguarding,
        &id,
        "steps",
        &step("terms_received", "2026-03-03"),
    )
    .await
    .expect(200);
    held["on"] = json!("2026-03-04");
    refused(held, &["/on"]).await;
    // What something rests on cannot be taken back; what nothing rests on can.
    let back = |step: &str| json!({ "step": step, "reason": "Invented reason." });
    for (what, pointers) in [("decided", ["/step"]), ("answered", ["/step"])] {
        let kept = act(&safeguarding, &id, "steps/withdraw", &back(what)).await;
        kept.refused(422, "invalid");
        assert_eq!(kept.pointers(), pointers);
    }
    act(
        &safeguarding,
        &id,
        "steps/withdraw",
        &back("terms_received"),
    )
    .await
    .expect(200);
    let open = act(&safeguarding, &id, "steps/withdraw", &back("decided"))
        .await
        .expect(200);
    assert_eq!(open.body["stage"], "tracked");
    let publication = open.body["deadlines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["clock"] == "publication")
        .unwrap();
    assert_eq!(
        publication["running"], false,
        "the date that it started stays, and has stopped"
    );
}

#[actix_web::test]
async fn dates_and_corrections_that_contradict_the_record_are_refused() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = tracked(&safeguarding).await;
    let review = one(&safeguarding, &id).await.body;
    let rapid = &review["deadlines"][0];
    let agree = |deadline: &Value, due: &Value, why: &str| json!({ "deadline": deadline, "due": due, "why": why, "reason": "Invented reason." });
    let later = json!("2026-04-01");
    for (body, pointer) in [
        (
            agree(&json!(Uuid::now_v7()), &later, "coroner"),
            "/deadline",
        ),
        (agree(&rapid["id"], &rapid["due"], "coroner"), "/due"),
        (agree(&rapid["id"], &json!("2026-03-03"), "coroner"), "/due"),
        (agree(&rapid["id"], &later, "corrected"), "/why"),
    ] {
        let refused = act(&safeguarding, &id, "dates", &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer], "{body}");
    }
    act(
        &safeguarding,
        &id,
        "steps",
        &step("rapid_review", "2026-03-04"),
    )
    .await
    .expect(200);
    let over = act(
        &safeguarding,
        &id,
        "dates",
        &agree(&rapid["id"], &later, "coroner"),
    )
    .await;
    over.refused(409, "not_permitted_now");
    // A rapid review was received, so that another law cannot be; nor was it triggered afterwards.
    let mut facts = with("triggered_on", json!("2019-01-10"));
    facts["regime"] = json!("scr");
    let refused = put(
        &safeguarding,
        &id,
        "facts",
        &json!({ "facts": facts, "reason": "Invented." }),
    )
    .await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/facts/regime"]);
    // A trigger that is put right moves the date that follows from it, not that it was met.
    let facts = with("triggered_on", json!("2026-03-03"));
    let moved = put(
        &safeguarding,
        &id,
        "facts",
        &json!({ "facts": facts, "reason": "Invented." }),
    )
    .await;
    let rapid = &moved.expect(200).body["deadlines"][0];
    assert_eq!(
        (&rapid["original_due"], &rapid["due"], &rapid["starts_on"]),
        (
            &json!("2026-03-23"),
            &json!("2026-03-24"),
            &json!("2026-03-03")
        )
    );
    assert_eq!(rapid["running"], false);
}

#[actix_web::test]
async fn recommendations_that_contradict_the_record_are_refused() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = tracked(&safeguarding).await;
    let new = |reach: &str, from: Value| json!({ "text": "Invented.", "addressed_to": "us", "reach": reach, "from_draft": from });
    let add =
        |standing: &str, new: Value| json!({ "standing": standing, "recommendations": [new] });
    // There is neither a draft nor a final report.
    act(
        &safeguarding,
        &id,
        "recommendations",
        &add("draft", new("national", Value::Null)),
    )
    .await
    .refused(409, "not_permitted_now");
    for known in ["decided", "draft_received"] {
        act(&safeguarding, &id, "steps", &step(known, "2026-03-04"))
            .await
            .expect(200);
    }
    let stranger = json!(Uuid::now_v7());
    for (body, pointers) in [
        (
            json!({ "standing": "draft", "recommendations": [] }),
            vec!["/recommendations"],
        ),
        (
            add("final", new("national", Value::Null)),
            vec!["/standing"],
        ),
        (
            add("draft", new("local", Value::Null)),
            vec!["/recommendations/0/reach"],
        ),
        (
            add("draft", new("national", stranger.clone())),
            vec!["/recommendations/0/from_draft"],
        ),
    ] {
        let refused = act(&safeguarding, &id, "recommendations", &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), pointers, "{body}");
    }
    let added = add("draft", new("national", Value::Null));
    let added = act(&safeguarding, &id, "recommendations", &added)
        .await
        .expect(200);
    let draft = added.body["recommendations"][0]["draft"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let early = json!({ "answer": "Invented.", "on": "2026-03-03" });
    let refused = put(
        &safeguarding,
        &id,
        &format!("recommendations/{draft}/answer"),
        &early,
    )
    .await;
    assert_eq!(refused.pointers(), ["/on"], "{}", refused.text);
    let good = json!({ "answer": "Invented.", "on": "2026-03-04" });
    let other = format!("recommendations/{}/answer", Uuid::now_v7());
    put(&safeguarding, &id, &other, &good)
        .await
        .refused(404, "not_found");
    let corrected = json!({ "recommendation": new("national", stranger), "reason": "Invented." });
    let refused = put(
        &safeguarding,
        &id,
        &format!("recommendations/{draft}"),
        &corrected,
    )
    .await;
    refused.refused(422, "invalid");
    // The draft was received as long as its recommendations are there.
    let back = json!({ "step": "draft_received", "reason": "Invented reason." });
    let kept = act(&safeguarding, &id, "steps/withdraw", &back).await;
    assert_eq!(kept.pointers(), ["/step"], "{}", kept.text);
}

#[actix_web::test]
async fn a_child_whom_a_review_is_about_stays_in_its_incident() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let read = safeguarding.incident(&incident).await.body;
    let as_notified = read["intake"]["children"].clone();
    let mut one_more = as_notified.clone();
    let mut another = as_notified[0].clone();
    another["id"] = Value::Null;
    one_more.as_array_mut().unwrap().push(another);
    let facts = |children: &Value| {
        json!({
            "notification": read["intake"]["notification"], "children": children, "reason": "Invented reason."
        })
    };
    let correct = async |children: &Value| {
        let body = facts(children);
        safeguarding
            .act(Method::PUT, &incident, "facts", &body)
            .await
    };
    let added = correct(&one_more).await.expect(200).body;
    let children = added["intake"]["children"].as_array().unwrap();
    let mut about = external(&[&incident]);
    about["children"] = json!([children.last().unwrap()["id"]]);
    let review = safeguarding.create(PATH, &about).await.expect(201).id();
    let refused = correct(&as_notified).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/children"]);
    // Taken out of the review, it can go.
    let mut without = json!({ "reason": "Invented reason." });
    without["facts"] = about;
    without["facts"]["children"] = json!([]);
    put(&safeguarding, &review, "facts", &without)
        .await
        .expect(200);
    correct(&as_notified).await.expect(200);
}
