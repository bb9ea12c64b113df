//! One external review from first word to closed, as the people who follow it; who sees how much of it.

use super::{act, one, step};
use crate::support::{Organisation, external};
use reqwest::Method;
use serde_json::{Value, json};

/// A clock of a review.
fn clock<'a>(review: &'a Value, name: &str) -> &'a Value {
    let deadlines = review["deadlines"].as_array().unwrap();
    deadlines.iter().find(|one| one["clock"] == name).unwrap()
}

fn recommendation(text: &str, addressed_to: &str, from_draft: &Value) -> Value {
    json!({ "text": text, "addressed_to": addressed_to, "reach": "national", "from_draft": from_draft })
}

#[actix_web::test]
async fn from_first_word_to_closed() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let intake = org.sign_in("customer_services").await;
    let director = org.sign_in("od_north").await;

    // Customer services record it, with the incident and the child that it is about.
    let read = safeguarding.incident(&incident).await.body;
    let child = read["intake"]["children"][0]["id"].clone();
    let mut facts = external(&[&incident]);
    facts["children"] = json!([child]);
    let made = intake
        .create("/api/v1/external-reviews", &facts)
        .await
        .expect(201);
    let id = made.id();
    assert_eq!(
        made.headers["location"],
        format!("/api/v1/external-reviews/{id}").as_str()
    );
    let review = made.body;
    assert_eq!(review["reference"], "ER-2026-0001");
    assert_eq!(
        (&review["stage"], &review["view"]),
        (&json!("tracked"), &json!("dates"))
    );
    assert_eq!(review["facts"]["children"], json!([child]));
    assert_eq!(review["local_authority_name"], "Northtown");
    assert_eq!(review["about"][0]["reference"], "SI-2026-0001");
    let name = &review["about"][0]["children"][0]["name"];
    assert_eq!(name, "Invented Child-One");
    // A rapid review takes 15 working days from the day the partners became aware (domain §4).
    assert_eq!(clock(&review, "rapid_review")["due"], "2026-03-23");
    assert_eq!(review["next_due"], "2026-03-23");

    // What becomes known of it: the decision, first with a wrong date.
    let at = |what: &'static str, on: &str| step(what, on);
    act(&intake, &id, "steps", &at("rapid_review", "2026-03-03"))
        .await
        .expect(200);
    let decided = act(&intake, &id, "steps", &at("decided", "2026-03-03"))
        .await
        .expect(200);
    assert_eq!(decided.body["stage"], "decided");
    assert_eq!(clock(&decided.body, "rapid_review")["running"], false);
    assert_eq!(clock(&decided.body, "publication")["due"], "2026-09-03");
    let mut right = at("decided", "2026-03-04");
    right["reason"] = json!("Invented reason.");
    let right = act(&intake, &id, "steps", &right).await.expect(200);
    let publication = clock(&right.body, "publication");
    assert_eq!(publication["original_due"], "2026-09-03");
    assert_eq!(publication["due"], "2026-09-04");
    assert_eq!(publication["agreed"][0]["why"], "corrected");

    // The panel's date, once; then another is agreed with it.
    let panel = json!({ "due": "2026-05-01" });
    let dated = super::put(&intake, &id, "panel-date", &panel)
        .await
        .expect(200);
    let deadline = clock(&dated.body, "management_reviews")["id"].clone();
    super::put(&intake, &id, "panel-date", &panel)
        .await
        .refused(409, "not_permitted_now");
    let later = json!({
        "deadline": deadline, "due": "2026-06-01", "why": "coroner", "reason": "Invented reason."
    });
    let later = act(&intake, &id, "dates", &later).await.expect(200);
    let panel = clock(&later.body, "management_reviews");
    assert_eq!(
        (&panel["original_due"], &panel["due"]),
        (&json!("2026-05-01"), &json!("2026-06-01"))
    );
    assert!(
        !later.body["permitted"]
            .as_array()
            .unwrap()
            .contains(&json!("set_panel_date"))
    );

    // The draft and what it recommends, which is not for customer services; the director answers.
    let drafted = act(&intake, &id, "steps", &at("draft_received", "2026-03-04"))
        .await
        .expect(200);
    assert_eq!(clock(&drafted.body, "answer")["due"], "2026-03-18");
    let add = json!({ "standing": "draft", "recommendations": [
        recommendation("Invented for us.", "us", &Value::Null),
        recommendation("Invented for others.", "others", &Value::Null),
    ]});
    act(&intake, &id, "recommendations", &add)
        .await
        .refused(403, "forbidden");
    let added = act(&safeguarding, &id, "recommendations", &add)
        .await
        .expect(200);
    let draft = added.body["recommendations"][0]["draft"].clone();
    assert_eq!(
        (&draft["number"], &draft["answer"]),
        (&json!(1), &Value::Null)
    );
    assert!(one(&intake, &id).await.body["recommendations"].is_null());
    let early = act(&safeguarding, &id, "steps", &at("answered", "2026-03-04")).await;
    early.refused(422, "invalid");
    assert_eq!(early.pointers(), ["/step"]);
    let path = format!("recommendations/{}", draft["id"].as_str().unwrap());
    let words = json!({
        "recommendation": recommendation("Invented for us, put right.", "all_agencies", &Value::Null),
        "reason": "Invented reason.",
    });
    super::put(&safeguarding, &id, &path, &words)
        .await
        .expect(200);
    let answer = json!({ "answer": "Invented answer.", "on": "2026-03-04" });
    let answered = super::put(&director, &id, &format!("{path}/answer"), &answer)
        .await
        .expect(200);
    let draft = &answered.body["recommendations"][0]["draft"];
    assert_eq!(draft["text"], "Invented for us, put right.");
    assert_eq!(draft["answer"]["stamp"]["by"]["name"], "Invented od_north");
    assert_eq!(draft["version"], 3);
    // What we answered is not rewritten.
    super::put(&safeguarding, &id, &path, &words)
        .await
        .refused(409, "conflict");
    super::put(&director, &id, &format!("{path}/answer"), &answer)
        .await
        .refused(409, "not_permitted_now");

    // Closing now says what is outstanding.
    act(&safeguarding, &id, "steps", &at("answered", "2026-03-04"))
        .await
        .expect(200);
    let refused = act(&safeguarding, &id, "close", &Value::Null).await;
    refused.refused(409, "outstanding");
    let what: Vec<_> = refused.body["outstanding"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        what,
        [
            "Record that our management review was submitted",
            "Record that the review was completed",
            "Record that it was published, or that it will not be",
            "Record that the learning was extracted",
        ]
    );

    // Draft beside final; what finally stands is for others.
    for known in ["submitted", "completed", "published", "learning_extracted"] {
        act(&safeguarding, &id, "steps", &at(known, "2026-03-04"))
            .await
            .expect(200);
    }
    let last = json!({ "standing": "final", "recommendations": [
        recommendation("Invented, as it stands.", "others", &draft["id"]),
        recommendation("Invented and new.", "others", &Value::Null),
    ]});
    let last = act(&safeguarding, &id, "recommendations", &last)
        .await
        .expect(200);
    let beside = last.body["recommendations"].as_array().unwrap();
    let sides: Vec<_> = beside
        .iter()
        .map(|row| {
            (
                row["draft"]["number"].as_i64(),
                row["last"]["number"].as_i64(),
            )
        })
        .collect();
    assert_eq!(
        sides,
        [(Some(1), Some(1)), (Some(2), None), (None, Some(2))]
    );

    let closed = act(&safeguarding, &id, "close", &Value::Null)
        .await
        .expect(200);
    assert_eq!(
        (&closed.body["stage"], &closed.body["next_due"]),
        (&json!("closed"), &Value::Null)
    );
    assert_eq!(closed.body["permitted"], json!(["reopen"]));
    let why = json!({ "reason": "Invented reason." });
    let reopened = act(&safeguarding, &id, "reopen", &why).await.expect(200);
    assert_eq!(reopened.body["stage"], "learned");
    act(&safeguarding, &id, "reject", &why).await.expect(200);

    // All of it is in the history; customer services read neither why nor what.
    let path = format!("/api/v1/external-reviews/{id}/history?limit=100");
    let history = safeguarding.get(&path).await.expect(200);
    let entries = history.body["items"].as_array().unwrap();
    let done: Vec<_> = entries
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    let times = |action| done.iter().filter(|done| **done == action).count();
    for (action, count) in [
        ("track", 1),
        ("record_step", 9),
        ("set_panel_date", 1),
        ("agree", 1),
        ("recommend", 3),
        ("answer", 1),
        ("close", 1),
        ("reopen", 1),
        ("reject", 1),
    ] {
        assert_eq!(times(action), count, "{action}");
    }
    assert_eq!(done.len(), 19);
    assert!(history.text.contains("Invented answer."));
    let dates = intake.get(&path).await.expect(200);
    for entry in dates.body["items"].as_array().unwrap() {
        assert_eq!(
            (&entry["reason"], &entry["changes"]),
            (&Value::Null, &json!([]))
        );
    }
}

