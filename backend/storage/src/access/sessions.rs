//! Sessions, which the server can end.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{SessionId, StaffId};

use crate::dialect::{from_db, to_db};
use crate::forgetting::forget_before;
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
    /// When they gave their password: giving it again begins a new session.
    pub created_at: DateTime<Utc>,
    /// When they were last seen, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// The network address they were last seen from.
    pub origin: Option<String>,
}

impl std::fmt::Debug for Session {
    /// Leaves the token out: a log line must not hold it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Session").field(&self.id).finish()
    }
}

/// A session that begins.
#[derive(Clone)]
pub struct NewSession {
    /// The session.
    pub id: SessionId,
    /// The person.
    pub staff: StaffId,
    /// What a change must carry to prove where it comes from.
    pub csrf_token: String,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// The network address it begins from.
    pub origin: Option<String>,
}

/// Begins a session.
pub fn insert_session(conn: &mut Conn, new: &NewSession) -> Result<(), StorageError> {
    diesel::insert_into(s::table)
        .values((
            s::id.eq(new.id),
            s::staff_id.eq(new.staff),
            s::csrf_token.eq(&new.csrf_token),
            s::created_at.eq(to_db(new.at)),
            s::last_seen_at.eq(to_db(new.at)),
            s::origin.eq(&new.origin),
        ))
        .execute(conn)?;
    Ok(())
}

type Row = (
    SessionId,
    StaffId,
    String,
    String,
    NaiveDateTime,
    NaiveDateTime,
    Option<String>,
);

fn of_row(row: Row) -> Session {
    let (id, staff, name, csrf_token, created, seen, origin) = row;
    Session {
        id,
        staff,
        name,
        csrf_token,
        created_at: from_db(created),
        last_seen_at: from_db(seen),
        origin,
    }
}

/// A session that has not been ended and whose person works here still.
pub fn session(conn: &mut Conn, id: SessionId) -> Result<Option<Session>, StorageError> {
    let row: Option<Row> = s::table
        .inner_join(staff::table)
        .filter(s::id.eq(id))
        .filter(s::ended_at.is_null())
        .filter(staff::active.eq(true))
        .select((
            s::id,
            staff::id,
            staff::name,
            s::csrf_token,
            s::created_at,
            s::last_seen_at,
            s::origin,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(of_row))
}

/// The sessions of a person that have not been ended, the one seen last first.
pub fn sessions_of(conn: &mut Conn, person: StaffId) -> Result<Vec<Session>, StorageError> {
    let rows: Vec<Row> = s::table
        .inner_join(staff::table)
        .filter(s::staff_id.eq(person))
        .filter(s::ended_at.is_null())
        .filter(staff::active.eq(true))
        .order((s::last_seen_at.desc(), s::id.desc()))
        .select((
            s::id,
            staff::id,
            staff::name,
            s::csrf_token,
            s::created_at,
            s::last_seen_at,
            s::origin,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// The person was seen at a moment, from an address. Nothing happens to a session that has been ended meanwhile.
pub fn touch_session(
    conn: &mut Conn,
    id: SessionId,
    at: DateTime<Utc>,
    origin: Option<&str>,
) -> Result<(), StorageError> {
    let row = s::table
        .find(id)
        .filter(s::ended_at.is_null())
        .filter(s::last_seen_at.lt(to_db(at)));
    diesel::update(row)
        .set((s::last_seen_at.eq(to_db(at)), s::origin.eq(origin)))
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

/// Ends every session of a person but one.
pub fn end_other_sessions(
    conn: &mut Conn,
    person: StaffId,
    keep: SessionId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let open = s::table
        .filter(s::staff_id.eq(person))
        .filter(s::id.ne(keep))
        .filter(s::ended_at.is_null());
    diesel::update(open)
        .set(s::ended_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}

/// Forgets the oldest of the sessions begun before a moment; says how many.
pub fn purge_sessions(conn: &mut Conn, before: DateTime<Utc>) -> Result<usize, StorageError> {
    Ok(forget_before!(conn, s::table, s::created_at, before))
}
