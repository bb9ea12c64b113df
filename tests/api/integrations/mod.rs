//! Third-party systems.

mod bearer;
mod bystanders;
mod manage;
mod reports;
mod summaries;
mod tokens;

use crate::access::confirmations;
use crate::support::{Answer, Client, Organisation};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

pub const REPORT: &str = "incidents.report";
pub const READ: &str = "incidents.read_summaries";

/// What an API client is to be: everywhere, unless areas are named.
pub fn terms(scopes: &[&str], areas: &[&String]) -> Value {
    json!({
        "name": "Invented system",
        "contact": "Invented contact, 01632 960000",
        "scopes": scopes,
        "national": areas.is_empty(),
        "areas": areas,
        "expires_on": "2026-12-31"
    })
}

/// A system at the API, with its id and its secret.
pub struct System {
    pub id: String,
    pub secret: String,
    /// The record of the secret.
    pub secret_id: String,
    http: Client,
}

impl System {
    /// One that works: made by one administrator, confirmed by another where that is needed.
    pub async fn new(org: &Organisation, scopes: &[&str], areas: &[&str]) -> Self {
        let areas: Vec<_> = areas.iter().map(|area| &org.areas[area]).collect();
        let made = make(org, &terms(scopes, &areas)).await;
        let system = Self::of(org, &made);
        if scopes.contains(&READ) {
            confirm(org, &system.id).await.expect(200);
        }
        system
    }

    /// The one that was just made.
    pub fn of(org: &Organisation, made: &Answer) -> Self {
        Self {
            id: made.body["client"]["id"].as_str().unwrap().to_owned(),
            secret: made.body["secret"].as_str().unwrap().to_owned(),
            secret_id: made.id(),
            http: org.server.stranger(),
        }
    }

    /// Asks for a token.
    pub async fn ask(&self) -> Answer {
        ask(&self.http, &self.id, &self.secret).await
    }

    /// A token.
    pub async fn token(&self) -> String {
        let answer = self.ask().await.expect(200);
        answer.body["access_token"].as_str().unwrap().to_owned()
    }

    /// Sends a request with a token.
    pub async fn send(&self, token: &str, request: RequestBuilder) -> Answer {
        self.http.send(request.bearer_auth(token)).await
    }

    /// A request, yet without a token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, path)
    }

    /// Reads something with a token.
    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.send(token, self.request(Method::GET, path)).await
    }

    /// Reports something with a token.
    pub async fn report(&self, token: &str, body: &Value, key: &str) -> Answer {
        let request = self.request(Method::POST, "/api/v1/incidents");
        let request = request.header("Idempotency-Key", key).json(body);
        self.send(token, request).await
    }
}

/// Sends a form to the token endpoint.
pub async fn form(client: &Client, fields: &str, basic: Option<(&str, &str)>) -> Answer {
    let request = client
        .request(Method::POST, "/oauth/token")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(fields.to_owned());
    let request = match basic {
        Some((id, secret)) => request.basic_auth(id, Some(secret)),
        None => request,
    };
    client.send(request).await
}

/// Asks for a token by HTTP Basic.
pub async fn ask(client: &Client, id: &str, secret: &str) -> Answer {
    form(client, "grant_type=client_credentials", Some((id, secret))).await
}

/// An administrator makes a client.
pub async fn make(org: &Organisation, terms: &Value) -> Answer {
    org.admin
        .create("/api/v1/api-clients", terms)
        .await
        .expect(201)
}

/// Reads a client as an administrator.
pub async fn read(admin: &Client, id: &str) -> Answer {
    admin
        .get(&format!("/api/v1/api-clients/{id}"))
        .await
        .expect(200)
}

/// An administrator does something to a client as it stands now.
pub async fn act(admin: &Client, id: &str, what: &str) -> Answer {
    let version = read(admin, id).await.body["version"].as_i64().unwrap();
    let path = format!("/api/v1/api-clients/{id}/{what}");
    admin
        .change(Method::POST, &path, version, &Value::Null)
        .await
}

/// Changes what a client may do.
pub async fn change(admin: &Client, id: &str, terms: &Value) -> Answer {
    let version = read(admin, id).await.body["version"].as_i64().unwrap();
    let path = format!("/api/v1/api-clients/{id}");
    admin.change(Method::PUT, &path, version, terms).await
}

/// Another administrator confirms what waits.
pub async fn confirm(org: &Organisation, id: &str) -> Answer {
    act(&second_admin(org).await, id, "confirm").await
}

/// A second administrator, signed in.
pub async fn second_admin(org: &Organisation) -> Client {
    let service = &org.server.service;
    if service.command_line("second@test.invalid").await.is_ok() {
        org.sign_in("second").await
    } else {
        confirmations::second_admin(org).await
    }
}

/// An answer without what differs between any two requests.
pub fn shape(answer: &Answer) -> (u16, Option<String>, Value) {
    let mut body = answer.body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    let asks = answer.headers.get("www-authenticate");
    let asks = asks.map(|value| value.to_str().unwrap().to_owned());
    (answer.status, asks, body)
}
