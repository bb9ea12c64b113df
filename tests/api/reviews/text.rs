//! The text of a management review: written in one tab or two, compared, submitted, commented on, and read by those for
//! whom it is then.

use super::writing::{
    AUTHOR, PATH, Whole, act, act_on, change, commissioned, finding, new_id, one, row, save,
    section, submitted, text, whole,
};
use crate::support::{Answer, Client, Organisation};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// What stands in a passage of a text.
fn content<'a>(text: &'a Answer, passage: &str) -> Option<&'a Value> {
    let passages = text.body["passages"].as_array().unwrap();
    let found = passages.iter().find(|one| one["id"] == passage)?;
    Some(&found["content"])
}

fn settled(answer: &Answer) -> Vec<&str> {
    let all = answer.body["settled"].as_array().unwrap().iter();
    all.map(|one| one["settled"].as_str().unwrap()).collect()
}

fn lacking(text: &Answer) -> Vec<&str> {
    let all = text.body["lacking"].as_array().unwrap().iter();
    all.map(|one| one["pointer"].as_str().unwrap()).collect()
}

async fn beat(client: &Client, id: &str, tab: &str) -> Answer {
    let path = format!("{PATH}/{id}/writers/{tab}");
    client.send(client.request(Method::PUT, &path)).await
}

async fn versions(client: &Client, id: &str) -> Vec<(i64, bool)> {
    let listed = client.get(&format!("{PATH}/{id}/versions")).await;
    let listed = listed.expect(200).body;
    let rows = listed.as_array().unwrap().iter();
    rows.map(|row| {
        let submitted = row["submitted"].as_bool().unwrap();
        (row["version"].as_i64().unwrap(), submitted)
    })
    .collect()
}

