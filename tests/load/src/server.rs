//! The server that is measured: the real program on a filled demonstration database.

use super::Outcome;
use super::session::Session;
use serde_json::Value;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use storage::{Backend, Store, StoreConfig};

/// Of a database that is kept from run to run.
const ACCOUNTS: &str = "demo-accounts.json";

pub struct Server {
    program: Child,
    address: String,
    accounts: Value,
    store: Store,
    /// How long it took to fill the database, if it was not there.
    pub filled_in: Option<Duration>,
    /// From starting the program to its saying that it is ready.
    pub ready_after: Duration,
}

impl Server {
    /// Fills a database, unless it is there already, and serves it.
    #[allow(
        clippy::disallowed_methods,
        reason = "measuring time is what a benchmark is for"
    )]
    pub async fn start(folder: &Path, incidents: usize) -> Outcome<Self> {
        let program = std::env::var("SAFEGUARDING_BIN")
            .map_err(|_| "run this through `cargo xtask bench`")?;
        std::fs::create_dir_all(folder)?;
        let there = folder.join(ACCOUNTS).exists();
        let mut common = vec!["--data".to_owned(), folder.to_string_lossy().into_owned()];
        let config = if let Ok(server) = std::env::var("SAFEGUARDING_TEST_DATABASE") {
            if !there {
                storage::create_database(&server, "load", None).await?;
            }
            let (base, _) = server
                .rsplit_once('/')
                .ok_or("the database's address has no name")?;
            let url = format!("{base}/load");
            common.extend(["--database-url".to_owned(), url.clone()]);
            StoreConfig::postgres(url)
        } else {
            StoreConfig::sqlite(folder.join("safeguarding.sqlite3"))
        };
        let begun = Instant::now();
        if !there {
            let count = incidents.to_string();
            let filled = Command::new(&program)
                .args(["demo", "fill", "--incidents", &count])
                .args(&common)
                .status()?;
            if !filled.success() {
                return Err("the demonstration could not be filled".into());
            }
        }
        let filled_in = (!there).then(|| begun.elapsed());
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let asking = reqwest::Client::builder().no_proxy().build()?;
        let begun = Instant::now();
        // One machine stands for many people.
        let unlimited = ["--rate-per-person", "0", "--rate-per-address", "0"];
        let program = Command::new(&program)
            .args(["serve".to_owned(), "--port".to_owned(), port.to_string()])
            .args(unlimited)
            .args(&common)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        loop {
            let asked = asking.get(format!("{address}/health/ready")).send().await;
            if asked.is_ok_and(|answer| answer.status().is_success()) {
                break;
            }
            if begun.elapsed() > Duration::from_secs(30) {
                return Err("the server is not ready after 30 seconds".into());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let ready_after = begun.elapsed();
        let accounts = serde_json::from_slice(&std::fs::read(folder.join(ACCOUNTS))?)?;
        Ok(Self {
            program,
            address,
            accounts,
            store: Store::open(&config)?,
            filled_in,
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

    /// The same database, for what is measured without the server.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Signs in as somebody of the demonstration.
    pub async fn sign_in(&self, key: &str) -> Outcome<Session> {
        let accounts = self.accounts["accounts"].as_array().ok_or("no accounts")?;
        let account = accounts
            .iter()
            .find(|one| one["key"] == key)
            .ok_or("no such account")?;
        Session::sign_in(&self.address, &account["email"], &account["password"]).await
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
