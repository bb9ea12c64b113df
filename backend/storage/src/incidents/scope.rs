//! Who sees which rows: `shared::policy::incidents::Scope` in the database's words.
//!
//! [`Scope::view`] says it of one incident; here it is said so that the database can walk an index. What a part gives
//! is asked of the policy, not written again; a test compares every list with single reads.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::ids::StaffId;
use shared::incidents::{Part, Stage};
use shared::policy::incidents::{Facts, Scope, View, may_read_narrative, view_of_part};

use super::condition::{Condition, Statement};
use crate::dialect::{AMONG, QUIET, one_of};
use crate::schema::{incident_involvements, incidents};
use crate::{Conn, StorageError};

/// Rows that one index leads to. The sources of a scope have no row in common.
pub(super) struct Source {
    /// Which rows.
    pub(super) rows: Condition,
    /// The person's parts or teams lead to them, a few rows among many: no other index is to be walked.
    pub(super) few: bool,
}

/// So few parts are followed one by one; with more, the list is walked in its order and each row looked at. The small
/// worlds of the tests have both.
const FEW: i64 = if cfg!(test) { 30 } else { 1_000 };

/// Whether what a person's rights differ by leads to few incidents or many: their own parts, those of them that give
/// sight of the whole, their teams', and the stages at which they read the narrative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four questions with an answer each"
)]
pub(crate) struct Reach {
    pub(crate) few_own: bool,
    pub(crate) few_whole: bool,
    pub(crate) few_of_teams: bool,
    pub(crate) few_narrated: bool,
}

impl Reach {
    /// Everything leads to few incidents, or everything to many.
    pub(crate) const fn all(few: bool) -> Self {
        Self {
            few_own: few,
            few_whole: few,
            few_of_teams: few,
            few_narrated: few,
        }
    }

    /// Counts no further than it must.
    pub(crate) fn of(conn: &mut Conn, scope: &Scope) -> Result<Self, StorageError> {
        if scope.all == Some(View::Whole) {
            return Ok(Self::all(true));
        }
        let few_whole = has_few(conn, scope.staff, parts_giving(View::Whole))?;
        if let Some(all) = scope.all {
            return Ok(Self {
                few_whole,
                few_narrated: are_few(conn, "incidents", at_narrated(all))?,
                ..Self::all(true)
            });
        }
        Ok(Self {
            few_own: has_few(conn, scope.staff, parts_giving(View::Summary))?,
            few_whole,
            few_of_teams: scope.teams.is_empty()
                || are_few(conn, "incident_involvements", of_teams(scope))?,
            few_narrated: true,
        })
    }
}

/// The person has few of these parts now.
fn has_few(
    conn: &mut Conn,
    staff: StaffId,
    parts: impl Iterator<Item = Part>,
) -> Result<bool, StorageError> {
    let own = Condition::new("staff_id = ").text(staff).sql(format!(
        " AND ended_at IS NULL AND part IN ({})",
        quoted(parts)
    ));
    are_few(conn, "incident_involvements", own)
}

/// At most [`FEW`] rows meet the condition.
pub(super) fn are_few(
    conn: &mut Conn,
    table: &str,
    condition: Condition,
) -> Result<bool, StorageError> {
    let count: Statement<BigInt> = Statement::count(Condition::new(table), condition, FEW + 1);
    Ok(count.get_result::<i64>(conn)? <= FEW)
}

/// The parts that give this much or more.
fn parts_giving(least: View) -> impl Iterator<Item = Part> {
    let all = Part::ALL.iter().copied();
    all.filter(move |part| view_of_part(*part) >= Some(least))
}

