//! Invented incidents: plots, and the lives that follow from them.

mod acts;
mod calendar;
mod cast;
mod family;
mod life;
mod plot;
mod script;
mod support;
#[cfg(test)]
mod tests;
mod texts;

pub use cast::Cast;
pub use life::{Entry, Told};

use super::dice::Dice;
use super::organisation::{TWO_YEARS, before};
use calendar::{Calendar, opening};
use chrono::{DateTime, Duration, Utc};
use life::Life;
use plot::{Plot, Twist};
use service::today_in_london;
use shared::ids::StaffId;
use shared::incidents::{Incident, Stage, Stamp};
use std::iter::Peekable;
use std::vec::IntoIter;

/// Tells incidents one after the other, the oldest first.
pub struct Teller<'a> {
    cast: &'a Cast,
    dice: Dice,
    calendar: Calendar,
    now: DateTime<Utc>,
    plots: Peekable<IntoIter<(DateTime<Utc>, Plot)>>,
    /// What the next duplicate repeats.
    earlier: Option<Incident>,
}

impl<'a> Teller<'a> {
    /// A teller of so many incidents, spread over the two years before now.
    pub fn new(cast: &'a Cast, count: usize, now: DateTime<Utc>, mut dice: Dice) -> Self {
        let mut plots: Vec<_> = plot::invent(count, &mut dice)
            .into_iter()
            .map(|plot| (reported_at(plot.age, now, &mut dice), plot))
            .collect();
        plots.sort_by_key(|(at, _)| *at);
        Self {
            cast,
            dice,
            calendar: Calendar::new(before(now.date_naive(), TWO_YEARS + 10), now),
            now,
            plots: plots.into_iter().peekable(),
            earlier: None,
        }
    }

    /// Who reports it, and whether someone else is to log it.
    fn reporter(&mut self, plot: &Plot, scene: &cast::Scene<'_>) -> Option<(StaffId, bool)> {
        let starred = self
            .cast
            .practitioner
            .filter(|_| plot.has(Twist::PractitionerReport));
        let by_staff = plot.ends == Stage::Received || self.dice.chance(15);
        if starred.is_none() && !by_staff {
            return self.cast.intake(&mut self.dice).map(|who| (who, false));
        }
        let near: Vec<StaffId> = self
            .cast
            .posts
            .practitioners
            .iter()
            .filter(|(_, team)| {
                self.cast.organisation.area_of(*team) == Some(scene.file.area)
            })
            .map(|(who, _)| *who)
            .filter(|who| !self.cast.posts.holds_twice(*who))
            .chain(scene.manager())
            .collect();
        starred
            .or_else(|| self.dice.pick(&near))
            .map(|who| (who, true))
    }
}

impl Iterator for Teller<'_> {
    type Item = Told;

    fn next(&mut self) -> Option<Told> {
        let (at, mut plot) = self.plots.next()?;
        let earlier = self.earlier.take().filter(|_| plot.ends == Stage::Duplicate);
        if plot.ends == Stage::Duplicate && earlier.is_none() {
            plot.ends = Stage::Rejected;
        }
        let scene = self.cast.scene(&plot, today_in_london(at), &mut self.dice)?;
        let (by, unlogged) = self.reporter(&plot, &scene)?;
        let age = (self.now - at).num_days();
        let script = script::write(&plot, unlogged, age, &mut self.dice);
        let moments = self.calendar.moments(at, &script);
        let reporter = Stamp { by, at };
        let repeats = earlier.as_ref();
        let mut life = Life::new(self.cast, &plot, scene, reporter, repeats, &mut self.dice);
        life.begin(unlogged);
        let told = life.live(&script, &moments);
        let next_repeats = self
            .plots
            .peek()
            .is_some_and(|(_, plot)| plot.ends == Stage::Duplicate);
        self.earlier = if !next_repeats {
            None
        } else if told.incident.set_aside.is_none() {
            Some(told.incident.clone())
        } else {
            earlier
        };
        Some(told)
    }
}

/// When an incident was reported that is so many days old, at least and at most: in working hours, and not after now.
fn reported_at(age: (i64, i64), now: DateTime<Utc>, dice: &mut Dice) -> DateTime<Utc> {
    let days = u64::try_from(dice.between(age.0, age.1)).unwrap_or_default();
    let day = before(today_in_london(now), days);
    let at = day.and_time(opening()).and_utc() + Duration::seconds(dice.between(0, 8 * 3_600));
    at.min(now - Duration::minutes(dice.between(20, 200)))
}
