//! A real mail server, which the test starts and which does what the test says.

use mail::{Security, Smtp, SmtpConfig};
use serde_json::Value;
use service::chasing::Post;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};
use tempfile::TempDir;

/// The variable that names the Python with the mail server in it.
const PYTHON: &str = "SAFEGUARDING_TEST_PYTHON";
/// So many looks, 20 ms apart, at whether it listens.
const LOOKS: u32 = 1_500;
/// Its name, for which its certificate is unless the test says otherwise.
const HOST: &str = "localhost";
/// The address that links lead to.
pub const ADDRESS: &str = "https://reviews.test.invalid";
/// Who sends.
pub const SENDER: &str = "reviews@test.invalid";

pub struct MailServer {
    pub port: u16,
    child: Child,
    folder: TempDir,
}

impl MailServer {
    /// One that accepts everything.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// The same, with these flags of `tests/smtp/server.py`.
    pub async fn with(flags: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        for (file, holds) in [("mode", "accept"), ("messages", ""), ("heard", "")] {
            fs::write(folder.path().join(file), holds).unwrap();
        }
        let python = env::var_os(PYTHON).expect("run this through `cargo xtask test api`");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../smtp/server.py");
        let child = Command::new(python)
            .arg(script)
            .arg(folder.path())
            .args(flags)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self {
            port: 0,
            child,
            folder,
        };
        for _ in 0..LOOKS {
            if let Ok(port) = fs::read_to_string(server.folder.path().join("port")) {
                server.port = port.parse().unwrap();
                return server;
            }
            let ended = server.child.try_wait().unwrap();
            assert!(ended.is_none(), "the mail server ended: {ended:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the mail server does not listen");
    }

    /// What it does with messages from now on: `accept`, `451`, `550` or `hang`.
    pub fn mode(&self, mode: &str) {
        fs::write(self.folder.path().join("mode"), mode).unwrap();
    }

    /// Every message that has reached it, and what it did with each.
    pub fn messages(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.path().join("messages")).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    }

    /// All that it was told, as it reads it.
    pub fn heard(&self) -> String {
        fs::read_to_string(self.folder.path().join("heard")).unwrap()
    }

    /// The file of the authority that its certificate is of, where it has one.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// How a service sends by it.
    pub fn post(&self) -> Arc<Post> {
        self.post_by(Security::None)
    }

    /// The same, over connections that are made secure in this way.
    pub fn post_by(&self, security: Security) -> Arc<Post> {
        let config = SmtpConfig {
            host: HOST.to_owned(),
            port: self.port,
            security,
            sign_in: None,
            from: SENDER.to_owned(),
            timeout: Duration::from_secs(2),
        };
        Arc::new(Post {
            smtp: Smtp::new(config).unwrap(),
            address: ADDRESS.to_owned(),
        })
    }

    /// What tells the program to send by it.
    pub fn arguments(&self) -> Vec<String> {
        self.arguments_by("none")
    }

    /// The same, over connections that are made secure in this way.
    pub fn arguments_by(&self, security: &str) -> Vec<String> {
        let port = self.port.to_string();
        let settings = [
            ["--smtp-host", HOST],
            ["--smtp-port", &port],
            ["--smtp-security", security],
            ["--smtp-from", SENDER],
            // The client of a test speaks no TLS.
            ["--origin", "http://reviews.test.invalid"],
        ];
        settings
            .as_flattened()
            .iter()
            .map(|word| (*word).to_owned())
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // It may have gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
