//! The list of external reviews: what single reads show, page by page, at the same price for any of them.

use super::{act, one, step};
use crate::support::{Client, Organisation, external};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PATH: &str = "/api/v1/external-reviews";

/// So many reviews: every third of a known incident in the north, every second decided.
async fn with_reviews(count: usize) -> (Organisation, Vec<String>) {
    let org = Organisation::start().await;
    let known = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    let mut made = Vec::new();
    for number in 0..count {
        let linked = [known.as_str()];
        let mut facts = external(if number % 3 == 0 { &linked } else { &[] });
        facts["triggered_on"] = json!(format!("2026-02-{:02}", number % 28 + 1));
        let id = intake.create(PATH, &facts).await.expect(201).id();
        if number % 2 == 0 {
            let decided = step("decided", "2026-03-04");
            act(&intake, &id, "steps", &decided).await.expect(200);
        }
        made.push(id);
    }
    (org, made)
}

/// All pages of a list, forwards; and back again, which must be the same.
async fn walk(client: &Client, query: &str) -> Vec<Value> {
    let page = async |cursor: Option<&str>| {
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}"));
        let path = format!("{PATH}?limit=4{query}{}", cursor.unwrap_or_default());
        client.get(&path).await.expect(200).body
    };
    let mut pages = vec![page(None).await];
    while let Some(next) = pages[pages.len() - 1]["next"].as_str() {
        pages.push(page(Some(next)).await);
    }
    for pair in pages.windows(2).rev() {
        let back = page(pair[1]["previous"].as_str()).await;
        assert_eq!(back["items"], pair[0]["items"]);
    }
    let items = pages
        .iter()
        .flat_map(|page| page["items"].as_array().unwrap());
    items.cloned().collect()
}

#[actix_web::test]
async fn a_list_holds_what_single_reads_show() {
    let (org, made) = with_reviews(13).await;
    let people = org.people.keys().copied().chain(["admin"]);
    for person in people {
        let reader = org.sign_in(person).await;
        let mut shown = BTreeSet::new();
        for id in &made {
            let read = one(&reader, id).await;
            if read.status == 200 {
                shown.insert((id.clone(), read.body["stage"].clone().to_string()));
            }
        }
        for sort in ["newest", "oldest", "due_soonest"] {
            let rows = walk(&reader, &format!("&sort={sort}")).await;
            let listed: BTreeSet<_> = rows
                .iter()
                .map(|row| {
                    (
                        row["id"].as_str().unwrap().to_owned(),
                        row["stage"].to_string(),
                    )
                })
                .collect();
            assert_eq!(
                (rows.len(), &listed),
                (shown.len(), &shown),
                "{person} {sort}"
            );
        }
        let expected = match person {
            "safeguarding" | "customer_services" => 13,
            "od_north" => 5,
            _ => 0,
        };
        assert_eq!(shown.len(), expected, "{person}");
    }
}

#[actix_web::test]
async fn the_session_says_for_whom_external_reviews_are() {
    let (org, _) = with_reviews(1).await;
    for (person, sees, tracks) in [
        ("safeguarding", true, true),
        ("customer_services", true, true),
        ("od_north", true, false),
        ("deputy_south", true, false),
        ("practitioner_leeds", false, false),
        ("board", false, false),
        ("admin", false, false),
    ] {
        let session = org.sign_in(person).await.get("/api/v1/session").await;
        let permitted = session.body["permitted"].as_array().unwrap();
        let may = |what: &str| permitted.contains(&json!(what));
        assert_eq!(may("see_external_reviews"), sees, "{person}");
        assert_eq!(may("track_external_review"), tracks, "{person}");
    }
}

