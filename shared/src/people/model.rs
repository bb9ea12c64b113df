//! Periods of the organisation's history. A period includes both its dates; no last day means "still".

use super::organisation::{Days, Organisation};
use crate::ids::{LineId, MembershipId, StaffId, TeamId};
use chrono::NaiveDate;

/// A period, both dates included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: still.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// A period.
    pub const fn new(from: NaiveDate, to: Option<NaiveDate>) -> Self {
        Self { from, to }
    }
    /// The day lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
    /// The two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
    /// It is over before the day.
    pub fn is_over_by(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

/// One person line-managed another for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The record.
    pub id: LineId,
    /// Who was managed.
    pub staff: StaffId,
    /// By whom.
    pub manager: StaffId,
    /// When.
    pub span: Span,
}

/// A person worked in a team for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The record.
    pub id: MembershipId,
    /// Who.
    pub staff: StaffId,
    /// Where.
    pub team: TeamId,
    /// When.
    pub span: Span,
}

/// A new period cannot begin on or before the first day of one that is recorded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeginsTooEarly;

/// The periods that a new one from `from` ends, and the day on which they then end: the day before.
pub fn ended_by<I: Copy>(
    recorded: &[(I, Span)],
    from: NaiveDate,
) -> Result<(Vec<I>, NaiveDate), BeginsTooEarly> {
    let day_before = from.pred_opt().ok_or(BeginsTooEarly)?;
    if recorded.iter().any(|(_, span)| span.from >= from) {
        return Err(BeginsTooEarly);
    }
    let ended = recorded
        .iter()
        .filter(|(_, span)| span.contains(from))
        .map(|(id, _)| *id)
        .collect();
    Ok((ended, day_before))
}

/// Would a line from `staff` to `manager` from a day on make someone their own manager, at any level, on any day?
pub fn closes_a_circle(lines: &[Line], staff: StaffId, manager: StaffId, from: NaiveDate) -> bool {
    let from_then_on = Days::of(Span::new(from, None));
    let above = Organisation::new(lines, &[], &[]).above(manager, &from_then_on);
    staff == manager || above.contains_key(&staff)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn span(from: &str, to: &str) -> Span {
        Span::new(day(from), to.parse().ok())
    }
    fn staff(n: u128) -> StaffId {
        StaffId(Uuid::from_u128(n))
    }
    fn line(of: u128, manager: u128, from: &str, to: &str) -> Line {
        Line {
            id: LineId(Uuid::from_u128(of * 100 + manager)),
            staff: staff(of),
            manager: staff(manager),
            span: span(from, to),
        }
    }

    #[test]
    fn both_dates_are_in_a_period() {
        let may = span("2008-05-01", "2008-05-31");
        assert!(may.contains(day("2008-05-01")) && may.contains(day("2008-05-31")));
        assert!(!may.contains(day("2008-04-30")) && !may.contains(day("2008-06-01")));
        assert!(may.overlaps(&span("2008-05-31", "-")) && !may.overlaps(&span("2008-06-01", "-")));
        assert!(span("2008-01-01", "-").contains(day("2030-01-01")));
        assert!(may.is_over_by(day("2008-06-01")) && !may.is_over_by(day("2008-05-31")));
    }

    #[test]
    fn a_new_period_ends_the_running_one_the_day_before() {
        let recorded = [
            (1, span("2007-01-01", "2007-12-31")),
            (2, span("2008-01-01", "-")),
        ];
        assert_eq!(
            ended_by(&recorded, day("2008-09-01")),
            Ok((vec![2], day("2008-08-31")))
        );
        let over = [(1, span("2007-01-01", "2007-12-31"))];
        assert_eq!(
            ended_by(&over, day("2008-01-01")),
            Ok((vec![], day("2007-12-31")))
        );
        let planned = [(1, span("2007-01-01", "2008-12-31"))];
        assert_eq!(
            ended_by(&planned, day("2008-12-31")),
            Ok((vec![1], day("2008-12-30")))
        );
    }

    #[test]
    fn a_new_period_never_rewrites_one_that_began_on_that_day_or_later() {
        let recorded = [(1, span("2008-01-01", "-"))];
        assert_eq!(ended_by(&recorded, day("2008-01-01")), Err(BeginsTooEarly));
        assert_eq!(ended_by(&recorded, day("2007-12-31")), Err(BeginsTooEarly));
    }

    #[test]
    fn nobody_comes_to_manage_themself_at_any_level_on_any_day() {
        // 1 ← 2 ← 3 since January.
        let lines = [line(3, 2, "2008-01-01", "-"), line(2, 1, "2008-01-01", "-")];
        let may = day("2008-05-01");
        assert!(closes_a_circle(&lines, staff(1), staff(3), may));
        assert!(closes_a_circle(&lines, staff(1), staff(1), may));
        assert!(!closes_a_circle(&lines, staff(3), staff(1), may));
        // 3 comes to answer to 1 only later: a line from 1 to 3 before that closes the circle on that day.
        let later = [line(3, 1, "2008-09-01", "-")];
        assert!(closes_a_circle(&later, staff(1), staff(3), may));
        // What is over is no circle.
        let over = [line(3, 1, "2007-01-01", "2008-04-30")];
        assert!(!closes_a_circle(&over, staff(1), staff(3), may));
    }
}
