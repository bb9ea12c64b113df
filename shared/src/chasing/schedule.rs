//! On which days people are reminded.

use super::{ChaseLength, Moment};
use crate::calendar::{Length, is_working_day, subtract_working_days};
use chrono::NaiveDate;

/// When people are reminded, as set for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// How long before a date.
    pub before: Length,
    /// How long after a date it has gone to the line above.
    pub escalate: Length,
    /// How long after that it comes again, and again.
    pub repeat: Length,
}

/// The lengths when nothing else is set (design defaults; settings with effective dates override them).
pub const fn default_length(length: ChaseLength) -> Length {
    match length {
        ChaseLength::Before => Length::WorkingDays(2),
        ChaseLength::Escalate => Length::WorkingDays(1),
        ChaseLength::Repeat => Length::WorkingDays(5),
    }
}

/// One reminder of a date; there is never a second one of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reminder {
    /// Which.
    pub moment: Moment,
    /// The how-manieth after the date, from 0.
    pub round: u16,
}

/// Nobody is reminded on a day on which nobody works.
pub fn is_chasing_day(today: NaiveDate) -> bool {
    is_working_day(today)
}

/// The reminder of a date that stands today: the last whose day has come. None: it is too early for any.
///
/// Earlier ones that were missed, because the clock began late or nothing ran, are not made up for. The reminder on the
/// date comes on the last working day before it where nobody works on the date itself, and a day on which nobody works
/// counts as the working day before it.
pub fn reached(due: NaiveDate, today: NaiveDate, rhythm: &Rhythm) -> Option<Reminder> {
    let today = last_working_day(today);
    let at = |moment, round| Some(Reminder { moment, round });
    let mut next = rhythm.escalate.deadline(due);
    if today < rhythm.before.before(due) && today < last_working_day(due) {
        return None;
    }
    if today < last_working_day(due) {
        return at(Moment::Before, 0);
    }
    if today < next {
        return at(Moment::Due, 0);
    }
    let mut round = 0;
    loop {
        next = rhythm.repeat.deadline(next);
        if today < next || round == u16::MAX {
            return at(Moment::Overdue, round);
        }
        round += 1;
    }
}

/// The day, or the working day before it.
fn last_working_day(day: NaiveDate) -> NaiveDate {
    if is_working_day(day) {
        day
    } else {
        subtract_working_days(day, 1)
    }
}
