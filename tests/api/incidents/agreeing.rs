//! The list, the count, the search, the export and single reads agree: for every role, whatever is asked.

use crate::support::{Answer, Client, Organisation, report};
use chrono::{Duration, NaiveDate};
use reqwest::Method;
use serde_json::{Value, json};
use shared::incidents::Known;
use shared::incidents::api::IncidentRow;
use shared::policy::Role;
use std::collections::BTreeSet;

/// A known incident of the north, whose director is late by now, and some more: in two areas, restricted or not, of each
/// kind, notified on two days, one of them set aside.
async fn register() -> (Organisation, Vec<String>) {
    let mut org = Organisation::start().await;
    org.add_director_of_west().await;
    let mut ids = vec![org.known_incident().await];
    let intake = org.sign_in("customer_services").await;
    for (authority, media, reporter, notified_on, kind) in [
        (
            "E09000001",
            "yes",
            "practitioner_leeds",
            "2026-03-03",
            "serious_injury",
        ),
        (
            "E09000002",
            "no",
            "practitioner_dover",
            "2026-03-04",
            "other",
        ),
        (
            "E09000002",
            "yes",
            "manager_leeds",
            "2026-03-03",
            "serious_injury",
        ),
        ("E09000001", "no", "colleague_york", "2026-03-04", "death"),
        ("E09000001", "no", "manager_york", "2026-03-03", "other"),
    ] {
        let mut body = report();
        body["notification"]["local_authority"] = json!(authority);
        body["notification"]["media_interest"] = json!(media);
        body["notification"]["notified_on"] = json!(notified_on);
        body["notification"]["kind"] = json!(kind);
        if kind == "death" {
            body["children"][0]["outcome"] = json!("died");
        }
        let reporter = org.sign_in(reporter).await;
        let id = reporter.create("/api/v1/incidents", &body).await;
        let id = id.expect(201).id();
        intake
            .act(Method::POST, &id, "log", &Value::Null)
            .await
            .expect(200);
        ids.push(id);
    }
    let why = json!({ "reason": "Invented reason." });
    let safeguarding = org.sign_in("safeguarding").await;
    safeguarding
        .act(Method::POST, &ids[5], "reject", &why)
        .await
        .expect(200);
    org.server.forward(Duration::days(5));
    (org, ids)
}

/// The people of the organisation, who together hold every role that there is.
async fn everybody(org: &Organisation) -> Vec<&'static str> {
    let people: Vec<_> = org.people.keys().copied().chain(["admin"]).collect();
    let admin = org.sign_in("admin").await;
    let mut held = BTreeSet::new();
    for person in &people {
        let id = org.people.get(person).unwrap_or(&admin.id);
        let read = admin.get(&format!("/api/v1/staff/{id}")).await.expect(200);
        for grant in read.body["grants"].as_array().unwrap() {
            held.insert(grant["role"].as_str().unwrap().to_owned());
        }
    }
    let roles = Role::ALL.iter().map(ToString::to_string);
    assert_eq!(
        held,
        roles.collect(),
        "give somebody each role, in tests/api/support"
    );
    people
}

/// The rows of a list or a search, which fit on one page.
fn rows(answer: Answer) -> Vec<Vec<String>> {
    let body = answer.expect(200).body;
    assert_eq!(body["next"], Value::Null);
    let rows: Vec<IncidentRow> = serde_json::from_value(body["items"].clone()).unwrap();
    rows.into_iter().map(in_words).collect()
}

/// A row as the export is to say it.
fn in_words(row: IncidentRow) -> Vec<String> {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let yes = |is: bool| if is { "Yes" } else { "" }.to_owned();
    vec![
        row.reference,
        row.kind.label().to_owned(),
        row.stage.label().to_owned(),
        date(row.incident_date),
        date(Some(row.notified_on)),
        row.view.label().to_owned(),
        row.known.map(Known::label).unwrap_or_default().to_owned(),
        row.area.unwrap_or_default(),
        date(row.next_due),
        yes(row.overdue),
        yes(row.restricted),
    ]
}

