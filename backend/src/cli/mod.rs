//! The command line.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are the help that people read on the command line"
)]

mod admin;
mod audit;
mod client;
mod codelists;
mod keys;
mod mail;
mod people;
mod prompt;
mod settings;

use crate::config::{Config, Sources, listing};
use crate::{Failure, demo, logging, serve, setup};
use clap::{Args, Parser, Subcommand};
use mail::MailFlags;
use service::Service;
use std::collections::BTreeMap;
use std::future::Future;

/// Safeguarding Reviews: the server and what belongs to it.
///
/// Each setting is taken from its flag, else from the environment (SAFEGUARDING_PORT for --port), else from
/// `safeguarding.env` in the data folder, else from `.env` here. `safeguarding config` lists them.
#[derive(Parser)]
#[command(name = "safeguarding", version, verbatim_doc_comment)]
pub struct Cli {
    #[command(flatten)]
    common: CommonFlags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
#[command(next_help_heading = "Settings")]
struct CommonFlags {
    /// Where the database and the keys are kept [default: ./data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<String>,
    /// A PostgreSQL database to use instead of SQLite
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// A file that holds the address of the PostgreSQL database, with its password
    #[arg(long, global = true, value_name = "FILE")]
    database_url_file: Option<String>,
    /// The file of the key that signs sessions [default: secret.key in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    secret_file: Option<String>,
    /// The file of the key that signs the audit log [default: audit.key in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    audit_key_file: Option<String>,
    /// Where the audit log's checkpoints are copied to: best on other storage [default: audit-checkpoints in the data folder]
    #[arg(long, global = true, value_name = "DIR")]
    audit_checkpoints: Option<String>,
    /// The file of the keys that sign access tokens [default: access-keys.json in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    access_keys_file: Option<String>,
    /// What is logged [default: info, less of the web server]
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
    /// How it is logged: text or json [default: text]
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<String>,
}

#[derive(Args)]
struct ServeFlags {
    /// The address to listen on [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    host: Option<String>,
    /// The port to listen on [default: 8080]
    #[arg(long)]
    port: Option<String>,
    /// The address people type, where a proxy stands in front: `https://reviews.example.org`
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// The proxies whose word is taken for where a request comes from: `10.0.0.1,10.1.0.0/16` [default: none]
    #[arg(long, value_name = "NETWORKS")]
    trusted_proxies: Option<String>,
    /// Connections at a time; further ones wait [default: 10000]
    #[arg(long, value_name = "NUMBER")]
    max_connections: Option<String>,
    /// Requests a minute that one person may make; 0 for any number [default: 600]
    #[arg(long, value_name = "NUMBER")]
    rate_per_person: Option<String>,
    /// Requests a minute that may come from one address; 0 for any number [default: 6000]
    #[arg(long, value_name = "NUMBER")]
    rate_per_address: Option<String>,
    /// Seconds after which a session ends with nothing done in it, 60 to 900 [default: 900]
    #[arg(long, value_name = "SECONDS")]
    session_idle: Option<String>,
    /// Seconds after which a session ends whatever is done in it, 300 to 36000 [default: 36000]
    #[arg(long, value_name = "SECONDS")]
    session_longest: Option<String>,
    /// The folder of the built client
    #[arg(long, value_name = "DIR")]
    assets: Option<String>,
    /// Threads that serve requests [default: 2]
    #[arg(long, value_name = "NUMBER")]
    workers: Option<String>,
    #[command(flatten)]
    mail: MailFlags,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the client
    Serve(ServeFlags),
    /// Bring the database up to this version; `serve` does it too
    Migrate,
    /// List each setting, its value and where it came from
    Config(ServeFlags),
    /// Print the description of the API
    Openapi,
    /// Make the first administrator, or give someone a new password
    #[command(subcommand)]
    Admin(admin::Command),
    /// Look at and change the organisation
    People(people::People),
    /// Look at and change the values that hold from a date on, such as the clocks
    Settings(settings::Settings),
    /// Look at and change the lists of words that forms offer, such as who told us
    Codelists(codelists::Codelists),
    /// Export the audit log, or verify that nobody has tampered with it
    #[command(subcommand)]
    Audit(audit::Command),
    /// Look after API clients: third-party systems that use the API
    Client(client::Client),
    /// The keys that sign access tokens
    #[command(subcommand)]
    Keys(keys::Command),
    /// Invented data to try things with
    #[command(subcommand)]
    Demo(DemoCommand),
}

#[derive(Subcommand)]
enum DemoCommand {
    /// Fill a database with an invented organisation and invented incidents
    Fill {
        /// How many incidents
        #[arg(long, default_value_t = 120)]
        incidents: usize,
        /// Leave a database that holds anything as it is
        #[arg(long)]
        if_empty: bool,
    },
    /// Write invented entries into the audit log, to measure with
    #[command(hide = true)]
    Log {
        /// How many entries
        #[arg(long, default_value_t = 1_000_000)]
        entries: usize,
    },
}

/// Does what was typed.
pub fn run(cli: Cli) -> Result<(), Failure> {
    let sources = sources(&cli)?;
    match cli.command {
        Command::Config(_) => {
            print!("{}", listing(&sources));
            Ok(Config::read(&sources).map(drop)?)
        }
        Command::Openapi => {
            println!("{}", http::openapi().to_pretty_json()?);
            Ok(())
        }
        Command::Serve(_) => {
            let config = started(&sources)?;
            setup::block_on(serve::serve(config))
        }
        Command::Migrate => {
            let config = started(&sources)?;
            setup::block_on(async move {
                let (_, done) = setup::store(&config).await?;
                println!("{}", setup::said_of_migrations(&done));
                Ok(())
            })
        }
        Command::Admin(command) => {
            with_service(&sources, |service, _| admin::run(service, command))
        }
        Command::People(command) => {
            with_service(&sources, |service, _| people::run(service, command))
        }
        Command::Settings(command) => {
            with_service(&sources, |service, _| settings::run(service, command))
        }
        Command::Codelists(command) => {
            with_service(&sources, |service, _| codelists::run(service, command))
        }
        Command::Audit(audit::Command::Verify(verify)) if verify.is_offline() => verify.offline(),
        Command::Audit(command) => with_service(&sources, |service, config| async move {
            audit::run(service, &config, command).await
        }),
        Command::Demo(DemoCommand::Log { entries }) => {
            with_service(&sources, |service, _| async move {
                service.mark_demonstration().await?;
                Ok(demo::fill_log(&service, entries).await?)
            })
        }
        Command::Client(command) => {
            with_service(&sources, |service, _| client::run(service, command))
        }
        Command::Keys(command) => keys::run(&started(&sources)?, &command),
        Command::Demo(DemoCommand::Fill {
            incidents,
            if_empty,
        }) => with_service(&sources, |service, config| async move {
            if if_empty && !service.store.read(storage::people::is_empty).await? {
                println!("The database holds something already; it is left as it is.");
                return Ok(());
            }
            Ok(demo::fill(&service, &config.data, incidents).await?)
        }),
    }
}

/// Understands the settings and starts logging.
fn started(sources: &Sources) -> Result<Config, Failure> {
    let config = Config::read(sources)?;
    logging::start(&config)?;
    for unknown in sources.unknown() {
        tracing::warn!("{unknown}");
    }
    Ok(config)
}

/// Opens the database, does one thing and closes it.
fn with_service<W>(
    sources: &Sources,
    work: impl FnOnce(Service, Config) -> W,
) -> Result<(), Failure>
where
    W: Future<Output = Result<(), Failure>>,
{
    let config = started(sources)?;
    setup::block_on(async move {
        let service = setup::service(&config).await?;
        let done = work(service.clone(), config).await;
        service.close().await;
        done
    })
}

fn sources(cli: &Cli) -> Result<Sources, Failure> {
    let common = &cli.common;
    let mut flags = vec![
        ("data", &common.data),
        ("database-url", &common.database_url),
        ("database-url-file", &common.database_url_file),
        ("secret-file", &common.secret_file),
        ("audit-key-file", &common.audit_key_file),
        ("audit-checkpoints", &common.audit_checkpoints),
        ("access-keys-file", &common.access_keys_file),
        ("log", &common.log),
        ("log-format", &common.log_format),
    ];
    if let Command::Serve(serve) | Command::Config(serve) = &cli.command {
        flags.extend([
            ("host", &serve.host),
            ("port", &serve.port),
            ("origin", &serve.origin),
            ("trusted-proxies", &serve.trusted_proxies),
            ("max-connections", &serve.max_connections),
            ("rate-per-person", &serve.rate_per_person),
            ("rate-per-address", &serve.rate_per_address),
            ("session-idle", &serve.session_idle),
            ("session-longest", &serve.session_longest),
            ("assets", &serve.assets),
            ("workers", &serve.workers),
        ]);
        flags.extend(serve.mail.settings());
    }
    let given = flags
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    let environment: BTreeMap<_, _> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("SAFEGUARDING_"))
        .collect();
    Ok(Sources::new(
        given.collect(),
        environment,
        &std::env::current_dir()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn common_flags_go_before_or_after_the_verb() {
        for line in [
            "safeguarding --data d serve --port 1",
            "safeguarding serve --data d --port 1 --assets a",
            "safeguarding settings set clock.triage 3wd --as a@b --data d",
            "safeguarding codelists add incident_source fire_service Fire --as a@b --data d",
            "safeguarding demo fill --incidents 5 --data d --if-empty",
        ] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(cli.common.data.as_deref(), Some("d"), "{line}");
        }
    }
}
