//! What was done to a review, newest first.

use std::marker::PhantomData;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text, Timestamp};
use shared::ids::{HistoryId, StaffId};

use crate::dialect::{from_db, to_db};
use crate::incidents::condition::{Condition, Statement};
use crate::incidents::list::fetched;
use crate::incidents::{Entry, Moment};
use crate::{Conn, StorageError};

/// Where a history is kept.
pub(super) struct Kept {
    /// The table.
    pub(super) table: &'static str,
    /// The column, or the value, that says whether it was done for the director.
    pub(super) on_behalf: &'static str,
}

type Row = (
    HistoryId,
    NaiveDateTime,
    StaffId,
    String,
    bool,
    Option<String>,
    String,
);
type Columns = (Text, Timestamp, Text, Text, Bool, Nullable<Text>, Text);

/// One page of a review's history, newest first, and whether there are more in the direction asked for.
pub(super) fn page(
    conn: &mut Conn,
    kept: &Kept,
    review: impl ToString,
    from: Option<Moment>,
    limit: usize,
) -> Result<(Vec<Entry>, bool), StorageError> {
    let later = from.is_some_and(|moment| moment.before);
    let (than, way) = if later { (">", "") } else { ("<", " DESC") };
    let mut condition = Condition::new("review_id = ").text(review);
    if let Some(Moment { at, id, .. }) = from {
        let beyond = Condition::new(format!("(at, id) {than} (")).moment(to_db(at));
        condition = condition.and(beyond.sql(", ").text(id).sql(")"));
    }
    let statement: Statement<Columns> = Statement {
        columns: format!(
            "id, at, staff_id, action, {}, reason, changes",
            kept.on_behalf
        ),
        from: Condition::new(kept.table),
        condition,
        order: Condition::new(format!("at{way}, id{way}")),
        limit: Some(fetched(limit)),
        rows: PhantomData,
    };
    let mut rows: Vec<Row> = statement.load(conn)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    if later {
        rows.reverse();
    }
    let entries = rows.into_iter().map(entry).collect::<Result<_, _>>()?;
    Ok((entries, more))
}

fn entry(row: Row) -> Result<Entry, StorageError> {
    let (id, at, by, action, on_behalf, reason, changes) = row;
    Ok(Entry {
        id,
        at: from_db(at),
        by,
        action,
        on_behalf,
        reason,
        changes: serde_json::from_str(&changes).map_err(StorageError::other)?,
    })
}
