//! What a browser is handed, and the headers it comes with.

use super::support::{House, body, header};
use crate::HttpConfig;
use actix_web::test::{self, TestRequest};

#[actix_web::test]
async fn every_answer_carries_the_headers_that_protect() {
    let house = House::new().await;
    for path in [
        "/",
        "/health/live",
        "/api/v1/session",
        "/api/v1/openapi.json",
        "/api/docs/",
        "/nothing.js",
    ] {
        let response = house.ask(TestRequest::get().uri(path)).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            header(&response, "referrer-policy"),
            "no-referrer",
            "{path}"
        );
        assert_eq!(
            header(&response, "cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(
            header(&response, "cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!header(&response, "x-request-id").is_empty(), "{path}");
    }
    let data = house.ask(TestRequest::get().uri("/api/v1/session")).await;
    assert_eq!(header(&data, "cache-control"), "no-store");
}

#[actix_web::test]
async fn the_client_is_handed_out_under_every_address_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "the page").unwrap();
    let assets = Some(folder.path().to_owned());
    let house = House::with(HttpConfig {
        assets,
        ..HttpConfig::default()
    })
    .await;
    for path in ["/", "/incidents/1", "/api-walkthrough"] {
        let response = house.ask(TestRequest::get().uri(path)).await;
        assert!(
            header(&response, "content-security-policy").contains("'wasm-unsafe-eval'"),
            "{path}"
        );
        assert_eq!(test::read_body(response).await, "the page", "{path}");
    }
}

#[actix_web::test]
async fn a_client_that_is_not_there_stops_the_start() {
    let house = House::new().await;
    let config = HttpConfig {
        assets: Some("/nowhere".into()),
        ..HttpConfig::default()
    };
    let error = crate::AppState::new(house.state.service.clone(), config)
        .err()
        .unwrap();
    assert!(error.to_string().contains("/nowhere"), "{error}");
}

#[actix_web::test]
async fn health_is_small_json() {
    let house = House::new().await;
    for (path, status) in [("/health/live", "live"), ("/health/ready", "ready")] {
        let response = house.ask(TestRequest::get().uri(path)).await;
        assert_eq!(body(response).await["status"], status);
    }
    house.state.service.store.close().await;
    let response = house.ask(TestRequest::get().uri("/health/ready")).await;
    assert_eq!(
        (response.status().as_u16(), header(&response, "retry-after")),
        (503, "2")
    );
}

#[actix_web::test]
async fn the_page_of_the_api_needs_nothing_from_elsewhere() {
    let house = House::new().await;
    let redirect = house.ask(TestRequest::get().uri("/api/docs")).await;
    assert_eq!(header(&redirect, "location"), "/api/docs/");
    let page = house.ask(TestRequest::get().uri("/api/docs/")).await;
    assert!(header(&page, "content-security-policy").contains("style-src 'self' 'unsafe-inline'"));
    let html = String::from_utf8(test::read_body(page).await.to_vec()).unwrap();
    assert!(
        !html.contains("src=\"http") && !html.contains("href=\"http"),
        "{html}"
    );
    let start = house
        .ask(TestRequest::get().uri("/api/docs/swagger-initializer.js"))
        .await;
    let script = String::from_utf8(test::read_body(start).await.to_vec()).unwrap();
    assert!(script.contains("/api/v1/openapi.json"), "{script}");
    let missing = house
        .ask(TestRequest::get().uri("/api/docs/nothing.js"))
        .await;
    assert_eq!(missing.status(), 404);
}
