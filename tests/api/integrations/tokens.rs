//! The token endpoint.

use super::{READ, REPORT, System, act, ask, confirm, form, make, shape, terms};
use crate::support::{Organisation, Server};
use http::HttpConfig;
use reqwest::Method;
use serde_json::json;

const GRANT: &str = "grant_type=client_credentials";

#[actix_web::test]
async fn a_token_is_given_for_the_secret_by_http_basic_and_in_the_form() {
    let org = Organisation::start().await;
    let system = System::new(&org, &[REPORT, READ], &[]).await;
    let by_basic = system.ask().await.expect(200);
    assert_eq!(by_basic.body["token_type"], "Bearer");
    assert_eq!(by_basic.body["expires_in"], 600);
    assert_eq!(by_basic.body["scope"], format!("{REPORT} {READ}"));
    assert_eq!(by_basic.headers["cache-control"], "no-store");
    assert_eq!(by_basic.headers["pragma"], "no-cache");
    assert!(!by_basic.headers.contains_key("set-cookie"));
    let stranger = org.server.stranger();
    let fields = format!(
        "{GRANT}&client_id={}&client_secret={}&scope={READ}&other=ignored",
        system.id, system.secret
    );
    let in_form = form(&stranger, &fields, None).await.expect(200);
    assert_eq!(in_form.body["scope"], READ);
    let token = in_form.body["access_token"].as_str().unwrap();
    system.get(token, "/api/v1/incidents").await.expect(200);
    let report = crate::support::report();
    let refused = system.report(token, &report, "less-than-all").await;
    refused.refused(403, "forbidden");
}

#[actix_web::test]
async fn whoever_does_not_prove_who_they_are_gets_one_answer() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    let system = System::new(&org, &[REPORT], &[]).await;
    let other = System::new(&org, &[REPORT], &[]).await;
    let ended = System::new(&org, &[REPORT], &[]).await;
    act(&org.admin, &ended.id, "end").await.expect(200);
    let waiting = System::of(&org, &make(&org, &terms(&[READ], &[])).await);
    let wrong = format!("{}0", &system.secret[..system.secret.len() - 1]);
    let wrong = if wrong == system.secret {
        wrong.replace('0', "1")
    } else {
        wrong
    };
    let mut shapes = Vec::new();
    for (id, secret) in [
        (system.id.as_str(), wrong.as_str()),
        (&system.id, &other.secret),
        (&system.id, ""),
        (&other.id, &system.secret),
        ("0198f000-0000-7000-8000-000000000000", &system.secret),
        ("nobody", &system.secret),
        ("../../etc/passwd", "x"),
        ("' OR ''='", "' OR ''='"),
        ("", ""),
        (&ended.id, &ended.secret),
        (&waiting.id, &waiting.secret),
    ] {
        shapes.push(shape(&ask(&stranger, id, secret).await));
    }
    shapes.push(shape(&form(&stranger, GRANT, None).await));
    let in_form = format!("{GRANT}&client_id={}&client_secret=wrong", system.id);
    shapes.push(shape(&form(&stranger, &in_form, None).await));
    let other_scheme = stranger
        .request(Method::POST, "/oauth/token")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .bearer_auth("x")
        .body(GRANT);
    shapes.push(shape(&stranger.send(other_scheme).await));
    for one in &shapes {
        assert_eq!(one, &shapes[0]);
    }
    let (status, asks, body) = &shapes[0];
    assert_eq!(*status, 401);
    assert_eq!(
        asks.as_deref(),
        Some("Basic realm=\"safeguarding-reviews\"")
    );
    assert_eq!(body["error"], "invalid_client");
    system.ask().await.expect(200);
}

#[actix_web::test]
async fn a_client_and_its_secret_end_with_their_last_day() {
    let org = Organisation::start().await;
    let mut short = terms(&[REPORT], &[]);
    short["expires_on"] = json!("2026-03-04");
    let system = System::of(&org, &make(&org, &short).await);
    let token = system.token().await;
    // From 10:00 to midnight in London, less a minute.
    org.server.forward(chrono::Duration::minutes(14 * 60 - 1));
    system.ask().await.expect(200);
    org.server.forward(chrono::Duration::minutes(1));
    system.ask().await.expect(401);
    system
        .get(&token, "/api/v1/incidents")
        .await
        .refused(401, "invalid_token");
}