#[actix_web::test]
async fn a_review_of_a_family_that_we_did_not_know_is_followed_too() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let made = safeguarding
        .create("/api/v1/external-reviews", &external(&[]))
        .await
        .expect(201);
    let id = made.id();
    // It lies in nobody's area.
    for (person, status) in [
        ("customer_services", 200),
        ("od_north", 404),
        ("deputy_south", 404),
    ] {
        let reader = org.sign_in(person).await;
        one(&reader, &id).await.expect(status);
    }
    // Its draft still gets an answer (§19), which only safeguarding can give.
    for known in ["decided", "draft_received"] {
        act(&safeguarding, &id, "steps", &step(known, "2026-03-04"))
            .await
            .expect(200);
    }
    let add = json!({ "standing": "draft", "recommendations": [recommendation("Invented.", "us", &Value::Null)] });
    let added = act(&safeguarding, &id, "recommendations", &add)
        .await
        .expect(200);
    let draft = added.body["recommendations"][0]["draft"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = json!({ "answer": "Invented answer.", "on": "2026-03-04" });
    let path = format!("recommendations/{draft}/answer");
    super::put(&safeguarding, &id, &path, &answer)
        .await
        .expect(200);
    let known = act(&safeguarding, &id, "steps", &step("answered", "2026-03-04"))
        .await
        .expect(200);
    assert_eq!(known.body["stage"], "answered");
    // Nothing of ours is asked for.
    let outstanding = known.body["outstanding"].to_string();
    assert!(!outstanding.contains("management review"), "{outstanding}");
}

