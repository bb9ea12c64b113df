//! How often something was guessed at, and when the next guess is taken.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::dialect::{from_db, on_each, to_db};
use crate::forgetting::forget_before;
use crate::schema::guesses as g;
use crate::{Conn, StorageError};

/// The guesses at one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guesses {
    /// How many went wrong, less those forgiven.
    pub failures: i64,
    /// When the last one was made.
    pub last_at: DateTime<Utc>,
    /// When the next one is taken.
    pub next_at: DateTime<Utc>,
}

/// The guesses at a subject, held for this transaction: no other counts them at the same time. A subject that was
/// never guessed at has none. Subjects are held in alphabetical order, so that no two wait for each other.
pub fn hold_guesses(
    conn: &mut Conn,
    subject: &str,
    at: DateTime<Utc>,
) -> Result<Guesses, StorageError> {
    let new = (
        g::subject.eq(subject),
        g::failures.eq(0),
        g::last_at.eq(to_db(at)),
        g::next_at.eq(to_db(at)),
    );
    on_each!(conn, c => diesel::insert_into(g::table)
        .values(new)
        .on_conflict(g::subject)
        .do_update()
        .set(g::subject.eq(subject))
        .execute(c))?;
    let (failures, last, next): (i64, NaiveDateTime, NaiveDateTime) = g::table
        .find(subject)
        .select((g::failures, g::last_at, g::next_at))
        .first(conn)?;
    Ok(Guesses {
        failures,
        last_at: from_db(last),
        next_at: from_db(next),
    })
}

/// Keeps the guesses at a subject that is held.
pub fn put_guesses(conn: &mut Conn, subject: &str, guesses: Guesses) -> Result<(), StorageError> {
    diesel::update(g::table.find(subject))
        .set((
            g::failures.eq(guesses.failures),
            g::last_at.eq(to_db(guesses.last_at)),
            g::next_at.eq(to_db(guesses.next_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets what was last guessed at before a moment, the oldest first; says at how many subjects.
pub fn purge_guesses(conn: &mut Conn, before: DateTime<Utc>) -> Result<usize, StorageError> {
    Ok(forget_before!(conn, g::table, g::last_at, before))
}
