//! Sessions, which the server can end.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{SessionId, StaffId};

use crate::dialect::{from_db, to_db};
use crate::schema::{sessions as s, staff};
use crate::{Conn, StorageError};

/// A session that has not been ended, of a person who works here.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// The person.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// What a change must carry to prove where it comes from.
    pub csrf_token: String,
    /// When they signed in.
    pub created_at: DateTime<Utc>,
    /// When they were last seen, to the minute.
    pub last_seen_at: DateTime<Utc>,
}

impl std::fmt::Debug for Session {
    /// Leaves the token out: a log line must not hold it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Session").field(&self.id).finish()
    }
}

/// Begins a session.
pub fn insert_session(
    conn: &mut Conn,
    id: SessionId,
    person: StaffId,
    csrf_token: &str,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    diesel::insert_into(s::table)
        .values((
            s::id.eq(id),
            s::staff_id.eq(person),
            s::csrf_token.eq(csrf_token),
            s::created_at.eq(to_db(at)),
            s::last_seen_at.eq(to_db(at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// A session that has not been ended and whose person works here still.
pub fn session(conn: &mut Conn, id: SessionId) -> Result<Option<Session>, StorageError> {
    type Row = (StaffId, String, String, NaiveDateTime, NaiveDateTime);
    let row: Option<Row> = s::table
        .inner_join(staff::table)
        .filter(s::id.eq(id))
        .filter(s::ended_at.is_null())
        .filter(staff::active.eq(true))
        .select((
            staff::id,
            staff::name,
            s::csrf_token,
            s::created_at,
            s::last_seen_at,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(staff, name, csrf_token, created, seen)| Session {
        id,
        staff,
        name,
        csrf_token,
        created_at: from_db(created),
        last_seen_at: from_db(seen),
    }))
}

/// The person was seen at a moment. Nothing happens to a session that has been ended meanwhile.
pub fn touch_session(
    conn: &mut Conn,
    id: SessionId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = s::table
        .find(id)
        .filter(s::ended_at.is_null())
        .filter(s::last_seen_at.lt(to_db(at)));
    diesel::update(row)
        .set(s::last_seen_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}

/// Ends a session.
pub fn end_session(conn: &mut Conn, id: SessionId, at: DateTime<Utc>) -> Result<(), StorageError> {
    let row = s::table.find(id).filter(s::ended_at.is_null());
    diesel::update(row)
        .set(s::ended_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}

/// Ends every session of a person.
pub fn end_sessions_of(
    conn: &mut Conn,
    person: StaffId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let open = s::table
        .filter(s::staff_id.eq(person))
        .filter(s::ended_at.is_null());
    diesel::update(open)
        .set(s::ended_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}

/// Forgets the sessions begun before a moment; says how many.
pub fn purge_sessions(conn: &mut Conn, before: DateTime<Utc>) -> Result<usize, StorageError> {
    let old = s::table.filter(s::created_at.lt(to_db(before)));
    Ok(diesel::delete(old).execute(conn)?)
}
