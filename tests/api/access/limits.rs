//! What anyone may ask of the service at a time.

use crate::support::Server;
use http::HttpConfig;
use reqwest::Method;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

#[actix_web::test]
async fn whoever_asks_too_often_is_told_how_long_to_wait() {
    let server = Server::with(HttpConfig {
        rate_per_address: 30,
        ..HttpConfig::default()
    })
    .await;
    let stranger = server.stranger();
    let mut refused = 0;
    for _ in 0..20 {
        let answer = stranger.get("/api/v1/my-work").await;
        if answer.status == 429 {
            answer.refused(429, "rate_limited");
            assert!(
                answer.headers["retry-after"]
                    .to_str()
                    .unwrap()
                    .parse::<u64>()
                    .unwrap()
                    >= 1
            );
            refused += 1;
        }
    }
    assert!((1..=10).contains(&refused), "{refused}");
    // Whether the service runs can be asked at any time.
    stranger.get("/health/ready").await.expect(200);
}

#[actix_web::test]
async fn a_forwarded_address_is_believed_of_trusted_proxies_only() {
    for (trusted, statuses) in [
        ("127.0.0.0/8", [401, 401, 401]),
        ("10.0.0.0/8", [401, 429, 429]),
    ] {
        let server = Server::with(HttpConfig {
            rate_per_address: 3,
            trusted_proxies: vec![trusted.parse().unwrap()],
            ..HttpConfig::default()
        })
        .await;
        let client = server.stranger();
        let mut found = Vec::new();
        for last in 1..=3 {
            let request = client
                .request(Method::GET, "/api/v1/my-work")
                .header("X-Forwarded-For", format!("203.0.113.9, 192.0.2.{last}"));
            found.push(client.send(request).await.status);
        }
        assert_eq!(found, statuses, "{trusted}");
    }
}

#[actix_web::test]
async fn headers_that_are_too_large_are_refused() {
    let server = Server::start().await;
    let client = server.stranger();
    let request = client
        .request(Method::GET, "/api/v1/my-work")
        .header("X-Filler", "x".repeat(17 * 1024));
    client.send(request).await.refused(431, "headers_too_large");
}

#[actix_web::test]
async fn a_deep_body_is_refused() {
    let server = Server::start().await;
    let client = server.stranger();
    for body in [
        "[".repeat(200_000),
        format!("{{\"email\":{}", "{\"a\":".repeat(100_000)),
    ] {
        let request = client
            .request(Method::POST, "/api/v1/session")
            .header("Content-Type", "application/json")
            .body(body);
        client.send(request).await.refused(400, "malformed");
    }
}

/// As many connections as this process may open, 5,000 at most: half of them say nothing, half of them half a request.
/// The service goes on answering, and lets them go when their time is over.
#[actix_web::test]
async fn thousands_of_connections_kill_nothing() {
    let server = Server::start().await;
    let address = server.address.trim_start_matches("http://").to_owned();
    let many = open_files().saturating_sub(400) / 2;
    let many = many.min(5_000);
    let crowd = actix_web::rt::task::spawn_blocking(move || {
        let mut crowd = Vec::with_capacity(many);
        for place in 0..many {
            let Ok(mut stream) = TcpStream::connect(&address) else {
                continue;
            };
            if place % 2 == 0 {
                stream
                    .write_all(b"GET /health/ready HTTP/1.1\r\nHost: x\r\n")
                    .unwrap();
            }
            crowd.push(stream);
        }
        crowd
    })
    .await
    .unwrap();
    assert!(crowd.len() > many * 9 / 10, "{} of {many}", crowd.len());
    let stranger = server.stranger();
    for _ in 0..20 {
        stranger.get("/health/ready").await.expect(200);
    }
    // Whoever says nothing in time is let go.
    let let_go = actix_web::rt::task::spawn_blocking(move || {
        crowd.into_iter().all(|mut stream| {
            stream
                .set_read_timeout(Some(Duration::from_secs(30)))
                .unwrap();
            let mut said = Vec::new();
            stream.read_to_end(&mut said).is_ok()
        })
    })
    .await
    .unwrap();
    assert!(let_go);
    stranger.get("/health/ready").await.expect(200);
}

/// How many files this process may have open.
fn open_files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    line.and_then(|line| line.split_whitespace().nth(3))
        .and_then(|soft| soft.parse().ok())
        .unwrap_or(1_024)
}
