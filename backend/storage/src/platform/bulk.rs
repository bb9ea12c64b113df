//! The same for many records at once, as when a demonstration is filled: one statement, not one a record.

use diesel::prelude::*;

use super::{AuditEntry, OutboxEvent};
use crate::dialect::{on_each, to_db};
use crate::schema::{audit_entries as a, outbox_events as o, reference_counters as r};
use crate::{Conn, StorageError};

/// Rows of one statement; eleven columns of them are fewer parameters than either database takes.
const ROWS: usize = 2_500;

/// The next references of so many incidents notified in the year, in order.
pub fn next_references(
    conn: &mut Conn,
    year: i32,
    count: i32,
) -> Result<Vec<String>, StorageError> {
    let last: i32 = on_each!(conn, c => diesel::insert_into(r::table)
        .values((r::year.eq(year), r::last.eq(count)))
        .on_conflict(r::year)
        .do_update()
        .set(r::last.eq(r::last + count))
        .returning(r::last)
        .get_result(c))?;
    Ok((last - count + 1..=last)
        .map(|number| format!("SI-{year}-{number:04}"))
        .collect())
}

/// Adds entries to the audit log.
pub fn insert_audits(conn: &mut Conn, entries: &[AuditEntry]) -> Result<(), StorageError> {
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                a::id.eq(entry.id),
                a::at.eq(to_db(entry.at)),
                a::staff_id.eq(entry.staff),
                a::action.eq(&entry.action),
                a::resource_kind.eq(&entry.resource_kind),
                a::resource_id.eq(entry.resource_id.as_deref()),
                a::request_id.eq(entry.request),
                a::origin.eq(entry.origin.as_deref()),
                a::outcome.eq(&entry.outcome),
                a::client_id.eq(entry.client),
                a::why.eq(entry.why.as_deref()),
            )
        })
        .collect();
    for part in rows.chunks(ROWS) {
        on_each!(&mut *conn, c => diesel::insert_into(a::table).values(part).execute(c))?;
    }
    Ok(())
}

/// Adds events to the outbox.
pub fn insert_events(conn: &mut Conn, events: &[OutboxEvent]) -> Result<(), StorageError> {
    let rows: Vec<_> = events
        .iter()
        .map(|event| {
            (
                o::id.eq(event.id),
                o::at.eq(to_db(event.at)),
                o::kind.eq(&event.kind),
                o::resource_id.eq(&event.resource_id),
                o::payload.eq(&event.payload),
            )
        })
        .collect();
    for part in rows.chunks(ROWS) {
        on_each!(&mut *conn, c => diesel::insert_into(o::table).values(part).execute(c))?;
    }
    Ok(())
}
