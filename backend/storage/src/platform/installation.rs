//! What the installation is, and the numbers of references.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::dialect::{from_db, on_each, to_db};
use crate::schema::{installation as i, reference_counters as r};
use crate::{Conn, StorageError};

/// The one row about the installation as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installation {
    /// All data in it is invented.
    pub demonstration: bool,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
}

/// What the installation is; none before it has been set up.
pub fn installation(conn: &mut Conn) -> Result<Option<Installation>, StorageError> {
    let row: Option<(bool, chrono::NaiveDateTime)> = i::table
        .select((i::demonstration, i::created_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(demonstration, created_at)| Installation {
        demonstration,
        created_at: from_db(created_at),
    }))
}

/// Sets the installation up, once: a second time is a conflict.
pub fn create_installation(
    conn: &mut Conn,
    demonstration: bool,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    diesel::insert_into(i::table)
        .values((
            i::id.eq(1),
            i::demonstration.eq(demonstration),
            i::created_at.eq(to_db(at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The next reference of an incident notified in the year: `SI-2008-0042`.
pub fn next_reference(conn: &mut Conn, year: i32) -> Result<String, StorageError> {
    let number: i32 = on_each!(conn, c => diesel::insert_into(r::table)
        .values((r::year.eq(year), r::last.eq(1)))
        .on_conflict(r::year)
        .do_update()
        .set(r::last.eq(r::last + 1))
        .returning(r::last)
        .get_result(c))?;
    Ok(format!("SI-{year}-{number:04}"))
}
