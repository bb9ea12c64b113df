//! `SQLite`'s one writer: a thread that commits the requests which wait together.
//!
//! A commit costs a wait for the disk whatever is in it, so everything that waits goes into one transaction, each
//! request within a savepoint of its own. Nobody gets an answer before the commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::sync::oneshot;

use super::config::StoreConfig;
use super::connect::{Connector, Purpose};
use super::metrics::Counters;
use crate::{Conn, StorageError};

/// The way to the writer thread. When it is dropped the thread finishes what is in the queue, and ends.
pub(crate) struct Writer {
    queue: RwLock<Option<mpsc::Sender<Box<dyn Job>>>>,
    thread: RwLock<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(crate) fn start(
        config: &StoreConfig,
        connector: Connector,
        counters: Arc<Counters>,
    ) -> Result<Self, StorageError> {
        let (queue, jobs) = mpsc::channel(config.queue.max(1));
        let conn = connector.connect(Purpose::Write)?;
        let desk = Desk {
            connector,
            counters,
            conn: Some(conn),
            batch: config.batch.max(1),
        };
        let thread = std::thread::Builder::new()
            .name("storage-writer".to_owned())
            .spawn(move || desk.serve(jobs))
            .map_err(StorageError::unavailable)?;
        Ok(Self {
            queue: RwLock::new(Some(queue)),
            thread: RwLock::new(Some(thread)),
        })
    }

    /// Queues the closure and waits until it is committed.
    pub(crate) async fn run<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.submit(Box::new(Request {
            state: State::Waiting(work),
            reply,
        }))?;
        answer.await.unwrap_or_else(|_| Err(stopped().into()))
    }

    fn submit(&self, job: Box<dyn Job>) -> Result<(), StorageError> {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        queue
            .as_ref()
            .ok_or_else(stopped)?
            .try_send(job)
            .map_err(|error| match error {
                TrySendError::Full(_) => StorageError::Busy {
                    reason: "the queue is full",
                },
                TrySendError::Closed(_) => stopped(),
            })
    }

    /// Refuses newcomers, finishes the queue and closes the connection. Blocks.
    pub(crate) fn close(&self) {
        self.queue
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let thread = self
            .thread
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // A request can hold the last handle of the store: then this *is* the writer thread, and it ends by itself.
            if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
                tracing::error!("the writer thread panicked");
            }
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// One request, whatever its types are.
trait Job: Send {
    /// Nobody waits for it any more.
    fn abandoned(&self) -> bool;
    /// Runs the closure and keeps its result; whether its changes are to be kept.
    fn run(&mut self, conn: &mut Conn) -> bool;
    /// Answers, now that it is known how the batch ended.
    fn answer(self: Box<Self>, batch: Result<(), StorageError>);
}

struct Request<F, T, E> {
    state: State<F, T, E>,
    reply: oneshot::Sender<Result<T, E>>,
}

enum State<F, T, E> {
    Waiting(F),
    Running,
    Done(Result<T, E>),
}

impl<F, T, E> Job for Request<F, T, E>
where
    F: FnOnce(&mut Conn) -> Result<T, E> + Send,
    T: Send,
    E: From<StorageError> + Send,
{
    fn abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn run(&mut self, conn: &mut Conn) -> bool {
        let State::Waiting(work) = std::mem::replace(&mut self.state, State::Running) else {
            return false;
        };
        let result = catch_unwind(AssertUnwindSafe(|| work(conn)));
        let result = result.unwrap_or_else(|_| Err(StorageError::Panicked.into()));
        let keep = result.is_ok();
        self.state = State::Done(result);
        keep
    }

    fn answer(self: Box<Self>, batch: Result<(), StorageError>) {
        let result = match (self.state, batch) {
            (State::Done(Ok(value)), Ok(())) => Ok(value),
            // Its own refusal stands however the batch ended: nothing of it was to be kept.
            (State::Done(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (State::Waiting(_) | State::Running, Ok(())) => Err(stopped().into()),
        };
        // If nobody waits any more, nobody needs the answer.
        let _ = self.reply.send(result);
    }
}

/// What the writer thread has before it.
struct Desk {
    connector: Connector,
    counters: Arc<Counters>,
    conn: Option<Conn>,
    batch: usize,
}

impl Desk {
    fn serve(mut self, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
        while let Some(first) = jobs.blocking_recv() {
            let mut batch = vec![first];
            while batch.len() < self.batch {
                let Ok(job) = jobs.try_recv() else { break };
                batch.push(job);
            }
            let outcome = self.commit_together(&mut batch);
            if let Err(error) = &outcome {
                tracing::error!(%error, requests = batch.len(), "a batch of writes was not kept");
                // Whatever state it is in, dropping it undoes what was open; the next batch opens another.
                self.conn = None;
            }
            for job in batch {
                job.answer(outcome.clone());
            }
        }
        if let Some(conn) = &mut self.conn {
            // Keeps the statistics that the choice of indexes rests on; the next start can do without.
            let _ = conn.batch_execute("PRAGMA optimize");
        }
    }

    fn commit_together(&mut self, batch: &mut [Box<dyn Job>]) -> Result<(), StorageError> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => none.insert(self.connector.connect(Purpose::Write)?),
        };
        // IMMEDIATE: take the write lock before reading anything, or another program's write in between would make
        // ours impossible without being able to wait for it.
        conn.begin("BEGIN IMMEDIATE")?;
        for job in batch.iter_mut().filter(|job| !job.abandoned()) {
            self.counters.write();
            conn.mark()?;
            if job.run(conn) {
                conn.keep()?;
            } else {
                conn.rewind(1)?;
            }
        }
        conn.keep()?;
        self.counters.batch();
        Ok(())
    }
}

fn stopped() -> StorageError {
    StorageError::unavailable("the store is closed")
}
