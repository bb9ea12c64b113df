//! Values that hold from a date on.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::StaffId;
use shared::policy::settings::MaySet;
use std::collections::HashMap;

use crate::dialect::{from_db, on_each, to_db};
use crate::schema::{setting_versions as v, settings as s};
use crate::{Conn, StorageError};

/// A value as it was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSetting {
    /// Whose value.
    pub name: String,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The value.
    pub value: String,
    /// Who set it, and when; unknown for values older than this record of it.
    pub set: Option<(StaffId, DateTime<Utc>)>,
}

type Row = (
    String,
    NaiveDate,
    String,
    Option<StaffId>,
    Option<NaiveDateTime>,
);

fn from_row((name, from, value, by, at): Row) -> StoredSetting {
    StoredSetting {
        name,
        from,
        value,
        set: by.zip(at.map(from_db)),
    }
}

/// The value of a setting in force on a date.
pub fn setting(conn: &mut Conn, name: &str, on: NaiveDate) -> Result<Option<String>, StorageError> {
    Ok(s::table
        .filter(s::name.eq(name).and(s::effective_from.le(on)))
        .order(s::effective_from.desc())
        .select(s::value)
        .first(conn)
        .optional()?)
}

/// Every value that was set, past, current and coming, oldest first.
pub fn settings(conn: &mut Conn) -> Result<Vec<StoredSetting>, StorageError> {
    let rows: Vec<Row> = s::table
        .order((s::name, s::effective_from))
        .select((s::name, s::effective_from, s::value, s::set_by, s::set_at))
        .load(conn)?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// How often each setting was changed, counted from 1; what was never changed is not in it.
pub fn setting_versions(conn: &mut Conn) -> Result<HashMap<String, i64>, StorageError> {
    let rows: Vec<(String, i64)> = v::table.select((v::name, v::version)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Counts a setting's version up from the one that is expected. Says whether it did.
pub fn bump_setting(
    conn: &mut Conn,
    _may: &MaySet,
    name: &str,
    expected: i64,
) -> Result<bool, StorageError> {
    on_each!(conn, c => diesel::insert_into(v::table)
        .values((v::name.eq(name), v::version.eq(1_i64)))
        .on_conflict_do_nothing()
        .execute(c))?;
    let done = diesel::update(v::table.find(name).filter(v::version.eq(expected)))
        .set(v::version.eq(v::version + 1))
        .execute(conn)?;
    Ok(done == 1)
}

/// Sets a value from a date on, in place of one that was set from the same date.
pub fn put_setting(
    conn: &mut Conn,
    may: &MaySet,
    name: &str,
    from: NaiveDate,
    value: &str,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let what = (
        s::value.eq(value),
        s::set_by.eq(may.actor()),
        s::set_at.eq(to_db(at)),
    );
    on_each!(conn, c => diesel::insert_into(s::table)
        .values((s::name.eq(name), s::effective_from.eq(from), what))
        .on_conflict((s::name, s::effective_from))
        .do_update()
        .set(what)
        .execute(c))?;
    Ok(())
}

/// Takes a value away. Says whether there was one.
pub fn withdraw_setting(
    conn: &mut Conn,
    _may: &MaySet,
    name: &str,
    from: NaiveDate,
) -> Result<bool, StorageError> {
    Ok(diesel::delete(s::table.find((name, from))).execute(conn)? == 1)
}
