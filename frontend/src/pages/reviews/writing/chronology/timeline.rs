//! The chronology as a drawing, with the stretches in which nothing is recorded or nobody saw the child, and the same in a
//! table.

use crate::components::{Column, DataTable};
use crate::format;
use crate::pages::reviews::writing::glance::Glance;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::reviews::chronology::{Entry, Gap};
use shared::reviews::management::Terms;
use std::fmt::Write;

/// How wide the drawing is, in its own units.
const WIDTH: f64 = 1_000.0;

/// How many years are named at most.
const MOST_YEARS: usize = 6;

/// A scale from days to places in the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scale {
    first: NaiveDate,
    days: f64,
}

impl Scale {
    fn new((first, last): (NaiveDate, NaiveDate)) -> Self {
        Self {
            first,
            days: span(first, last) + 1.0,
        }
    }
    fn place(self, day: NaiveDate) -> f64 {
        span(self.first, day) / self.days * WIDTH
    }
    /// Where a stretch begins and how wide it is.
    fn band(self, gap: &Gap) -> (f64, f64) {
        let begin = self.place(gap.from);
        (
            begin,
            span(gap.from, gap.to) / self.days * WIDTH + WIDTH / self.days,
        )
    }
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand days")]
fn span(first: NaiveDate, last: NaiveDate) -> f64 {
    (last - first).num_days() as f64
}

/// One stroke for each row, all in one path.
fn strokes<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    scale: Scale,
    top: u32,
    tall: u32,
) -> String {
    let mut days: Vec<_> = entries.map(|entry| entry.on).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().fold(String::new(), |mut path, day| {
        let _ = write!(path, "M{:.1} {top}v{tall}", scale.place(day));
        path
    })
}

/// The years that begin within the period, thinned out so that their names do not run into each other.
fn years(scale: Scale, last: NaiveDate) -> Vec<(i32, f64)> {
    let all = scale.first.year()..=last.year();
    let begins = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1);
    let inside: Vec<_> = all
        .filter_map(|year| Some((year, begins(year)?)))
        .filter(|(_, day)| (scale.first..=last).contains(day))
        .map(|(year, day)| (year, scale.place(day)))
        .collect();
    let every = inside.len() / MOST_YEARS + 1;
    inside.into_iter().step_by(every).collect()
}

/// The drawing; nothing while there is nothing to draw.
pub fn timeline(glance: &Glance, terms: Option<&Terms>) -> Option<AnyView> {
    let period = glance.period(terms)?;
    let (silent, unseen) = glance.gaps(period);
    let drawing = drawing(glance, period, &silent, &unseen);
    Some(
        view! {
            <figure class="app-timeline">
                <figcaption class="govuk-body-s">
                    {format!("From {} to {}. ", format::date(period.0), format::date(period.1))}
                    "Upper strokes: rows in which the child was seen. Lower strokes: all other rows. "
                    "Striped: more than 28 days in which nobody saw the child (above) or nothing is recorded (below)."
                </figcaption>
                {drawing}
            </figure>
        }
        .into_any(),
    )
}

/// The same stretches in a table.
pub fn stretches(glance: &Glance, terms: Option<&Terms>) -> Option<AnyView> {
    let (silent, unseen) = glance.gaps(glance.period(terms)?);
    Some(table(&silent, &unseen))
}

fn drawing(
    glance: &Glance,
    period: (NaiveDate, NaiveDate),
    silent: &[Gap],
    unseen: &[Gap],
) -> AnyView {
    let scale = Scale::new(period);
    let within = |entry: &&Entry| (period.0..=period.1).contains(&entry.on);
    let (seen, other): (Vec<_>, Vec<_>) = glance
        .entries
        .iter()
        .filter(within)
        .partition(|entry| entry.child_seen.is_seen());
    let bands = |gaps: &[Gap], y: &'static str| {
        let band = |gap: &Gap| {
            let (x, width) = scale.band(gap);
            view! {
                <rect fill="url(#stripes)" x=format!("{x:.1}") y=y width=format!("{width:.1}") height="34"></rect>
            }
        };
        gaps.iter().map(band).collect_view()
    };
    let year = |(year, x): (i32, f64)| {
        let x = format!("{:.2}%", x / WIDTH * 100.0);
        view! {
            <line class="app-timeline__year" x1=x.clone() x2=x.clone() y1="0" y2="94"></line>
            <text class="app-timeline__name" x=x dx="4" y="92">
                {year.to_string()}
            </text>
        }
    };
    let years = years(scale, period.1).into_iter().map(year).collect_view();
    let words = format!(
        "{} of the chronology over its period; {} in which nothing is recorded, {} in which nobody saw the child. The table below lists them.",
        format::count(glance.entries.len(), "row", "rows"),
        format::count(silent.len(), "long stretch", "long stretches"),
        format::count(unseen.len(), "long stretch", "long stretches"),
    );
    view! {
        <svg class="app-timeline__drawing" height="96" role="img" aria-label=words>
            <defs>
                <pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="app-timeline__stripe" x1="0" y1="0" x2="0" y2="8"></line>
                </pattern>
            </defs>
            {years}
            // Stretched to whatever width there is; what is written beside it is not.
            <svg width="100%" height="74" viewBox="0 0 1000 74" preserveAspectRatio="none">
                {bands(unseen, "0")}
                {bands(silent, "40")}
                <path class="app-timeline__row" d=strokes(seen.into_iter(), scale, 2, 30)></path>
                <path class="app-timeline__row" d=strokes(other.into_iter(), scale, 42, 30)></path>
            </svg>
            <line class="app-timeline__axis" x1="0" x2="100%" y1="37" y2="37"></line>
        </svg>
    }
    .into_any()
}

fn table(silent: &[Gap], unseen: &[Gap]) -> AnyView {
    let mut all: Vec<_> = unseen
        .iter()
        .map(|gap| (gap, "Nobody saw the child"))
        .collect();
    all.extend(silent.iter().map(|gap| (gap, "Nothing is recorded")));
    all.sort_by_key(|(gap, _)| gap.from);
    let cells = |(gap, what): (&Gap, &'static str)| {
        vec![
            what.into_any(),
            format::short_date(gap.from).into_any(),
            format::short_date(gap.to).into_any(),
            gap.days.to_string().into_any(),
        ]
    };
    let mut columns = ["What", "From", "To", "Days"].map(Column::new).to_vec();
    if let Some(days) = columns.pop() {
        columns.push(days.numeric());
    }
    let rows = all.into_iter().map(cells).collect();
    view! { <DataTable caption="More than 28 days" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_have_their_places() {
        let scale = Scale::new((day("2008-01-01"), day("2008-01-10")));
        assert!(scale.place(day("2008-01-01")).abs() < 0.01);
        assert!((scale.place(day("2008-01-06")) - 500.0).abs() < 0.01);
        let whole = Gap {
            from: day("2008-01-01"),
            to: day("2008-01-10"),
            days: 10,
        };
        let (begin, width) = scale.band(&whole);
        assert!(begin.abs() < 0.01 && (width - WIDTH).abs() < 0.01);
    }

    #[test]
    fn years_are_named_and_not_too_many() {
        let period = (day("2007-06-01"), day("2009-02-01"));
        let named: Vec<_> = years(Scale::new(period), period.1)
            .into_iter()
            .map(|(year, _)| year)
            .collect();
        assert_eq!(named, [2008, 2009]);
        let long = (day("1950-01-01"), day("2009-01-01"));
        assert!(years(Scale::new(long), long.1).len() <= MOST_YEARS);
    }
}
