//! An external review about several of our incidents and several children of them.

use super::{one, put};
use crate::support::{Client, Organisation, external};
use serde_json::{Value, json};
use uuid::Uuid;

const PATH: &str = "/api/v1/external-reviews";

/// An incident of the leeds team under this case, and its children.
async fn incident(org: &Organisation, reader: &Client, case: &str) -> (String, Value) {
    let id = org.known_incident_of(case).await;
    let read = reader.incident(&id).await.expect(200);
    (id, read.body["intake"]["children"].clone())
}

/// The ids of a list, whose order says nothing.
fn ids(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    let mut ids: Vec<_> = list.map(|id| id.as_str().unwrap()).collect();
    ids.sort_unstable();
    ids
}

fn sorted<const N: usize>(mut ids: [&str; N]) -> [&str; N] {
    ids.sort_unstable();
    ids
}

fn about(incidents: &[&str], children: &[&Value]) -> Value {
    let mut facts = external(incidents);
    facts["children"] = json!(children);
    facts
}

#[actix_web::test]
async fn two_incidents_and_a_child_of_each() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let (first, of_first) = incident(&org, &safeguarding, "INV-1").await;
    let (second, of_second) = incident(&org, &safeguarding, "INV-2").await;
    let children = [&of_first[0]["id"], &of_second[1]["id"]];
    let facts = about(&[&first, &second], &children);
    let id = safeguarding.create(PATH, &facts).await.expect(201).id();

    let read = one(&safeguarding, &id).await.expect(200).body;
    assert_eq!(ids(&read["facts"]["incidents"]), sorted([&first, &second]));
    let named = children.map(|child| child.as_str().unwrap());
    assert_eq!(ids(&read["facts"]["children"]), sorted(named));
    let mut told: Vec<_> = read["about"]
        .as_array()
        .unwrap()
        .iter()
        .map(|about| {
            let names = about["children"].as_array().unwrap().iter();
            let names: Vec<_> = names.map(|child| child["name"].as_str().unwrap()).collect();
            (about["reference"].as_str().unwrap(), names)
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            ("SI-2026-0001", vec!["Invented Child-One"]),
            ("SI-2026-0002", vec!["Invented Child-Two"]),
        ],
        "each child stands under its own incident"
    );
    // Under either incident it is found, once.
    for incident in [&first, &second] {
        let path = format!("{PATH}?incident={incident}");
        let list = safeguarding.get(&path).await.expect(200);
        let items = list.body["items"].as_array().unwrap();
        assert_eq!(items.len(), 1);
        assert_eq!(items[0]["id"], id.as_str());
    }
    // Neither incident closes while it is open.
    for incident in [&first, &second] {
        let read = safeguarding.incident(incident).await.expect(200);
        assert!(
            read.text
                .contains("Finish its reviews, and decide every recommendation"),
            "{}",
            read.text
        );
    }
}

#[actix_web::test]
async fn a_child_of_none_of_its_incidents_is_refused() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let (first, of_first) = incident(&org, &safeguarding, "INV-1").await;
    let (second, of_second) = incident(&org, &safeguarding, "INV-2").await;
    let (_, of_third) = incident(&org, &safeguarding, "INV-3").await;
    let both = [first.as_str(), second.as_str()];
    let stranger = json!(Uuid::now_v7());
    let (one_child, other, elsewhere) =
        (&of_first[0]["id"], &of_second[0]["id"], &of_third[0]["id"]);
    for (incidents, children, pointer) in [
        (&both[..], [one_child, other, elsewhere], "/children/2"),
        (&both[..], [one_child, elsewhere, other], "/children/1"),
        // A child that is nowhere, and one of the incident that is not linked: nothing tells them apart.
        (&both[..], [one_child, other, &stranger], "/children/2"),
        (
            &both[..1],
            [one_child, &of_first[1]["id"], other],
            "/children/2",
        ),
    ] {
        let refused = safeguarding
            .create(PATH, &about(incidents, &children))
            .await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer], "{}", refused.text);
        assert_eq!(
            refused.body["errors"][0]["detail"],
            "Choose a child of one of these incidents"
        );
    }
    let list = safeguarding.get(PATH).await.expect(200);
    assert_eq!(list.body["items"], json!([]), "nothing is saved");

    // Nor does a correction leave a child behind whose incident goes.
    let whole = about(&both, &[one_child, other]);
    let id = safeguarding.create(PATH, &whole).await.expect(201).id();
    let less = about(&both[..1], &[one_child, other]);
    let correction = json!({ "facts": less, "reason": "Invented reason." });
    let refused = put(&safeguarding, &id, "facts", &correction).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/facts/children/1"]);
    let read = one(&safeguarding, &id).await.expect(200).body;
    let kept = [one_child, other].map(|child| child.as_str().unwrap());
    assert_eq!(ids(&read["facts"]["children"]), sorted(kept));
    let less = about(&both[..1], &[one_child]);
    let correction = json!({ "facts": less, "reason": "Invented reason." });
    let corrected = put(&safeguarding, &id, "facts", &correction).await;
    let corrected = corrected.expect(200).body;
    assert_eq!(corrected["facts"]["incidents"], json!([first]));
    assert_eq!(corrected["about"].as_array().unwrap().len(), 1);
}