#[actix_web::test]
async fn filters_and_orders_mean_what_they_say() {
    let (org, _) = with_reviews(12).await;
    let reader = org.sign_in("customer_services").await;
    for (query, count) in [
        ("&stage=decided", 6),
        ("&stage=tracked", 6),
        ("&stage=closed", 0),
        ("&regime=practice_review", 12),
        ("&regime=scr", 0),
        ("&involved=yes", 4),
        ("&involved=no&stage=tracked", 4),
        // A rapid review of what became known by 10 February was due by yesterday, 15 working days later.
        ("&overdue=true", 10),
        ("&overdue=true&sort=due_soonest", 10),
        ("&overdue=false", 12),
    ] {
        let rows = walk(&reader, query).await;
        assert_eq!(rows.len(), count, "{query}: {rows:?}");
        if query.contains("overdue=true") {
            assert!(rows.iter().all(|row| row["overdue"] == true));
        }
    }
    let dates = |rows: Vec<Value>, field: &str| -> Vec<String> {
        let rows = rows.iter();
        rows.map(|row| row[field].as_str().unwrap().to_owned())
            .collect()
    };
    let newest = dates(walk(&reader, "").await, "triggered_on");
    assert!(newest.is_sorted_by(|a, b| a >= b), "{newest:?}");
    let oldest = dates(walk(&reader, "&sort=oldest").await, "triggered_on");
    assert!(oldest.is_sorted(), "{oldest:?}");
    let due = dates(walk(&reader, "&sort=due_soonest").await, "next_due");
    assert!(due.is_sorted(), "{due:?}");
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("stage=none", "/stage"),
    ] {
        let refused = reader.get(&format!("{PATH}?{query}")).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer]);
    }
    // A cursor of another list, or order, is none of this one.
    let other = reader.get("/api/v1/incidents?limit=1").await;
    assert!(other.body["next"].is_null(), "one incident");
    let next = reader.get(&format!("{PATH}?limit=1")).await.body["next"].clone();
    let next = next.as_str().unwrap();
    for path in [
        format!("{PATH}?sort=oldest&cursor={next}"),
        format!("/api/v1/incidents?cursor={next}"),
    ] {
        reader.get(&path).await.refused(400, "invalid_cursor");
    }
}

/// How many statements the database is sent for this, the entry in the audit log among them.
async fn statements(org: &Organisation, ask: impl AsyncFnOnce()) -> u64 {
    let service = &org.server.service;
    assert!(service.audit_lists().await);
    let before = service.store.metrics().queries;
    ask().await;
    assert!(service.audit_lists().await);
    service.store.metrics().queries - before
}

#[actix_web::test]
async fn a_long_page_and_a_full_review_take_as_many_queries_as_short_ones() {
    let (org, made) = with_reviews(30).await;
    let safeguarding = org.sign_in("safeguarding").await;
    for person in ["safeguarding", "customer_services", "od_north"] {
        let reader = org.sign_in(person).await;
        let page = async |limit: usize| {
            let path = format!("{PATH}?limit={limit}");
            let body = reader.get(&path).await.expect(200).body;
            assert_eq!(body["items"].as_array().unwrap().len(), limit);
        };
        let few = statements(&org, async || page(2).await).await;
        let many = statements(&org, async || page(10).await).await;
        assert_eq!(few, many, "{person}");
        assert!(few <= 12, "{person}: {few}");
    }
    // One with steps, dates and recommendations, beside one with none; both of the same incident.
    let (full, bare) = (&made[0], &made[3]);
    act(
        &safeguarding,
        full,
        "steps",
        &step("draft_received", "2026-03-04"),
    )
    .await
    .expect(200);
    let new =
        json!({ "text": "Invented.", "addressed_to": "us", "reach": "local", "from_draft": null });
    let add = json!({ "standing": "draft", "recommendations": vec![new; 20] });
    act(&safeguarding, full, "recommendations", &add)
        .await
        .expect(200);
    let read = async |id: &str| {
        one(&safeguarding, id).await.expect(200);
    };
    let few = statements(&org, async || read(bare).await).await;
    let many = statements(&org, async || read(full).await).await;
    assert_eq!(few, many);
    assert!(few <= 25, "{few}");
}
