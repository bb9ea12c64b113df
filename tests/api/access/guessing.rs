//! Whoever guesses passwords is slowed down; whoever owns them is not shut out.

use crate::support::{Answer, Client, Organisation, PASSWORD};
use actix_web::rt;
use chrono::Duration;
use serde_json::json;
use std::rc::Rc;

const SESSION: &str = "/api/v1/session";
const KNOWN: &str = "safeguarding@test.invalid";
const UNKNOWN: &str = "nobody@test.invalid";

async fn guess(client: &Client, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    client.post(SESSION, &body).await
}

/// What five free guesses and those beyond them are answered, without the parts that name the request.
async fn answers(org: &Organisation, email: &str) -> Vec<(u16, Option<String>)> {
    let stranger = org.server.stranger();
    let mut answers = Vec::new();
    for _ in 0..9 {
        let answer = guess(&stranger, email, "not it at all").await;
        let wait = answer.headers.get("retry-after");
        answers.push((
            answer.status,
            wait.map(|wait| wait.to_str().unwrap().to_owned()),
        ));
    }
    answers
}

#[actix_web::test]
async fn guesses_are_slowed_alike_for_a_known_and_an_unknown_person() {
    let org = Organisation::start().await;
    let known = answers(&org, KNOWN).await;
    assert_eq!(known, answers(&org, UNKNOWN).await);
    assert!(
        known[..6].iter().all(|(status, _)| *status == 401),
        "{known:?}"
    );
    assert!(
        known[6..]
            .iter()
            .all(|one| *one == (429, Some("1".to_owned()))),
        "{known:?}"
    );
}

#[actix_web::test]
async fn the_wait_grows_and_the_right_password_after_it_signs_in() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    for _ in 0..6 {
        guess(&stranger, KNOWN, "not it at all")
            .await
            .refused(401, "wrong_credentials");
    }
    for seconds in [1, 2, 4, 8] {
        // Even the right password waits, or waiting would tell that it is right.
        let early = guess(&stranger, KNOWN, PASSWORD).await;
        early.refused(429, "too_many_attempts");
        assert_eq!(early.body["retry_after"], seconds);
        assert_eq!(early.headers["retry-after"], seconds.to_string().as_str());
        org.server.forward(Duration::seconds(seconds));
        guess(&stranger, KNOWN, "not it at all")
            .await
            .refused(401, "wrong_credentials");
    }
    org.server.forward(Duration::seconds(16));
    guess(&stranger, KNOWN, PASSWORD).await.expect(201);
    // All is forgotten for whoever knew it.
    for _ in 0..5 {
        guess(&stranger, KNOWN, "not it at all")
            .await
            .refused(401, "wrong_credentials");
    }
}

#[actix_web::test]
async fn a_stranger_does_not_shut_a_colleague_out_of_their_own_browser() {
    let org = Organisation::start().await;
    let colleague = org.sign_in("safeguarding").await;
    let stranger = org.server.stranger();
    for _ in 0..30 {
        guess(&stranger, KNOWN, "not it at all").await;
    }
    guess(&stranger, KNOWN, PASSWORD)
        .await
        .refused(429, "too_many_attempts");
    guess(&colleague, KNOWN, PASSWORD).await.expect(201);
    // The colleague's browser is not known to anyone else's account.
    for _ in 0..6 {
        guess(&colleague, "manager_leeds@test.invalid", "not it at all").await;
    }
    guess(&colleague, "manager_leeds@test.invalid", PASSWORD)
        .await
        .refused(429, "too_many_attempts");
}

#[actix_web::test]
async fn guesses_at_once_are_each_counted() {
    let org = Organisation::start().await;
    let stranger = Rc::new(org.server.stranger());
    let under_way: Vec<_> = (0..30)
        .map(|_| {
            let stranger = Rc::clone(&stranger);
            rt::spawn(async move { guess(&stranger, KNOWN, "not it at all").await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for guess in under_way {
        statuses.push(guess.await.unwrap());
    }
    let checked = statuses.iter().filter(|status| **status == 401).count();
    assert_eq!(checked, 6, "{statuses:?}");
}

#[actix_web::test]
async fn guessing_within_a_session_is_slowed_too() {
    let org = Organisation::start().await;
    let client = org.sign_in("safeguarding").await;
    let given = |password: &str| json!({ "password": password });
    for _ in 0..6 {
        client
            .post("/api/v1/session/fresh", &given("not it at all"))
            .await
            .refused(422, "invalid");
    }
    client
        .post("/api/v1/session/fresh", &given(PASSWORD))
        .await
        .refused(429, "too_many_attempts");
}