#[actix_web::test]
async fn each_other_fault_has_its_name_in_rfc_6749() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    let system = System::new(&org, &[REPORT], &[]).await;
    let basic = Some((system.id.as_str(), system.secret.as_str()));
    let doubled = format!("{GRANT}&{GRANT}");
    let both = format!("{GRANT}&client_secret={}", system.secret);
    let two = format!("{GRANT}&client_id=another");
    for (fields, basic, error) in [
        ("", basic, "invalid_request"),
        ("grant_type=", basic, "invalid_request"),
        (doubled.as_str(), basic, "invalid_request"),
        (&both, basic, "invalid_request"),
        (&two, basic, "invalid_request"),
        (
            "grant_type=password&username=a&password=b",
            basic,
            "unsupported_grant_type",
        ),
        (
            "grant_type=authorization_code&code=a",
            basic,
            "unsupported_grant_type",
        ),
        (
            "grant_type=client_credentials&scope=admin",
            basic,
            "invalid_scope",
        ),
        (
            "grant_type=client_credentials&scope=incidents.read_summaries",
            basic,
            "invalid_scope",
        ),
        (
            "grant_type=client_credentials&scope=incidents.report%20admin",
            basic,
            "invalid_scope",
        ),
        (
            "grant_type=client_credentials&scope=%20",
            basic,
            "invalid_scope",
        ),
    ] {
        let answer = form(&stranger, fields, basic).await.expect(400);
        assert_eq!(answer.body["error"], error, "{fields}");
        assert!(
            answer.body["error_description"]
                .as_str()
                .unwrap()
                .is_ascii()
        );
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(!answer.text.contains(&system.secret));
    }
    let json = stranger
        .request(Method::POST, "/oauth/token")
        .basic_auth(&system.id, Some(&system.secret))
        .json(&json!({ "grant_type": "client_credentials" }));
    let answer = stranger.send(json).await.expect(400);
    assert_eq!(answer.body["error"], "invalid_request");
    let long = format!("{GRANT}&x={}", "y".repeat(20_000));
    form(&stranger, &long, basic).await.expect(413);
    let get = stranger.request(Method::GET, "/oauth/token");
    stranger.send(get).await.expect(405);
}

#[actix_web::test]
async fn tokens_and_refusals_are_audited_and_the_last_use_is_shown() {
    let org = Organisation::start().await;
    let stranger = org.server.stranger();
    let system = System::new(&org, &[REPORT], &[]).await;
    let before = super::read(&org.admin, &system.id).await;
    assert!(before.body["last_used_at"].is_null());
    system.ask().await.expect(200);
    org.server.forward(chrono::Duration::seconds(1));
    ask(&stranger, &system.id, "wrong").await.expect(401);
    let after = super::read(&org.admin, &system.id).await;
    assert_eq!(after.body["last_used_at"], "2026-03-04T10:00:00Z");
    assert_eq!(
        after.body["secrets"][0]["last_used_at"],
        after.body["last_used_at"]
    );
    let id = system.id.clone();
    let entries = org
        .server
        .service
        .store
        .read(move |conn| storage::platform::audit_of(conn, "api_client", &id))
        .await
        .unwrap();
    let tokens: Vec<_> = entries
        .iter()
        .filter(|entry| entry.action == "api_client.token")
        .collect();
    assert_eq!(tokens.len(), 2, "{entries:?}");
    for (entry, outcome) in tokens.iter().zip(["done", "refused"]) {
        assert_eq!(entry.outcome, outcome);
        assert_eq!(entry.staff, None);
        assert_eq!(entry.client.unwrap().to_string(), system.id);
        assert!(entry.origin.is_some() && entry.request.is_some());
    }
    assert!(!format!("{entries:?}").contains(&system.secret));
}

#[actix_web::test]
async fn a_waiting_client_gets_its_first_token_when_another_administrator_has_confirmed_it() {
    let org = Organisation::start().await;
    let system = System::of(&org, &make(&org, &terms(&[READ], &[])).await);
    system.ask().await.expect(401);
    act(&org.admin, &system.id, "confirm")
        .await
        .refused(409, "conflict");
    system.ask().await.expect(401);
    confirm(&org, &system.id).await.expect(200);
    system.ask().await.expect(200);
}

#[actix_web::test]
async fn whoever_asks_too_often_waits() {
    let server = Server::with(HttpConfig::default()).await;
    let stranger = server.stranger();
    let mut refused = Vec::new();
    for _ in 0..30 {
        let answer = form(&stranger, GRANT, None).await;
        if answer.status == 429 {
            refused.push(answer);
        } else {
            assert_eq!(answer.body["error"], "invalid_client");
        }
    }
    // Twenty at once, and one more each second.
    assert!((1..=10).contains(&refused.len()), "{}", refused.len());
    refused[0].refused(429, "rate_limited");
    assert!(refused[0].headers.contains_key("retry-after"));
    stranger
        .get("/api/v1/my-work")
        .await
        .refused(401, "signed_out");
}
