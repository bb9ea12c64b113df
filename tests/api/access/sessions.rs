//! One's own sessions and password, and how long a sign-in lasts.

use crate::support::{Client, Organisation, PASSWORD};
use chrono::Duration;
use reqwest::Method;
use serde_json::json;

const SESSION: &str = "/api/v1/session";
const STAY: &str = "/api/v1/session/stay";
const FRESH: &str = "/api/v1/session/fresh";
const OWN: &str = "/api/v1/account/sessions";
const OTHERS: &str = "/api/v1/account/sessions/end-others";
const OWN_PASSWORD: &str = "/api/v1/account/password";
const NEW: &str = "quite another horse battery";

async fn works(client: &Client) -> bool {
    client.get("/api/v1/my-work").await.status == 200
}

async fn change(client: &Client, current: &str, new: &str) -> crate::support::Answer {
    let body = json!({ "current": current, "new": new });
    client
        .send(client.request(Method::PUT, OWN_PASSWORD).json(&body))
        .await
}

#[actix_web::test]
async fn asking_how_long_a_session_lasts_does_not_prolong_it() {
    let org = Organisation::start().await;
    let client = org.sign_in("safeguarding").await;
    let first = client.get(SESSION).await.expect(200);
    org.server.forward(Duration::minutes(10));
    let second = client.get(SESSION).await.expect(200);
    assert_eq!(first.body["expires_at"], second.body["expires_at"]);
    let stayed = client.post(STAY, &json!(null)).await.expect(200);
    assert_ne!(first.body["expires_at"], stayed.body["expires_at"]);
    org.server.forward(Duration::minutes(14));
    client.get(SESSION).await.expect(200);
    org.server.forward(Duration::minutes(1));
    client.get(SESSION).await.refused(401, "signed_out");
}

#[actix_web::test]
async fn a_session_ends_after_ten_hours_whatever_is_done() {
    let org = Organisation::start().await;
    let client = org.sign_in("safeguarding").await;
    for _ in 0..59 {
        org.server.forward(Duration::minutes(10));
        client.post(STAY, &json!(null)).await.expect(200);
    }
    let last = client.get(SESSION).await.expect(200);
    assert_eq!(last.body["expires_at"], last.body["ends_at"]);
    org.server.forward(Duration::minutes(10));
    client.get(SESSION).await.refused(401, "signed_out");
}

#[actix_web::test]
async fn ending_another_session_needs_a_fresh_sign_in() {
    let org = Organisation::start().await;
    let mut here = org.sign_in("safeguarding").await;
    let there = org.sign_in("safeguarding").await;
    let stranger = org.sign_in("customer_services").await;
    org.server.forward(Duration::minutes(6));
    let listed = here.get(OWN).await.expect(200);
    let all = listed.body.as_array().unwrap();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|one| one["address"] == "127.0.0.1"));
    let other = all.iter().find(|one| one["current"] == false).unwrap();
    let other = format!("{OWN}/{}", other["id"].as_str().unwrap());
    let end = |client: &Client| client.request(Method::DELETE, &other);
    here.send(end(&here))
        .await
        .refused(403, "fresh_sign_in_needed");
    assert!(works(&there).await);
    here.post(FRESH, &json!({ "password": "not it at all" }))
        .await
        .refused(422, "invalid");
    here.afresh(PASSWORD).await;
    // Somebody else's session is not there.
    stranger
        .send(end(&stranger))
        .await
        .refused(403, "fresh_sign_in_needed");
    let mut stranger = stranger;
    stranger.afresh(PASSWORD).await;
    stranger
        .send(end(&stranger))
        .await
        .refused(404, "not_found");
    here.send(end(&here)).await.expect(204);
    assert!(!works(&there).await);
    assert!(works(&here).await);
    here.send(end(&here)).await.refused(404, "not_found");
    let own = here.get(OWN).await.expect(200).body[0]["id"].clone();
    let own = format!("{OWN}/{}", own.as_str().unwrap());
    here.send(here.request(Method::DELETE, &own))
        .await
        .refused(409, "conflict");
}

#[actix_web::test]
async fn all_other_sessions_end_at_once() {
    let org = Organisation::start().await;
    let (here, there) = (
        org.sign_in("manager_leeds").await,
        org.sign_in("manager_leeds").await,
    );
    here.post(OTHERS, &json!(null)).await.expect(204);
    assert!(works(&here).await);
    assert!(!works(&there).await);
}

#[actix_web::test]
async fn a_new_password_ends_every_other_session() {
    let org = Organisation::start().await;
    let mut here = org.sign_in("safeguarding").await;
    let there = org.sign_in("safeguarding").await;
    org.server.forward(Duration::minutes(6));
    let wrong = change(&here, "not it at all", NEW).await;
    assert_eq!(wrong.refused(422, "invalid").pointers(), ["/current"]);
    for poor in [
        "",
        "elevenchars",
        "qwertyqwerty",
        "safeguarding1",
        PASSWORD,
        &"x1".repeat(65),
    ] {
        let refused = change(&here, PASSWORD, poor).await;
        assert_eq!(
            refused.refused(422, "invalid").pointers(),
            ["/new"],
            "{poor}"
        );
    }
    assert!(works(&here).await && works(&there).await);
    let changed = change(&here, PASSWORD, NEW).await.expect(200);
    here.adopt(&changed);
    assert!(works(&here).await);
    assert!(!works(&there).await);
    let stranger = org.server.stranger();
    let sign_in =
        |password: &str| json!({ "email": "safeguarding@test.invalid", "password": password });
    stranger
        .post(SESSION, &sign_in(PASSWORD))
        .await
        .refused(401, "wrong_credentials");
    stranger.post(SESSION, &sign_in(NEW)).await.expect(201);
}
