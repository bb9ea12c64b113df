//! What may not be seen is absent everywhere, and answers exactly like what does not exist.

use crate::support::{Answer, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// An answer without what differs between any two requests.
fn shape(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    (answer.status, body)
}

#[actix_web::test]
async fn another_areas_director_gets_the_answer_of_a_record_that_does_not_exist() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let nothing = Uuid::now_v7().to_string();
    for person in [
        "deputy_south",
        "practitioner_dover",
        "manager_york",
        "board",
        "panel",
        "admin",
    ] {
        let reader = org.sign_in(person).await;
        for path in ["", "/history"] {
            let hidden = reader.get(&format!("/api/v1/incidents/{id}{path}")).await;
            let absent = reader
                .get(&format!("/api/v1/incidents/{nothing}{path}"))
                .await;
            assert_eq!(shape(&hidden), shape(&absent), "{person} {path}");
            assert_eq!(hidden.status, 404, "{person} {path}");
        }
        let liaison = json!({ "part": "liaison" });
        let candidates = async |id: &str| {
            let path = format!("/api/v1/incidents/{id}/candidates/search");
            reader.post(&path, &liaison).await
        };
        let (hidden, absent) = (candidates(&id).await, candidates(&nothing).await);
        assert_eq!(shape(&hidden), shape(&absent), "{person}: candidates");
        assert_eq!(hidden.status, 404, "{person}: candidates");
        for action in ["acknowledge", "close", "log"] {
            let hidden = reader
                .change(
                    Method::POST,
                    &format!("/api/v1/incidents/{id}/{action}"),
                    1,
                    &Value::Null,
                )
                .await;
            let absent = reader
                .change(
                    Method::POST,
                    &format!("/api/v1/incidents/{nothing}/{action}"),
                    1,
                    &Value::Null,
                )
                .await;
            assert_eq!(shape(&hidden), shape(&absent), "{person} {action}");
            assert_eq!(hidden.status, 404, "{person} {action}");
        }
    }
}

#[actix_web::test]
async fn a_practitioner_named_in_it_sees_the_summary_and_their_buddy_and_no_more() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let intake = org.sign_in("customer_services").await;
    let buddy = json!({ "supports": org.people["practitioner_leeds"], "buddy": org.people["practitioner_dover"], "reason": null });
    intake
        .act(Method::POST, &id, "buddies", &buddy)
        .await
        .expect(200);

    let named = org
        .sign_in("practitioner_leeds")
        .await
        .incident(&id)
        .await
        .expect(200);
    assert_eq!(named.body["view"], "summary");
    assert_eq!(
        named.body["own_buddy"]["name"],
        "Invented practitioner_dover"
    );
    assert_eq!(named.body["summary"]["case_references"], json!(["INV-1"]));
    for block in ["own_words", "intake", "narrative", "whole"] {
        assert!(named.body[block].is_null(), "{block}: {}", named.text);
    }
    assert_eq!(named.body["permitted"], json!([]));
    assert!(
        !named.text.contains("Child-One"),
        "no child beyond the case reference"
    );

    let supporting = org
        .sign_in("practitioner_dover")
        .await
        .incident(&id)
        .await
        .expect(200);
    assert_eq!(supporting.body["view"], "summary");
}

#[actix_web::test]
async fn being_involved_beats_a_grant() {
    let org = Organisation::start().await;
    let grant = json!({ "role": "safeguarding", "scope": { "kind": "national" }, "from": "2020-01-01", "to": null });
    let path = format!("/api/v1/staff/{}/grants", org.people["practitioner_leeds"]);
    org.admin.create(&path, &grant).await.expect(201);
    let id = org.known_incident().await;
    let conflicted = org.sign_in("practitioner_leeds").await;
    assert_eq!(conflicted.incident(&id).await.body["view"], "summary");
    conflicted
        .act(Method::POST, &id, "close", &Value::Null)
        .await
        .refused(403, "forbidden");
}

