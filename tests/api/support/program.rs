//! The program itself, as whoever runs the service starts it.

use super::client::Client;
use super::database::Database;
use super::server::PASSWORD;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// The variable that names the binary.
const BINARY: &str = "SAFEGUARDING_BIN";
/// What the program logs once it serves, before its address.
const LISTENING: &str = "listening on ";
/// So many looks, 20 ms apart, at whether it does.
const LOOKS: u32 = 1_500;

/// A server process. Its log is the most that can be chosen, and stays when the process has gone.
pub struct Program {
    pub address: String,
    child: Child,
    log: PathBuf,
}

impl Program {
    /// Serves this database on a free port. Several serve one with the same keys; each copies the audit log's checkpoints
    /// to a folder of its own, `checkpoints-NAME`. It trusts the certificates that the machine trusts, or those of an
    /// authority.
    pub(super) async fn serve(
        database: &Database,
        name: &str,
        settings: &[String],
        authority: Option<&Path>,
    ) -> Self {
        let log = database.folder().join(format!("{name}.log"));
        let copies = database.folder().join(format!("checkpoints-{name}"));
        let mut command = program(database);
        command
            .args(["serve", "--port", "0", "--workers", "1", "--log", "trace"])
            // Tests ask faster than people.
            .args(["--rate-per-person", "0", "--rate-per-address", "0"])
            .arg("--audit-checkpoints")
            .arg(copies)
            .args(settings)
            .envs(authority.map(|file| ("SSL_CERT_FILE", file)))
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap());
        let mut program = Self {
            address: String::new(),
            child: command.spawn().unwrap(),
            log,
        };
        program.address = program.found_address().await;
        program
    }

    async fn found_address(&mut self) -> String {
        for _ in 0..LOOKS {
            let log = self.log();
            let said = log.lines().find_map(|line| line.split_once(LISTENING));
            if let Some((_, address)) = said {
                return address.trim().to_owned();
            }
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "the program ended: {ended:?} {log}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the program does not serve: {}", self.log());
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Stops it as a power cut would.
    pub fn kill(&mut self) {
        // It may have gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Nobody.
    pub fn stranger(&self) -> Client {
        Client::new(&self.address)
    }

    /// Somebody of the organisation, signed in.
    pub async fn sign_in(&self, person: &str) -> Client {
        let mut client = self.stranger();
        client
            .sign_in(&format!("{person}@test.invalid"), PASSWORD)
            .await;
        client
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a command says about this database.
pub(super) fn command(database: &Database, arguments: &[&str]) -> Output {
    program(database).args(arguments).output().unwrap()
}

/// The program with this database, and with nothing that its surroundings say.
fn program(database: &Database) -> Command {
    let binary = env::var_os(BINARY).expect("run this through `cargo xtask test api`");
    let mut command = Command::new(binary);
    command
        .args(database.arguments())
        .current_dir(database.folder())
        .env_clear()
        .stdin(Stdio::null());
    command
}
