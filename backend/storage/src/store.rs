//! The store: every read and write of the program passes through here.

mod config;
mod connect;
mod metrics;
mod pool;
mod writer;

use std::sync::Arc;

pub use config::{Backend, Database, StoreConfig};
pub(crate) use connect::{Connector, Purpose};
pub use metrics::Metrics;

use crate::{Conn, StorageError};
use metrics::Counters;
use pool::Pool;
use writer::Writer;

/// The open database. Clones share it; when the last one goes, what is in the queue is finished first.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

/// The readers come first: `SQLite` tidies its files when the last connection is closed, and only a writer can.
struct Inner {
    backend: Backend,
    connector: Connector,
    counters: Arc<Counters>,
    reads: Arc<Pool>,
    writes: Writes,
}

enum Writes {
    Thread(Writer),
    Pool(Arc<Pool>),
}

impl Store {
    /// Opens the database, and makes the file of an `SQLite` database that is not there. It does not touch the schema:
    /// see [`Store::migrate`].
    ///
    /// Blocks for a moment: it is for the start of the program.
    pub fn open(config: &StoreConfig) -> Result<Self, StorageError> {
        let backend = config.database.backend();
        let counters = Arc::new(Counters::default());
        let connector = Connector::new(config.clone(), Arc::clone(&counters));
        let writes = match backend {
            Backend::Sqlite => Writes::Thread(Writer::start(
                config,
                connector.clone(),
                Arc::clone(&counters),
            )?),
            Backend::Postgres => {
                // Fail now rather than at the first request if the address is wrong.
                drop(connector.connect(Purpose::Write)?);
                Writes::Pool(Arc::new(Pool::new(
                    config,
                    connector.clone(),
                    Purpose::Write,
                )))
            }
        };
        let reads = Arc::new(Pool::new(config, connector.clone(), Purpose::Read));
        Ok(Self {
            inner: Arc::new(Inner {
                backend,
                connector,
                counters,
                reads,
                writes,
            }),
        })
    }

    /// Runs the closure in a read-only transaction: all it reads is of one moment.
    ///
    /// It runs off the async threads, and to its end even if the caller stops waiting.
    pub async fn read<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        self.inner.counters.read();
        self.inner.reads.run(work).await
    }

    /// Runs the closure in a transaction, which is kept if it returns `Ok` and undone if it returns `Err` or panics.
    ///
    /// The answer comes after the commit: what was answered `Ok` outlives a crash. If the caller stops waiting before
    /// the closure has begun, it may not run at all; once begun, it runs to its end.
    pub async fn write<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        match &self.inner.writes {
            Writes::Thread(writer) => writer.run(work).await,
            Writes::Pool(pool) => {
                self.inner.counters.write();
                self.inner.counters.batch();
                pool.run(work).await
            }
        }
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> Backend {
        self.inner.backend
    }

    /// What has been done since the store was opened.
    pub fn metrics(&self) -> Metrics {
        self.inner.counters.metrics()
    }

    /// Asks the database for the smallest thing there is, to know that it answers.
    pub async fn ping(&self) -> Result<(), StorageError> {
        self.read(|conn| {
            use diesel::connection::SimpleConnection;
            Ok::<_, StorageError>(conn.batch_execute("SELECT 1")?)
        })
        .await
    }

    /// Refuses new requests, finishes those that are in, and closes every connection. Requests made later, through
    /// any clone, are answered `Unavailable`.
    pub async fn close(&self) {
        self.inner.reads.close().await;
        match &self.inner.writes {
            Writes::Pool(pool) => pool.close().await,
            Writes::Thread(_) => {
                let inner = Arc::clone(&self.inner);
                let closing = tokio::task::spawn_blocking(move || {
                    if let Writes::Thread(writer) = &inner.writes {
                        writer.close();
                    }
                });
                if closing.await.is_err() {
                    tracing::error!("closing the store panicked");
                }
            }
        }
    }

    /// Runs the closure on a connection of its own, off the async threads, without a transaction.
    pub(crate) async fn apart<F, T>(&self, purpose: Purpose, work: F) -> Result<T, StorageError>
    where
        F: FnOnce(&mut Conn) -> Result<T, StorageError> + Send + 'static,
        T: Send + 'static,
    {
        let connector = self.inner.connector.clone();
        let running = tokio::task::spawn_blocking(move || work(&mut connector.connect(purpose)?));
        running
            .await
            .unwrap_or_else(|error| Err(StorageError::other(error)))
    }
}