/// The person has one of these parts now. `few`: they lead to the rows; else each row is looked at.
pub(super) fn holds(staff: StaffId, parts: impl Iterator<Item = Part>, few: bool) -> Condition {
    let parts = quoted(parts);
    if few {
        Condition::new(
            "incidents.id IN (SELECT incident_id FROM incident_involvements WHERE staff_id = ",
        )
        .text(staff)
        .sql(format!(" AND ended_at IS NULL AND part IN ({parts}))"))
    } else {
        let own = Condition::new(
            "incident_involvements AS own WHERE own.incident_id = incidents.id AND ",
        );
        Condition::exists(
            own.column("own.staff_id", true)
                .sql(" = ")
                .text(staff)
                .sql(format!(
                    " AND own.ended_at IS NULL AND own.part IN ({parts})"
                )),
        )
    }
}

/// The person has one of these parts now, and whatever else is asked for these lead to the rows. `PostgreSQL` estimates
/// how many they are from everybody's, and would rather walk all that is open for a person who has none.
pub(super) fn led_by(staff: StaffId, parts: impl Iterator<Item = Part>) -> Condition {
    let [begin, end] = AMONG;
    Condition::new("incidents.id ")
        .fork(begin)
        .sql("SELECT incident_id FROM incident_involvements WHERE staff_id = ")
        .text(staff)
        .sql(format!(
            " AND ended_at IS NULL AND part IN ({})",
            quoted(parts)
        ))
        .fork(end)
}

/// The person is involved: a conflict of interest that beats every grant.
pub(crate) fn conflicted(staff: StaffId) -> Condition {
    holds(staff, involved(), true)
}

/// The parts of those who are involved.
pub(crate) fn involved() -> impl Iterator<Item = Part> {
    Part::ALL.iter().copied().filter(|part| part.is_involved())
}

/// Words of our own making, as SQL.
pub(crate) fn quoted<W: std::fmt::Display>(words: impl Iterator<Item = W>) -> String {
    let words: Vec<_> = words.map(|word| format!("'{word}'")).collect();
    words.join(", ")
}

/// The person has a part that gives sight.
fn by_part(scope: &Scope, few: bool) -> Condition {
    holds(scope.staff, parts_giving(View::Summary), few)
}

/// The person has a part that gives sight of the whole.
fn whole_by_part(scope: &Scope, few: bool) -> Condition {
    holds(scope.staff, parts_giving(View::Whole), few)
}

/// One of the person's teams held its cases, and it is not restricted. `few`: as of [`holds`].
fn by_team(scope: &Scope, few: bool) -> Condition {
    let open = Condition::new("NOT incidents.restricted AND ");
    if few {
        open.sql("incidents.id IN (SELECT incident_id FROM incident_involvements WHERE ")
            .bracket(of_teams(scope))
            .sql(")")
    } else {
        let of_it = Condition::new(
            "incident_involvements WHERE incident_involvements.incident_id = incidents.id AND ",
        );
        let of_teams = of_it.fork(QUIET).bracket(of_teams(scope));
        open.bracket(Condition::exists(of_teams))
    }
}

fn of_teams(scope: &Scope) -> Condition {
    let teams = scope.teams.iter();
    Condition::default()
        .other(one_of(incident_involvements::team_id, teams))
        .sql(format!(
            " AND part IN ({}) AND ended_at IS NULL",
            quoted(involved())
        ))
}

/// It lies in one of the person's areas. It leads to no rows: a query of its own an area does.
pub(super) fn by_area(scope: &Scope) -> Condition {
    let areas = scope.areas.iter();
    Condition::new("incidents.area_id IS NOT NULL AND ")
        .fork(QUIET)
        .other(one_of(incidents::area_id, areas))
}

