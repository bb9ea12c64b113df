//! Every refusal is a problem document.

use super::support::{House, body, header, problem};
use crate::middleware::envelope;
use crate::{Failure, app::configure};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::test::{self, TestRequest};
use actix_web::{App, HttpResponse, web};
use serde_json::json;
use shared::integrations::oauth::TOKEN;
use uuid::Uuid;

#[actix_web::test]
async fn an_unknown_address_of_the_api_is_not_found() {
    let house = House::new().await;
    for (method, path) in [
        (Method::GET, "/api/v1/nothing"),
        (Method::POST, "/api/v1/nothing"),
        (Method::GET, "/api"),
        (Method::GET, "/api/v2/areas"),
        (Method::GET, "/old-0123456789abcdef.js"),
    ] {
        let response = house
            .ask(TestRequest::default().method(method).uri(path))
            .await;
        assert_eq!(problem(response).await["code"], "not_found", "{path}");
    }
}

#[actix_web::test]
async fn a_method_that_an_address_does_not_take_is_named() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    for (method, path, allow) in [
        (Method::DELETE, "/api/v1/areas", "GET, POST"),
        (Method::PUT, "/api/v1/session", "GET, POST, DELETE"),
        (Method::POST, "/health/live", "GET"),
        (Method::POST, "/incidents", "GET, HEAD"),
    ] {
        let response = house.ask(badge.request(method, path)).await;
        assert_eq!(header(&response, "allow"), allow, "{path}");
        assert_eq!(
            problem(response).await["code"],
            "method_not_allowed",
            "{path}"
        );
    }
}

#[actix_web::test]
async fn without_a_session_nothing_is_answered_and_nothing_is_read() {
    let house = House::new().await;
    let api = serde_json::to_value(crate::openapi()).unwrap();
    let mut asked = 0;
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // At the token endpoint a system proves who it is: its refusals are those of RFC 6749.
            if operation["security"] == json!([]) || path == TOKEN {
                continue;
            }
            let path = path
                .replace("{id}", &Uuid::nil().to_string())
                .replace("{code}", "E09000001");
            let method: Method = method.to_uppercase().parse().unwrap();
            // Not even JSON: it must not come to be read.
            let request = TestRequest::default()
                .method(method)
                .uri(&path)
                .set_payload("{");
            let response = house.ask(request).await;
            assert_eq!(problem(response).await["code"], "signed_out", "{path}");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

#[actix_web::test]
async fn what_is_no_id_is_not_found() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    for id in ["1", "areas", "0190a8f0-0000-7000-8000-00000000000g"] {
        let response = house
            .ask(badge.request(Method::GET, &format!("/api/v1/areas/{id}")))
            .await;
        assert_eq!(problem(response).await["code"], "not_found", "{id}");
    }
}

#[actix_web::test]
async fn a_request_is_answered_under_its_own_id_where_that_is_a_uuid() {
    let house = House::new().await;
    let id = Uuid::from_u128(42).to_string();
    let given = house
        .ask(
            TestRequest::get()
                .uri("/health/live")
                .insert_header(("x-request-id", id.as_str())),
        )
        .await;
    assert_eq!(header(&given, "x-request-id"), id);
    let made = house
        .ask(
            TestRequest::get()
                .uri("/health/live")
                .insert_header(("x-request-id", "<script>")),
        )
        .await;
    assert!(header(&made, "x-request-id").parse::<Uuid>().is_ok());
}

async fn panics() -> Result<HttpResponse, Failure> {
    panic!("a child's name")
}

#[actix_web::test]
async fn a_panic_answers_as_a_problem_and_says_nothing() {
    let house = House::new().await;
    let app = App::new()
        .route("/panics", web::get().to(panics))
        .configure(|config| configure(config, &house.state))
        .wrap(from_fn(envelope));
    let app = test::init_service(app).await;
    let error = test::try_call_service(&app, TestRequest::get().uri("/panics").to_request())
        .await
        .unwrap_err();
    let response = error.error_response();
    assert_eq!(response.status(), 500);
    assert!(response.headers().contains_key("x-request-id"));
    let text = actix_web::body::to_bytes(response.into_body())
        .await
        .unwrap();
    let problem: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(problem["code"], "internal");
    assert!(!String::from_utf8_lossy(&text).contains("child"));
}

#[actix_web::test]
async fn a_change_names_its_version_and_a_creation_its_intention() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    let me = body(
        house
            .ask(badge.request(Method::GET, "/api/v1/session"))
            .await,
    )
    .await;
    let me = format!("/api/v1/staff/{}", me["staff"]["id"].as_str().unwrap());
    let change = json!({ "name": "Ada", "employment": "employee", "specialist": false });

    let put = || badge.request(Method::PUT, &me).set_json(&change);
    assert_eq!(
        problem(house.ask(put()).await).await["code"],
        "version_missing"
    );
    let malformed = put().insert_header(("if-match", "7"));
    assert_eq!(
        problem(house.ask(malformed).await).await["code"],
        "malformed"
    );
    let stale = put().insert_header(("if-match", "\"v99\""));
    assert_eq!(problem(house.ask(stale).await).await["code"], "stale");
    let good = house.ask(put().insert_header(("if-match", "\"v1\""))).await;
    assert_eq!(
        (good.status().as_u16(), header(&good, "etag")),
        (200, "\"v2\"")
    );

    let area = || {
        badge
            .request(Method::POST, "/api/v1/areas")
            .set_json(json!({ "name": "North" }))
    };
    assert_eq!(
        problem(house.ask(area()).await).await["code"],
        "idempotency_key_missing"
    );
    let keyed = || area().insert_header(("idempotency-key", "0123456789"));
    let first = house.ask(keyed()).await;
    assert_eq!(first.status(), 201);
    let location = header(&first, "location").to_owned();
    let again = house.ask(keyed()).await;
    assert_eq!(
        (again.status().as_u16(), header(&again, "location")),
        (201, location.as_str())
    );
    let found = body(house.ask(badge.request(Method::GET, &location)).await).await;
    assert_eq!(found["name"], "North");
    let other = keyed().set_json(json!({ "name": "South" }));
    assert_eq!(
        problem(house.ask(other).await).await["code"],
        "idempotency_conflict"
    );
}
