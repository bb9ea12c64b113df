//! One connection type over both databases, so that a query is written once.

use diesel::connection::AnsiTransactionManager;
use diesel::connection::TransactionManager as _;
use diesel::prelude::*;

use crate::dialect::on_each;

/// A connection to whichever database this installation uses, with a transaction open.
///
/// Other rooms pass it on and never look inside.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// The database in one file.
    Sqlite(SqliteConnection),
    /// The database server.
    Postgres(PgConnection),
}

impl Conn {
    /// Starts a transaction with the words this database wants for it.
    pub(crate) fn begin(&mut self, words: &str) -> QueryResult<()> {
        on_each!(self, conn => AnsiTransactionManager::begin_transaction_sql(conn, words))
    }

    /// Sets a mark inside the open transaction, to which [`Conn::rewind`] can go back.
    pub(crate) fn mark(&mut self) -> QueryResult<()> {
        Self::begin_transaction(self)
    }

    /// Keeps what was done since the last mark or, where there is none, commits.
    pub(crate) fn keep(&mut self) -> QueryResult<()> {
        Self::commit_transaction(self)
    }

    /// Undoes everything until only `depth` transactions (the outer one counts) are open.
    ///
    /// A closure that panicked may have left savepoints of its own open: they go too.
    pub(crate) fn rewind(&mut self, depth: u32) -> QueryResult<()> {
        while self.depth()? > depth {
            Self::rollback_transaction(self)?;
        }
        if self.depth()? == depth {
            Ok(())
        } else {
            // The database gave up the whole transaction by itself, as SQLite does when the disk is full.
            Err(diesel::result::Error::NotInTransaction)
        }
    }

    fn depth(&mut self) -> QueryResult<u32> {
        let depth = Self::transaction_manager_status_mut(self).transaction_depth()?;
        Ok(depth.map_or(0, std::num::NonZeroU32::get))
    }
}
