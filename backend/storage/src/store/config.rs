//! Which database, and how much of it to use at a time.

use std::path::PathBuf;
use std::time::Duration;

/// The two databases the program can keep its data in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// One file beside the program.
    Sqlite,
    /// A database server.
    Postgres,
}

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// The file of the database; it is made if it is not there.
    Sqlite(PathBuf),
    /// The address of the server, `postgres://…`; it can hold a password.
    Postgres(String),
}

impl Database {
    /// Which of the two it is.
    pub fn backend(&self) -> Backend {
        match self {
            Self::Sqlite(_) => Backend::Sqlite,
            Self::Postgres(_) => Backend::Postgres,
        }
    }
}

impl std::fmt::Debug for Database {
    /// Leaves the address of a server out: it can hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres(_) => f.write_str("Postgres(…)"),
        }
    }
}

/// How to open a [`Store`](super::Store).
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// Where the data is.
    pub database: Database,
    /// Reads that can go on at the same time; each has a connection of its own.
    pub readers: u32,
    /// Writes that can go on at the same time on `PostgreSQL`; `SQLite` has one writer.
    pub writers: u32,
    /// Requests that may wait for their turn, reads and writes each; more are answered `Busy` at once.
    pub queue: usize,
    /// How long a request waits for a connection, and a statement for a lock, before it is answered `Busy`.
    pub patience: Duration,
    /// How long one statement may take on `PostgreSQL`.
    pub statement_timeout: Duration,
    /// The most writes `SQLite` commits together.
    pub batch: usize,
}

impl StoreConfig {
    /// The usual settings for this database.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            readers: 4,
            writers: 8,
            queue: 1024,
            patience: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(15),
            batch: 64,
        }
    }

    /// The usual settings for a database in this file.
    pub fn sqlite(file: impl Into<PathBuf>) -> Self {
        Self::new(Database::Sqlite(file.into()))
    }

    /// The usual settings for the server at this address.
    pub fn postgres(url: impl Into<String>) -> Self {
        Self::new(Database::Postgres(url.into()))
    }
}
