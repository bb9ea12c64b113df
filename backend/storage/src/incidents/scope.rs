//! Who sees which rows: `shared::policy::incidents::Scope` in the database's words.
//!
//! [`Scope::view`] says it of one incident; here it is said so that the database can walk an index. What a part gives
//! is asked of the policy, not written again; a test compares every list with single reads.

use shared::ids::StaffId;
use shared::incidents::{Part, Stage};
use shared::policy::incidents::{Facts, Scope, View, may_read_narrative, view_of_part};

use super::condition::Condition;
use crate::dialect::{QUIET, one_of};
use crate::schema::{incident_involvements, incidents};

/// Rows that one index leads to. The sources of a scope have no row in common.
pub(super) struct Source {
    /// Which rows.
    pub(super) rows: Condition,
    /// The person's parts or teams lead to them, a few rows among many: no other index is to be walked.
    pub(super) from_parts: bool,
}

/// The parts that give this much or more.
fn parts_giving(least: View) -> impl Iterator<Item = Part> {
    let all = Part::ALL.iter().copied();
    all.filter(move |part| view_of_part(*part) >= Some(least))
}

/// The person has one of these parts now.
pub(super) fn holds(staff: StaffId, parts: impl Iterator<Item = Part>) -> Condition {
    Condition::new(
        "incidents.id IN (SELECT incident_id FROM incident_involvements WHERE staff_id = ",
    )
    .text(staff)
    .sql(format!(
        " AND ended_at IS NULL AND part IN ({}))",
        quoted(parts)
    ))
}

/// The person is involved: a conflict of interest that beats every grant.
pub(super) fn conflicted(scope: &Scope) -> Condition {
    holds(scope.staff, involved())
}

fn involved() -> impl Iterator<Item = Part> {
    Part::ALL.iter().copied().filter(|part| part.is_involved())
}

/// Words of our own making, as SQL.
pub(super) fn quoted<W: std::fmt::Display>(words: impl Iterator<Item = W>) -> String {
    let words: Vec<_> = words.map(|word| format!("'{word}'")).collect();
    words.join(", ")
}

/// The person has a part that gives sight.
fn by_part(scope: &Scope) -> Condition {
    holds(scope.staff, parts_giving(View::Summary))
}

/// The person has a part that gives sight of the whole.
fn whole_by_part(scope: &Scope) -> Condition {
    holds(scope.staff, parts_giving(View::Whole))
}

/// One of the person's teams held its cases, and it is not restricted.
fn by_team(scope: &Scope) -> Condition {
    let teams = scope.teams.iter();
    Condition::new("NOT incidents.restricted AND incidents.id IN (SELECT incident_id FROM incident_involvements WHERE ")
        .other(one_of(incident_involvements::team_id, teams))
        .sql(format!(
            " AND part IN ({}) AND ended_at IS NULL)",
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
pub(super) fn sources(scope: &Scope, in_detail: bool) -> Vec<Source> {
    let clear = || {
        if in_detail {
            conflicted(scope).not()
        } else {
            Condition::default()
        }
    };
    if scope.all.is_some() {
        return vec![Source {
            rows: clear(),
            from_parts: false,
        }];
    }
    let mut sources: Vec<_> = scope
        .areas
        .iter()
        .map(|area| Source {
            rows: Condition::new("incidents.area_id = ").text(area).and(clear()),
            from_parts: false,
        })
        .collect();
    let elsewhere = || {
        if scope.areas.is_empty() {
            Condition::default()
        } else {
            by_area(scope).not()
        }
    };
    let by_own_part = if in_detail { whole_by_part } else { by_part };
    sources.push(Source {
        rows: by_own_part(scope).and(clear()).and(elsewhere()),
        from_parts: true,
    });
    if !scope.teams.is_empty() && !in_detail {
        sources.push(Source {
            rows: by_team(scope)
                .and(by_part(scope).not())
                .and(elsewhere()),
            from_parts: true,
        });
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
    pub(super) from_parts: bool,
}

/// The rows that the person sees whole, as intake, and otherwise.
pub(super) fn classes(scope: &Scope) -> Vec<Class> {
    let only_by_part = scope.areas.is_empty();
    let whole = || {
        if only_by_part {
            whole_by_part(scope)
        } else {
            Condition::any([by_area(scope), whole_by_part(scope)])
        }
    };
    let class = |readable, rows, from_parts| Class {
        readable,
        rows,
        from_parts,
    };
    let clear = || conflicted(scope).not();
    let involved = class(Readable::Reference, conflicted(scope), true);
    match scope.all {
        Some(View::Whole) => vec![class(Readable::Everything, clear(), false), involved],
        Some(all) => {
            let narrated = || {
                let stages = Stage::ALL.iter().filter(|stage| narrated(all, **stage));
                Condition::new(format!("incidents.stage IN ({})", quoted(stages)))
            };
            let rest = || clear().and(whole().not());
            vec![
                class(Readable::Everything, whole().and(clear()), only_by_part),
                class(Readable::Everything, rest().and(narrated()), false),
                class(Readable::Intake, rest().and(narrated().not()), false),
                involved,
            ]
        }
        None => {
            let seen = if scope.teams.is_empty() {
                by_part(scope)
            } else {
                Condition::any([by_part(scope), by_team(scope)])
            };
            let not_whole = Condition::any([conflicted(scope), whole().not()]);
            vec![
                class(Readable::Everything, whole().and(clear()), only_by_part),
                class(Readable::Reference, seen.and(not_whole), true),
            ]
        }
    }
}

/// The policy lets a reader with this view read the narrative at this stage.
fn narrated(view: View, stage: Stage) -> bool {
    let facts = Facts {
        before_triage: stage.before_triage(),
        ..Facts::default()
    };
    may_read_narrative(view, &facts)
}
