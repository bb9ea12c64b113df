//! Third-party systems read summaries of incidents that are not restricted, in their areas: the list and single reads
//! agree.

use super::{READ, System};
use crate::support::{Client, Organisation, report};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

const LIST: &str = "/api/v1/incidents";

/// Reports an incident of an authority, restricted by media interest or not; answers with its id.
async fn reported(intake: &Client, authority: &Value, media: &str, told: &str) -> String {
    let mut body = report();
    body["notification"]["local_authority"] = authority.clone();
    body["notification"]["media_interest"] = json!(media);
    body["notification"]["notified_on"] = json!(told);
    body["notification"]["became_known_on"] = Value::Null;
    body["notification"]["incident_date"] = Value::Null;
    body["notification"]["incident_date_precision"] = json!("unknown");
    intake.create(LIST, &body).await.expect(201).id()
}

/// All pages of the list, as ids in its order.
async fn listed(system: &System, token: &str, query: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    for _ in 0..50 {
        let page = system
            .get(token, &format!("{LIST}?limit=3{query}{cursor}"))
            .await
            .expect(200);
        for item in page.body["items"].as_array().unwrap() {
            assert_eq!(item["view"], "summary");
            for hidden in ["known", "area", "next_due"] {
                assert!(item[hidden].is_null(), "{hidden}");
            }
            assert_eq!(
                (&item["restricted"], &item["overdue"]),
                (&json!(false), &json!(false))
            );
            ids.push(item["id"].as_str().unwrap().to_owned());
        }
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
    panic!("the list has no end");
}

#[actix_web::test]
async fn the_list_shows_exactly_what_single_reads_show() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let mut ids = Vec::new();
    for _ in 0..16 {
        let (authority, media, day) = (0_usize..3, 0_usize..3, 1_u32..4)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let authority = [json!("E09000001"), json!("E09000002"), Value::Null][authority].clone();
        let media = ["yes", "no", "not_known"][media];
        ids.push(reported(&intake, &authority, media, &format!("2026-03-0{day}")).await);
    }
    let mut seen = Vec::new();
    for areas in [&[][..], &["north"], &["south"], &["north", "south"]] {
        let system = System::new(&org, &[READ], areas).await;
        let token = system.token().await;
        let mut opened = Vec::new();
        for id in &ids {
            let one = system.get(&token, &format!("{LIST}/{id}")).await;
            match one.status {
                200 => opened.push(id.clone()),
                _ => {
                    one.refused(404, "not_found");
                }
            }
        }
        let newest = listed(&system, &token, "").await;
        let mut oldest = listed(&system, &token, "&sort=oldest").await;
        oldest.reverse();
        assert_eq!(newest, oldest, "{areas:?}: the two orders");
        let mut sorted = newest.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), newest.len(), "{areas:?}: each once");
        opened.sort();
        assert_eq!(sorted, opened, "{areas:?}: the list and single reads");
        seen.push(opened.len());
    }
    assert!(seen[1] > 0 && seen[2] > 0 && seen[0] > seen[3], "{seen:?}");
    assert_eq!(seen[3], seen[1] + seen[2]);
    assert!(seen[0] < ids.len(), "some are restricted");
}

#[actix_web::test]
async fn a_summary_holds_no_more_than_a_summary() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let system = System::new(&org, &[READ], &["north"]).await;
    let token = system.token().await;
    let one = system
        .get(&token, &format!("{LIST}/{id}"))
        .await
        .expect(200);
    assert_eq!(one.body["view"], "summary");
    for block in ["own_words", "own_buddy", "intake", "narrative", "whole"] {
        assert!(one.body[block].is_null(), "{block}");
    }
    assert_eq!(one.body["permitted"], json!([]));
    assert_eq!(one.body["summary"]["case_references"], json!([]));
    assert_eq!(one.body["summary"]["contact"]["name"], "Invented od_north");
    assert!(one.headers.contains_key("etag"));
    for words in ["Child-One", "INV-1", "circumstances", "practitioner"] {
        assert!(!one.text.contains(words), "{words}");
    }
    let elsewhere = System::new(&org, &[READ], &["south"]).await;
    let token = elsewhere.token().await;
    let hidden = elsewhere.get(&token, &format!("{LIST}/{id}")).await;
    let absent = elsewhere
        .get(
            &token,
            &format!("{LIST}/0198f000-0000-7000-8000-000000000000"),
        )
        .await;
    assert_eq!(super::shape(&hidden), super::shape(&absent));
    hidden.refused(404, "not_found");
}

#[actix_web::test]
async fn filters_go_by_what_a_summary_holds_and_no_other_is_taken() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let north = json!("E09000001");
    let early = reported(&intake, &north, "no", "2026-03-01").await;
    let late = reported(&intake, &north, "no", "2026-03-03").await;
    let system = System::new(&org, &[READ], &[]).await;
    let token = system.token().await;
    assert_eq!(
        listed(&system, &token, "&notified_from=2026-03-02").await,
        [late.as_str()]
    );
    assert_eq!(
        listed(&system, &token, "&notified_to=2026-03-02").await,
        [early.as_str()]
    );
    assert_eq!(listed(&system, &token, "&kind=death").await, [""; 0]);
    assert_eq!(
        listed(&system, &token, "&stage=logged&kind=serious_injury")
            .await
            .len(),
        2
    );
    let area = &org.areas["north"];
    for (query, pointer) in [
        ("known=known_open", "/known"),
        (&format!("area={area}"), "/area"),
        ("overdue=true", "/overdue"),
        ("overdue=false", "/overdue"),
        ("sort=due_soonest", "/sort"),
        ("text=x", "/text"),
        ("limit=0", "/limit"),
    ] {
        let refused = system.get(&token, &format!("{LIST}?{query}")).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer], "{query}");
    }
    let cursor = system.get(&token, &format!("{LIST}?cursor=nonsense")).await;
    cursor.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn what_becomes_restricted_is_gone_on_the_next_call() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let system = System::new(&org, &[READ], &[]).await;
    let token = system.token().await;
    assert_eq!(listed(&system, &token, "").await, [id.as_str()]);
    let safeguarding = org.sign_in("safeguarding").await;
    let restrict =
        json!({ "restricted": true, "reason": "Invented reason.", "review_on": "2026-06-01" });
    let done = safeguarding
        .act(reqwest::Method::PUT, &id, "restriction", &restrict)
        .await;
    done.expect(200);
    assert_eq!(listed(&system, &token, "").await, [""; 0]);
    system
        .get(&token, &format!("{LIST}/{id}"))
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn reading_is_audited_and_refusals_too() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    for (area, outcome) in [("north", "done"), ("south", "not_found")] {
        let system = System::new(&org, &[READ], &[area]).await;
        let token = system.token().await;
        system.get(&token, &format!("{LIST}/{id}")).await;
        let of = id.clone();
        let entries = org
            .server
            .service
            .store
            .read(move |conn| storage::platform::audit_of(conn, "incident", &of))
            .await
            .unwrap();
        let own: Vec<_> = entries
            .iter()
            .filter(|entry| {
                entry
                    .client
                    .is_some_and(|client| client.to_string() == system.id)
            })
            .map(|entry| (entry.action.as_str(), entry.outcome.as_str()))
            .collect();
        assert_eq!(own, [("incident.read", outcome)]);
    }
}
