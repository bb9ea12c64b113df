//! Codelists: their codes, each with its days and its labels.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::codelists::{Code, Codelist, Entry, Label};
use shared::ids::StaffId;
use shared::people::Span;
use shared::policy::codelists::MayKeep;

use crate::dialect::{from_db, on_each, one_of, to_db};
use crate::schema::{code_labels as l, codelists as v, codes as c};
use crate::{Conn, StorageError};

type CodeRow = (
    Codelist,
    Code,
    NaiveDate,
    Option<NaiveDate>,
    Option<StaffId>,
    Option<NaiveDateTime>,
);
type LabelRow = (
    Codelist,
    Code,
    NaiveDate,
    String,
    Option<StaffId>,
    Option<NaiveDateTime>,
);

/// Every code of these lists, those to come and those that have ended too, in the order in which they were added. Two
/// queries, however many there are.
pub fn entries(
    conn: &mut Conn,
    lists: &[Codelist],
) -> Result<HashMap<Codelist, Vec<Entry>>, StorageError> {
    let codes: Vec<CodeRow> = c::table
        .filter(one_of(c::list, lists))
        .order((c::list, c::position))
        .select((
            c::list,
            c::code,
            c::from_date,
            c::to_date,
            c::ended_by,
            c::ended_at,
        ))
        .load(conn)?;
    let rows: Vec<LabelRow> = l::table
        .filter(one_of(l::list, lists))
        .order((l::list, l::code, l::from_date))
        .load(conn)?;
    let mut labels: HashMap<(Codelist, Code), Vec<Label>> = HashMap::new();
    for (list, code, from, text, by, at) in rows {
        let set = stamp(by, at);
        let label = Label { from, text, set };
        labels.entry((list, code)).or_default().push(label);
    }
    let mut found: HashMap<Codelist, Vec<Entry>> = HashMap::new();
    for (list, code, from, to, by, at) in codes {
        let key = (list, code);
        let labels = labels.remove(&key).unwrap_or_default();
        found.entry(list).or_default().push(Entry {
            code: key.1,
            span: Span::new(from, to),
            labels,
            ended: stamp(by, at),
        });
    }
    Ok(found)
}

/// Every code of one list.
pub fn entries_of(conn: &mut Conn, list: Codelist) -> Result<Vec<Entry>, StorageError> {
    Ok(entries(conn, &[list])?.remove(&list).unwrap_or_default())
}

fn stamp(by: Option<StaffId>, at: Option<NaiveDateTime>) -> Option<(StaffId, DateTime<Utc>)> {
    by.zip(at.map(from_db))
}

/// How often each list was changed, counted from 1.
pub fn versions(conn: &mut Conn) -> Result<HashMap<Codelist, i64>, StorageError> {
    let rows: Vec<(Codelist, i64)> = v::table
        .filter(one_of(v::name, Codelist::ALL))
        .select((v::name, v::version))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Counts a list's version up from the one that is expected. Says whether it did.
pub fn bump(
    conn: &mut Conn,
    _may: &MayKeep,
    list: Codelist,
    expected: i64,
) -> Result<bool, StorageError> {
    let done = diesel::update(v::table.find(list).filter(v::version.eq(expected)))
        .set(v::version.eq(v::version + 1))
        .execute(conn)?;
    Ok(done == 1)
}

/// Adds a code with its labels at the end of a list.
pub fn insert_code(
    conn: &mut Conn,
    may: &MayKeep,
    list: Codelist,
    entry: &Entry,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let highest: Option<i32> = c::table
        .filter(c::list.eq(list))
        .select(diesel::dsl::max(c::position))
        .first(conn)?;
    diesel::insert_into(c::table)
        .values((
            c::list.eq(list),
            c::code.eq(&entry.code),
            c::position.eq(highest.unwrap_or_default() + 1),
            c::from_date.eq(entry.span.from),
            c::to_date.eq(entry.span.to),
        ))
        .execute(conn)?;
    for label in &entry.labels {
        put_label(conn, may, list, &entry.code, label, at)?;
    }
    Ok(())
}

/// Sets a label of a code, in place of one that begins on the same day.
pub fn put_label(
    conn: &mut Conn,
    may: &MayKeep,
    list: Codelist,
    code: &Code,
    label: &Label,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let what = (
        l::label.eq(label.text.as_str()),
        l::set_by.eq(may.actor()),
        l::set_at.eq(to_db(at)),
    );
    on_each!(conn, conn => diesel::insert_into(l::table)
        .values((l::list.eq(list), l::code.eq(code), l::from_date.eq(label.from), what))
        .on_conflict((l::list, l::code, l::from_date))
        .do_update()
        .set(what)
        .execute(conn))?;
    Ok(())
}

/// Sets the last day of a code; none: it has no end any more.
pub fn end_code(
    conn: &mut Conn,
    may: &MayKeep,
    list: Codelist,
    code: &Code,
    to: Option<NaiveDate>,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    diesel::update(c::table.find((list, code)))
        .set((
            c::to_date.eq(to),
            c::ended_by.eq(to.map(|_| may.actor())),
            c::ended_at.eq(to.map(|_| to_db(at))),
        ))
        .execute(conn)?;
    Ok(())
}
