//! An empty database for one test, with a table of notes.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::{Conn, StorageError, Store, StoreConfig};

pub(super) type Outcome = Result<(), Box<dyn std::error::Error>>;

diesel::table! {
    notes (id) {
        id -> Text,
        length -> Integer,
        kept_at -> Nullable<Timestamp>,
    }
}

/// A database that goes away with this value.
pub(super) struct Place {
    pub(super) config: StoreConfig,
    folder: tempfile::TempDir,
    schema: Option<(String, String)>,
}

impl Place {
    pub(super) fn sqlite() -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        // A name with everything in it that a URI would misread.
        let config = StoreConfig::sqlite(folder.path().join("50% of #1, really?.sqlite3"));
        Ok(Self {
            config,
            folder,
            schema: None,
        })
    }

    /// A schema of its own on the server, if there is one.
    pub(super) fn postgres() -> Result<Option<Self>, Box<dyn std::error::Error>> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("SAFEGUARDING_TEST_DATABASE") else {
            return Ok(None);
        };
        let name = format!(
            "storage_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        PgConnection::establish(&server)?.batch_execute(&format!("CREATE SCHEMA {name}"))?;
        let sign = if server.contains('?') { '&' } else { '?' };
        let config = StoreConfig::postgres(format!("{server}{sign}options=-csearch_path%3D{name}"));
        Ok(Some(Self {
            config,
            folder: tempfile::tempdir()?,
            schema: Some((server, name)),
        }))
    }

    pub(super) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Opens the store and makes the table.
    pub(super) async fn open(&self) -> Result<Store, StorageError> {
        let store = Store::open(&self.config)?;
        store
            .write(|conn| {
                conn.batch_execute(
                    "CREATE TABLE notes (id TEXT PRIMARY KEY, length INTEGER NOT NULL CONSTRAINT short CHECK (length < 100), \
                     kept_at TIMESTAMP)",
                )
                .map_err(StorageError::from)
            })
            .await?;
        Ok(store)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.schema {
            let dropped = PgConnection::establish(server)
                .map(|mut conn| conn.batch_execute(&format!("DROP SCHEMA {name} CASCADE")));
            assert!(
                matches!(dropped, Ok(Ok(()))),
                "the schema {name} is still there"
            );
        }
    }
}

/// Runs the test on each database there is.
pub(super) async fn on_both<F, R>(test: F) -> Outcome
where
    F: Fn(Place) -> R,
    R: Future<Output = Outcome>,
{
    test(Place::sqlite()?).await?;
    if let Some(place) = Place::postgres()? {
        test(place).await?;
    }
    Ok(())
}

pub(super) fn add(conn: &mut Conn, id: &str) -> Result<(), StorageError> {
    diesel::insert_into(notes::table)
        .values((notes::id.eq(id), notes::length.eq(1)))
        .execute(conn)?;
    Ok(())
}

pub(super) fn ids(conn: &mut Conn) -> Result<Vec<String>, StorageError> {
    Ok(notes::table.select(notes::id).order(notes::id).load(conn)?)
}

/// A closure for the store that stops until it is let go, and the two ends to follow it by.
pub(super) fn stopper() -> (
    impl FnOnce(&mut Conn) -> Result<(), StorageError> + Send,
    Reins,
) {
    let (begun, has_begun) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let work = move |_: &mut Conn| {
        // Either end may be gone when a test has failed: then there is nothing to wait for.
        let _ = begun.send(());
        let _ = may_go.recv();
        Ok(())
    };
    (work, Reins { has_begun, go })
}

pub(super) struct Reins {
    has_begun: mpsc::Receiver<()>,
    go: mpsc::Sender<()>,
}

impl Reins {
    pub(super) fn wait_until_begun(&self) -> Result<(), mpsc::RecvError> {
        self.has_begun.recv()
    }

    pub(super) fn let_go(self) {
        drop(self.go);
    }
}
