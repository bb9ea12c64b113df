//! Opens a connection and sets it up for its purpose.

use std::path::Path;
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::config::{Database, StoreConfig};
use super::metrics::{Counters, Meter};
use crate::{Conn, StorageError};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
    /// Changing the schema: no time limits, and foreign keys are checked at the end instead of all along.
    Migrate,
}

/// Knows how to open one more connection.
#[derive(Clone)]
pub(crate) struct Connector {
    config: StoreConfig,
    counters: Arc<Counters>,
}

impl Connector {
    pub(crate) fn new(config: StoreConfig, counters: Arc<Counters>) -> Self {
        Self { config, counters }
    }

    pub(crate) fn connect(&self, purpose: Purpose) -> Result<Conn, StorageError> {
        let mut conn = match &self.config.database {
            Database::Sqlite(file) => self.sqlite(file, purpose)?,
            Database::Postgres(url) => self.postgres(url, purpose)?,
        };
        conn.set_instrumentation(Meter::new(Arc::clone(&self.counters)));
        Ok(conn)
    }

    fn sqlite(&self, file: &Path, purpose: Purpose) -> Result<Conn, StorageError> {
        let mode = if purpose == Purpose::Read {
            "ro"
        } else {
            "rwc"
        };
        if purpose != Purpose::Read {
            create_private(file)?;
        }
        let mut conn =
            SqliteConnection::establish(&format!("file:{}?mode={mode}", uri_path(file)?))?;
        let patience = self.config.patience.as_millis();
        // Pages are read from the mapped file, two gigabytes of it at most: the system holds them once for all connections
        // and takes them back when it needs to, so that each connection's own cache can be small.
        conn.batch_execute(&format!(
            "PRAGMA busy_timeout = {patience}; PRAGMA mmap_size = 2147418112; \
             PRAGMA cache_size = -2048; PRAGMA temp_store = MEMORY;"
        ))?;
        conn.batch_execute(match purpose {
            Purpose::Read => "PRAGMA query_only = ON;",
            // FULL, not NORMAL: what was answered as saved must outlive a power cut.
            Purpose::Write => {
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864;"
            }
            Purpose::Migrate => {
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
            }
        })?;
        Ok(Conn::Sqlite(conn))
    }

    fn postgres(&self, url: &str, purpose: Purpose) -> Result<Conn, StorageError> {
        let mut conn = PgConnection::establish(url)?;
        let (statement, lock) = match purpose {
            Purpose::Migrate => (0, 0),
            _ => (
                self.config.statement_timeout.as_millis(),
                self.config.patience.as_millis(),
            ),
        };
        // Compiling a statement takes longer than any of ours runs.
        conn.batch_execute(&format!(
            "SET jit = off; SET application_name = 'safeguarding'; SET timezone = 'UTC'; SET statement_timeout = {statement}; \
             SET lock_timeout = {lock}; SET idle_in_transaction_session_timeout = 60000;"
        ))?;
        Ok(Conn::Postgres(conn))
    }
}

/// The file holds what is confidential: only the account that runs the program may read it. `SQLite` gives the files it
/// keeps beside it the same rights.
fn create_private(file: &Path) -> Result<(), StorageError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StorageError::unavailable(format!(
            "{}: {error}",
            file.display()
        ))),
    }
}

/// `SQLite` takes the name as a URI, in which `?`, `#` and `%` mean something.
fn uri_path(file: &Path) -> Result<String, StorageError> {
    let name = file.to_str().ok_or_else(|| {
        StorageError::unavailable(format!(
            "the name of the file is not in UTF-8: {}",
            file.display()
        ))
    })?;
    Ok(name
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23"))
}