/// The references a reader gets by each way of listing, and those they can open one by one.
async fn every_way(org: &Organisation, person: &str, ids: &[String]) -> [Vec<String>; 4] {
    let reader = org.sign_in(person).await;
    let listed = reader.get("/api/v1/incidents?limit=100").await;
    let references = |answer: &Answer| {
        let items = answer.body["items"].as_array().cloned().unwrap_or_default();
        let mut list: Vec<_> = items
            .iter()
            .map(|i| i["reference"].as_str().unwrap().to_owned())
            .collect();
        list.sort();
        list
    };
    let count = reader.get("/api/v1/incidents/count").await.expect(200).body["count"]
        .as_i64()
        .unwrap();
    let listed = references(&listed.expect(200));
    assert_eq!(
        usize::try_from(count).unwrap(),
        listed.len(),
        "{person}: count"
    );
    let found = reader
        .post(
            "/api/v1/incidents/search",
            &json!({ "filter": { "limit": 100 }, "text": "SI-2026" }),
        )
        .await;
    let csv = reader.get("/api/v1/incidents/export").await.expect(200);
    let mut exported: Vec<_> = csv
        .text
        .lines()
        .skip(1)
        .filter_map(|l| l.split(',').next())
        .map(|r| r.trim_matches('"').to_owned())
        .collect();
    exported.sort();
    let mut opened = Vec::new();
    for id in ids {
        let one = reader.incident(id).await;
        if one.status == 200 {
            opened.push(
                one.body["summary"]["reference"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
    }
    opened.sort();
    [listed, references(&found.expect(200)), exported, opened]
}

#[actix_web::test]
async fn list_count_search_export_and_single_reads_agree_for_everyone() {
    let org = Organisation::start().await;
    let mut ids = vec![org.known_incident().await];
    let intake = org.sign_in("customer_services").await;
    for (authority, media, reporter) in [
        ("E09000001", "yes", "practitioner_leeds"),
        ("E09000002", "no", "practitioner_dover"),
        ("E09000002", "yes", "manager_leeds"),
    ] {
        let mut body = report();
        body["notification"]["local_authority"] = json!(authority);
        body["notification"]["media_interest"] = json!(media);
        let id = org
            .sign_in(reporter)
            .await
            .create("/api/v1/incidents", &body)
            .await
            .expect(201)
            .id();
        intake
            .act(Method::POST, &id, "log", &Value::Null)
            .await
            .expect(200);
        ids.push(id);
    }
    let mut seen = 0;
    for person in org.people.keys().copied().chain(["admin"]) {
        let [listed, found, exported, opened] = every_way(&org, person, &ids).await;
        assert_eq!(listed, opened, "{person}: list and single reads");
        assert_eq!(found, opened, "{person}: search and single reads");
        assert_eq!(exported, opened, "{person}: export and single reads");
        seen += opened.len();
    }
    assert!(
        seen > 8,
        "the test would prove nothing if nobody saw anything"
    );
}

#[actix_web::test]
async fn reads_and_refusals_are_audited_without_content() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    org.sign_in("od_north")
        .await
        .incident(&id)
        .await
        .expect(200);
    org.sign_in("manager_york")
        .await
        .incident(&id)
        .await
        .expect(404);
    let entries = org
        .server
        .service
        .store
        .read(move |conn| storage::platform::audit_of(conn, "incident", &id))
        .await
        .unwrap();
    let by = |person: &str, outcome_is_done: bool| {
        let id = &org.people[person];
        entries.iter().any(|e| {
            e.staff.is_some_and(|s| s.to_string() == *id)
                && (e.outcome == "done") == outcome_is_done
        })
    };
    assert!(by("od_north", true), "{entries:?}");
    assert!(by("manager_york", false), "{entries:?}");
    assert!(!format!("{entries:?}").contains("Invented circumstances"));
}
