//! Who may read the log, and what of it.

use crate::integrations::{REPORT, System};
use crate::support::{Answer, Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};

const SEARCH: &str = "/api/v1/audit/search";

async fn search(reader: &Client, body: &Value) -> Answer {
    reader.post(SEARCH, body).await
}

fn items(answer: &Answer) -> &Vec<Value> {
    answer.body["items"].as_array().expect(&answer.text)
}

#[actix_web::test]
async fn who_has_looked_at_a_record_is_found_by_each_filter() {
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
    let safeguarding = org.sign_in("safeguarding").await;
    let director = &org.people["od_north"];
    for (filter, expected) in [
        (json!({ "incident": id, "person": director }), 1),
        (
            json!({ "reference": "si-2026-0001", "person": director }),
            1,
        ),
        (json!({ "incident": id, "outcome": "not_found" }), 1),
        (
            json!({ "incident": id, "action": "incident.read", "outcome": "done", "person": director }),
            1,
        ),
        (
            json!({ "incident": id, "person": director, "from": "2026-03-04", "to": "2026-03-04" }),
            1,
        ),
        (json!({ "incident": id, "from": "2026-03-05" }), 0),
        (json!({ "incident": id, "to": "2026-03-03" }), 0),
        (json!({ "reference": "SI-1999-0001" }), 0),
    ] {
        let found = search(&safeguarding, &filter).await.expect(200);
        assert_eq!(items(&found).len(), expected, "{filter}: {}", found.text);
    }
    let found = search(
        &safeguarding,
        &json!({ "incident": id, "person": director }),
    )
    .await;
    let row = &items(&found)[0];
    assert_eq!(row["by"]["name"], "Invented od_north");
    assert_eq!(row["label"], "Opened an incident");
    assert_eq!(row["reference"], "SI-2026-0001");
    assert!(!found.text.contains("Invented circumstances"));
    // The search stands in the log itself.
    let searched = search(&safeguarding, &json!({ "action": "audit.search" })).await;
    assert!(items(&searched).len() >= 9, "{}", searched.text);
}

#[actix_web::test]
async fn pages_follow_one_another_and_lead_back() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let admin = &org.admin.id;
    let page = async |cursor: &Value| {
        let body = json!({ "person": admin, "limit": 7, "cursor": cursor });
        search(&safeguarding, &body).await.expect(200)
    };
    let mut ids = Vec::new();
    let (mut cursor, mut previous) = (Value::Null, Value::Null);
    loop {
        let found = page(&cursor).await;
        ids.extend(items(&found).iter().map(|item| item["id"].clone()));
        if found.body["next"].is_null() {
            break;
        }
        cursor = found.body["next"].clone();
        previous = page(&cursor).await.body["previous"].clone();
    }
    let all = search(&safeguarding, &json!({ "person": admin, "limit": 100 })).await;
    let whole: Vec<_> = items(&all).iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, whole, "no entry twice, none left out");
    assert!(ids.len() > 14);
    let back = page(&previous).await;
    assert_eq!(items(&back).len(), 7);
    let wrong = search(&safeguarding, &json!({ "cursor": "nonsense" })).await;
    wrong.refused(400, "invalid_cursor");
    let wrong = search(
        &safeguarding,
        &json!({ "limit": 0, "from": "2026-03-02", "to": "2026-03-01" }),
    )
    .await;
    assert_eq!(wrong.refused(422, "invalid").pointers(), ["/to", "/limit"]);
}

#[actix_web::test]
async fn administrators_see_grants_and_sign_ins_and_others_nothing() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let system = System::new(&org, &[REPORT], &[]).await;
    let token = system.token().await;
    let report = crate::support::report();
    system
        .report(&token, &report, "seen-by-nobody")
        .await
        .expect(201);
    let found = search(&org.admin, &json!({ "limit": 100 }))
        .await
        .expect(200);
    for action in [
        "add_grant",
        "sign_in",
        "api_client.make",
        "api_client.token",
    ] {
        assert!(
            items(&found).iter().any(|item| item["action"] == action),
            "{action}"
        );
    }
    for item in items(&found) {
        let action = item["action"].as_str().unwrap();
        assert!(shared::audit::of_accounts().contains(&action), "{item}");
    }
    for filter in [
        json!({ "incident": id }),
        json!({ "reference": "SI-2026-0001" }),
        json!({ "action": "incident.report" }),
    ] {
        assert_eq!(
            items(&search(&org.admin, &filter).await.expect(200)).len(),
            0,
            "{filter}"
        );
    }
    for person in [
        "od_north",
        "manager_leeds",
        "practitioner_leeds",
        "customer_services",
        "panel",
        "board",
    ] {
        let reader = org.sign_in(person).await;
        search(&reader, &json!({})).await.refused(403, "forbidden");
        let session = reader.get("/api/v1/session").await.expect(200);
        assert!(!session.text.contains("search_audit"), "{person}");
    }
}

#[actix_web::test]
async fn someone_involved_learns_nothing_of_the_incident_from_the_log() {
    let org = Organisation::start().await;
    let grant = json!({ "role": "safeguarding", "scope": { "kind": "national" }, "from": "2020-01-01", "to": null });
    let path = format!("/api/v1/staff/{}/grants", org.people["practitioner_leeds"]);
    org.admin.create(&path, &grant).await.expect(201);
    org.confirm_all().await;
    let id = org.known_incident().await;
    let conflicted = org.sign_in("practitioner_leeds").await;
    conflicted.incident(&id).await.expect(200);
    for filter in [
        json!({ "incident": id }),
        json!({ "reference": "SI-2026-0001" }),
    ] {
        let found = search(&conflicted, &filter).await.expect(200);
        assert_eq!(items(&found).len(), 0, "{}", found.text);
    }
    let everything = search(&conflicted, &json!({ "limit": 100 }))
        .await
        .expect(200);
    assert!(!items(&everything).is_empty());
    assert!(!everything.text.contains(&id), "{}", everything.text);
    let safeguarding = org.sign_in("safeguarding").await;
    let found = search(&safeguarding, &json!({ "incident": id }))
        .await
        .expect(200);
    assert!(items(&found).len() > 2);
}

#[actix_web::test]
async fn everyone_sees_what_they_opened_themselves_and_nothing_of_others() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    director.incident(&id).await.expect(200);
    let outsider = org.sign_in("manager_york").await;
    outsider.incident(&id).await.expect(404);
    let own = director.get("/api/v1/account/access").await.expect(200);
    assert!(
        items(&own)
            .iter()
            .any(|item| item["reference"] == "SI-2026-0001"),
        "{}",
        own.text
    );
    assert!(
        items(&own)
            .iter()
            .all(|item| item["by"]["id"] == director.id.as_str())
    );
    let own = outsider.get("/api/v1/account/access").await.expect(200);
    assert!(
        items(&own)
            .iter()
            .any(|item| item["outcome"] == "not_found")
    );
    assert!(
        !own.text.contains("SI-2026-0001"),
        "what was hidden stays hidden: {}",
        own.text
    );
    org.server.forward(chrono::Duration::seconds(1));
    outsider.get("/api/v1/account/access").await.expect(200);
    let again = outsider
        .get("/api/v1/account/access?limit=1")
        .await
        .expect(200);
    assert_eq!(
        items(&again)[0]["action"],
        "audit.own_access",
        "looking at it stands in it"
    );
    let stranger = org.server.stranger();
    let request = stranger.request(Method::GET, "/api/v1/account/access");
    stranger.send(request).await.refused(401, "signed_out");
}
