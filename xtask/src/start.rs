//! `cargo xtask start`: from a fresh clone to a running service, and in seconds when there is nothing to do.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::server::{self, Profile};
use crate::{client, process};

const INCIDENTS: &str = "120";
const DATABASE: &str = "safeguarding.sqlite3";
const ACCOUNTS: &str = "demo-accounts.json";
/// There while a demonstration is being filled: a database found beside it is not whole.
const UNFINISHED: &str = "demo-fill-unfinished";

/// Where to serve, and from what.
#[derive(clap::Args)]
pub struct Options {
    /// The port to listen on [default: 8080]
    #[arg(long)]
    port: Option<u16>,
    /// Where the database and the keys are kept [default: the project's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Use a PostgreSQL database instead of SQLite
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Serve what was built last time
    #[arg(long)]
    no_build: bool,
    /// Fill a new database with an invented organisation; what happens unless told otherwise
    #[arg(long, conflicts_with = "no_demo")]
    demo: bool,
    /// Leave a new database empty
    #[arg(long)]
    no_demo: bool,
}

/// Builds, fills and serves. Returns only if the server could not be started: it takes this program's place, so that
/// Ctrl-C and signals reach it.
pub fn run(options: &Options) -> Result<()> {
    let start = process::clock();
    let (server, client) = if options.no_build {
        (server::existing(Profile::Release)?, client::folder())
    } else {
        (
            server::build(Profile::Release)?,
            client::build(None)?.folder,
        )
    };
    let data = options.data_folder()?;
    let filled = if options.no_demo {
        false
    } else {
        fill(options, &server, &data)?
    };
    if options.demo && !filled {
        println!("There is a database already; it is left as it is.");
    }
    welcome(options, &data);
    println!(
        "Starting the server, {} after you asked. Ctrl-C stops it.\n",
        process::spoken(start.elapsed())
    );

    let mut serve = options.server(&server, &data, &["serve"]);
    if let Some(port) = options.port {
        serve.arg("--port").arg(port.to_string());
    }
    let error = serve.arg("--assets").arg(client).exec();
    Err(error).with_context(|| format!("could not start {}", server.display()))
}

impl Options {
    fn data_folder(&self) -> Result<PathBuf> {
        let folder = match &self.data {
            Some(folder) => std::path::absolute(folder)?,
            None => process::root().join("data"),
        };
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("could not make {}", folder.display()))?;
        Ok(folder)
    }

    /// The server's command line, with what every verb of it needs to find the database.
    fn server(&self, program: &Path, data: &Path, verb: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(verb)
            .arg("--data")
            .arg(data)
            .current_dir(process::root());
        if let Some(url) = &self.database_url {
            command.arg("--database-url").arg(url);
        }
        command
    }

    fn on_sqlite(&self) -> bool {
        self.database_url.is_none() && std::env::var_os("SAFEGUARDING_DATABASE_URL").is_none()
    }
}

/// Fills the database with a demonstration if there is none yet. True if it was filled.
fn fill(options: &Options, server: &Path, data: &Path) -> Result<bool> {
    let mut command = options.server(server, data, &["demo", "fill", "--incidents", INCIDENTS]);
    if !options.on_sqlite() {
        // Only the server can look into PostgreSQL; it leaves a database that holds anything as it is.
        process::run(command.arg("--if-empty"))?;
        return Ok(false);
    }
    let unfinished = data.join(UNFINISHED);
    if unfinished.exists() {
        println!(
            "The last filling of {} was cut short; starting it again.",
            data.display()
        );
        for ending in ["", "-wal", "-shm"] {
            remove(&data.join(format!("{DATABASE}{ending}")))?;
        }
    } else if data.join(DATABASE).exists() {
        return Ok(false);
    }
    process::write(&unfinished, "")?;
    process::step(
        "Filling a new database with an invented organisation (some seconds)",
        || process::run(&mut command),
    )?;
    remove(&unfinished)?;
    Ok(true)
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Where to go and how to sign in.
fn welcome(options: &Options, data: &Path) {
    println!(
        "\nSafeguarding Reviews: http://127.0.0.1:{}/",
        options.port.unwrap_or(8080)
    );
    println!("Data: {}", data.display());
    let accounts = data.join(ACCOUNTS);
    match std::fs::read_to_string(&accounts)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
    {
        Some(listed) => {
            println!(
                "Everyone and everything in it is invented. Sign in as one of these people (also in {}):\n",
                accounts.display()
            );
            println!("{}\n", table(&listed));
        }
        None => println!(
            "Make the first administrator with: safeguarding admin create --email … --name …\n"
        ),
    }
}

/// The demonstration sign-ins in columns.
fn table(listed: &Value) -> String {
    const COLUMNS: [(&str, &str); 4] = [
        ("Role", "role"),
        ("For", "scope"),
        ("Email", "email"),
        ("Password", "password"),
    ];
    let accounts = listed["accounts"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let cell = |account: &Value, key: &str| account[key].as_str().unwrap_or_default().to_owned();
    let mut rows = vec![COLUMNS.map(|(title, _)| title.to_owned())];
    rows.extend(
        accounts
            .iter()
            .map(|account| COLUMNS.map(|(_, key)| cell(account, key))),
    );
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |row: &[String; 4]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:width$}"));
        format!("  {}", cells.collect::<Vec<_>>().join("  "))
            .trim_end()
            .to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_ins_line_up() {
        let listed = serde_json::json!({ "accounts": [
            { "role": "Manager", "scope": "Team A", "email": "m@example.test", "password": "one" },
            { "role": "OD", "scope": "North", "email": "o@example.test", "password": "two", "note": "vacant" },
        ]});
        assert_eq!(
            table(&listed),
            "  Role     For     Email           Password\n  \
               Manager  Team A  m@example.test  one\n  \
               OD       North   o@example.test  two"
        );
    }

    #[test]
    fn an_unknown_shape_is_an_empty_table() {
        assert_eq!(
            table(&serde_json::json!({})),
            "  Role  For  Email  Password"
        );
    }
}
