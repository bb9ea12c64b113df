//! Settings: from a flag, else the environment, else a file, else a default; each remembers where it came from.

mod mail;
mod sources;

pub use mail::MailConfig;
pub use sources::{Origin, Sources};

use ipnet::IpNet;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use storage::Database;

const SQLITE_FILE: &str = "safeguarding.sqlite3";
const SECRET_FILE: &str = "secret.key";
const AUDIT_KEY_FILE: &str = "audit.key";
const AUDIT_CHECKPOINTS: &str = "audit-checkpoints";
const ACCESS_KEYS_FILE: &str = "access-keys.json";

/// What can be set, with the words of `safeguarding config`.
pub const SETTINGS: [Spec; 27] = [
    with("host", "127.0.0.1"),
    with("port", "8080"),
    plain("origin"),
    plain("trusted-proxies"),
    with("workers", "2"),
    with("max-connections", "10000"),
    with("rate-per-person", "600"),
    with("rate-per-address", "6000"),
    with("session-idle", "900"),
    with("session-longest", "36000"),
    plain("assets"),
    with("data", "./data"),
    Spec {
        name: "database-url",
        default: None,
        secret: true,
    },
    plain("database-url-file"),
    plain("secret-file"),
    plain("audit-key-file"),
    plain("audit-checkpoints"),
    plain("access-keys-file"),
    plain("smtp-host"),
    plain("smtp-port"),
    with("smtp-security", "starttls"),
    plain("smtp-user"),
    plain("smtp-password-file"),
    plain("smtp-from"),
    with("smtp-timeout", "30"),
    with("log", "info,actix_server=warn"),
    with("log-format", "text"),
];

/// One thing that can be set.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// Its name; the flag is `--name`.
    pub name: &'static str,
    default: Option<&'static str>,
    secret: bool,
}

/// This holds where it is not set, and it is no secret.
const fn with(name: &'static str, default: &'static str) -> Spec {
    Spec {
        name,
        default: Some(default),
        secret: false,
    }
}

/// Nothing holds where it is not set, and it is no secret.
const fn plain(name: &'static str) -> Spec {
    Spec {
        name,
        default: None,
        secret: false,
    }
}

impl Spec {
    /// The name of its environment variable, and of its line in a file.
    pub fn variable(self) -> String {
        format!(
            "SAFEGUARDING_{}",
            self.name.replace('-', "_").to_ascii_uppercase()
        )
    }
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// Every setting, understood.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 for any that is free.
    pub port: u16,
    /// The address people type, where a proxy stands in front.
    pub origin: Option<String>,
    /// The proxies that say where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
    /// Threads that serve requests.
    pub workers: usize,
    /// Connections at a time.
    pub max_connections: usize,
    /// Requests a minute of one person; 0 for any number.
    pub rate_per_person: u32,
    /// Requests a minute from one address; 0 for any number.
    pub rate_per_address: u32,
    /// Seconds after which a session ends with nothing done in it.
    pub session_idle: u32,
    /// Seconds after which a session ends whatever is done in it.
    pub session_longest: u32,
    /// The folder of the built client.
    pub assets: Option<PathBuf>,
    /// The folder of the data.
    pub data: PathBuf,
    /// Where the database is.
    pub database: Database,
    /// The file of the key that signs sessions.
    pub secret_file: PathBuf,
    /// The file of the key that signs the audit log.
    pub audit_key_file: PathBuf,
    /// The folder to which the audit log's checkpoints are copied.
    pub audit_checkpoints: PathBuf,
    /// The file of the keys that sign access tokens.
    pub access_keys_file: PathBuf,
    /// The mail server; without one there are notices in the service only.
    pub mail: Option<MailConfig>,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
}

impl Config {
    /// Understands what the sources say, or says which setting is wrong and where it was set.
    pub fn read(sources: &Sources) -> Result<Self, String> {
        let data = PathBuf::from(required(sources, "data")?);
        Ok(Self {
            host: parsed(sources, "host", "an IP address, such as 127.0.0.1")?,
            port: parsed(sources, "port", "a port number, 0 to 65535")?,
            origin: optional(sources, "origin")
                .map(|origin| check_origin(sources, &origin))
                .transpose()?,
            trusted_proxies: proxies(sources)?,
            workers: parsed(sources, "workers", "a number of threads")?,
            max_connections: parsed(sources, "max-connections", "a number of connections")?,
            rate_per_person: parsed(sources, "rate-per-person", REQUESTS)?,
            rate_per_address: parsed(sources, "rate-per-address", REQUESTS)?,
            session_idle: within(sources, "session-idle", 60..=900)?,
            session_longest: within(sources, "session-longest", 300..=36_000)?,
            assets: optional(sources, "assets").map(PathBuf::from),
            database: database(sources, &data)?,
            secret_file: path(sources, "secret-file", || data.join(SECRET_FILE)),
            audit_key_file: path(sources, "audit-key-file", || data.join(AUDIT_KEY_FILE)),
            audit_checkpoints: path(sources, "audit-checkpoints", || {
                data.join(AUDIT_CHECKPOINTS)
            }),
            access_keys_file: path(sources, "access-keys-file", || data.join(ACCESS_KEYS_FILE)),
            mail: mail::read(sources)?,
            log: required(sources, "log")?,
            log_format: match required(sources, "log-format")?.as_str() {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => return Err(wrong(sources, "log-format", "`text` or `json`")),
            },
            data,
        })
    }
}

const REQUESTS: &str = "a number of requests a minute, 0 for any number";

