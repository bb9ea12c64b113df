//! Exceptions to the kind of author (§11): each is kept with its code, its reason and whoever approved it by commissioning,
//! and none without.

use super::writing::{PATH, act, one};
use crate::support::{Client, Organisation};
use serde_json::{Value, json};

const WHY: &str = "Invented reason of the exception.";

/// Two people more, and a review that is required: an author from outside, who has no role here, stands ready.
async fn required() -> (Organisation, Client, String) {
    let mut org = Organisation::start().await;
    org.add_person("outside", "external", false).await;
    let incident = org.known_incident().await;
    let (director, id) = require(&org, &incident).await;
    (org, director, id)
}

async fn require(org: &Organisation, incident: &str) -> (Client, String) {
    let director = org.sign_in("od_north").await;
    let require = json!({ "incident": incident, "external": null, "reason": "Invented reason." });
    let id = director.create(PATH, &require).await.expect(201).id();
    (director, id)
}

fn proposal(org: &Organisation, person: &str, code: &str) -> Value {
    json!({ "author": org.people[person], "exception": { "code": code, "reason": WHY } })
}

fn commission() -> Value {
    json!({ "due": null, "terms": {
        "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    }})
}

/// The check of the author who was proposed finds them independent.
async fn checked(director: &Client, id: &str) {
    let independent = json!({ "found": "independent", "note": "Invented declaration." });
    act(director, id, "independence", &independent)
        .await
        .expect(200);
}

#[actix_web::test]
async fn a_commission_under_an_exception_keeps_its_code_its_reason_and_its_approver() {
    let mut org = Organisation::start().await;
    org.add_person("outside", "external", false).await;
    for (case, person, code, label) in [
        (
            "INV-1",
            "manager_york",
            "pdp_interest",
            "Operational service manager with an interest, as part of their development plan",
        ),
        (
            "INV-2",
            "outside",
            "capacity",
            "External resource, for want of capacity",
        ),
        (
            "INV-3",
            "outside",
            "serious_criticism_or_media",
            "Independent external resource: serious criticism or media interest",
        ),
    ] {
        let incident = org.known_incident_of(case).await;
        let (director, id) = require(&org, &incident).await;
        // Safeguarding names the author for the director, who approves by commissioning.
        let safeguarding = org.sign_in("safeguarding").await;
        let proposed = act(
            &safeguarding,
            &id,
            "proposals",
            &proposal(&org, person, code),
        )
        .await
        .expect(201);
        let before = &proposed.body["commission"]["proposals"][0];
        assert_eq!(before["exception"], json!({ "code": code, "reason": WHY }));
        assert_eq!(
            before["commissioned"],
            Value::Null,
            "nobody has approved it yet"
        );
        checked(&director, &id).await;
        act(&director, &id, "commission", &commission())
            .await
            .expect(200);

        for reader in [&director, &safeguarding] {
            let read = one(reader, &id).await.expect(200).body;
            assert_eq!(read["stage"], "commissioned");
            let kept = &read["commission"]["proposals"][0];
            assert_eq!(kept["author"]["id"], org.people[person].as_str());
            assert_eq!(kept["exception"], json!({ "code": code, "reason": WHY }));
            let (proposer, approver) = (&kept["stamp"], &kept["commissioned"]);
            assert_eq!(proposer["by"]["name"], "Invented safeguarding");
            assert_eq!(approver["by"]["id"], org.people["od_north"].as_str());
            assert_eq!(approver["on_behalf"], false);
            assert_eq!(approver["at"], "2026-03-04T10:00:00Z");
        }
        // The history says who proposed under which exception and why, and who commissioned.
        let history = director.get(&format!("{PATH}/{id}/history")).await;
        let entries = history.expect(200).body["items"]
            .as_array()
            .unwrap()
            .clone();
        let entry = |action: &str| entries.iter().find(|one| one["action"] == action).unwrap();
        let proposed = entry("propose_author");
        assert_eq!(proposed["by"]["name"], "Invented safeguarding");
        assert_eq!(proposed["on_behalf"], true);
        let told = proposed["changes"].to_string();
        assert!(told.contains(label) && told.contains(WHY), "{told}");
        let given = entry("commission");
        assert_eq!(given["by"]["name"], "Invented od_north");
        assert!(given["changes"].to_string().contains("Given"), "{given}");
    }
}

#[actix_web::test]
async fn an_exception_without_a_code_that_there_is_or_a_reason_is_refused() {
    let (org, director, id) = required().await;
    let with =
        |exception: Value| json!({ "author": org.people["manager_york"], "exception": exception });
    for (exception, pointer, words) in [
        (
            json!({ "code": "pdp_interest", "reason": "" }),
            "/exception/reason",
            "Enter",
        ),
        (
            json!({ "code": "pdp_interest", "reason": " \n " }),
            "/exception/reason",
            "Enter",
        ),
        (
            json!({ "code": "pdp_interest" }),
            "/exception/reason",
            "Is needed",
        ),
        (json!({ "reason": WHY }), "/exception/code", "Is needed"),
        (
            json!({ "code": "friendship", "reason": WHY }),
            "/exception/code",
            "Use",
        ),
    ] {
        let refused = act(&director, &id, "proposals", &with(exception.clone())).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer], "{exception}");
        let said = refused.body["errors"][0]["detail"].as_str().unwrap();
        assert!(said.starts_with(words), "{exception}: {said}");
    }
    let read = one(&director, &id).await.expect(200).body;
    assert_eq!(read["stage"], "required");
    assert_eq!(read["commission"]["proposals"], json!([]));
}

#[actix_web::test]
async fn nobody_approves_an_exception_but_the_director_and_never_their_own() {
    let (org, director, id) = required().await;
    act(
        &director,
        &id,
        "proposals",
        &proposal(&org, "manager_york", "pdp_interest"),
    )
    .await
    .expect(201);
    checked(&director, &id).await;
    for (person, status, code) in [
        ("safeguarding", 403, "forbidden"),
        ("customer_services", 403, "forbidden"),
        // The author, who sees the dates of what they are proposed for.
        ("manager_york", 403, "forbidden"),
        ("deputy_south", 404, "not_found"),
        ("practitioner_leeds", 404, "not_found"),
        ("manager_leeds", 404, "not_found"),
        ("panel", 404, "not_found"),
        ("board", 404, "not_found"),
        ("admin", 404, "not_found"),
    ] {
        let client = org.sign_in(person).await;
        let refused = act(&client, &id, "commission", &commission()).await;
        refused.refused(status, code);
    }
    // The author becomes a director of the area: neither they nor another commission them, as whoever writes it does not
    // approve it.
    let grant = json!({
        "role": "od", "scope": { "kind": "area", "id": org.areas["north"] }, "from": "2026-03-04", "to": null
    });
    let path = format!("/api/v1/staff/{}/grants", org.people["manager_york"]);
    org.admin.create(&path, &grant).await.expect(201);
    org.confirm_all().await;
    let author = org.sign_in("manager_york").await;
    for client in [&author, &director] {
        let refused = act(client, &id, "commission", &commission()).await;
        refused.refused(422, "invalid");
        assert!(
            refused.text.contains("approves the review"),
            "{}",
            refused.text
        );
    }
    let read = one(&director, &id).await.expect(200).body;
    assert_eq!(read["stage"], "checked");
    assert_eq!(
        read["commission"]["proposals"][0]["commissioned"],
        Value::Null
    );
}