#[actix_web::test]
async fn a_serious_case_review_runs_under_the_law_of_its_day() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    for (aware, decided, decision_due, completion_due) in [
        ("2009-11-10", "2009-12-01", "2009-12-10", "2010-04-01"),
        ("2010-04-01", "2010-04-20", "2010-05-01", "2010-10-20"),
    ] {
        let mut facts = external(&[]);
        facts["triggered_on"] = json!(aware);
        facts["regime"] = json!("scr");
        let made = safeguarding
            .create("/api/v1/external-reviews", &facts)
            .await
            .expect(201);
        let id = made.id();
        assert_eq!(clock(&made.body, "decision")["due"], decision_due);
        let held = act(&safeguarding, &id, "steps", &step("decided", decided))
            .await
            .expect(200);
        assert_eq!(clock(&held.body, "completion")["due"], completion_due);
        // Only a serious case review is graded, and has no rapid review.
        let rapid = act(&safeguarding, &id, "steps", &step("rapid_review", decided)).await;
        assert_eq!(rapid.pointers(), ["/step"], "{}", rapid.text);
    }
}

#[actix_web::test]
async fn a_length_that_is_set_anew_moves_no_date_that_runs() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let id = safeguarding
        .create("/api/v1/external-reviews", &external(&[]))
        .await
        .expect(201)
        .id();
    for known in ["decided", "draft_received"] {
        act(&safeguarding, &id, "steps", &step(known, "2026-03-04"))
            .await
            .expect(200);
    }
    let setting = "/api/v1/settings/review.answer_to_draft";
    let version = org.admin.get(setting).await.body["version"]
        .as_i64()
        .unwrap();
    let new = json!({ "from": "2026-03-04", "value": "20wd" });
    let request = org
        .admin
        .request(Method::POST, &format!("{setting}/values"))
        .header("If-Match", format!("\"v{version}\""))
        .header("Idempotency-Key", "an-invented-key");
    org.admin.send(request.json(&new)).await.expect(201);
    let panel = super::put(
        &safeguarding,
        &id,
        "panel-date",
        &json!({ "due": "2026-05-01" }),
    )
    .await;
    let answer = clock(&panel.expect(200).body, "answer").clone();
    assert_eq!(
        (&answer["due"], &answer["agreed"]),
        (&json!("2026-03-18"), &json!([]))
    );
}

