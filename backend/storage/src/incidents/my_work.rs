//! What waits for someone: `shared::incidents::facts::next_steps` and whose turn it is, in the database's words.
//!
//! The database only chooses which incidents to load; what waits is then said by `next_steps` itself. A test compares
//! the two over incidents in every stage.

use std::marker::PhantomData;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::incidents::facts::Turn;
use shared::incidents::{HarmQuestion, IncidentKind, Known, Part, Stage, StepStatus};
use shared::page::COUNTED;
use shared::policy::incidents::{Scope, view_of_part};
use shared::policy::turns::Turns;

use super::condition::{Condition, Statement};
use super::list::{COLUMNS, Columns, Listed, Row, listed, open};
use super::scope::{Reach, by_area, conflicted, holds, involved, led_by, quoted};
use crate::{Conn, StorageError};

/// What waits for a person: the rows whose date comes first, and how many in all.
pub fn waiting(
    conn: &mut Conn,
    scope: &Scope,
    turns: &Turns,
    limit: i64,
) -> Result<(Vec<Listed>, i64), StorageError> {
    let Some(statement) = first_waiting(scope, turns, limit) else {
        return Ok((Vec::new(), 0));
    };
    let rows = statement.load::<Row>(conn)?;
    let all = theirs(scope, turns).unwrap_or_default();
    let count = Statement::count(Condition::new("incidents"), all, COUNTED);
    let total = count.get_result::<i64>(conn)?;
    Ok((listed(conn, scope, rows)?, total))
}

/// Nothing can wait for someone who takes no turn.
pub(crate) fn first_waiting(
    scope: &Scope,
    turns: &Turns,
    limit: i64,
) -> Option<Statement<Columns>> {
    Some(Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("incidents"),
        condition: theirs(scope, turns)?,
        order: Condition::new("incidents.next_due, incidents.id"),
        limit: Some(limit),
        rows: PhantomData,
    })
}

fn theirs(scope: &Scope, turns: &Turns) -> Option<Condition> {
    let mut any: Vec<_> = turns.everywhere.iter().map(|t| waits_for(*t)).collect();
    if !turns.in_areas.is_empty() && !scope.areas.is_empty() {
        let waits = turns.in_areas.iter().map(|t| waits_for(*t));
        any.push(by_area(scope).and(Condition::any(waits)));
    }
    // Where nothing else waits for them, their parts lead to the rows.
    let only_by_part = any.is_empty();
    for (part, turn) in &turns.by_part {
        let part = std::iter::once(*part);
        let theirs = if only_by_part {
            led_by(scope.staff, part)
        } else {
            holds(scope.staff, part, true)
        };
        any.push(theirs.and(waits_for(*turn)));
    }
    (!any.is_empty()).then(|| {
        open()
            .and(conflicted(scope.staff).not())
            .and(Condition::any(any))
    })
}

/// It is the turn of whoever this is. Nothing here chooses an index: what is open is walked.
fn waits_for(turn: Turn) -> Condition {
    match turn {
        Turn::Intake => Condition::any([
            at(&[Stage::Received, Stage::Logged, Stage::Triaged]),
            at(&[Stage::Forwarded, Stage::Acting, Stage::Monitoring]).and(being_checked()),
        ]),
        Turn::Buddies => at(&[Stage::Forwarded, Stage::Acting]).and(buddy_missing()),
        Turn::Director => Condition::any([
            at(&[Stage::Forwarded]),
            at(&[Stage::Acting]).and(step_outstanding()),
        ]),
        Turn::Safeguarding => Condition::any([
            at(&[Stage::Monitoring]).and(being_checked().not()),
            at(&[Stage::Forwarded, Stage::Acting, Stage::Monitoring])
                .and(Condition::any([harm_undecided(), director_involved()])),
        ]),
    }
}

fn at(stages: &[Stage]) -> Condition {
    Condition::default()
        .column("incidents.stage", true)
        .sql(format!(" IN ({})", quoted(stages.iter())))
}

fn being_checked() -> Condition {
    Condition::default()
        .column("incidents.known", true)
        .sql(format!(" = '{}'", Known::BeingChecked))
}

