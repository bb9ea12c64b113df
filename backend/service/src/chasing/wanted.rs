//! The notices that there ought to be now.

use chrono::{Days, NaiveDate};
use shared::chasing::{Record, reached, recipients};
use std::collections::HashMap;
use storage::Conn;
use storage::chasing::Key;

use super::owed::{Found, Of, owed};
use super::people::{Lines, People};
use super::rhythm;
use crate::Result;

/// A reminder on the date comes earlier where nobody works on it: over Christmas by a few days.
const HOLIDAYS: Days = Days::new(7);

/// The notices that there ought to be today, each with whether it came up the line: of the whole register.
pub(super) fn wanted(conn: &mut Conn, today: NaiveDate) -> Result<HashMap<Key, bool>> {
    let rhythm = rhythm(conn, today)?;
    let until = rhythm.before.deadline(today);
    let until = until.checked_add_days(HOLIDAYS).unwrap_or(NaiveDate::MAX);
    of(conn, today, Of::Until(until))
}

/// The same of one record.
pub(super) fn wanted_on(
    conn: &mut Conn,
    today: NaiveDate,
    record: Record,
) -> Result<HashMap<Key, bool>> {
    of(conn, today, Of::These(&[record]))
}

fn of(conn: &mut Conn, today: NaiveDate, of: Of<'_>) -> Result<HashMap<Key, bool>> {
    let rhythm = rhythm(conn, today)?;
    let people = People::load(conn, today)?;
    let lines = Lines::load(conn, today)?;
    let last = people.last_resort();
    let mut keys = HashMap::new();
    for Found { owed, facts } in owed(conn, &people, of)? {
        let Some(reminder) = reached(owed.due, today, &rhythm) else {
            continue;
        };
        let to = recipients(
            &owed.people,
            reminder.moment,
            |person| lines.above(person),
            |person| people.may_see(person, &facts),
            &last,
        );
        for recipient in to {
            let key = Key {
                record: owed.record,
                duty: owed.duty,
                due: owed.due,
                reminder,
                staff: recipient.staff,
            };
            keys.insert(key, recipient.escalated);
        }
    }
    Ok(keys)
}
