//! Invitations, new passwords, deactivation.

use super::confirmations::{ask_role, at, second_admin};
use crate::support::{Answer, Client, Organisation, Server};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

const OWN: &str = "a password of their own";

/// A person without account or role.
async fn newcomer(org: &Organisation) -> String {
    let body = json!({ "name": "Invented Newcomer", "email": "newcomer@test.invalid", "employment": "agency", "specialist": false });
    org.admin
        .create("/api/v1/staff", &body)
        .await
        .expect(201)
        .id()
}

async fn link(admin: &Client, staff: &str, purpose: &str) -> Answer {
    let path = format!("/api/v1/staff/{staff}/sign-in-link");
    admin.post(&path, &json!({ "purpose": purpose })).await
}

fn token(answer: &Answer) -> String {
    let link = answer.body["made"]["link"].as_str().unwrap();
    link.strip_prefix("/set-password#").unwrap().to_owned()
}

async fn use_it(server: &Server, token: &str, password: &str) -> (Client, Answer) {
    let client = server.stranger();
    let body = json!({ "token": token, "password": password });
    let answer = client.post("/api/v1/sign-in-links/use", &body).await;
    (client, answer)
}

async fn version_of(org: &Organisation, staff: &str) -> i64 {
    let path = format!("/api/v1/staff/{staff}/account");
    let account = org.admin.get(&path).await.expect(200);
    assert_eq!(
        account.headers["etag"],
        format!("\"v{}\"", account.body["version"]).as_str()
    );
    account.body["version"].as_i64().unwrap()
}

#[actix_web::test]
async fn an_invitation_works_once_and_every_other_link_gets_one_answer() {
    let org = Organisation::start().await;
    let id = newcomer(&org).await;
    let replaced = token(&link(&org.admin, &id, "invite").await.expect(200));
    let good = token(&link(&org.admin, &id, "invite").await.expect(200));
    let (_, weak) = use_it(&org.server, &good, "short").await;
    weak.refused(422, "invalid");
    assert_eq!(weak.pointers(), ["/password"]);
    let (client, answer) = use_it(&org.server, &good, OWN).await;
    assert_eq!(answer.expect(201).body["staff"]["id"], id.as_str());
    client.get("/api/v1/session").await.expect(200);

    let revoked_for = org.people["panel"].clone();
    let revoked = token(&link(&org.admin, &revoked_for, "reset").await.expect(200));
    let path = format!("/api/v1/staff/{revoked_for}/sign-in-link");
    let revoke = org.admin.request(Method::DELETE, &path);
    org.admin.send(revoke).await.expect(204);
    let late = token(&link(&org.admin, &revoked_for, "invite").await.expect(200));
    org.server.forward(Duration::hours(72));
    let forged = "0123456789abcdef".repeat(4);
    let long = "x".repeat(10_000);
    let mut answers = Vec::new();
    for over in [
        &good,
        &replaced,
        &revoked,
        &late,
        &forged,
        &long,
        &String::new(),
    ] {
        let (_, answer) = use_it(&org.server, over, OWN).await;
        answer.refused(410, "link_over");
        let mut body = answer.body;
        body["request_id"] = Value::Null;
        answers.push(body);
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]));
}

#[actix_web::test]
async fn what_is_wrong_with_using_a_link_is_said() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    for (body, pointer) in [
        (json!({ "token": "x" }), "/password"),
        (json!({ "password": OWN }), "/token"),
        (json!({ "token": 7, "password": OWN }), "/token"),
        (
            json!({ "token": "x", "password": OWN, "staff": org.people["board"] }),
            "/staff",
        ),
        (
            json!({ "token": "x", "password": OWN.repeat(100) }),
            "/password",
        ),
    ] {
        let refused = stranger.post("/api/v1/sign-in-links/use", &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer]);
    }
}

