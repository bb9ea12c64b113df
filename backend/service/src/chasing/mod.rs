//! Chasing (§7): reminders before, on and after each date, as notices and by e-mail.
//!
//! Nothing is planned ahead. What is owed now is derived from the facts, and whom that is to be said to from the policy and
//! the lines; notices are made of what is new and marked as over where it is owed no more. That is done each minute for the
//! records that changed, and for the whole register once a day and after a change of the organisation or a setting. An
//! e-mail is derived once more in the transaction that takes it for sending. So whatever moves a date, changes a person or ends a
//! record cancels or moves what is not sent, without knowing of it.

mod calendar;
mod changed;
mod chase;
mod notices;
mod owed;
mod people;
mod post;
mod records;
mod undelivered;
mod wanted;
mod words;

pub use owed::owed_by;
pub(crate) use owed::owed_on_reviews_by;
pub use post::Post;
pub(crate) use records::references;

use storage::Conn;

use crate::Result;
use crate::incidents::cursor::{neighbours, read, write};
use storage::chasing::{Notice, Place, Rows};

/// The kind of a notice in the audit log.
const KIND: &str = "notice";

/// The place in a list of this kind that a cursor names.
fn to_place(kind: u8, cursor: Option<&str>) -> Result<Option<Place>> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let place = read(kind, cursor).and_then(|(before, at, id)| {
        let at = chrono::DateTime::from_timestamp_micros(at)?;
        let id = id.into();
        Some(Place { at, id, before })
    });
    place.map(Some).ok_or(crate::Error::InvalidCursor)
}

/// The cursors of the next and the previous page of a list of this kind, in the order of `at`.
fn cursors(
    kind: u8,
    from: Option<Place>,
    found: &Rows,
    at: impl Fn(&Notice) -> chrono::DateTime<chrono::Utc>,
) -> (Option<String>, Option<String>) {
    let beside = neighbours(from.map(|place| place.before), found.more);
    let cursor = |row: &Notice, before| write(kind, before, at(row).timestamp_micros(), row.id.0);
    let (first, last) = (found.rows.first(), found.rows.last());
    (
        last.filter(|_| beside.next).map(|row| cursor(row, false)),
        first
            .filter(|_| beside.previous)
            .map(|row| cursor(row, true)),
    )
}

/// When people are reminded, as set for a day.
fn rhythm(conn: &mut Conn, on: chrono::NaiveDate) -> Result<shared::chasing::Rhythm> {
    use crate::settings::chase_length;
    use shared::chasing::ChaseLength;
    Ok(shared::chasing::Rhythm {
        before: chase_length(conn, ChaseLength::Before, on)?,
        escalate: chase_length(conn, ChaseLength::Escalate, on)?,
        repeat: chase_length(conn, ChaseLength::Repeat, on)?,
    })
}
