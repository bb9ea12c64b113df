//! What may not be seen is absent everywhere, and answers exactly like what does not exist.

use crate::policy::call;
use crate::policy::samples::{self, Samples};
use crate::support::{Answer, Operation, Organisation, operations};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const BY_REFERENCE: &str = "/api/v1/incidents/by-reference";

/// Those to whom an incident of the north is not there: the director of another area, a deputy and practitioners
/// elsewhere, and roles that see none.
const OUTSIDERS: [&str; 7] = [
    "od_west",
    "deputy_south",
    "practitioner_dover",
    "manager_york",
    "board",
    "panel",
    "admin",
];

/// A known incident of the north, in an organisation with a director of another area.
async fn with_outsiders() -> (Organisation, String) {
    let mut org = Organisation::start().await;
    org.add_director_of_west().await;
    let id = org.known_incident().await;
    (org, id)
}

/// The answers about what is hidden and about what is not there are the same, byte by byte.
#[track_caller]
fn alike(hidden: &Answer, absent: &Answer, about: &str) {
    assert_eq!(
        hidden.but_for_the_request(),
        absent.but_for_the_request(),
        "{about}"
    );
}

#[actix_web::test]
async fn another_areas_director_gets_the_answer_of_a_record_that_does_not_exist() {
    let (org, id) = with_outsiders().await;
    let nothing = Uuid::now_v7().to_string();
    // A director they are: they see what is theirs, such as who their colleagues are, and the list of no incident.
    let west = org.sign_in("od_west").await;
    let session = west.get("/api/v1/session").await.expect(200);
    assert_eq!(session.body["staff"]["name"], "Invented od_west");
    let list = west.get("/api/v1/incidents").await.expect(200);
    assert_eq!(list.body["items"], json!([]));
    for person in OUTSIDERS {
        let reader = org.sign_in(person).await;
        for path in ["", "/history"] {
            let hidden = reader.get(&format!("/api/v1/incidents/{id}{path}")).await;
            let absent = reader
                .get(&format!("/api/v1/incidents/{nothing}{path}"))
                .await;
            alike(&hidden, &absent, &format!("{person} {path}"));
            hidden.refused(404, "not_found");
        }
        let liaison = json!({ "part": "liaison" });
        let candidates = async |id: &str| {
            let path = format!("/api/v1/incidents/{id}/candidates/search");
            reader.post(&path, &liaison).await
        };
        let (hidden, absent) = (candidates(&id).await, candidates(&nothing).await);
        alike(&hidden, &absent, &format!("{person}: candidates"));
        hidden.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn each_action_on_it_answers_alike_whether_it_is_there_or_not() {
    let (org, id) = with_outsiders().await;
    let opening = samples::open(&org, &id).await;
    let samples = Samples::of(&org, &id, opening).await;
    let on_one = |one: &Operation| {
        one.path.starts_with("/api/v1/incidents/{id}") && one.method != Method::GET
    };
    let actions: Vec<_> = operations().into_iter().filter(on_one).collect();
    for person in OUTSIDERS {
        let client = org.sign_in(person).await;
        for action in &actions {
            let hidden = call(&client, action, &samples, true).await;
            let absent = call(&client, action, &samples, false).await;
            alike(&hidden, &absent, &format!("{person}: {}", action.id));
            hidden.refused(404, "not_found");
        }
    }
    let acted_on: BTreeSet<_> = actions.iter().map(|one| one.path.as_str()).collect();
    for action in [
        "acknowledge",
        "triage",
        "close",
        "extensions",
        "steps/{step}",
    ] {
        let path = format!("/api/v1/incidents/{{id}}/{action}");
        assert!(acted_on.contains(path.as_str()), "{action}");
    }
}

#[actix_web::test]
async fn its_reference_leads_nowhere_and_neither_does_naming_it_elsewhere() {
    let (org, id) = with_outsiders().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let found = safeguarding
        .post(BY_REFERENCE, &json!({ "reference": "SI-2026-0001" }))
        .await
        .expect(200);
    assert_eq!(found.body["id"], id.as_str());
    let nothing = Uuid::now_v7().to_string();
    for person in OUTSIDERS {
        let reader = org.sign_in(person).await;
        let by = async |reference: &str| {
            let body = json!({ "reference": reference });
            reader.post(BY_REFERENCE, &body).await
        };
        let (hidden, absent) = (by("SI-2026-0001").await, by("SI-2026-9999").await);
        alike(&hidden, &absent, &format!("{person}: by reference"));
        hidden.refused(404, "not_found");
        // A review of it is required, and reviews of it are asked for.
        let required = async |incident: &str| {
            let body =
                json!({ "incident": incident, "external": null, "reason": "Invented reason." });
            reader.create("/api/v1/management-reviews", &body).await
        };
        let (hidden, absent) = (required(&id).await, required(&nothing).await);
        alike(&hidden, &absent, &format!("{person}: require"));
        hidden.refused(404, "not_found");
        for reviews in ["external-reviews", "management-reviews"] {
            let of = async |incident: &str| {
                let path = format!("/api/v1/{reviews}?incident={incident}");
                reader.get(&path).await
            };
            let (hidden, absent) = (of(&id).await, of(&nothing).await);
            alike(&hidden, &absent, &format!("{person}: {reviews}"));
        }
        let search = async |text: &str| {
            let body = json!({ "filter": {}, "text": text });
            reader.post("/api/v1/incidents/search", &body).await
        };
        let (hidden, absent) = (search("SI-2026-0001").await, search("SI-2026-9999").await);
        alike(&hidden, &absent, &format!("{person}: search"));
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
