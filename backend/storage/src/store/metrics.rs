//! What the store has done since it was opened, in numbers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use diesel::connection::{Connection, Instrumentation, InstrumentationEvent};

use crate::Conn;

/// Numbers since the store was opened. A test takes them before and after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Metrics {
    /// Statements sent to the database, without those that begin and end transactions.
    pub queries: u64,
    /// Reads that were run.
    pub reads: u64,
    /// Writes that were run, kept or not.
    pub writes: u64,
    /// Transactions that carried writes: fewer than `writes` where `SQLite` committed some together.
    pub batches: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    queries: AtomicU64,
    reads: AtomicU64,
    writes: AtomicU64,
    batches: AtomicU64,
}

impl Counters {
    pub(crate) fn query(&self) {
        self.queries.fetch_add(1, Relaxed);
    }

    pub(crate) fn read(&self) {
        self.reads.fetch_add(1, Relaxed);
    }

    pub(crate) fn write(&self) {
        self.writes.fetch_add(1, Relaxed);
    }

    pub(crate) fn batch(&self) {
        self.batches.fetch_add(1, Relaxed);
    }

    pub(crate) fn metrics(&self) -> Metrics {
        Metrics {
            queries: self.queries.load(Relaxed),
            reads: self.reads.load(Relaxed),
            writes: self.writes.load(Relaxed),
            batches: self.batches.load(Relaxed),
        }
    }
}

/// Listens to one connection: counts its statements, except those that begin and end transactions, and remembers
/// whether one has failed in the open transaction.
pub(crate) struct Meter {
    counters: Arc<Counters>,
    bracket: bool,
    failed: bool,
}

impl Meter {
    pub(crate) fn new(counters: Arc<Counters>) -> Self {
        Self {
            counters,
            bracket: false,
            failed: false,
        }
    }

    /// Whether a statement has failed since the transaction began.
    pub(crate) fn has_failed(conn: &mut Conn) -> bool {
        conn.instrumentation()
            .downcast_ref::<Self>()
            .is_none_or(|meter| meter.failed)
    }
}

impl Instrumentation for Meter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::BeginTransaction { depth, .. } => {
                self.bracket = true;
                self.failed &= depth.get() > 1;
            }
            InstrumentationEvent::CommitTransaction { .. }
            | InstrumentationEvent::RollbackTransaction { .. } => {
                self.bracket = true;
            }
            InstrumentationEvent::StartQuery { .. } if self.bracket => self.bracket = false,
            InstrumentationEvent::StartQuery { .. } => self.counters.query(),
            InstrumentationEvent::FinishQuery { error: Some(_), .. } => self.failed = true,
            _ => {}
        }
    }
}