/// The rows of an export.
fn exported(answer: Answer) -> Vec<Vec<String>> {
    let text = answer.expect(200).text;
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut file = csv::Reader::from_reader(text.as_bytes());
    let rows = file.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn references(rows: &[Vec<String>]) -> Vec<&str> {
    let mut references: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
    references.sort_unstable();
    references
}

fn counted(answer: Answer) -> usize {
    let count = answer.expect(200).body["count"].as_u64().unwrap();
    usize::try_from(count).unwrap()
}

/// What a person is shown under this filter, the same in each way of asking.
async fn shown(reader: &Client, filter: &[(&str, String)], about: &str) -> Vec<Vec<String>> {
    let query: Vec<_> = filter
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let query = query.join("&");
    let path = "/api/v1/incidents";
    let listed = rows(reader.get(&format!("{path}?limit=100&{query}")).await);
    let count = reader.get(&format!("{path}/count?{query}")).await;
    assert_eq!(counted(count), listed.len(), "{about}: count");
    let export = reader.get(&format!("{path}/export?{query}")).await;
    assert_eq!(exported(export), listed, "{about}: export");

    let mut body = json!({ "text": "SI-2026", "filter": {} });
    for (key, value) in filter {
        body["filter"][key] = match value.as_str() {
            "true" => json!(true),
            other => json!(other),
        };
    }
    let count = reader.post(&format!("{path}/search/count"), &body).await;
    let export = reader.post(&format!("{path}/search/export"), &body).await;
    let search = reader.post(&format!("{path}/search"), &body).await;
    let found = rows(search);
    assert_eq!(counted(count), found.len(), "{about}: count of the search");
    assert_eq!(exported(export), found, "{about}: export of the search");
    assert_eq!(references(&found), references(&listed), "{about}: search");
    listed
}

#[actix_web::test]
async fn list_count_search_export_and_single_reads_agree_for_everyone() {
    let (org, ids) = register().await;
    let mut seen = 0;
    for person in everybody(&org).await {
        let reader = org.sign_in(person).await;
        let mut opened = Vec::new();
        for id in &ids {
            let one = reader.incident(id).await;
            if one.status == 200 {
                let reference = one.body["summary"]["reference"].as_str().unwrap();
                opened.push(reference.to_owned());
            } else {
                one.refused(404, "not_found");
            }
        }
        opened.sort();
        let listed = shown(&reader, &[], person).await;
        assert_eq!(references(&listed), opened, "{person}: single reads");
        seen += opened.len();
    }
    assert!(seen > 12, "it would prove nothing if nobody saw anything");
}

#[actix_web::test]
async fn the_same_filter_gives_the_same_in_the_list_the_count_the_search_and_the_export() {
    let (org, ids) = register().await;
    let text = |value: &str| value.to_owned();
    let filters: Vec<Vec<(&str, String)>> = vec![
        vec![("stage", text("logged"))],
        vec![("stage", text("forwarded"))],
        vec![("stage", text("rejected"))],
        vec![("kind", text("death"))],
        vec![("kind", text("other"))],
        vec![("known", text("known_open"))],
        vec![("area", org.areas["north"].clone())],
        vec![("area", org.areas["south"].clone())],
        vec![("overdue", text("true"))],
        vec![("notified_from", text("2026-03-04"))],
        vec![("notified_to", text("2026-03-03"))],
        vec![("kind", text("serious_injury")), ("sort", text("oldest"))],
        vec![("overdue", text("true")), ("sort", text("due_soonest"))],
    ];
    let mut union: Vec<BTreeSet<String>> = vec![BTreeSet::new(); filters.len()];
    for person in everybody(&org).await {
        let reader = org.sign_in(person).await;
        let all = shown(&reader, &[], person).await;
        for (filter, union) in filters.iter().zip(&mut union) {
            let found = shown(&reader, filter, &format!("{person} {filter:?}")).await;
            for row in &found {
                assert!(all.contains(row), "{person} {filter:?}: {row:?}");
            }
            union.extend(found.into_iter().map(|row| row[0].clone()));
        }
    }
    for (filter, union) in filters.iter().zip(union) {
        assert!(
            (1..ids.len()).contains(&union.len()),
            "{filter:?} leaves {union:?}: a filter that leaves all or nothing proves nothing"
        );
    }
}
