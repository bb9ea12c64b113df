//! When things are done: in working hours, in order, and not after now.

use super::script::{Beat, DAY};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use shared::calendar::is_working_day;

/// The working days up to today, in order.
pub struct Calendar {
    days: Vec<NaiveDate>,
    now: DateTime<Utc>,
}

impl Calendar {
    /// The working days from a day up to now.
    pub fn new(from: NaiveDate, now: DateTime<Utc>) -> Self {
        let days = from.iter_days().take_while(|day| *day <= now.date_naive());
        Self {
            days: days.filter(|day| is_working_day(*day)).collect(),
            now,
        }
    }

    /// The moments at which the beats of a script fall, all of them before now and in their order. What does not fit
    /// into working days is done in a hurry.
    pub fn moments(&self, reported: DateTime<Utc>, script: &[Beat]) -> Vec<DateTime<Utc>> {
        let mut last = reported;
        let at_work: Option<Vec<_>> = script
            .iter()
            .map(|beat| {
                last = self
                    .at_work(reported, beat.after)?
                    .max(last + Duration::seconds(10));
                (last < self.now).then_some(last)
            })
            .collect();
        at_work.unwrap_or_else(|| {
            let count = i32::try_from(script.len()).unwrap_or(i32::MAX - 1);
            let step = (self.now - reported) / (count + 1);
            (1..=count).map(|nth| reported + step * nth).collect()
        })
    }

    /// So many working seconds later, if today is not before that.
    fn at_work(&self, reported: DateTime<Utc>, after: i64) -> Option<DateTime<Utc>> {
        let opening = opening();
        let since_opening = (reported.time() - opening).num_seconds().clamp(0, DAY);
        let seconds = since_opening + after;
        let first = self
            .days
            .partition_point(|day| *day < reported.date_naive());
        let day = self
            .days
            .get(first + usize::try_from(seconds / DAY).ok()?)?;
        let moment = day.and_time(opening).and_utc() + Duration::seconds(seconds % DAY);
        // A report that comes outside working hours is dealt with when they begin, and never before it came.
        Some(moment.max(reported + Duration::seconds(after.min(600))))
    }
}

/// When the offices open.
pub fn opening() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()
}
