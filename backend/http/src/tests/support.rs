//! An application over a new database, and someone who is signed in to it.

use crate::{AppState, HttpConfig};
use actix_web::cookie::Cookie;
use actix_web::dev::ServiceResponse;
use actix_web::http::Method;
use actix_web::test::{self, TestRequest};
use serde_json::{Value, json};
use service::{Service, ServiceConfig, SystemClock, SystemEntropy};
use shared::access::{CSRF_HEADER, SESSION, SESSION_COOKIE};
use std::sync::Arc;
use storage::{Store, StoreConfig};
use tempfile::TempDir;

pub(super) const EMAIL: &str = "admin@example.org";
pub(super) const PASSWORD: &str = "correct horse battery staple";

/// The application's state over a new database with one administrator.
pub(super) struct House {
    pub(super) state: AppState,
    _folder: TempDir,
}

/// What a signed-in browser holds.
pub(super) struct Badge {
    pub(super) cookie: Cookie<'static>,
    pub(super) csrf: String,
}

impl House {
    pub(super) async fn new() -> Self {
        Self::with(HttpConfig::default()).await
    }

    pub(super) async fn with(config: HttpConfig) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&StoreConfig::sqlite(folder.path().join("test.sqlite3"))).unwrap();
        store.migrate().await.unwrap();
        let service = Service::new(
            store,
            Arc::new(SystemClock),
            Arc::new(SystemEntropy),
            ServiceConfig::new(vec![7; 64]),
        )
        .unwrap();
        service
            .create_first_admin(EMAIL, "Ada Admin", PASSWORD.to_owned())
            .await
            .unwrap();
        Self {
            state: AppState::new(service, config).unwrap(),
            _folder: folder,
        }
    }

    /// Asks the application.
    pub(super) async fn ask(&self, request: TestRequest) -> ServiceResponse {
        let app = test::init_service(crate::app(&self.state)).await;
        test::call_service(&app, request.to_request()).await
    }

    pub(super) async fn sign_in(&self) -> Badge {
        let response = self.ask(sign_in_with(PASSWORD)).await;
        assert_eq!(response.status(), 201);
        let cookie = response
            .response()
            .cookies()
            .find(|cookie| cookie.name() == SESSION_COOKIE)
            .unwrap()
            .into_owned();
        let view = body(response).await;
        Badge {
            cookie,
            csrf: view["csrf_token"].as_str().unwrap().to_owned(),
        }
    }
}

impl Badge {
    /// A request with the cookie and, on changes, the token.
    pub(super) fn request(&self, method: Method, path: &str) -> TestRequest {
        TestRequest::default()
            .method(method)
            .uri(path)
            .insert_header(("host", "localhost:8080"))
            .cookie(self.cookie.clone())
            .insert_header((CSRF_HEADER, self.csrf.as_str()))
    }
}

pub(super) fn sign_in_with(password: &str) -> TestRequest {
    let request = TestRequest::post()
        .uri(SESSION)
        .insert_header(("host", "localhost:8080"));
    request.set_json(json!({ "email": EMAIL, "password": password }))
}

pub(super) fn header<'r>(response: &'r ServiceResponse, name: &str) -> &'r str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

pub(super) async fn body(response: ServiceResponse) -> Value {
    test::read_body_json(response).await
}

/// The problem in an answer, whose status, type and request id are right.
pub(super) async fn problem(response: ServiceResponse) -> Value {
    assert_eq!(header(&response, "content-type"), crate::PROBLEM_JSON);
    let (status, id) = (
        response.status().as_u16(),
        header(&response, "x-request-id").to_owned(),
    );
    let problem = body(response).await;
    assert_eq!(problem["status"], status);
    assert_eq!(problem["request_id"], id.as_str());
    problem
}
