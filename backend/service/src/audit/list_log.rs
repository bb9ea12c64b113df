//! The audit entries of lists, for which no reader waits.
//!
//! A list of summaries leaves one entry, durable within a second. One task writes what has come in meanwhile, all of it
//! in one transaction; it belongs to the program, not to the request, and is asked to finish before the program ends.
//! While it cannot write, readers wait for their own entries, and get nothing until the log can be written again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use storage::platform::{AuditEntry, insert_audits};
use storage::{StorageError, Store};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use crate::{Error, Result};

/// So many entries may wait; whoever comes then waits for their own.
const ROOM: usize = 1_024;
/// How long to wait before what failed is tried again.
const PAUSE: Duration = Duration::from_millis(250);

/// The way to the task. Clones share it; when the last one goes, the task writes what it has and ends.
#[derive(Debug, Clone)]
pub(crate) struct ListLog {
    inbox: mpsc::Sender<Letter>,
    failing: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Letter {
    Entry(Box<AuditEntry>),
    /// Answer when all that came before has been tried: whether all of it is written.
    Finish(oneshot::Sender<bool>),
}

impl ListLog {
    /// Starts the task on the runtime that this is called from: it must outlive all requests.
    pub(crate) fn start(store: Store) -> Result<Self> {
        let runtime = Handle::try_current()
            .map_err(|_| Error::Internal("a service is made on an async runtime".to_owned()))?;
        let (inbox, letters) = mpsc::channel(ROOM);
        let failing = Arc::new(AtomicBool::new(false));
        let clerk = Clerk {
            store,
            failing: Arc::clone(&failing),
            entries: Vec::new(),
            asking: Vec::new(),
        };
        runtime.spawn(clerk.serve(letters));
        Ok(Self { inbox, failing })
    }

    /// Takes an entry to be written soon. Gives it back where the reader must write it and wait.
    pub(super) fn take(&self, entry: AuditEntry) -> Option<AuditEntry> {
        if self.failing.load(Ordering::Acquire) {
            return Some(entry);
        }
        match self.inbox.try_reserve() {
            Ok(place) => {
                place.send(Letter::Entry(Box::new(entry)));
                None
            }
            Err(_) => Some(entry),
        }
    }

    /// A reader has written an entry: the log can be written.
    pub(super) fn works(&self) {
        self.failing.store(false, Ordering::Release);
    }

    /// Waits until all that came before is written; false if it could not be.
    pub(crate) async fn finish(&self) -> bool {
        let (reply, answer) = oneshot::channel();
        self.inbox.send(Letter::Finish(reply)).await.is_ok() && answer.await.unwrap_or(false)
    }
}

/// What the task has before it.
struct Clerk {
    store: Store,
    failing: Arc<AtomicBool>,
    entries: Vec<AuditEntry>,
    asking: Vec<oneshot::Sender<bool>>,
}

impl Clerk {
    async fn serve(mut self, mut letters: mpsc::Receiver<Letter>) {
        while let Some(letter) = letters.recv().await {
            self.open(letter);
            while let Ok(letter) = letters.try_recv() {
                self.open(letter);
            }
            while let Err(error) = self.write().await {
                self.failing.store(true, Ordering::Release);
                tracing::error!(%error, "the reading of a list could not be written into the audit log");
                self.answer(false);
                match tokio::time::timeout(PAUSE, letters.recv()).await {
                    Ok(Some(letter)) => self.open(letter),
                    Ok(None) => return,
                    Err(_) => {}
                }
            }
            self.answer(true);
        }
    }

    fn open(&mut self, letter: Letter) {
        match letter {
            Letter::Entry(entry) => self.entries.push(*entry),
            Letter::Finish(reply) => self.asking.push(reply),
        }
    }

    async fn write(&mut self) -> std::result::Result<(), StorageError> {
        if !self.entries.is_empty() {
            let entries = self.entries.clone();
            self.store
                .write(move |conn| insert_audits(conn, &entries))
                .await?;
            self.entries.clear();
            self.failing.store(false, Ordering::Release);
        }
        Ok(())
    }

    fn answer(&mut self, written: bool) {
        for reply in self.asking.drain(..) {
            // Whoever stopped waiting needs no answer.
            let _ = reply.send(written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, Outcome};

    fn entry(number: u128) -> AuditEntry {
        AuditEntry {
            id: uuid::Uuid::from_u128(number).into(),
            at: chrono::DateTime::default(),
            staff: None,
            client: None,
            action: "incident.list".to_owned(),
            resource_kind: "incident".to_owned(),
            resource_id: None,
            request: None,
            origin: None,
            outcome: "done".to_owned(),
            why: None,
        }
    }

    #[tokio::test]
    async fn what_was_taken_is_written_when_it_is_asked_to_finish() -> Outcome {
        let house = House::empty().await?;
        let log = ListLog::start(house.service.store.clone())?;
        for number in 0..100 {
            assert_eq!(log.take(entry(number)), None);
        }
        assert!(log.finish().await);
        let count = |conn: &mut storage::Conn| storage::platform::times_done(conn, "incident.list");
        assert_eq!(house.service.store.read(count).await?, 100);
        Ok(())
    }

    #[tokio::test]
    async fn while_it_cannot_be_written_readers_must_wait() -> Outcome {
        let house = House::empty().await?;
        let log = ListLog::start(house.service.store.clone())?;
        house.service.store.close().await;
        assert_eq!(log.take(entry(1)), None);
        assert!(!log.finish().await, "it is not written");
        assert_eq!(log.take(entry(2)), Some(entry(2)));
        Ok(())
    }
}
