//! The server that is measured: the real program on a filled demonstration database.

use super::Outcome;
use chrono::NaiveDate;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Value, json};
use shared::incidents::api::IncidentFilter;
use shared::policy::incidents::{Scope, View};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use storage::incidents::{Wanted, list};
use storage::platform::{AuditEntry, insert_audit};
use storage::{Backend, StorageError, Store, StoreConfig};
use uuid::Uuid;

pub struct Server {
    program: Child,
    address: String,
    accounts: Value,
    store: Store,
    /// From starting the program to its saying that it is ready.
    pub ready_after: Duration,
}

impl Server {
    /// Fills a database and serves it.
    #[allow(
        clippy::disallowed_methods,
        reason = "measuring time is what a benchmark is for"
    )]
    pub async fn start(folder: &Path, incidents: usize) -> Outcome<Self> {
        let program = std::env::var("SAFEGUARDING_BIN")
            .map_err(|_| "run this through `cargo xtask bench`")?;
        let data = folder.to_string_lossy().into_owned();
        let mut common = vec!["--data".to_owned(), data.clone()];
        let config = if let Ok(server) = std::env::var("SAFEGUARDING_TEST_DATABASE") {
            storage::create_database(&server, "load").await?;
            let (base, _) = server
                .rsplit_once('/')
                .ok_or("the database's address has no name")?;
            let url = format!("{base}/load");
            common.extend(["--database-url".to_owned(), url.clone()]);
            StoreConfig::postgres(url)
        } else {
            StoreConfig::sqlite(folder.join("safeguarding.sqlite3"))
        };
        let count = incidents.to_string();
        let filled = Command::new(&program)
            .args(["demo", "fill", "--incidents", &count])
            .args(&common)
            .status()?;
        if !filled.success() {
            return Err("the demonstration could not be filled".into());
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        // One machine stands for many people.
        let serve = [
            "serve",
            "--rate-per-person",
            "0",
            "--rate-per-address",
            "0",
            "--port",
        ];
        let program = Command::new(&program)
            .args(serve)
            .arg(port.to_string())
            .args(&common)
            .stderr(Stdio::null())
            .spawn()?;
        while reqwest::get(format!("{address}/health/ready"))
            .await
            .is_err()
        {
            if begun.elapsed() > Duration::from_secs(30) {
                return Err("the server is not ready after 30 seconds".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let ready_after = begun.elapsed();
        let accounts = serde_json::from_slice(&std::fs::read(folder.join("demo-accounts.json"))?)?;
        Ok(Self {
            program,
            address,
            accounts,
            store: Store::open(&config)?,
            ready_after,
        })
    }

    /// Which database it is.
    pub fn database(&self) -> &'static str {
        match self.store.backend() {
            Backend::Sqlite => "SQLite",
            Backend::Postgres => "PostgreSQL",
        }
    }

    /// Signs in as somebody of the demonstration.
    pub async fn sign_in(&self, key: &str) -> Outcome<Session> {
        let accounts = self.accounts["accounts"].as_array().ok_or("no accounts")?;
        let account = accounts
            .iter()
            .find(|one| one["key"] == key)
            .ok_or("no such account")?;
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .no_proxy()
            .build()?;
        let body = json!({ "email": account["email"], "password": account["password"] });
        let answer = http
            .post(format!("{}/api/v1/session", self.address))
            .json(&body)
            .send()
            .await?
            .error_for_status()?;
        let session: Value = answer.json().await?;
        let csrf = session["csrf_token"].as_str().ok_or("no token")?.to_owned();
        Ok(Session {
            http,
            address: self.address.clone(),
            csrf,
        })
    }

    /// The list's own query on a connection, with nothing round it.
    pub fn bare_list(&self) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let store = self.store.clone();
        async move {
            let scope = Scope {
                staff: Uuid::nil().into(),
                all: Some(View::Whole),
                areas: vec![],
                teams: vec![],
            };
            let wanted = Wanted {
                scope,
                filter: IncidentFilter::default(),
                words: None,
                today: NaiveDate::default(),
            };
            store
                .read(move |conn| list(conn, &wanted, None, 25).map(drop))
                .await?;
            Ok(())
        }
    }

    /// One durable row, with nothing round it.
    pub fn bare_write(&self) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let store = self.store.clone();
        async move {
            let entry = AuditEntry {
                id: new_id().into(),
                at: chrono::DateTime::default(),
                staff: None,
                action: "measure".to_owned(),
                resource_kind: "nothing".to_owned(),
                resource_id: None,
                request: None,
                origin: None,
                outcome: "done".to_owned(),
            };
            store
                .write(move |conn| insert_audit(conn, &entry))
                .await
                .map_err(|error: StorageError| error.into())
        }
    }

    /// Resident memory without mapped files, where the system tells.
    pub fn resident_kilobytes(&self) -> Outcome<Option<u64>> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.id()))
            .unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        Ok(line.and_then(|line| line.split_whitespace().next()?.parse().ok()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

/// Somebody who is signed in.
pub struct Session {
    http: reqwest::Client,
    address: String,
    csrf: String,
}

impl Session {
    /// Reads an address to its last byte.
    pub fn get(&self, path: &str) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let request = self.http.get(format!("{}{path}", self.address));
        async move {
            request.send().await?.error_for_status()?.bytes().await?;
            Ok(())
        }
    }

    /// The id of the first incident of the list.
    pub async fn any_incident(&self) -> Outcome<String> {
        let list = self
            .http
            .get(format!("{}/api/v1/incidents", self.address))
            .send()
            .await?;
        let list: Value = list.error_for_status()?.json().await?;
        Ok(list["items"][0]["id"]
            .as_str()
            .ok_or("no incident")?
            .to_owned())
    }

    /// Reports an incident.
    pub fn report(&self) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            reqwest::header::HeaderValue::from_static("application/json"),
        );
        let request = self
            .http
            .post(format!("{}/api/v1/incidents", self.address))
            .headers(headers)
            .header("X-CSRF-Token", &self.csrf)
            .header("Idempotency-Key", new_id().to_string())
            .body(REPORT);
        async move {
            request.send().await?.error_for_status()?.bytes().await?;
            Ok(())
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "a benchmark needs ids of its own"
)]
fn new_id() -> Uuid {
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
