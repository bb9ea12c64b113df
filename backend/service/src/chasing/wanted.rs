//! The notices that there ought to be now.

use chrono::{Days, NaiveDate};
use shared::chasing::{Record, Rhythm, reached, recipients};
use shared::ids::StaffId;
use std::collections::HashMap;
use storage::Conn;
use storage::chasing::Key;

use super::owed::{Found, owed_on};
use super::people::{Lines, People};
use super::rhythm;
use crate::Result;

/// A reminder on the date comes earlier where nobody works on it: over Christmas by a few days.
const HOLIDAYS: Days = Days::new(7);

/// What holds for every record on one day: who works here, who is above whom, and when people are reminded.
pub(super) struct Day {
    pub(super) today: NaiveDate,
    rhythm: Rhythm,
    people: People,
    lines: Lines,
    last_resort: Vec<StaffId>,
}

impl Day {
    pub(super) fn load(conn: &mut Conn, today: NaiveDate) -> Result<Self> {
        let people = People::load(conn, today)?;
        Ok(Self {
            today,
            rhythm: rhythm(conn, today)?,
            lines: Lines::load(conn, today)?,
            last_resort: people.last_resort(),
            people,
        })
    }

    /// What is due after this day, nobody is reminded of yet.
    pub(super) fn horizon(&self) -> NaiveDate {
        let until = self.rhythm.before.deadline(self.today);
        until.checked_add_days(HOLIDAYS).unwrap_or(NaiveDate::MAX)
    }

    /// The notices that there ought to be of these records, each with whether it came up the line.
    pub(super) fn wanted(&self, conn: &mut Conn, records: &[Record]) -> Result<HashMap<Key, bool>> {
        let mut keys = HashMap::new();
        for Found { owed, facts } in owed_on(conn, &self.people, records)? {
            let Some(reminder) = reached(owed.due, self.today, &self.rhythm) else {
                continue;
            };
            let to = recipients(
                &owed.people,
                reminder.moment,
                |person| self.lines.above(person),
                |person| self.people.may_see(person, &facts),
                &self.last_resort,
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
}