#[actix_web::test]
async fn whoever_is_involved_sees_nothing_of_it_and_a_director_only_their_own_incident() {
    let org = Organisation::start().await;
    let known = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    let mut elsewhere = crate::support::report();
    elsewhere["notification"]["local_authority"] = json!("E09000002");
    let south = intake
        .create("/api/v1/incidents", &elsewhere)
        .await
        .expect(201)
        .id();
    let children = intake.incident(&south).await.body["intake"]["children"].clone();
    let mut facts = external(&[&known, &south]);
    facts["children"] = json!([children[0]["id"]]);
    let made = intake
        .create("/api/v1/external-reviews", &facts)
        .await
        .expect(201);
    let id = made.id();

    // Each director sees their own incident and its children, not that there is another.
    let (north, other) = (
        org.sign_in("od_north").await,
        org.sign_in("deputy_south").await,
    );
    let seen = one(&north, &id).await.expect(200);
    assert_eq!(seen.body["facts"]["incidents"], json!([known]));
    assert_eq!(seen.body["facts"]["children"], json!([]));
    let seen = one(&other, &id).await.expect(200);
    assert_eq!(seen.body["facts"]["incidents"], json!([south]));
    assert_eq!(seen.body["facts"]["children"], facts["children"]);
    assert_eq!(seen.body["about"].as_array().unwrap().len(), 1);
    // Nor does the filter by incident.
    let of = |incident: &str| format!("/api/v1/external-reviews?incident={incident}");
    for (reader, sees, not) in [(&north, &known, &south), (&other, &south, &known)] {
        let rows = reader.get(&of(sees)).await.expect(200);
        assert_eq!(rows.body["items"][0]["id"], json!(id));
        let rows = reader.get(&of(not)).await.expect(200);
        assert_eq!(rows.body["items"], json!([]));
    }
    // The history does not tell of it either.
    let one_less = json!({ "facts": external(&[&known]), "reason": "Invented reason." });
    super::put(&intake, &id, "facts", &one_less)
        .await
        .expect(200);
    let history = format!("/api/v1/external-reviews/{id}/history");
    let told = north.get(&history).await.expect(200);
    assert!(!told.text.contains("SI-2026-"), "{}", told.text);
    let safeguarding = org.sign_in("safeguarding").await;
    let told = safeguarding.get(&history).await.expect(200);
    assert!(told.text.contains("SI-2026-0002"), "{}", told.text);
    assert!(told.text.contains("1 of SI-2026-0002"), "{}", told.text);
    // It lies in the south no more.
    one(&other, &id).await.refused(404, "not_found");

    // The manager of then works for safeguarding by now, and still sees nothing and links nothing.
    org.give_role("manager_leeds", "safeguarding").await;
    for person in [
        "manager_leeds",
        "practitioner_leeds",
        "colleague_york",
        "board",
        "panel",
        "admin",
    ] {
        let reader = org.sign_in(person).await;
        one(&reader, &id).await.refused(404, "not_found");
        reader.get(&history).await.refused(404, "not_found");
        let list = reader.get("/api/v1/external-reviews").await.expect(200);
        assert_eq!(list.body["items"], json!([]), "{person}");
    }
    let involved = org.sign_in("manager_leeds").await;
    let linked = involved
        .create("/api/v1/external-reviews", &external(&[&known]))
        .await;
    linked.refused(422, "invalid");
    assert_eq!(linked.pointers(), ["/incidents/0"]);

    // The liaison reads it whole.
    let steps = north
        .act(Method::POST, &known, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let steps = steps.body["intake"]["steps"].as_array().unwrap().clone();
    let named = steps
        .iter()
        .find(|step| step["kind"] == "liaison_named")
        .unwrap();
    let done = json!({
        "status": "done", "note": "Invented note.", "evidence": "", "named": org.people["colleague_york"],
        "author_exception": null
    });
    let path = format!("steps/{}", named["id"].as_str().unwrap());
    north
        .act(Method::PUT, &known, &path, &done)
        .await
        .expect(200);
    let liaison = org.sign_in("colleague_york").await;
    let seen = one(&liaison, &id).await.expect(200);
    assert_eq!(
        (&seen.body["view"], &seen.body["permitted"]),
        (&json!("whole"), &json!([]))
    );
    let list = liaison.get("/api/v1/external-reviews").await.expect(200);
    assert_eq!(list.body["items"][0]["id"], json!(id));
}

#[actix_web::test]
async fn a_note_is_for_those_who_read_the_review_whole() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let intake = org.sign_in("customer_services").await;
    let id = safeguarding
        .create("/api/v1/external-reviews", &external(&[]))
        .await
        .expect(201)
        .id();
    let mut noted = step("considered", "2026-03-03");
    noted["note"] = json!("Invented note.");
    act(&safeguarding, &id, "steps", &noted).await.expect(200);
    let mut right = step("considered", "2026-03-04");
    right["reason"] = json!("Invented reason.");
    let put_right = act(&intake, &id, "steps", &right).await.expect(200);
    assert_eq!(put_right.body["steps"][0]["note"], "");
    // Putting the date right takes no note away that one does not see.
    let read = one(&safeguarding, &id).await;
    assert_eq!(read.body["steps"][0]["note"], "Invented note.");
    let emptied = act(&safeguarding, &id, "steps", &right).await.expect(200);
    assert_eq!(emptied.body["steps"][0]["note"], "");
}
