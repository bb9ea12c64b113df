//! Somebody who is signed in, and what they ask.

use super::Outcome;
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shared::ids::IncidentId;
use uuid::Uuid;

/// Somebody who is signed in.
pub struct Session {
    http: reqwest::Client,
    address: String,
    csrf: String,
}

/// An incident that there is.
pub struct Found {
    pub id: IncidentId,
    pub reference: String,
}

impl Session {
    pub async fn sign_in(address: &str, email: &Value, password: &Value) -> Outcome<Self> {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .no_proxy()
            .build()?;
        let body = json!({ "email": email, "password": password });
        let sign_in = http.post(format!("{address}/api/v1/session")).json(&body);
        let answer: Value = sign_in.send().await?.error_for_status()?.json().await?;
        let csrf = answer["csrf_token"].as_str().ok_or("no token")?.to_owned();
        Ok(Self {
            http,
            address: address.to_owned(),
            csrf,
        })
    }

    /// Reads an address to its last byte.
    pub fn get(&self, path: &str) -> impl Future<Output = Outcome<()>> + Send + use<> {
        whole(self.http.get(format!("{}{path}", self.address)))
    }

    /// Sends this JSON, as for a search.
    pub fn post(&self, path: &str, body: &str) -> impl Future<Output = Outcome<()>> + Send + use<> {
        whole(self.posting(path).body(body.to_owned()))
    }

    /// Reports an incident.
    pub fn report(&self) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let key = new_id().to_string();
        let report = self.posting("/api/v1/incidents").body(REPORT);
        whole(report.header("Idempotency-Key", key))
    }

    fn posting(&self, path: &str) -> RequestBuilder {
        self.http
            .post(format!("{}{path}", self.address))
            .header(CONTENT_TYPE, "application/json")
            .header("X-CSRF-Token", &self.csrf)
    }

    async fn json(&self, path: &str) -> Outcome<Value> {
        let asking = self.http.get(format!("{}{path}", self.address)).send();
        Ok(asking.await?.error_for_status()?.json().await?)
    }

    /// The incident that was closed last: it has all that an incident has.
    pub async fn any_incident(&self) -> Outcome<Found> {
        let list = self.json("/api/v1/incidents?stage=closed").await?;
        let first = &list["items"][0];
        Ok(Found {
            id: first["id"].as_str().ok_or("no incident")?.parse()?,
            reference: first["reference"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// The id of an area.
    pub async fn an_area(&self) -> Outcome<String> {
        let areas = self.json("/api/v1/areas").await?;
        Ok(areas[0]["id"].as_str().ok_or("no area")?.to_owned())
    }
}

async fn whole(request: RequestBuilder) -> Outcome<()> {
    request.send().await?.error_for_status()?.bytes().await?;
    Ok(())
}

#[allow(
    clippy::disallowed_methods,
    reason = "a benchmark needs ids of its own"
)]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// A report like any other, and invented.
const REPORT: &str = r#"{
    "notification": {
        "kind": "serious_injury", "incident_date": null, "incident_date_precision": "unknown", "became_known_on": null,
        "notified_on": "2026-01-05", "source": "police", "local_authority": null, "proceedings": "not_known",
        "media_interest": "no", "serious_criticism": "no"
    },
    "circumstances": "Invented for a measurement.",
    "children": [{
        "name": "Invented Child", "birth_date": null, "birth_precision": "unknown", "death_date": null,
        "case_reference": null, "role": "subject", "outcome": "seriously_injured"
    }]
}"#;
