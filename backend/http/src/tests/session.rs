//! Signing in and out, and what a request needs besides.

use super::support::{Badge, House, PASSWORD, body, header, problem, sign_in_with};
use crate::HttpConfig;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;
use shared::access::{
    CSRF_HEADER, FRESH_SIGN_IN, HOST_SESSION_COOKIE, INSTALLATION, SESSION, SESSION_COOKIE,
};

#[actix_web::test]
async fn the_cookie_is_for_this_origin_and_no_script() {
    let house = House::new().await;
    let cookie = house.sign_in().await.cookie;
    assert_eq!(
        (cookie.path(), cookie.http_only(), cookie.same_site()),
        (Some("/"), Some(true), Some(SameSite::Strict))
    );
    assert_ne!(cookie.secure(), Some(true), "the test speaks to localhost");
}

#[actix_web::test]
async fn behind_tls_the_cookie_is_secure() {
    let origin = Some("https://reviews.example.org".to_owned());
    let house = House::with(HttpConfig {
        origin,
        ..HttpConfig::default()
    })
    .await;
    let response = house.ask(sign_in_with(PASSWORD)).await;
    assert!(header(&response, "strict-transport-security").starts_with("max-age="));
    let cookie = response.response().cookies().next().unwrap();
    assert_eq!(
        (cookie.name(), cookie.secure()),
        (HOST_SESSION_COOKIE, Some(true))
    );
}

#[actix_web::test]
async fn signing_in_reading_and_signing_out() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    let view = body(house.ask(badge.request(Method::GET, SESSION)).await).await;
    assert_eq!(view["csrf_token"], badge.csrf.as_str());
    assert_eq!(view["staff"]["name"], "Ada Admin");

    let out = house.ask(badge.request(Method::DELETE, SESSION)).await;
    assert_eq!(out.status(), 204);
    let cookie = out.response().cookies().next().unwrap();
    assert!(cookie.value().is_empty() && cookie.max_age().unwrap().is_zero());

    let again = problem(house.ask(badge.request(Method::GET, SESSION)).await).await;
    assert_eq!(
        again["code"], "signed_out",
        "the server ended it, whatever the cookie says"
    );
}

#[actix_web::test]
async fn anyone_may_ask_what_this_is_and_finds_their_session() {
    let house = House::new().await;
    let nobody = house.ask(TestRequest::get().uri(INSTALLATION)).await;
    assert_eq!(nobody.status(), 200);
    assert_eq!(
        body(nobody).await,
        json!({ "demonstration": false, "session": null })
    );
    let badge = house.sign_in().await;
    let known = house.ask(badge.request(Method::GET, INSTALLATION)).await;
    let known = body(known).await;
    assert_eq!(known["session"]["csrf_token"], badge.csrf.as_str());

    house.ask(badge.request(Method::DELETE, SESSION)).await;
    let ended = house.ask(badge.request(Method::GET, INSTALLATION)).await;
    assert_eq!(body(ended).await["session"], json!(null));
}

#[actix_web::test]
async fn wrong_password_and_unknown_user_are_answered_alike() {
    let house = House::new().await;
    let wrong = problem(house.ask(sign_in_with("wrong password")).await).await;
    let unknown = TestRequest::post()
        .uri(SESSION)
        .set_json(json!({ "email": "nobody@example.org", "password": PASSWORD }));
    let unknown = problem(house.ask(unknown).await).await;
    assert_eq!(wrong["code"], "wrong_credentials");
    for field in ["type", "title", "status", "code", "detail"] {
        assert_eq!(wrong[field], unknown[field]);
    }
}

#[actix_web::test]
async fn a_forged_cookie_is_refused() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    let mut forged = badge.cookie.value().to_owned();
    forged.replace_range(forged.len() - 4.., "AAAA");
    for token in [forged.as_str(), "", "nonsense"] {
        let request = TestRequest::get()
            .uri(SESSION)
            .cookie(Cookie::new(SESSION_COOKIE, token.to_owned()));
        let response = house.ask(request).await;
        assert_eq!(response.response().cookies().count(), 0);
        assert_eq!(problem(response).await["code"], "signed_out");
    }
}

#[actix_web::test]
async fn a_change_needs_the_token() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    for token in [None, Some(""), Some("0123")] {
        let mut request = TestRequest::delete()
            .uri(SESSION)
            .insert_header(("host", "localhost:8080"))
            .cookie(badge.cookie.clone());
        if let Some(token) = token {
            request = request.insert_header((CSRF_HEADER, token));
        }
        assert_eq!(
            problem(house.ask(request).await).await["code"],
            "csrf",
            "{token:?}"
        );
    }
    assert_eq!(
        house
            .ask(badge.request(Method::GET, SESSION))
            .await
            .status(),
        200
    );
}

#[actix_web::test]
async fn a_change_from_another_site_is_refused_even_with_the_token() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    for pair in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let request = badge.request(Method::DELETE, SESSION).insert_header(pair);
        assert_eq!(
            problem(house.ask(request).await).await["code"],
            "csrf",
            "{pair:?}"
        );
        let signing_in = house.ask(sign_in_with(PASSWORD).insert_header(pair)).await;
        assert_eq!(problem(signing_in).await["code"], "csrf", "{pair:?}");
    }
}

#[actix_web::test]
async fn the_password_given_again_begins_a_new_session() {
    let house = House::new().await;
    let badge = house.sign_in().await;
    let afresh = |password: &str| {
        badge
            .request(Method::POST, FRESH_SIGN_IN)
            .set_json(json!({ "password": password }))
    };
    let wrong = problem(house.ask(afresh("wrong password")).await).await;
    assert_eq!(wrong["errors"][0]["pointer"], "/password");
    let response = house.ask(afresh(PASSWORD)).await;
    assert_eq!(response.status(), 200);
    let cookie = response.response().cookies().next().unwrap().into_owned();
    assert_ne!(cookie.value(), badge.cookie.value());
    let csrf = body(response).await["csrf_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_ne!(csrf, badge.csrf);
    let old = house.ask(badge.request(Method::GET, SESSION)).await;
    assert_eq!(problem(old).await["code"], "signed_out");
    let new = Badge { cookie, csrf };
    let out = house.ask(new.request(Method::DELETE, SESSION)).await;
    assert_eq!(out.status(), 204);
}