/// Everything the person may see; where `in_detail`, only that of which they see more than a summary.
pub(super) fn sources(scope: &Scope, in_detail: bool, reach: Reach) -> Vec<Source> {
    let clear = || {
        if in_detail {
            conflicted(scope.staff).not()
        } else {
            Condition::default()
        }
    };
    let source = |rows, few| Source { rows, few };
    if scope.all.is_some() {
        return vec![source(clear(), false)];
    }
    let in_area = |area| Condition::new("incidents.area_id = ").text(area);
    let areas = scope.areas.iter();
    let mut sources: Vec<_> = areas
        .map(|area| source(in_area(area).and(clear()), false))
        .collect();
    let elsewhere = || {
        if scope.areas.is_empty() {
            Condition::default()
        } else {
            by_area(scope).not()
        }
    };
    let few = reach.few_own;
    if in_detail {
        let rows = whole_by_part(scope, few).and(clear());
        sources.push(source(rows.and(elsewhere()), few));
    } else {
        let of_teams = || by_team(scope, reach.few_of_teams);
        if scope.teams.is_empty() {
            sources.push(source(by_part(scope, few).and(elsewhere()), few));
        } else if few && reach.few_of_teams {
            sources.push(source(by_part(scope, few).and(elsewhere()), true));
            let rows = of_teams().and(by_part(scope, few).not());
            sources.push(source(rows.and(elsewhere()), true));
        } else {
            // One walk for both: what the teams have beyond the person's own may be next to nothing, and a walk for it
            // alone would look at every incident there is.
            let rows = Condition::any([by_part(scope, few), of_teams()]);
            sources.push(source(rows.and(elsewhere()), false));
        }
    }
    sources
}

/// Where the words of a search may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readable {
    /// In the intake and the narrative.
    Everything,
    /// In the intake.
    Intake,
    /// In the reference.
    Reference,
}

/// Rows of which the person may read the same. The classes of a scope have no row in common and together are what
/// [`sources`] are.
pub(super) struct Class {
    pub(super) readable: Readable,
    pub(super) rows: Condition,
    /// As of a [`Source`].
    pub(super) few: bool,
}

/// The rows that the person sees whole, as intake, and otherwise.
pub(super) fn classes(scope: &Scope, reach: Reach) -> Vec<Class> {
    let only_by_part = scope.areas.is_empty();
    let whole = || {
        let by_part = whole_by_part(scope, reach.few_whole);
        if only_by_part {
            by_part
        } else {
            Condition::any([by_area(scope), by_part])
        }
    };
    let few_whole = only_by_part && reach.few_whole;
    let class = |readable, rows, few| Class {
        readable,
        rows,
        few,
    };
    let clear = || conflicted(scope.staff).not();
    let involved = class(Readable::Reference, conflicted(scope.staff), true);
    match scope.all {
        Some(View::Whole) => vec![class(Readable::Everything, clear(), false), involved],
        Some(all) => {
            let narrated = || at_narrated(all);
            let rest = || clear().and(whole().not());
            vec![
                class(Readable::Everything, whole().and(clear()), few_whole),
                class(
                    Readable::Everything,
                    narrated().and(rest()),
                    reach.few_narrated,
                ),
                class(Readable::Intake, rest().and(narrated().not()), false),
                involved,
            ]
        }
        None => {
            let few = reach.few_own && reach.few_of_teams;
            let seen = if scope.teams.is_empty() {
                by_part(scope, few)
            } else {
                Condition::any([by_part(scope, few), by_team(scope, few)])
            };
            let not_whole = Condition::any([conflicted(scope.staff), whole().not()]);
            vec![
                class(Readable::Everything, whole().and(clear()), few_whole),
                class(Readable::Reference, seen.and(not_whole), few),
            ]
        }
    }
}

/// The stages at which a reader with this view reads the narrative.
fn at_narrated(view: View) -> Condition {
    let stages = Stage::ALL.iter().filter(|stage| narrated(view, **stage));
    Condition::new(format!("incidents.stage IN ({})", quoted(stages)))
}

/// The policy lets a reader with this view read the narrative at this stage.
fn narrated(view: View, stage: Stage) -> bool {
    let facts = Facts {
        before_triage: stage.before_triage(),
        ..Facts::default()
    };
    may_read_narrative(view, &facts)
}