/// Someone involved in an incident of a known family has neither a buddy nor, being a manager, a word that none is
/// needed.
fn buddy_missing() -> Condition {
    let known = Known::ALL.iter().filter(|known| known.is_known());
    let alone = Condition::new(format!(
        "incident_involvements AS person \
             WHERE person.incident_id = incidents.id AND person.ended_at IS NULL AND person.part IN ({}) \
             AND NOT EXISTS (SELECT 1 FROM incident_involvements AS support \
             WHERE support.incident_id = incidents.id AND support.ended_at IS NULL \
             AND support.supports = person.staff_id \
             AND (support.part = '{}' OR (support.part = '{}' AND person.part = '{}')))",
        quoted(involved()),
        Part::Buddy,
        Part::NoBuddyNeeded,
        Part::Manager,
    ));
    Condition::default()
        .column("incidents.known", true)
        .sql(format!(" IN ({})", quoted(known)))
        .and(Condition::exists(alone))
}

fn step_outstanding() -> Condition {
    Condition::exists(Condition::new(format!(
        "incident_steps WHERE incident_steps.incident_id = incidents.id AND incident_steps.status = '{}'",
        StepStatus::Outstanding
    )))
}

fn harm_undecided() -> Condition {
    Condition::default()
        .column("incidents.kind", true)
        .sql(format!(" = '{}'", IncidentKind::Death))
        .and(Condition::exists(Condition::new(format!(
            "incident_details WHERE incident_details.incident_id = incidents.id \
             AND incident_details.harm_question = '{}'",
            HarmQuestion::Pending
        ))))
}

/// The person it was forwarded to is involved.
fn director_involved() -> Condition {
    Condition::exists(Condition::new(format!(
        "incident_details, incident_involvements AS person \
         WHERE incident_details.incident_id = incidents.id AND person.incident_id = incidents.id \
         AND person.ended_at IS NULL AND person.part IN ({}) AND person.staff_id = incident_details.forwarded_to",
        quoted(involved())
    )))
}

/// The restricted incidents, open or ended, of which the restriction is to be looked at again on this day or was before
/// it: the longest overdue first. Nobody looks at it who is involved.
pub fn restrictions_due(
    conn: &mut Conn,
    scope: &Scope,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<Listed>, StorageError> {
    let rows = first_restrictions_due(scope, today, limit).load::<Row>(conn)?;
    listed(conn, scope, rows)
}

pub(crate) fn first_restrictions_due(
    scope: &Scope,
    today: NaiveDate,
    limit: i64,
) -> Statement<Columns> {
    let due = Condition::new("incident_details.incident_id = incidents.id AND incidents.restricted AND incident_details.restriction_review_on <= ")
        .date(today);
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("incident_details, incidents"),
        condition: due.and(conflicted(scope.staff).not()),
        order: Condition::new("incident_details.restriction_review_on, incidents.id"),
        limit: Some(limit),
        rows: PhantomData,
    }
}

/// The open incidents in which a person has a part, the latest notified first. For those who see every incident, to
/// have reported one is their daily work, and no part.
pub fn following(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Listed>, StorageError> {
    let reach = Reach::of(conn, scope)?;
    let rows = followed(scope, reach.few_own, limit).load::<Row>(conn)?;
    listed(conn, scope, rows)
}

/// `few`: their parts lead to the incidents; else what is open is walked.
pub(crate) fn followed(scope: &Scope, few: bool, limit: i64) -> Statement<Columns> {
    let everyday = scope.all.is_some().then_some(Part::Reporter);
    let parts = Part::ALL.iter().copied();
    let parts = parts.filter(|part| view_of_part(*part).is_some() && Some(*part) != everyday);
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("incidents"),
        condition: open().and(if few {
            led_by(scope.staff, parts)
        } else {
            holds(scope.staff, parts, false)
        }),
        order: Condition::default()
            .column("incidents.notified_on", few)
            .sql(" DESC, ")
            .column("incidents.id", few)
            .sql(" DESC"),
        limit: Some(limit),
        rows: PhantomData,
    }
}