#[actix_web::test]
async fn a_text_is_written_compared_submitted_and_answered() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let before = one(&author, &id).await.expect(200);
    assert_eq!(before.body["stage"], "commissioned");
    let nothing = text(&author, &id).await.expect(200);
    assert_eq!(
        (&nothing.body["version"], &nothing.body["saved_by"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(lacking(&nothing).len(), 7, "each part, a row, a finding");

    // The first words move it on; its own version stays, so that nobody is told that it is stale.
    let tab = new_id();
    let Whole {
        changes,
        analysis,
        row,
    } = whole();
    let first = save(&author, &id, &tab, 0, &changes[..5]).await.expect(200);
    assert_eq!(settled(&first), ["taken"; 5]);
    let after = one(&author, &id).await.expect(200);
    assert_eq!(after.body["stage"], "writing");
    assert_eq!(after.body["version"], before.body["version"]);
    let early = act(&author, &id, "submit", &json!({ "text_version": 1 })).await;
    early.refused(422, "invalid");
    assert_eq!(early.pointers(), ["/passages", "/passages"]);

    save(&author, &id, &tab, 1, &changes[5..]).await.expect(200);
    let longer = change(&analysis, 1, &section("analysis", "Invented, longer."));
    save(&author, &id, &tab, 2, &[longer]).await.expect(200);
    let now = text(&author, &id).await.expect(200);
    assert_eq!(now.body["version"], 3);
    assert_eq!(now.body["saved_by"]["name"], "Invented specialist_york");
    assert_eq!(lacking(&now), [""; 0]);
    assert_eq!(
        content(&now, &analysis).unwrap()["body"]["text"],
        "Invented, longer."
    );
    // The terms look at 2025; the one visit of it was on 12 March.
    let gaps = json!([
        { "from": "2025-01-01", "to": "2025-03-11", "days": 70 },
        { "from": "2025-03-13", "to": "2025-12-31", "days": 294 },
    ]);
    assert_eq!((&now.body["silent"], &now.body["unseen"]), (&gaps, &gaps));
    let then = author.get(&format!("{PATH}/{id}/text?version=1")).await;
    let then = then.expect(200);
    assert_eq!(content(&then, &row), None);
    assert!(then.body["lacking"].is_null(), "of the newest only");
    let compared = author
        .get(&format!("{PATH}/{id}/versions/compare?before=1&after=3"))
        .await
        .expect(200);
    let how: Vec<_> = compared.body["differing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["how"].as_str().unwrap())
        .collect();
    assert_eq!(how, ["changed", "added", "added", "added"]);

    // Of an editing session, the last version is listed; then it is submitted.
    assert_eq!(versions(&author, &id).await, [(3, false)]);
    let older = act(&author, &id, "submit", &json!({ "text_version": 2 })).await;
    older.refused(412, "stale");
    let submit = json!({ "text_version": 3 });
    let done = act(&author, &id, "submit", &submit).await.expect(200);
    assert_eq!(done.body["stage"], "submitted");
    let more = change(&new_id(), 0, &section("analysis", "Too late."));
    save(&author, &id, &tab, 3, std::slice::from_ref(&more))
        .await
        .refused(409, "not_permitted_now");

    // Safeguarding comment on what was submitted, and return it.
    let safeguarding = org.sign_in("safeguarding").await;
    let read = text(&safeguarding, &id).await.expect(200);
    assert_eq!(
        (&read.body["version"], &read.body["lacking"]),
        (&json!(3), &Value::Null)
    );
    let comment = |passage: &str| json!({ "passage": passage, "quote": "longer", "text": "Invented comment." });
    let nowhere = act(&safeguarding, &id, "comments", &comment(&new_id())).await;
    nowhere.refused(422, "invalid");
    assert_eq!(nowhere.pointers(), ["/passage"]);
    let said = act(&safeguarding, &id, "comments", &comment(&analysis))
        .await
        .expect(201);
    let said = said.body["commission"]["comments"][0]["id"].clone();
    let said = said.as_str().unwrap();
    let settle = format!("comments/{said}/settle");
    let reply = format!("comments/{said}/reply");
    let words = json!({ "text": "Invented reply." });
    act(&author, &id, &reply, &words)
        .await
        .refused(409, "not_permitted_now");
    act(
        &safeguarding,
        &id,
        "return",
        &json!({ "reason": "Invented reason." }),
    )
    .await
    .expect(200);
    let replied = act(&author, &id, &reply, &words).await.expect(200);
    let shown = &replied.body["commission"]["comments"][0]["reply"];
    assert_eq!(shown["reason"], "Invented reply.");
    act(&author, &id, &reply, &words)
        .await
        .refused(409, "conflict");
    act(
        &author,
        &id,
        &format!("comments/{}/reply", new_id()),
        &words,
    )
    .await
    .refused(404, "not_found");

    // What is written now is the author's until it is submitted again.
    save(&author, &id, &tab, 3, &[more]).await.expect(200);
    let director = org.sign_in("od_north").await;
    for reader in [&safeguarding, &director] {
        assert_eq!(text(reader, &id).await.expect(200).body["version"], 3);
        let newest = format!("{PATH}/{id}/text?version=4");
        reader.get(&newest).await.refused(404, "not_found");
        let unsubmitted = format!("{PATH}/{id}/text?version=1");
        reader.get(&unsubmitted).await.refused(404, "not_found");
        assert_eq!(versions(reader, &id).await, [(3, true)]);
    }
    assert_eq!(versions(&author, &id).await, [(4, false), (3, true)]);
    org.server.forward(Duration::seconds(1));
    act(&author, &id, "submit", &json!({ "text_version": 4 }))
        .await
        .expect(200);
    assert_eq!(versions(&director, &id).await, [(4, true), (3, true)]);
    act(&safeguarding, &id, &settle, &Value::Null)
        .await
        .expect(200);
    act(&safeguarding, &id, &settle, &Value::Null)
        .await
        .refused(409, "conflict");
}

#[actix_web::test]
async fn two_tabs_are_warned_of_each_other_and_lose_nothing() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let (first, second) = (new_id(), new_id());
    let passage = new_id();
    let words = |text: &str| section("analysis", text);

    // Both are open: each is told of the other, and reading tells of both.
    let alone = beat(&author, &id, &first).await.expect(200);
    assert_eq!(alone.body["others_writing"], json!([]));
    let warned = beat(&author, &id, &second).await.expect(200);
    assert_eq!(warned.body["version"], 0);
    let other = &warned.body["others_writing"][0]["staff"]["name"];
    assert_eq!(other, "Invented specialist_york");
    let read = text(&author, &id).await.expect(200);
    assert_eq!(read.body["others_writing"].as_array().unwrap().len(), 2);

    // Both type into the same passage.
    let at_first = [change(&passage, 0, &words("Invented."))];
    save(&author, &id, &first, 0, &at_first).await.expect(200);
    let mine = [change(&passage, 1, &words("Invented here."))];
    let saved = save(&author, &id, &first, 1, &mine).await.expect(200);
    assert_eq!(saved.body["others_writing"].as_array().unwrap().len(), 1);
    let theirs = [
        change(&passage, 1, &words("Invented there.")),
        change(&new_id(), 0, &row("12/3/2025", "alone", "Invented.")),
    ];
    let beside = save(&author, &id, &second, 1, &theirs).await.expect(200);
    assert_eq!(settled(&beside), ["beside", "taken"]);
    let copy = beside.body["settled"][0]["kept_as"].clone();
    assert_eq!(beside.body["others"][0]["id"], passage.as_str());
    // The answer is lost, and the same is sent again.
    let again = save(&author, &id, &second, 1, &theirs).await.expect(200);
    assert_eq!(settled(&again), ["beside", "same"]);
    assert_eq!(again.body["settled"][0]["kept_as"], copy);
    assert_eq!(again.body["version"], beside.body["version"]);
    let now = text(&author, &id).await.expect(200);
    let passages = now.body["passages"].as_array().unwrap();
    assert_eq!(passages.len(), 3, "no second copy");
    let copied = passages.iter().find(|one| one["id"] == copy).unwrap();
    assert_eq!(copied["beside"], passage.as_str());
    assert_eq!(copied["content"], words("Invented there."));
    let at = format!("/passages/{}", copy.as_str().unwrap());
    assert!(lacking(&now).contains(&at.as_str()));

    // A removal of what somebody else has changed since is not done; what the writer had read goes.
    let late = [change(&passage, 1, &Value::Null)];
    let kept = save(&author, &id, &second, 3, &late).await.expect(200);
    assert_eq!(settled(&kept), ["kept"]);
    assert_eq!(kept.body["others"][0]["content"], words("Invented here."));
    let known = [change(&passage, 2, &Value::Null)];
    let gone = save(&author, &id, &second, 3, &known).await.expect(200);
    assert_eq!(settled(&gone), ["taken"]);
    let seen = save(&author, &id, &first, 2, &at_first).await.expect(200);
    assert_eq!(settled(&seen), ["taken"], "words beat a removal");

    // Two minutes without a sign of life, and a tab is no longer open.
    org.server.forward(Duration::seconds(100));
    beat(&author, &id, &second).await.expect(200);
    org.server.forward(Duration::seconds(100));
    let alone = beat(&author, &id, &first).await.expect(200);
    assert_eq!(alone.body["others_writing"].as_array().unwrap().len(), 1);
    org.server.forward(Duration::seconds(100));
    let alone = beat(&author, &id, &first).await.expect(200);
    assert_eq!(alone.body["others_writing"], json!([]));
}

#[actix_web::test]
async fn a_finding_without_chronology_is_not_submitted() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let act_now = json!({ "text_version": 0 });
    act(&author, &id, "submit", &act_now)
        .await
        .refused(422, "invalid");
    act(&author, &id, "submit", &json!({ "text_version": 1 }))
        .await
        .refused(409, "not_permitted_now");
    let whole = whole();
    save(&author, &id, &new_id(), 0, &whole.changes)
        .await
        .expect(200);
    let (unfounded, half) = (new_id(), new_id());
    let more = [
        change(&unfounded, 0, &finding("Invented.", &[])),
        change(&half, 0, &row("12/3", "", "")),
    ];
    save(&author, &id, &new_id(), 1, &more).await.expect(200);
    let refused = act(&author, &id, "submit", &json!({ "text_version": 2 })).await;
    refused.refused(422, "invalid");
    let mut pointers = refused.pointers();
    pointers.sort_unstable();
    let mut expected = vec![format!("/passages/{unfounded}/rows")];
    for field in ["child_seen", "date", "happened"] {
        expected.push(format!("/passages/{half}/{field}"));
    }
    expected.sort_unstable();
    assert_eq!(pointers, expected);
    // Another's version of the record is stale, whatever the text says.
    let version = one(&author, &id).await.body["version"].as_i64().unwrap();
    let submit = json!({ "text_version": 2 });
    act_on(&author, &id, version - 1, "submit", &submit)
        .await
        .refused(412, "stale");
    let removed = [
        change(&unfounded, 2, &Value::Null),
        change(&half, 2, &Value::Null),
    ];
    save(&author, &id, &new_id(), 2, &removed).await.expect(200);
    act(&author, &id, "submit", &json!({ "text_version": 3 }))
        .await
        .expect(200);
}

#[actix_web::test]
async fn what_is_open_under_break_glass_is_read_once_it_is_approved() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let read = author.incident(&incident).await.expect(200);
    let reference = &read.body["summary"]["reference"];
    let manager = org.sign_in("manager_york").await;
    let asks = json!({ "reference": reference, "reason": "Invented reason." });
    let opened = manager.create("/api/v1/break-glass", &asks).await;
    let opening = opened.expect(201).id();
    let path = format!("/api/v1/break-glass/{opening}/reviews/{id}");
    submitted(&author, &id).await;
    manager.get(&path).await.refused(404, "not_found");
    let told = format!("/api/v1/break-glass/{opening}");
    let before = manager.get(&told).await.expect(200);
    assert_eq!(before.body["reviews"], json!([]), "never a draft");
    let safeguarding = org.sign_in("safeguarding").await;
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    let director = org.sign_in("od_north").await;
    act(&director, &id, "approve", &Value::Null)
        .await
        .expect(200);
    let after = manager.get(&told).await.expect(200);
    assert_eq!(after.body["reviews"][0]["id"], id.as_str());
    let seen = safeguarding.get(&told).await.expect(200);
    assert_eq!(
        seen.body["reviews"],
        json!([]),
        "whoever reviews it reads none through it"
    );
    let read = manager.get(&path).await.expect(200);
    assert_eq!(read.body["passages"].as_array().unwrap().len(), 8);
    assert!(read.body["lacking"].is_null());
    for other in [&safeguarding, &director, &author] {
        other.get(&path).await.refused(404, "not_found");
    }
    let elsewhere = format!("/api/v1/break-glass/{opening}/reviews/{}", new_id());
    manager.get(&elsewhere).await.refused(404, "not_found");
    let direct = format!("{PATH}/{id}/text");
    manager.get(&direct).await.refused(404, "not_found");
    org.server.forward(Duration::minutes(61));
    let manager = org.sign_in("manager_york").await;
    manager.get(&path).await.refused(404, "not_found");
    let over = manager.get(&told).await.expect(200);
    assert_eq!(over.body["reviews"], json!([]));
}

#[actix_web::test]
async fn a_text_left_open_does_not_keep_the_session() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let tab = new_id();
    for _ in 0..2 {
        org.server.forward(Duration::minutes(6));
        beat(&author, &id, &tab).await.expect(200);
        text(&author, &id).await.expect(200);
    }
    org.server.forward(Duration::minutes(6));
    beat(&author, &id, &tab).await.refused(401, "signed_out");
}
