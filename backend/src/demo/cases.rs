//! Invented court cases, with whoever worked on them and when.

use super::dice::Dice;
use super::organisation::{Organisation, TWO_YEARS, before, morning};
use super::posts::Posts;
use chrono::{Datelike, Days, NaiveDate};
use shared::ids::{CaseId, StaffId, TeamId};
use shared::people::Span;
use shared::practice::{CaseStatus, LawType};
use storage::practice::{Allocation, Case};

/// What every invented reference begins with.
pub const PREFIX: &str = "DEMO-";

/// Cases a team.
const EACH: i64 = 5;

/// Makes some cases for every team; a few years' worth, more than half of them open.
pub fn invent(
    organisation: &Organisation,
    today: NaiveDate,
    dice: &mut Dice,
) -> Vec<(Case, Vec<Allocation>)> {
    let posts = Posts::of(organisation, today);
    let mut cases = Vec::new();
    for team in &organisation.teams {
        let here = workers(&posts, |t| t == team.id);
        let near = workers(&posts, |t| organisation.area_of(t) == Some(team.area));
        let count = dice.between(EACH - 1, EACH);
        for nth in 0..count {
            let ago = u64::try_from(dice.between(40, 900)).unwrap_or_default();
            let opened_on = before(today, ago);
            // The first of each team began before the incidents do and is open: there is always one to happen on.
            let opened_on = if nth == 0 {
                before(opened_on, TWO_YEARS)
            } else {
                opened_on
            };
            let ran = u64::try_from(dice.between(90, 500)).unwrap_or_default();
            let closed_on = opened_on
                .checked_add_days(Days::new(ran))
                .filter(|end| *end < today && nth > 0 && dice.chance(70));
            let law = dice.one([LawType::PublicLaw, LawType::PrivateLaw]);
            let letter = if law == LawType::PublicLaw { 'C' } else { 'P' };
            let span = Span::new(opened_on, closed_on);
            let case = Case {
                id: dice.id(morning(opened_on)),
                reference: format!(
                    "{PREFIX}{:02}{letter}-{:04}",
                    opened_on.year() % 100,
                    cases.len() + 1
                ),
                law,
                status: if closed_on.is_some() {
                    CaseStatus::Closed
                } else {
                    CaseStatus::Open
                },
                team: team.id,
                opened_on,
                closed_on,
            };
            let allocations = allocations(dice, case.id, &here, &near, span, today);
            cases.push((case, allocations));
        }
    }
    cases
}

/// The practitioners of teams.
fn workers(posts: &Posts, of: impl Fn(TeamId) -> bool) -> Vec<StaffId> {
    let all = posts.practitioners.iter();
    all.filter(|(_, team)| of(*team))
        .map(|(who, _)| *who)
        .collect()
}

/// One or two people one after the other; the last is the team's own.
fn allocations(
    dice: &mut Dice,
    case: CaseId,
    here: &[StaffId],
    near: &[StaffId],
    span: Span,
    today: NaiveDate,
) -> Vec<Allocation> {
    let (Some(first), Some(last)) = (dice.pick(near), dice.pick(here)) else {
        return Vec::new();
    };
    let days = (span.to.unwrap_or(today) - span.from).num_days();
    let handed_over = u64::try_from(dice.between(days / 4, days / 2))
        .ok()
        .and_then(|days| span.from.checked_add_days(Days::new(days)))
        .filter(|day| *day > span.from && first != last && dice.chance(40));
    let periods = match handed_over {
        Some(day) => vec![
            (first, Span::new(span.from, day.pred_opt())),
            (last, Span::new(day, span.to)),
        ],
        None => vec![(last, span)],
    };
    periods
        .into_iter()
        .map(|(staff, span)| Allocation {
            id: dice.id(morning(span.from)),
            case,
            staff,
            span,
        })
        .collect()
}