/// Networks or single addresses, with commas between them.
fn proxies(sources: &Sources) -> Result<Vec<IpNet>, String> {
    let name = "trusted-proxies";
    let text = optional(sources, name).unwrap_or_default();
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let network = part.parse::<IpNet>();
            network.or_else(|_| part.parse::<IpAddr>().map(IpNet::from))
        })
        .collect::<Result<_, _>>()
        .map_err(|_| {
            wrong(
                sources,
                name,
                "addresses or networks, such as 10.0.0.1,10.1.0.0/16",
            )
        })
}

/// Seconds that may be fewer than the design asks for, never more.
fn within(sources: &Sources, name: &str, range: RangeInclusive<u32>) -> Result<u32, String> {
    let what = format!("a number of seconds, {} to {}", range.start(), range.end());
    let seconds = parsed(sources, name, &what)?;
    if range.contains(&seconds) {
        Ok(seconds)
    } else {
        Err(wrong(sources, name, &what))
    }
}

fn optional(sources: &Sources, name: &str) -> Option<String> {
    let spec = SETTINGS.iter().find(|spec| spec.name == name)?;
    sources
        .find(*spec)
        .map(|(value, _)| value)
        .filter(|value| !value.is_empty())
}

fn path(sources: &Sources, name: &str, unset: impl FnOnce() -> PathBuf) -> PathBuf {
    optional(sources, name).map_or_else(unset, PathBuf::from)
}

fn required(sources: &Sources, name: &str) -> Result<String, String> {
    optional(sources, name).ok_or_else(|| wrong(sources, name, "something"))
}

fn parsed<T: FromStr>(sources: &Sources, name: &str, what: &str) -> Result<T, String> {
    required(sources, name)?
        .parse()
        .map_err(|_| wrong(sources, name, what))
}

/// Never repeats the value: it can be a secret that ended up in the wrong place.
fn wrong(sources: &Sources, name: &str, what: &str) -> String {
    let spec = SETTINGS.iter().find(|spec| spec.name == name);
    let origin = spec
        .and_then(|spec| sources.find(*spec))
        .map_or(Origin::Default, |(_, origin)| origin);
    format!(
        "the setting {name} (from {}) must be {what}",
        origin.name(name)
    )
}

fn database(sources: &Sources, data: &Path) -> Result<Database, String> {
    let (name, url) = match optional(sources, "database-url-file") {
        None => ("database-url", optional(sources, "database-url")),
        Some(file) => {
            let name = "database-url-file";
            let text = std::fs::read_to_string(file)
                .map_err(|_| wrong(sources, name, "a file that can be read"))?;
            (name, Some(text.trim().to_owned()))
        }
    };
    match url {
        None => Ok(Database::Sqlite(data.join(SQLITE_FILE))),
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Database::Postgres(url))
        }
        Some(_) => Err(wrong(
            sources,
            name,
            "the address of a PostgreSQL database, postgres://…",
        )),
    }
}

fn check_origin(sources: &Sources, origin: &str) -> Result<String, String> {
    let trimmed = origin.trim_end_matches('/');
    let host = trimmed
        .strip_prefix("https://")
        .or_else(|| trimmed.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@']) => {
            Ok(trimmed.to_owned())
        }
        _ => Err(wrong(
            sources,
            "origin",
            "an address without a path, such as https://reviews.example.org",
        )),
    }
}

/// Each setting, its value and where it came from, in columns; secrets hidden.
pub fn listing(sources: &Sources) -> String {
    let mut rows = vec![["setting".to_owned(), "value".to_owned(), "from".to_owned()]];
    for spec in SETTINGS {
        let (value, origin) = match sources.find(spec) {
            Some((value, origin)) if spec.secret => {
                (without_secret(&value), origin.name(spec.name))
            }
            Some((value, origin)) => (value, origin.name(spec.name)),
            None => (unset(sources, spec), Origin::Default.name(spec.name)),
        };
        rows.push([spec.name.to_owned(), value, origin]);
    }
    let mut text = table(&rows);
    for unknown in sources.unknown() {
        let _ = writeln!(text, "warning: {unknown}");
    }
    text
}

/// What holds where nothing was set: for some settings it follows from the folder of the data.
fn unset(sources: &Sources, spec: Spec) -> String {
    let data = optional(sources, "data")
        .map(PathBuf::from)
        .unwrap_or_default();
    match spec.name {
        "database-url" => format!("(SQLite in {})", data.join(SQLITE_FILE).display()),
        "secret-file" => data.join(SECRET_FILE).display().to_string(),
        "audit-key-file" => data.join(AUDIT_KEY_FILE).display().to_string(),
        "audit-checkpoints" => data.join(AUDIT_CHECKPOINTS).display().to_string(),
        "access-keys-file" => data.join(ACCESS_KEYS_FILE).display().to_string(),
        _ => "(none)".to_owned(),
    }
}

/// Rows in columns.
pub fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    rows.iter().fold(String::new(), |mut text, row| {
        let line = row
            .iter()
            .zip(widths)
            .fold(String::new(), |line, (cell, width)| {
                format!("{line}{cell:width$}  ")
            });
        let _ = writeln!(text, "{}", line.trim_end());
        text
    })
}

/// The address of a database server without the user, the password and the options.
fn without_secret(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", ""));
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let place = place.split('?').next().unwrap_or_default();
    if scheme.is_empty() {
        "(hidden)".to_owned()
    } else {
        format!("{scheme}://(hidden)@{place}")
    }
}

#[cfg(test)]
mod tests;
