//! Whoever is involved in an incident learns nothing from the log of whatever hangs on it: neither who reads the review
//! of their own work nor who writes it.

use crate::reviews::attachments::attach;
use crate::reviews::writing::{AUTHOR, PATH, act, commission, new_id, one, submitted};
use crate::reviews::{act as act_external, step};
use crate::support::{Client, Organisation, external, report};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SEARCH: &str = "/api/v1/audit/search";
const EXTERNAL: &str = "/api/v1/external-reviews";
const NOTICES: &str = "/api/v1/notices";

fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of[field].as_str().unwrap_or_default()
}

/// Everything that the reader may read of the log, page by page, but for the searches that this makes itself.
async fn everything(reader: &Client, limit: usize) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let body = json!({ "limit": limit, "cursor": cursor });
        let page = reader.post(SEARCH, &body).await.expect(200).body;
        found.extend(page["items"].as_array().unwrap().iter().cloned());
        if page["next"].is_null() {
            break;
        }
        cursor = page["next"].clone();
    }
    found.retain(|entry| text(entry, "action") != "audit.search" || !entry["record"].is_null());
    found
}

/// An incident in the north in which other people are involved.
async fn incident_of_others(org: &Organisation) -> String {
    let case = org.case("INV-2", "dover", "practitioner_dover").await;
    let intake = org.sign_in("customer_services").await;
    let made = intake.create("/api/v1/incidents", &report()).await;
    let id = made.expect(201).id();
    let triage = json!({
        "known": "known_open",
        "cases": [case],
        "practitioners": [org.people["practitioner_dover"]],
        "managers": [org.people["deputy_south"]],
        "reason": null,
    });
    intake
        .act(Method::POST, &id, "triage", &triage)
        .await
        .expect(200);
    id
}

/// Does with an incident whatever leaves entries about another record: the ids of all that hangs on it.
async fn work_on(org: &Organisation, incident: &str, reference: &str) -> BTreeSet<String> {
    let safeguarding = org.sign_in("safeguarding").await;
    let director = org.sign_in("od_north").await;
    let author = org.sign_in(AUTHOR).await;
    let outsider = org.sign_in("manager_york").await;
    let read = async |reader: &Client, path: String| reader.get(&path).await.expect(200).body;
    let about = json!({ "incident": incident });
    safeguarding.post(SEARCH, &about).await.expect(200);

    let review = commission(org, incident).await;
    let file = attach(&author, &review, "a.pdf", b"%PDF-1.7\n%%EOF\n").await;
    let file = file.expect(201).id();
    submitted(&author, &review).await;
    read(&safeguarding, format!("{PATH}/{review}/text")).await;
    read(&safeguarding, format!("{PATH}/{review}/history")).await;
    read(&safeguarding, format!("{PATH}/{review}/attachments/{file}")).await;
    act(&safeguarding, &review, "pass", &Value::Null)
        .await
        .expect(200);
    let approved = act(&director, &review, "approve", &Value::Null).await;
    let ours = text(&approved.expect(200).body["recommendations"][0], "id").to_owned();
    read(&director, format!("/api/v1/recommendations/{ours}")).await;
    one(&outsider, &review).await.refused(404, "not_found");
    let tab = format!("{PATH}/{review}/writers/{}", new_id());
    let tab = outsider.request(Method::PUT, &tab);
    outsider.send(tab).await.refused(404, "not_found");

    let tracked = safeguarding.create(EXTERNAL, &external(&[incident])).await;
    let tracked = tracked.expect(201).id();
    for known in ["decided", "draft_received"] {
        act_external(&safeguarding, &tracked, "steps", &step(known, "2026-03-04"))
            .await
            .expect(200);
    }
    let draft = json!({ "text": "Invented for us.", "addressed_to": "us", "reach": "national", "from_draft": null });
    let draft = json!({ "standing": "draft", "recommendations": [draft] });
    let drafted = act_external(&safeguarding, &tracked, "recommendations", &draft).await;
    let beside = drafted.expect(200).body["recommendations"][0].clone();
    let theirs = text(&beside["draft"], "id").to_owned();
    read(&director, format!("/api/v1/recommendations/{theirs}")).await;
    read(&director, format!("{EXTERNAL}/{tracked}/history")).await;

    let asks = json!({ "reference": reference, "reason": "Invented reason." });
    let opened = outsider.create("/api/v1/break-glass", &asks).await;
    let opening = opened.expect(201).id();
    let opened = format!("/api/v1/break-glass/{opening}");
    read(&outsider, format!("{opened}/incident")).await;
    read(&safeguarding, opened).await;

    let mut about = BTreeSet::from([
        incident.to_owned(),
        review,
        file,
        ours,
        tracked,
        theirs,
        opening,
    ]);
    let told = read(&director, format!("{NOTICES}?limit=100")).await;
    let of_it = |notice: &&Value| about.contains(text(&notice["record"], "id"));
    let told = told["items"].as_array().unwrap().iter().filter(of_it);
    let told: Vec<_> = told.map(|notice| text(notice, "id").to_owned()).collect();
    for notice in &told {
        let read = format!("{NOTICES}/{notice}/read");
        director.post(&read, &Value::Null).await.expect(204);
    }
    about.extend(told);
    about
}

#[actix_web::test]
async fn of_all_that_hangs_on_their_incident_the_log_says_nothing() {
    let org = Organisation::start().await;
    let own = org.known_incident().await;
    let other = incident_of_others(&org).await;
    org.server.forward(Duration::minutes(1));
    assert!(org.server.service.chase().await.unwrap());
    let hidden = work_on(&org, &own, "SI-2026-0001").await;
    let shown = work_on(&org, &other, "SI-2026-0002").await;
    for involved in ["practitioner_leeds", "manager_leeds"] {
        org.give_role(involved, "safeguarding").await;
    }

    let whole = everything(&org.sign_in("safeguarding").await, 100).await;
    for (about, which) in [(&hidden, "theirs"), (&shown, "the other")] {
        let of_it = whole
            .iter()
            .filter(|entry| about.contains(text(entry, "record")));
        let kinds: BTreeSet<_> = of_it.map(|entry| text(entry, "kind")).collect();
        let all = [
            "attachment",
            "audit",
            "break_glass",
            "external_review",
            "incident",
            "management_review",
            "notice",
            "operation",
            "recommendation",
        ];
        assert!(kinds.iter().eq(all.iter()), "{which}: {kinds:?}");
    }
    for involved in ["practitioner_leeds", "manager_leeds"] {
        let reader = org.sign_in(involved).await;
        let seen = everything(&reader, 100).await;
        let ids: BTreeSet<_> = seen.iter().map(|entry| text(entry, "id")).collect();
        assert_eq!(ids.len(), seen.len(), "no entry twice");
        for entry in &whole {
            let may = !hidden.contains(text(entry, "record"));
            assert_eq!(ids.contains(text(entry, "id")), may, "{involved}: {entry}");
        }
        // However short the pages are.
        let mut in_short = everything(&reader, 9).await;
        // Entries of lists are a moment late.
        in_short.retain(|entry| ids.contains(text(entry, "id")));
        assert_eq!(in_short, seen, "{involved}");
        for action in ["management_review.text", "recommendation.read"] {
            let found = reader.post(SEARCH, &json!({ "action": action })).await;
            let found = found.expect(200);
            let items = found.body["items"].as_array().unwrap();
            assert!(!items.is_empty(), "{action}: of the other incident");
            assert!(!hidden.iter().any(|id| found.text.contains(id)), "{action}");
        }
    }
}
