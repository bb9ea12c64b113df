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
/// There while a demonstration is being filled.
const BEGUN: &str = "demo-begun";

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
    /// Fill the database with an invented organisation if it is empty; what happens where there is none yet
    #[arg(long, conflicts_with = "no_demo")]
    demo: bool,
    /// Leave an empty database empty
    #[arg(long)]
    no_demo: bool,
}

/// Builds, fills and serves. Returns only if the server could not be started: it takes this program's place, so that
/// Ctrl-C and signals reach it.
pub fn run(options: &Options) -> Result<()> {
    let start = process::clock();
    let (server, client) = if options.no_build {
        (server::built()?, client::folder())
    } else {
        (server::build(Profile::Start)?, client::build(None)?.folder)
    };
    let data = options.data_folder()?;
    fill(options, &server, &data)?;
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

/// Fills an empty database with a demonstration, if that is wanted. A database that holds anyone is left as it is.
///
/// A filling is all or nothing; one that was interrupted is begun again by the next start, which knows it by a file.
fn fill(options: &Options, server: &Path, data: &Path) -> Result<()> {
    let begun = data.join(BEGUN);
    let there_is_one = options.on_sqlite() && data.join(DATABASE).exists() && !begun.exists();
    if options.no_demo || (there_is_one && !options.demo) {
        return Ok(());
    }
    process::write(&begun, "")?;
    let mut command = options.server(
        server,
        data,
        &["demo", "fill", "--incidents", INCIDENTS, "--if-empty"],
    );
    process::step(
        "Filling an empty database with an invented organisation (some seconds)",
        || process::run(&mut command),
    )?;
    std::fs::remove_file(&begun).with_context(|| format!("could not remove {}", begun.display()))
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
            "Nobody can sign in to an empty database. Make the first administrator with `safeguarding admin create`, or fill \
             a demonstration with `cargo xtask start --demo`.\n"
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
