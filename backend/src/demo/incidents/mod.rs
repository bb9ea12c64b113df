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
use chrono::{DateTime, Datelike, Duration, Utc};
use life::Life;
use plot::{Plot, Twist};
use service::today_in_london;
use shared::ids::StaffId;
use shared::incidents::{Incident, Stage, Stamp};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec::IntoIter;

/// What is to be told, the oldest first, before there are references for it.
pub struct Plan {
    plots: Vec<(DateTime<Utc>, Plot)>,
    now: DateTime<Utc>,
    dice: Dice,
}

impl Plan {
    /// So many incidents, spread over the two years before now.
    pub fn new(count: usize, now: DateTime<Utc>, mut dice: Dice) -> Self {
        let mut plots: Vec<_> = plot::invent(count, &mut dice)
            .into_iter()
            .map(|plot| (reported_at(plot.age, now, &mut dice), plot))
            .collect();
        plots.sort_by_key(|(at, _)| *at);
        Self { plots, now, dice }
    }

    /// How many references it takes, year by year.
    pub fn years(&self) -> BTreeMap<i32, i32> {
        let mut years = BTreeMap::new();
        for (at, _) in &self.plots {
            *years.entry(today_in_london(*at).year()).or_default() += 1;
        }
        years
    }
}

/// References still to be given, by year.
pub type References = BTreeMap<i32, IntoIter<String>>;

/// Tells incidents one after the other.
pub struct Teller<'a> {
    cast: &'a Cast,
    references: References,
    dice: Dice,
    calendar: Calendar,
    now: DateTime<Utc>,
    plots: Peekable<IntoIter<(DateTime<Utc>, Plot)>>,
    /// What the next duplicate repeats.
    earlier: Option<Incident>,
}

impl<'a> Teller<'a> {
    /// A teller of what is planned.
    pub fn new(cast: &'a Cast, plan: Plan, references: References) -> Self {
        let now = plan.now;
        Self {
            cast,
            references,
            dice: plan.dice,
            calendar: Calendar::new(before(now.date_naive(), TWO_YEARS + 10), now),
            now,
            plots: plan.plots.into_iter().peekable(),
            earlier: None,
        }
    }

    /// Dice for what goes with the incidents told.
    pub fn spare(&mut self) -> Dice {
        self.dice.spare()
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
            .filter(|(_, team)| self.cast.organisation.area_of(*team) == Some(scene.file.area))
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
        let earlier = self
            .earlier
            .take()
            .filter(|_| plot.ends == Stage::Duplicate);
        if plot.ends == Stage::Duplicate && earlier.is_none() {
            plot.ends = Stage::Rejected;
        }
        let notified_on = today_in_london(at);
        let reference = self.references.get_mut(&notified_on.year())?.next()?;
        let scene = self.cast.scene(&plot, notified_on, &mut self.dice)?;
        let (by, unlogged) = self.reporter(&plot, &scene)?;
        let age = (self.now - at).num_days();
        let script = script::write(&plot, unlogged, age, &mut self.dice);
        let moments = self.calendar.moments(at, &script);
        let reporter = Stamp { by, at };
        let repeats = earlier.as_ref();
        let dice = &mut self.dice;
        let mut life = Life::new(self.cast, &plot, scene, reporter, repeats, reference, dice);
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