#[actix_web::test]
async fn no_link_for_a_director_without_a_second_administrator() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let od = org.sign_in("od_north").await;
    let asked = link(&org.admin, &org.people["od_north"], "reset")
        .await
        .expect(200);
    assert_eq!(asked.body["made"], Value::Null);
    od.get("/api/v1/session").await.expect(200);
    let waits = asked.body["waiting"]["id"].as_str().unwrap().to_owned();
    org.admin
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .refused(403, "forbidden");
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .expect(200);
    let made = token(
        &link(&org.admin, &org.people["od_north"], "reset")
            .await
            .expect(200),
    );
    od.get("/api/v1/session").await.refused(401, "signed_out");
    let (_, answer) = use_it(&org.server, &made, OWN).await;
    answer.expect(201);
}

#[actix_web::test]
async fn an_invitation_that_was_made_alone_ends_with_a_role_that_needs_two() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let id = newcomer(&org).await;
    let alone = token(&link(&org.admin, &id, "invite").await.expect(200));
    let waits = ask_role(&org, &id, "safeguarding").await;
    let (_, answer) = use_it(&org.server, &alone, OWN).await;
    answer.refused(410, "link_over");
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .expect(200);
    let (_, answer) = use_it(&org.server, &alone, OWN).await;
    answer.refused(410, "link_over");
}

