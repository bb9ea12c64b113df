//! Committed entries get a position in the log, each exactly once.
//!
//! Neither ids nor times follow the order of commits: an entry that was begun earlier can become visible later. So
//! whatever has no position yet is taken, in any order, and the position is given here. The one row of `audit_tree` is
//! locked meanwhile, so that one process seals at a time, and grows in the same transaction.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Text};
use shared::ids::AuditId;

use crate::conn::MultiBackend;
use crate::platform::{AUDIT_COLUMNS, AuditEntry, AuditRow};
use crate::schema::{audit_entries as a, audit_tree as t};
use crate::{Conn, StorageError};

/// The tree over the sealed entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// How many entries it holds; the next has this position.
    pub size: i64,
    /// The hashes of its full subtrees, largest first, in hexadecimal, with blanks between.
    pub subtrees: String,
    /// The newest signed checkpoint; empty before the first.
    pub checkpoint: String,
}

type Row = (i64, String, String);

impl From<Row> for Tree {
    fn from((size, subtrees, checkpoint): Row) -> Self {
        Self {
            size,
            subtrees,
            checkpoint,
        }
    }
}

/// The tree as it stands.
pub fn tree(conn: &mut Conn) -> Result<Tree, StorageError> {
    let row: Row = t::table
        .select((t::size, t::subtrees, t::checkpoint))
        .first(conn)?;
    Ok(row.into())
}

/// The tree, for whoever is to seal: it is theirs until the transaction ends. None: another process is sealing.
pub fn lock_tree(conn: &mut Conn) -> Result<Option<Tree>, StorageError> {
    let query = t::table.select((t::size, t::subtrees, t::checkpoint));
    let row: Option<Row> = match conn {
        // Its one writer holds the lock of the whole file already.
        Conn::Sqlite(conn) => query.first(conn).optional()?,
        Conn::Postgres(conn) => query.for_update().skip_locked().first(conn).optional()?,
    };
    Ok(row.map(Tree::from))
}

/// Gives the entries the positions from the end of the tree on, in this order, and keeps the tree with them in it.
pub fn save_tree(conn: &mut Conn, tree: &Tree, entries: &[AuditId]) -> Result<(), StorageError> {
    let count = i64::try_from(entries.len()).map_err(StorageError::other)?;
    let ids = serde_json::to_string(entries).map_err(StorageError::other)?;
    let first = tree.size - count;
    let sealed = Seal { ids, first }.execute(conn)?;
    let kept = diesel::update(t::table.filter(t::size.eq(first)))
        .set((
            t::size.eq(tree.size),
            t::subtrees.eq(&tree.subtrees),
            t::checkpoint.eq(&tree.checkpoint),
        ))
        .execute(conn)?;
    if sealed == entries.len() && kept == 1 {
        Ok(())
    } else {
        Err(StorageError::other(
            "the audit log was sealed by another process at the same time",
        ))
    }
}

/// Entries that have no position yet, so many at most.
pub fn unsealed(conn: &mut Conn, limit: i64) -> Result<Vec<AuditEntry>, StorageError> {
    let rows: Vec<AuditRow> = a::table
        .filter(a::position.is_null())
        .order(a::id)
        .limit(limit)
        .select(AUDIT_COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(AuditEntry::from).collect())
}

/// How many entries have no position yet.
pub fn unsealed_count(conn: &mut Conn) -> Result<i64, StorageError> {
    let unsealed = a::table.filter(a::position.is_null());
    Ok(unsealed.count().get_result(conn)?)
}

/// The sealed entries from one position to before another, in order.
pub fn sealed(conn: &mut Conn, from: i64, to: i64) -> Result<Vec<(i64, AuditEntry)>, StorageError> {
    let rows: Vec<(Option<i64>, AuditRow)> = a::table
        .filter(a::position.ge(from).and(a::position.lt(to)))
        .order(a::position)
        .select((a::position, AUDIT_COLUMNS))
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .filter_map(|(position, row)| Some((position?, row.into())))
        .collect())
}

/// One statement, however many entries: their ids travel as one JSON list.
#[derive(QueryId)]
struct Seal {
    ids: String,
    first: i64,
}

impl RunQueryDsl<Conn> for Seal {}

impl QueryFragment<MultiBackend> for Seal {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> diesel::QueryResult<()> {
        out.push_sql("UPDATE audit_entries SET position = ");
        out.push_bind_param::<BigInt, _>(&self.first)?;
        let (before, after) = match out.backend() {
            MultiBackend::Sqlite(_) => (" + list.key FROM json_each(", ") AS list"),
            MultiBackend::Postgres(_) => (
                " + list.key - 1 FROM json_array_elements_text(",
                "::json) WITH ORDINALITY AS list (value, key)",
            ),
        };
        out.push_sql(before);
        out.push_bind_param::<Text, _>(&self.ids)?;
        out.push_sql(after);
        out.push_sql(" WHERE audit_entries.id = list.value AND audit_entries.position IS NULL");
        Ok(())
    }
}
