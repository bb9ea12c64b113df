//! Access tokens: forged, of another kind, at the wrong time, and when their client changes.

use super::{READ, REPORT, System, act, change, shape, terms};
use crate::support::Organisation;
use reqwest::Method;
use serde_json::json;

const LIST: &str = "/api/v1/incidents";

/// JSON as a part of a token.
fn part(value: &serde_json::Value) -> String {
    use std::fmt::Write;
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in value.to_string().as_bytes().chunks(3) {
        let bits = three
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let letter = (bits >> (18 - 6 * place)) & 63;
            write!(text, "{}", LETTERS[letter as usize] as char).unwrap();
        }
    }
    text
}

#[actix_web::test]
async fn a_forged_token_and_one_of_another_kind_get_one_answer_that_tells_nothing() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[READ], &[]).await;
    let good = system.token().await;
    let parts: Vec<_> = good.split('.').collect();
    let [head, claims, signature] = parts[..] else {
        panic!("three parts")
    };
    let with_head = |head: serde_json::Value| format!("{}.{claims}.{signature}", part(&head));
    let kid = "0".repeat(32);
    let session = {
        let sign_in = json!({ "email": "safeguarding@test.invalid", "password": "an invented password for tests" });
        let answer = org
            .server
            .stranger()
            .post("/api/v1/session", &sign_in)
            .await
            .expect(201);
        let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        cookie.split(['=', ';']).nth(1).unwrap().to_owned()
    };
    let long = format!("{head}.{}.{signature}", "A".repeat(6_000));
    let forged = [
        session.clone(),
        with_head(json!({ "alg": "none", "typ": "at+jwt", "kid": kid })),
        format!(
            "{}.{claims}.",
            part(&json!({ "alg": "none", "typ": "at+jwt" }))
        ),
        with_head(json!({ "alg": "HS256", "typ": "at+jwt", "kid": kid })),
        with_head(json!({ "alg": "EdDSA", "typ": "JWT", "kid": kid })),
        with_head(json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": "../../dev/null" })),
        with_head(
            json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid, "jku": "https://keys.example.org" }),
        ),
        with_head(
            json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid, "x5u": "https://keys.example.org" }),
        ),
        with_head(json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid, "crit": ["exp"] })),
        with_head(
            json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid, "jwk": { "kty": "OKP", "crv": "Ed25519", "x": "AA" } }),
        ),
        format!(
            "{head}.{}.{signature}",
            part(&json!({ "sub": "someone else" }))
        ),
        format!("{head}.{claims}."),
        format!("{head}.{claims}"),
        String::new(),
        "x".to_owned(),
        "a.b.c".to_owned(),
        long,
    ];
    let mut shapes = Vec::new();
    for token in &forged {
        let answer = system.get(token, LIST).await;
        assert!(!answer.headers.contains_key("set-cookie"));
        shapes.push(shape(&answer));
    }
    for (one, token) in shapes.iter().zip(&forged) {
        assert_eq!(one, &shapes[0], "{token}");
    }
    let (status, asks, body) = &shapes[0];
    assert_eq!(
        (*status, body["code"].as_str()),
        (401, Some("invalid_token"))
    );
    let asks = asks.as_deref().unwrap();
    assert_eq!(
        asks,
        "Bearer realm=\"safeguarding-reviews\", error=\"invalid_token\""
    );
    system.get(&good, LIST).await.expect(200);
    let stranger = org.server.stranger();
    let as_cookie = stranger
        .request(Method::GET, LIST)
        .header("Cookie", format!("safeguarding_session={good}"));
    stranger.send(as_cookie).await.refused(401, "signed_out");
}

#[actix_web::test]
async fn a_request_with_a_cookie_and_a_token_is_refused_whoever_it_is_from() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[READ], &[]).await;
    let token = system.token().await;
    let person = org.sign_in("safeguarding").await;
    for token in [token.as_str(), "x"] {
        let both = person.request(Method::GET, LIST).bearer_auth(token);
        person.send(both).await.refused(400, "malformed");
    }
    let two = system
        .request(Method::GET, LIST)
        .bearer_auth(&token)
        .header("Authorization", "Bearer x");
    person.send(two).await.refused(400, "malformed");
    let in_address = format!("{LIST}?access_token={token}");
    let stranger = org.server.stranger();
    stranger.get(&in_address).await.refused(401, "signed_out");
}

#[actix_web::test]
async fn a_token_is_good_for_ten_minutes_and_half_a_minute() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[READ], &[]).await;
    let token = system.token().await;
    org.server.forward(chrono::Duration::seconds(629));
    system.get(&token, LIST).await.expect(200);
    org.server.forward(chrono::Duration::seconds(1));
    system.get(&token, LIST).await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn a_token_needs_no_csrf_token_and_no_origin() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT], &[]).await;
    let token = system.token().await;
    let report = crate::support::report();
    system
        .report(&token, &report, "no-csrf-token")
        .await
        .expect(201);
}

#[actix_web::test]
async fn what_an_administrator_takes_away_is_gone_on_the_next_call() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT, READ], &[]).await;
    let token = system.token().await;
    system.get(&token, LIST).await.expect(200);

    change(&org.admin, &system.id, &terms(&[REPORT], &[]))
        .await
        .expect(200);
    system.get(&token, LIST).await.refused(403, "forbidden");
    let south = &org.areas["south"];
    change(&org.admin, &system.id, &terms(&[REPORT], &[south]))
        .await
        .expect(200);
    let report = crate::support::report();
    system
        .report(&token, &report, "of-the-north")
        .await
        .refused(403, "forbidden");
    change(&org.admin, &system.id, &terms(&[REPORT], &[]))
        .await
        .expect(200);
    system
        .report(&token, &report, "of-the-north")
        .await
        .expect(201);

    let other = System::new(&org, &[REPORT], &[]).await;
    let others = other.token().await;
    act(&org.admin, &system.id, "end").await.expect(200);
    system
        .report(&token, &report, "after-the-end")
        .await
        .refused(401, "invalid_token");
    other
        .report(&others, &report, "by-another")
        .await
        .expect(201);
}

#[actix_web::test]
async fn what_waits_again_for_confirmation_does_nothing_meanwhile() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[READ], &["south"]).await;
    let token = system.token().await;
    system.get(&token, LIST).await.expect(200);
    let north = &org.areas["north"];
    let changed = change(&org.admin, &system.id, &terms(&[READ], &[north]))
        .await
        .expect(200);
    assert_eq!(changed.body["status"], "waiting");
    system.get(&token, LIST).await.refused(401, "invalid_token");
    system.ask().await.expect(401);
    super::confirm(&org, &system.id).await.expect(200);
    system.get(&token, LIST).await.expect(200);
}

#[actix_web::test]
async fn a_secret_that_is_taken_back_takes_its_tokens_with_it_and_no_others() {
    let org = Organisation::start().await;
    let old = System::new(&org, &[REPORT], &[]).await;
    let path = format!("/api/v1/api-clients/{}/secrets", old.id);
    let new = json!({ "expires_on": "2026-06-30" });
    let made = org.admin.create(&path, &new).await.expect(201);
    let new = System::of(&org, &made);
    let (by_old, by_new) = (old.token().await, new.token().await);
    let first = &old.secret_id;
    act(&org.admin, &old.id, &format!("secrets/{first}/revoke"))
        .await
        .expect(200);
    let report = crate::support::report();
    old.report(&by_old, &report, "with-the-old")
        .await
        .refused(401, "invalid_token");
    old.ask().await.expect(401);
    new.report(&by_new, &report, "with-the-new")
        .await
        .expect(201);
    new.ask().await.expect(200);
}