#[actix_web::test]
async fn only_administrators_work_on_accounts_and_never_on_their_own() {
    let org = Organisation::start().await;
    let because = json!({ "reason": "Invented reason." });
    let theirs = format!("/api/v1/staff/{}", org.people["practitioner_leeds"]);
    for who in [
        "safeguarding",
        "od_north",
        "customer_services",
        "manager_leeds",
        "board",
    ] {
        let person = org.sign_in(who).await;
        person
            .get(&format!("{theirs}/account"))
            .await
            .refused(403, "forbidden");
        link(&person, &org.people["practitioner_leeds"], "reset")
            .await
            .refused(403, "forbidden");
        for act in ["deactivate", "reactivate"] {
            person
                .change(Method::POST, &format!("{theirs}/{act}"), 1, &because)
                .await
                .refused(403, "forbidden");
        }
    }
    link(&org.admin, &org.admin.id, "reset")
        .await
        .refused(403, "forbidden");
    let own = format!("/api/v1/staff/{}/deactivate", org.admin.id);
    org.admin
        .change(Method::POST, &own, 1, &because)
        .await
        .refused(403, "forbidden");
    let unknown = uuid::Uuid::now_v7();
    org.admin
        .get(&format!("/api/v1/staff/{unknown}/account"))
        .await
        .refused(404, "not_found");
    link(&org.admin, &unknown.to_string(), "invite")
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn nothing_is_changed_that_was_not_meant_to_be() {
    let org = Organisation::start().await;
    let person = format!("/api/v1/staff/{}", org.people["board"]);
    let version = version_of(&org, &org.people["board"]).await;
    let change = json!({ "name": "Invented board", "employment": "employee", "specialist": false });
    for (field, value) in [
        ("active", json!(false)),
        ("email", json!("other@test.invalid")),
        ("version", json!(99)),
        ("grants", json!([])),
        ("id", json!(org.admin.id)),
    ] {
        let mut body = change.clone();
        body[field] = value;
        let refused = org.admin.change(Method::PUT, &person, version, &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [format!("/{field}")]);
    }
    let grant = json!({ "role": "admin", "scope": { "kind": "national" }, "from": "2026-01-01", "to": null });
    for (field, value) in [
        ("confirmation", Value::Null),
        ("confirmed", json!(true)),
        ("staff", json!(org.admin.id)),
    ] {
        let mut body = grant.clone();
        body[field] = value;
        let refused = org.admin.create(&format!("{person}/grants"), &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [format!("/{field}")]);
    }
    // Another person's grant, through this person's address.
    let other = org
        .admin
        .get(&format!("/api/v1/staff/{}", org.people["panel"]))
        .await;
    let grant = other.body["grants"][0]["id"].as_str().unwrap();
    org.admin
        .change(
            Method::POST,
            &format!("{person}/grants/{grant}/end"),
            version,
            &json!({ "to": "2026-03-04" }),
        )
        .await
        .refused(404, "not_found");
    assert_eq!(version_of(&org, &org.people["board"]).await, version);
}

#[actix_web::test]
async fn what_ends_in_mid_session_is_refused_on_the_very_next_call_of_any_server() {
    let org = Organisation::start().await;
    let beside = org.server.beside();
    let because = json!({ "reason": "Invented reason." });
    let intake = beside.sign_in("customer_services@test.invalid").await;
    let panel = beside.sign_in("panel@test.invalid").await;
    let board = beside.sign_in("board@test.invalid").await;
    let search = json!({ "text": "INV" });

    // A role that is ended.
    intake
        .post("/api/v1/cases/search", &search)
        .await
        .expect(200);
    let id = &org.people["customer_services"];
    let person = org
        .admin
        .get(&format!("/api/v1/staff/{id}"))
        .await
        .expect(200);
    let grant = person.body["grants"][0]["id"].as_str().unwrap();
    let version = person.body["version"].as_i64().unwrap();
    org.admin
        .change(
            Method::POST,
            &format!("/api/v1/staff/{id}/grants/{grant}/end"),
            version,
            &json!({ "to": "2026-03-03" }),
        )
        .await
        .expect(200);
    intake
        .post("/api/v1/cases/search", &search)
        .await
        .refused(403, "forbidden");

    // A password that is taken away.
    panel.get("/api/v1/session").await.expect(200);
    link(&org.admin, &org.people["panel"], "reset")
        .await
        .expect(200);
    panel
        .get("/api/v1/session")
        .await
        .refused(401, "signed_out");

    // An account that is deactivated.
    board.get("/api/v1/session").await.expect(200);
    let id = &org.people["board"];
    let version = version_of(&org, id).await;
    let path = format!("/api/v1/staff/{id}/deactivate");
    org.admin
        .change(Method::POST, &path, version - 1, &because)
        .await
        .refused(412, "stale");
    let gone = org
        .admin
        .change(Method::POST, &path, version, &because)
        .await
        .expect(200);
    assert_eq!(gone.body["state"], "deactivated");
    board
        .get("/api/v1/session")
        .await
        .refused(401, "signed_out");
    let sign_in = json!({ "email": "board@test.invalid", "password": crate::support::PASSWORD });
    beside
        .stranger()
        .post("/api/v1/session", &sign_in)
        .await
        .refused(401, "wrong_credentials");
    let version = gone.body["version"].as_i64().unwrap();
    let path = format!("/api/v1/staff/{id}/reactivate");
    let back = org
        .admin
        .change(Method::POST, &path, version, &because)
        .await
        .expect(200);
    assert_eq!(back.body["state"], "none");
    assert_eq!(back.body["changes"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_administrator_learns_how_much_someone_owns_and_nothing_of_what() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let read = org
        .sign_in("safeguarding")
        .await
        .incident(&incident)
        .await
        .expect(200);
    let reference = read.body["summary"]["reference"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/v1/staff/{}/account", org.people["od_north"]);
    let account = org.admin.get(&path).await.expect(200);
    assert_eq!(
        account.body["owned"],
        json!([{ "kind": "director", "count": 1 }, { "kind": "reports", "count": 2 }])
    );
    let path = format!("/api/v1/staff/{}/account", org.people["practitioner_leeds"]);
    let account = org.admin.get(&path).await.expect(200);
    assert_eq!(
        account.body["owned"],
        json!([{ "kind": "cases", "count": 1 }])
    );
    for hidden in [reference.as_str(), incident.as_str(), "INV-1"] {
        assert!(!account.text.contains(hidden), "{hidden}");
    }
    org.admin
        .incident(&incident)
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn the_list_of_staff_shows_accounts_to_administrators_only() {
    let org = Organisation::start().await;
    newcomer(&org).await;
    let search = json!({ "text": "newcomer" });
    let list = org
        .admin
        .post("/api/v1/staff/search", &search)
        .await
        .expect(200);
    assert_eq!(list.body["items"][0]["account"], "none");
    let safeguarding = org.sign_in("safeguarding").await;
    let list = safeguarding
        .post("/api/v1/staff/search", &search)
        .await
        .expect(200);
    assert_eq!(list.body["items"][0]["account"], Value::Null);
}
