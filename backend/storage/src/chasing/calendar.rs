//! Private links to people's own deadlines. The token is nowhere: only its hash.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::chasing::calendar::CalendarLink;
use shared::ids::StaffId;

use crate::dialect::{from_db, on_each, to_db};
use crate::schema::{calendar_links as l, staff};
use crate::{Conn, StorageError};

/// A person's link.
pub fn calendar_link(
    conn: &mut Conn,
    person: StaffId,
) -> Result<Option<CalendarLink>, StorageError> {
    let row: Option<(NaiveDateTime, Option<NaiveDateTime>)> = l::table
        .find(person)
        .select((l::made_at, l::read_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(made_at, read_at)| CalendarLink {
        made_at: from_db(made_at),
        read_at: read_at.map(from_db),
    }))
}

/// Gives a person a link to be found by the hash of its token; the one they had goes.
pub fn put_calendar_link(
    conn: &mut Conn,
    person: StaffId,
    token_hash: &str,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let new = (
        l::token_hash.eq(token_hash),
        l::made_at.eq(to_db(at)),
        l::read_at.eq(None::<NaiveDateTime>),
    );
    on_each!(conn, c => diesel::insert_into(l::table)
        .values((l::staff_id.eq(person), new))
        .on_conflict(l::staff_id)
        .do_update()
        .set(new)
        .execute(c))?;
    Ok(())
}

/// Takes a person's link away. Says whether they had one.
pub fn remove_calendar_link(conn: &mut Conn, person: StaffId) -> Result<bool, StorageError> {
    Ok(diesel::delete(l::table.find(person)).execute(conn)? == 1)
}

/// Whose deadlines the link with this token leads to, if they work here.
pub fn reader_of_calendar(
    conn: &mut Conn,
    token_hash: &str,
) -> Result<Option<StaffId>, StorageError> {
    Ok(l::table
        .inner_join(staff::table)
        .filter(l::token_hash.eq(token_hash))
        .filter(staff::active.eq(true))
        .select(l::staff_id)
        .first(conn)
        .optional()?)
}

/// Keeps when a link was read. Says whether it still leads anywhere: it can have been replaced meanwhile.
pub fn note_calendar_read(
    conn: &mut Conn,
    token_hash: &str,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let link = l::table.filter(l::token_hash.eq(token_hash));
    let noted = diesel::update(link)
        .set(l::read_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(noted == 1)
}
