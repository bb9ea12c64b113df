//! Settings: from a flag, else the environment, else a file, else a default; each remembers where it came from.

mod sources;

pub use sources::{Origin, Sources};

use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use storage::Database;

const SQLITE_FILE: &str = "safeguarding.sqlite3";
const SECRET_FILE: &str = "secret.key";

/// What can be set, with the words of `safeguarding config`.
pub const SETTINGS: [Spec; 10] = [
    Spec {
        name: "host",
        default: Some("127.0.0.1"),
        secret: false,
    },
    Spec {
        name: "port",
        default: Some("8080"),
        secret: false,
    },
    Spec {
        name: "origin",
        default: None,
        secret: false,
    },
    Spec {
        name: "workers",
        default: Some("2"),
        secret: false,
    },
    Spec {
        name: "assets",
        default: None,
        secret: false,
    },
    Spec {
        name: "data",
        default: Some("./data"),
        secret: false,
    },
    Spec {
        name: "database-url",
        default: None,
        secret: true,
    },
    Spec {
        name: "secret-file",
        default: None,
        secret: false,
    },
    Spec {
        name: "log",
        default: Some("info,actix_server=warn"),
        secret: false,
    },
    Spec {
        name: "log-format",
        default: Some("text"),
        secret: false,
    },
];

/// One thing that can be set.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// Its name; the flag is `--name`.
    pub name: &'static str,
    default: Option<&'static str>,
    secret: bool,
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
    /// Threads that serve requests.
    pub workers: usize,
    /// The folder of the built client.
    pub assets: Option<PathBuf>,
    /// The folder of the data.
    pub data: PathBuf,
    /// Where the database is.
    pub database: Database,
    /// The file of the key that signs sessions.
    pub secret_file: PathBuf,
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
            workers: parsed(sources, "workers", "a number of threads")?,
            assets: optional(sources, "assets").map(PathBuf::from),
            database: database(sources, &data)?,
            secret_file: optional(sources, "secret-file")
                .map_or_else(|| data.join(SECRET_FILE), PathBuf::from),
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

fn optional(sources: &Sources, name: &str) -> Option<String> {
    let spec = SETTINGS.iter().find(|spec| spec.name == name)?;
    sources
        .find(*spec)
        .map(|(value, _)| value)
        .filter(|value| !value.is_empty())
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
    match optional(sources, "database-url") {
        None => Ok(Database::Sqlite(data.join(SQLITE_FILE))),
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Database::Postgres(url))
        }
        Some(_) => Err(wrong(
            sources,
            "database-url",
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
mod tests {
    use super::*;

    fn sources(flags: &[(&str, &str)], environment: &[(&str, &str)]) -> Sources {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect()
        };
        Sources::new(pairs(flags), pairs(environment), Path::new("/nowhere"))
    }

    #[test]
    fn without_a_word_it_listens_on_this_machine_only() {
        let config = Config::read(&sources(&[], &[])).unwrap();
        assert_eq!(
            (
                config.host.to_string().as_str(),
                config.port,
                config.workers
            ),
            ("127.0.0.1", 8080, 2)
        );
        assert_eq!(
            config.database,
            Database::Sqlite(PathBuf::from("./data/safeguarding.sqlite3"))
        );
        assert_eq!(config.secret_file, PathBuf::from("./data/secret.key"));
    }

    #[test]
    fn a_flag_is_stronger_than_the_environment() {
        let both = sources(
            &[("port", "1")],
            &[("SAFEGUARDING_PORT", "2"), ("SAFEGUARDING_WORKERS", "3")],
        );
        let config = Config::read(&both).unwrap();
        assert_eq!((config.port, config.workers), (1, 3));
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_origin_and_not_repeated() {
        for (variable, value) in [
            ("SAFEGUARDING_PORT", "s3cret"),
            ("SAFEGUARDING_HOST", "s3cret"),
            ("SAFEGUARDING_DATABASE_URL", "mysql://s3cret"),
            ("SAFEGUARDING_ORIGIN", "s3cret.example.org"),
            ("SAFEGUARDING_ORIGIN", "https://example.org/s3cret"),
            ("SAFEGUARDING_LOG_FORMAT", "s3cret"),
        ] {
            let error = Config::read(&sources(&[], &[(variable, value)])).unwrap_err();
            assert!(error.contains(variable), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn the_listing_hides_secrets_and_says_where_each_setting_came_from() {
        let text = listing(&sources(
            &[("port", "9000")],
            &[(
                "SAFEGUARDING_DATABASE_URL",
                "postgres://anna:s3cret@db.example.org/reviews?password=s3cret",
            )],
        ));
        assert!(!text.contains("s3cret") && !text.contains("anna"), "{text}");
        assert!(
            text.contains("postgres://(hidden)@db.example.org/reviews  SAFEGUARDING_DATABASE_URL"),
            "{text}"
        );
        assert!(
            text.lines()
                .any(|line| line.starts_with("port") && line.ends_with("--port")),
            "{text}"
        );
        assert!(
            text.lines()
                .any(|line| line.starts_with("host") && line.ends_with("default")),
            "{text}"
        );
    }
}
