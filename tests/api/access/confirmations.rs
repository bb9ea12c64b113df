//! What waits for a second administrator.

use crate::support::{Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};

/// A second administrator, confirmed on the command line, signed in.
pub async fn second_admin(org: &Organisation) -> Client {
    let body = json!({ "name": "Invented Second", "email": "second@test.invalid", "employment": "employee", "specialist": false });
    let id = org
        .admin
        .create("/api/v1/staff", &body)
        .await
        .expect(201)
        .id();
    org.server
        .service
        .set_password("second@test.invalid", crate::support::PASSWORD.to_owned())
        .await
        .unwrap();
    ask_role(org, &id, "admin").await;
    org.confirm_all().await;
    org.sign_in("second").await
}

/// Asks for a national role, and says what it waits under.
pub async fn ask_role(org: &Organisation, staff: &str, role: &str) -> String {
    let grant =
        json!({ "role": role, "scope": { "kind": "national" }, "from": "2026-01-01", "to": null });
    let path = format!("/api/v1/staff/{staff}/grants");
    let answer = org.admin.create(&path, &grant).await.expect(201);
    let grants = answer.body["grants"].as_array().unwrap().clone();
    let given = grants.iter().find(|grant| grant["role"] == role).unwrap();
    given["confirmation"].as_str().unwrap().to_owned()
}

pub fn at(id: &str, act: &str) -> String {
    format!("/api/v1/confirmations/{id}/{act}")
}

#[actix_web::test]
async fn a_role_works_once_another_administrator_has_confirmed_it_and_not_before() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let board = org.sign_in("board").await;
    board.get("/api/v1/incidents").await.expect(200);
    board
        .post("/api/v1/cases/search", &json!({ "text": "INV" }))
        .await
        .refused(403, "forbidden");
    let waits = ask_role(&org, &org.people["board"], "safeguarding").await;
    board
        .post("/api/v1/cases/search", &json!({ "text": "INV" }))
        .await
        .refused(403, "forbidden");
    let session = board.get("/api/v1/session").await.expect(200);
    assert_eq!(session.body["grants"].as_array().unwrap().len(), 1);

    // Whoever asked, somebody without the role, nobody.
    org.admin
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .refused(403, "forbidden");
    let safeguarding = org.sign_in("safeguarding").await;
    safeguarding
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .refused(403, "forbidden");
    safeguarding
        .get("/api/v1/confirmations")
        .await
        .refused(403, "forbidden");
    org.server
        .stranger()
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .refused(401, "signed_out");
    let unknown = uuid::Uuid::now_v7().to_string();
    second
        .post(&at(&unknown, "confirm"), &Value::Null)
        .await
        .refused(404, "not_found");

    let queue = second.get("/api/v1/confirmations").await.expect(200);
    assert_eq!(queue.body.as_array().unwrap().len(), 1);
    assert_eq!(
        queue.body[0]["permitted"],
        json!(["read", "confirm", "refuse"])
    );
    let confirmed = second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .expect(200);
    assert_eq!(confirmed.body["state"], "confirmed");
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .expect(200);
    board
        .post("/api/v1/cases/search", &json!({ "text": "INV" }))
        .await
        .expect(200);
    let past = second
        .get("/api/v1/confirmations/past?limit=100")
        .await
        .expect(200);
    let past = past.body["items"].as_array().unwrap();
    assert!(past.iter().any(|one| one["id"] == waits.as_str()));
    second
        .get("/api/v1/confirmations/past?limit=0")
        .await
        .refused(422, "invalid");
    second
        .get("/api/v1/confirmations/past?cursor=x")
        .await
        .refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn nobody_confirms_what_concerns_them() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let waits = ask_role(&org, &second.id, "safeguarding").await;
    let because = json!({ "reason": "Invented reason." });
    for (act, body) in [
        ("confirm", &Value::Null),
        ("refuse", &because),
        ("withdraw", &Value::Null),
    ] {
        second
            .post(&at(&waits, act), body)
            .await
            .refused(403, "forbidden");
    }
    org.admin
        .post(&at(&waits, "withdraw"), &Value::Null)
        .await
        .expect(200);
    second
        .get(&format!("/api/v1/confirmations/{waits}"))
        .await
        .expect(200);
}

#[actix_web::test]
async fn a_refusal_has_a_reason_and_is_final() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let waits = ask_role(&org, &org.people["panel"], "customer_services").await;
    for (body, pointer) in [
        (json!({ "reason": "" }), "/reason"),
        (json!({}), "/reason"),
        (json!({ "reason": 7 }), "/reason"),
        (json!({ "reason": "x".repeat(501) }), "/reason"),
        (json!({ "reason": "x", "state": "confirmed" }), "/state"),
    ] {
        let refused = second.post(&at(&waits, "refuse"), &body).await;
        refused.refused(422, "invalid");
        assert_eq!(refused.pointers(), [pointer]);
    }
    let because = json!({ "reason": "Invented reason." });
    second
        .post(&at(&waits, "refuse"), &because)
        .await
        .expect(200);
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .refused(409, "conflict");
}

#[actix_web::test]
async fn a_deputy_waits_too_and_ids_are_not_swapped() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let path = format!("/api/v1/areas/{}/deputies", org.areas["south"]);
    let new = json!({ "staff": org.people["manager_york"], "from": "2026-03-04", "to": null });
    let deputy = org.admin.create(&path, &new).await.expect(201);
    let waits = deputy.body["confirmation"].as_str().unwrap().to_owned();
    let before = org.sign_in("practitioner_leeds").await;
    let areas = before.get("/api/v1/areas").await.expect(200);
    assert!(areas.text.contains("Invented deputy_south"));
    let named = before.get(&path).await.expect(200);
    assert!(!named.text.contains("Invented manager_york"));
    // It is no record yet that could be ended, in its own area or through another one.
    let version = org
        .admin
        .get(&format!("/api/v1/areas/{}", org.areas["south"]))
        .await
        .body["version"]
        .as_i64()
        .unwrap();
    let end = json!({ "to": "2026-03-04" });
    for area in ["south", "north"] {
        let path = format!(
            "/api/v1/areas/{}/deputies/{}/end",
            org.areas[area],
            deputy.id()
        );
        org.admin
            .change(Method::POST, &path, version, &end)
            .await
            .refused(404, "not_found");
    }
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .expect(200);
    let areas = before.get("/api/v1/areas").await.expect(200);
    assert!(areas.text.contains("Invented manager_york"));
}

#[actix_web::test]
async fn deciding_and_granting_ask_for_a_password_that_was_given_lately() {
    let org = Organisation::start().await;
    let second = second_admin(&org).await;
    let waits = ask_role(&org, &org.people["panel"], "safeguarding").await;
    org.server.forward(chrono::Duration::minutes(6));
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .refused(403, "fresh_sign_in_needed");
    let board = &org.people["board"];
    let because = json!({ "reason": "Invented reason." });
    let grant = json!({ "role": "board", "scope": { "kind": "national" }, "from": "2026-01-01", "to": null });
    let link = json!({ "purpose": "reset" });
    let of_board = |what: &str| format!("/api/v1/staff/{board}/{what}");
    for refused in [
        org.admin.create(&of_board("grants"), &grant).await,
        org.admin.post(&of_board("sign-in-link"), &link).await,
        org.admin
            .change(Method::POST, &of_board("deactivate"), 1, &because)
            .await,
    ] {
        refused.refused(403, "fresh_sign_in_needed");
    }
    let second = org.sign_in("second").await;
    second
        .post(&at(&waits, "confirm"), &Value::Null)
        .await
        .expect(200);
}
