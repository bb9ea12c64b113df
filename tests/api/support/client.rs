//! A person at the API: remembers the cookie and the CSRF token, as a browser would.

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use uuid::Uuid;

pub struct Client {
    http: reqwest::Client,
    address: String,
    csrf: Option<String>,
    /// The access token of a third-party system.
    token: Option<String>,
    /// The person's id, once signed in.
    pub id: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Answer {
    /// The answer, which must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
    /// A refusal: its status and code, as problem+json with a request id.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!(
            (self.status, self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.text
        );
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["status"], status);
        assert_eq!(
            self.body["request_id"],
            self.headers["x-request-id"].to_str().unwrap()
        );
        self
    }
    /// The pointers of the fields at fault.
    pub fn pointers(&self) -> Vec<&str> {
        let errors = self.body["errors"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        errors
            .iter()
            .filter_map(|error| error["pointer"].as_str())
            .collect()
    }
    /// All that came back, byte by byte, but for what differs between any two requests: when it was, and the request's id.
    pub fn but_for_the_request(&self) -> String {
        let id = self.headers["x-request-id"].to_str().unwrap();
        let headers = self.headers.iter().filter(|(name, _)| *name != "date");
        let mut headers: Vec<_> = headers
            .map(|(name, value)| format!("{name}: {value:?}\n"))
            .collect();
        headers.sort();
        let headers = headers.concat();
        format!("{}\n{headers}\n{}", self.status, self.text).replace(id, "")
    }
    /// The id of the record in the body.
    #[track_caller]
    pub fn id(&self) -> String {
        self.body["id"].as_str().expect(&self.text).to_owned()
    }
}

impl Client {
    pub fn new(address: &str) -> Self {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            address: address.to_owned(),
            csrf: None,
            token: None,
            id: String::new(),
        }
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) {
        let answer = self
            .post(
                "/api/v1/session",
                &json!({ "email": email, "password": password }),
            )
            .await
            .expect(201);
        self.csrf = answer.body["csrf_token"].as_str().map(str::to_owned);
        self.id = answer.body["staff"]["id"].as_str().unwrap().into();
    }

    pub async fn sign_out(&self) {
        let request = self.request(Method::DELETE, "/api/v1/session");
        self.send(request).await.expect(204);
    }

    /// The same person in the same browser, sent to another server.
    pub fn at(&self, address: &str) -> Self {
        Self {
            http: self.http.clone(),
            address: address.to_owned(),
            csrf: self.csrf.clone(),
            token: self.token.clone(),
            id: self.id.clone(),
        }
    }

    /// Asks as a third-party system with this access token.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// Goes on with the session of this answer.
    pub fn adopt(&mut self, answer: &Answer) {
        self.csrf = answer.body["csrf_token"].as_str().map(str::to_owned);
    }

    /// Gives the password again.
    pub async fn afresh(&mut self, password: &str) {
        let answer = self
            .post("/api/v1/session/fresh", &json!({ "password": password }))
            .await
            .expect(200);
        self.adopt(&answer);
    }

    /// A request with what a browser would add; finish it with [`Client::send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.address));
        if let Some(token) = &self.token {
            return request.bearer_auth(token);
        }
        match &self.csrf {
            Some(token) => request.header("X-CSRF-Token", HeaderValue::from_str(token).unwrap()),
            None => request,
        }
    }

    /// The same person's request without the CSRF token.
    pub fn forged(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.address))
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer {
            status,
            headers,
            body,
            text,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// Creates something, with an Idempotency-Key of its own.
    pub async fn create(&self, path: &str, body: &Value) -> Answer {
        self.create_as(path, body, &Uuid::now_v7().to_string())
            .await
    }

    /// Creates something under this Idempotency-Key.
    pub async fn create_as(&self, path: &str, body: &Value, key: &str) -> Answer {
        self.send(
            self.request(Method::POST, path)
                .header("Idempotency-Key", key)
                .json(body),
        )
        .await
    }

    /// Changes this version of something.
    pub async fn change(&self, method: Method, path: &str, version: i64, body: &Value) -> Answer {
        let request = self
            .request(method, path)
            .header("If-Match", format!("\"v{version}\""));
        self.send(if body.is_null() {
            request
        } else {
            request.json(body)
        })
        .await
    }

    /// Reads an incident.
    pub async fn incident(&self, id: &str) -> Answer {
        self.get(&format!("/api/v1/incidents/{id}")).await
    }

    /// Does something to an incident as it stands now.
    pub async fn act(&self, method: Method, id: &str, action: &str, body: &Value) -> Answer {
        let version = self.incident(id).await.body["version"]
            .as_i64()
            .unwrap_or(1);
        self.change(
            method,
            &format!("/api/v1/incidents/{id}/{action}"),
            version,
            body,
        )
        .await
    }
}
