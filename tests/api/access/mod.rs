//! Signing in and the session.

mod accounts;
mod break_glass;
mod canary;
pub mod confirmations;
mod forgetting;
mod guessing;
mod limits;
mod sessions;
mod two_servers;

use crate::support::Organisation;
use reqwest::Method;
use serde_json::json;

#[actix_web::test]
async fn an_unknown_person_and_a_wrong_password_get_one_answer() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    let wrong = json!({ "email": "safeguarding@test.invalid", "password": "not it at all" });
    let unknown = json!({ "email": "nobody@test.invalid", "password": "not it at all" });
    let (a, b) = (
        stranger.post("/api/v1/session", &wrong).await,
        stranger.post("/api/v1/session", &unknown).await,
    );
    a.refused(401, "wrong_credentials");
    assert_eq!(a.body["detail"], b.body["detail"]);
    assert_eq!(a.status, b.status);
}

#[actix_web::test]
async fn the_cookie_is_http_only_and_same_site_strict() {
    let org = Organisation::start().await;
    let sign_in = json!({ "email": "safeguarding@test.invalid", "password": "an invented password for tests" });
    let answer = org
        .server
        .stranger()
        .post("/api/v1/session", &sign_in)
        .await
        .expect(201);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    for part in [
        "safeguarding_session=",
        "HttpOnly",
        "SameSite=Strict",
        "Path=/",
    ] {
        assert!(cookie.contains(part), "{part}");
    }
    assert!(
        !answer
            .text
            .contains(cookie.split(['=', ';']).nth(1).unwrap()),
        "the token is only in the cookie"
    );
}

#[actix_web::test]
async fn signing_out_ends_the_session_on_the_server() {
    let org = Organisation::start().await;
    let client = org.sign_in("safeguarding").await;
    let cookie = org.server.stranger();
    let sign_in = json!({ "email": "safeguarding@test.invalid", "password": "an invented password for tests" });
    let session = cookie.post("/api/v1/session", &sign_in).await.expect(201);
    let token = session.headers["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let csrf = session.body["csrf_token"].as_str().unwrap();
    let out = org.server.stranger();
    let request = out
        .request(Method::DELETE, "/api/v1/session")
        .header("Cookie", &token)
        .header("X-CSRF-Token", csrf);
    out.send(request).await.expect(204);
    let stolen = out
        .request(Method::GET, "/api/v1/my-work")
        .header("Cookie", &token);
    out.send(stolen).await.refused(401, "signed_out");
    client.get("/api/v1/my-work").await.expect(200);
}

#[actix_web::test]
async fn a_session_ends_when_nothing_is_done() {
    let org = Organisation::start().await;
    let client = org.sign_in("safeguarding").await;
    org.server.forward(chrono::Duration::minutes(10));
    client.get("/api/v1/my-work").await.expect(200);
    org.server.forward(chrono::Duration::minutes(10));
    client.get("/api/v1/my-work").await.expect(200);
    org.server.forward(chrono::Duration::minutes(16));
    client
        .get("/api/v1/my-work")
        .await
        .refused(401, "signed_out");
}

#[actix_web::test]
async fn a_forged_cookie_is_nobodys() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."] {
        let request = stranger
            .request(Method::GET, "/api/v1/my-work")
            .header("Cookie", format!("safeguarding_session={token}"));
        stranger.send(request).await.refused(401, "signed_out");
    }
    stranger
        .get("/api/v1/incidents")
        .await
        .refused(401, "signed_out");
}

#[actix_web::test]
async fn a_cookie_that_was_changed_is_nobodys_and_so_is_an_expired_one() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    let sign_in = json!({ "email": "safeguarding@test.invalid", "password": "an invented password for tests" });
    let session = stranger.post("/api/v1/session", &sign_in).await.expect(201);
    let cookie = session.headers["set-cookie"].to_str().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    let ask = async |token: &str| {
        let asking = org.server.stranger();
        let request = asking
            .request(Method::GET, "/api/v1/my-work")
            .header("Cookie", format!("safeguarding_session={token}"));
        asking.send(request).await
    };
    ask(&token).await.expect(200);
    let parts: Vec<_> = token.split('.').collect();
    let swapped = |at: usize| {
        let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        let other = if parts[at].as_bytes()[5] == b'A' {
            "B"
        } else {
            "A"
        };
        parts[at].replace_range(5..6, other);
        parts.join(".")
    };
    for forged in [
        swapped(0),
        swapped(1),
        swapped(2),
        format!("{}.{}.", parts[0], parts[1]),
    ] {
        ask(&forged).await.refused(401, "signed_out");
    }
    org.server.forward(chrono::Duration::minutes(16));
    ask(&token).await.refused(401, "signed_out");
}

#[actix_web::test]
async fn a_change_from_elsewhere_is_refused() {
    let org = Organisation::start().await;
    let client = org.sign_in("customer_services").await;
    let report = crate::support::report();
    let forged = client
        .forged(Method::POST, "/api/v1/incidents")
        .header("Idempotency-Key", "a-forged-one")
        .json(&report);
    client.send(forged).await.refused(403, "csrf");
    let elsewhere = client
        .request(Method::POST, "/api/v1/incidents")
        .header("Idempotency-Key", "a-forged-one");
    client
        .send(
            elsewhere
                .header("Origin", "https://elsewhere.invalid")
                .json(&report),
        )
        .await
        .refused(403, "csrf");
    let elsewhere = client
        .request(Method::POST, "/api/v1/incidents")
        .header("Idempotency-Key", "a-forged-one");
    client
        .send(
            elsewhere
                .header("Sec-Fetch-Site", "cross-site")
                .json(&report),
        )
        .await
        .refused(403, "csrf");
}

#[actix_web::test]
async fn answers_carry_what_keeps_a_browser_safe() {
    let org = Organisation::start().await;
    let answer = org
        .sign_in("safeguarding")
        .await
        .get("/api/v1/my-work")
        .await
        .expect(200);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert!(answer.headers.contains_key("x-request-id"));
    let health = org.server.stranger().get("/health/ready").await.expect(200);
    assert!(
        health.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
}
