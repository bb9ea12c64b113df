//! A few connections, each serving one closure at a time off the async threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use tokio::sync::Semaphore;

use super::config::{Backend, StoreConfig};
use super::connect::{Connector, Purpose};
use super::metrics::Meter;
use crate::{Conn, StorageError};

/// Connections for one purpose, opened when first needed and kept.
///
/// Whoever has a permit finds a connection or may open one, so nobody waits for anything but a permit. A connection is
/// tried by the `BEGIN` that the request needs anyway: one that the server closed meanwhile is replaced unnoticed.
pub(crate) struct Pool {
    connector: Connector,
    purpose: Purpose,
    begin: &'static str,
    idle: Mutex<Vec<Conn>>,
    /// Room for those who run and those who wait: without a place here a request is refused at once.
    places: Arc<Semaphore>,
    /// One for each connection.
    permits: Arc<Semaphore>,
    size: u32,
    patience: Duration,
}

impl Pool {
    pub(crate) fn new(config: &StoreConfig, connector: Connector, purpose: Purpose) -> Self {
        let size = if purpose == Purpose::Read {
            config.readers
        } else {
            config.writers
        }
        .max(1);
        let begin = match (config.database.backend(), purpose) {
            (Backend::Sqlite, _) => "BEGIN",
            (Backend::Postgres, Purpose::Read) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (Backend::Postgres, _) => "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        Self {
            connector,
            purpose,
            begin,
            idle: Mutex::new(Vec::new()),
            places: Arc::new(Semaphore::new(size as usize + config.queue)),
            permits: Arc::new(Semaphore::new(size as usize)),
            size,
            patience: config.patience,
        }
    }

    /// Runs the closure in a transaction, once there is a connection for it.
    pub(crate) async fn run<F, T, E>(self: &Arc<Self>, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let held = self.admit().await?;
        let pool = Arc::clone(self);
        let running = tokio::task::spawn_blocking(move || {
            // The closure runs to its end even if nobody waits for it any more: so long it needs its permit.
            let _held = held;
            pool.transaction(work)
        });
        running.await.unwrap_or_else(|_| Err(closed().into()))
    }

    async fn admit(&self) -> Result<impl Sized + Send + use<>, StorageError> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|error| match error {
                tokio::sync::TryAcquireError::Closed => closed(),
                tokio::sync::TryAcquireError::NoPermits => StorageError::Busy {
                    reason: "the queue is full",
                },
            })?;
        let permit = tokio::time::timeout(self.patience, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| StorageError::Busy {
                reason: "waited too long for a connection",
            })?
            .map_err(|_| closed())?;
        Ok((permit, place))
    }

    fn transaction<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E>,
        E: From<StorageError>,
    {
        let mut conn = self.begin()?;
        // A connection on which anything but the closure's own refusal went wrong is dropped, not kept.
        match catch_unwind(AssertUnwindSafe(|| work(&mut conn))) {
            Ok(Ok(value)) => {
                commit(&mut conn)?;
                self.put_back(conn);
                Ok(value)
            }
            Ok(Err(error)) => {
                if conn.rewind(0).is_ok() {
                    self.put_back(conn);
                }
                Err(error)
            }
            Err(_) => Err(StorageError::Panicked.into()),
        }
    }

    fn begin(&self) -> Result<Conn, StorageError> {
        while let Some(mut conn) = self.take_idle() {
            if conn.begin(self.begin).is_ok() {
                return Ok(conn);
            }
        }
        let mut conn = self.connector.connect(self.purpose)?;
        conn.begin(self.begin)?;
        Ok(conn)
    }

    fn take_idle(&self) -> Option<Conn> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    fn put_back(&self, conn: Conn) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(conn);
    }

    /// Refuses newcomers, waits for those who are in, and closes the connections.
    pub(crate) async fn close(&self) {
        self.places.close();
        // Permits are given out in the order of asking: those who wait come first.
        let all = self.permits.acquire_many(self.size).await;
        self.permits.close();
        drop(all);
        while self.take_idle().is_some() {}
    }
}

fn commit(conn: &mut Conn) -> Result<(), StorageError> {
    if matches!(conn, Conn::Postgres(_)) && Meter::has_failed(conn) {
        // After a failed statement PostgreSQL answers `COMMIT` with success and keeps nothing. Ask it for something
        // else first: that fails unless the statement failed inside a savepoint that was undone.
        conn.batch_execute("SELECT 1")?;
    }
    Ok(conn.keep()?)
}

fn closed() -> StorageError {
    StorageError::unavailable("the store is closed")
}
