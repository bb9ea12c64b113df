//! The list of management reviews: what single reads show, page by page.

use super::writing::{AUTHOR, PATH, commission, one};
use crate::support::{Client, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Reviews of so many known incidents of the leeds team: every second commissioned, the others required.
async fn with_reviews(count: usize) -> (Organisation, Vec<(String, String)>) {
    let org = Organisation::start().await;
    let case = org.case("INV-9", "leeds", "practitioner_leeds").await;
    let intake = org.sign_in("customer_services").await;
    let director = org.sign_in("od_north").await;
    let mut made = Vec::new();
    for number in 0..count {
        org.server.forward(chrono::Duration::minutes(1));
        let incident = intake
            .create("/api/v1/incidents", &report())
            .await
            .expect(201)
            .id();
        let triage = json!({
            "known": "known_open", "cases": [case], "practitioners": [org.people["practitioner_leeds"]],
            "managers": [], "reason": null
        });
        intake
            .act(Method::POST, &incident, "triage", &triage)
            .await
            .expect(200);
        let id = if number % 2 == 0 {
            commission(&org, &incident).await
        } else {
            let require =
                json!({ "incident": incident, "external": null, "reason": "Invented reason." });
            director.create(PATH, &require).await.expect(201).id()
        };
        made.push((id, incident));
    }
    (org, made)
}

/// All pages of a list, forwards; and back again, which must be the same.
async fn walk(client: &Client, query: &str) -> Vec<Value> {
    let page = async |cursor: Option<&str>| {
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}"));
        let path = format!("{PATH}?limit=2{query}{}", cursor.unwrap_or_default());
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
    let (org, made) = with_reviews(5).await;
    let people = org.people.keys().copied().chain(["admin"]);
    for person in people {
        let reader = org.sign_in(person).await;
        let mut shown = BTreeSet::new();
        for (id, _) in &made {
            let read = one(&reader, id).await;
            if read.status == 200 {
                let row = [
                    "id",
                    "stage",
                    "view",
                    "next_due",
                    "incident_reference",
                    "area",
                ];
                let row = row.map(|field| read.body[field].to_string());
                shown.insert(row);
            }
        }
        for sort in ["newest", "oldest", "due_soonest"] {
            let rows = walk(&reader, &format!("&sort={sort}")).await;
            let listed: BTreeSet<_> = rows
                .iter()
                .map(|row| {
                    [
                        "id",
                        "stage",
                        "view",
                        "next_due",
                        "incident_reference",
                        "area",
                    ]
                    .map(|field| row[field].to_string())
                })
                .collect();
            assert_eq!(
                (rows.len(), &listed),
                (shown.len(), &shown),
                "{person} {sort}"
            );
        }
        let expected = match person {
            "safeguarding" | "customer_services" | "od_north" => 5,
            AUTHOR => 3,
            _ => 0,
        };
        assert_eq!(shown.len(), expected, "{person}");
    }
}

#[actix_web::test]
async fn filters_mean_what_they_say() {
    let (org, made) = with_reviews(4).await;
    let (north, south) = (&org.areas["north"], &org.areas["south"]);
    let (author, incident) = (&org.people[AUTHOR], &made[1].1);
    let director = org.sign_in("od_north").await;
    for (query, count) in [
        ("&stage=commissioned".to_owned(), 2),
        ("&stage=required".to_owned(), 2),
        ("&stage=closed".to_owned(), 0),
        (format!("&area={north}"), 4),
        (format!("&area={south}"), 0),
        (format!("&author={author}"), 2),
        (format!("&incident={incident}"), 1),
        ("&overdue=true".to_owned(), 0),
        ("&overdue=false".to_owned(), 4),
    ] {
        let rows = walk(&director, &query).await;
        assert_eq!(rows.len(), count, "{query}");
    }
    // To whoever sees the dates only the author is not told, by a filter neither.
    let intake = org.sign_in("customer_services").await;
    let rows = walk(&intake, "").await;
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row["author"].is_null()));
    assert!(walk(&intake, &format!("&author={author}")).await.is_empty());
    // 40 working days on and one, each that is commissioned is late.
    org.server.forward(chrono::Duration::days(70));
    let director = org.sign_in("od_north").await;
    assert_eq!(walk(&director, "&overdue=true").await.len(), 2);
    for wrong in ["&sort=best", "&limit=0", "&cursor=x", "&stage=lunch"] {
        let refused = director
            .get(&format!("{PATH}?x=1{wrong}").replace("x=1&", ""))
            .await;
        assert!(
            [400, 422].contains(&refused.status),
            "{wrong}: {}",
            refused.text
        );
    }
}
