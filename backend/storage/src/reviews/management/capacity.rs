//! What the capacity to write reviews is counted from: who writes how many, and what is not written yet. The figures are
//! `shared::reviews::capacity`'s.

use std::collections::HashMap;
use std::marker::PhantomData;

use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::ids::StaffId;
use shared::policy::reviews::ManagementScope;
use shared::reviews::ManagementStage;

use super::list::{COLUMNS, Columns, Listed, Row, listed, seen};
use crate::dialect::one_of;
use crate::incidents::condition::{Condition, Statement};
use crate::incidents::scope::quoted;
use crate::people::StaffFacts;
use crate::schema::{management_reviews as m, staff};
use crate::{Conn, StorageError};

/// How many reviews somebody writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writes {
    /// Open ones.
    pub open: u16,
    /// Suspended ones.
    pub suspended: u16,
}

/// How many reviews each person writes, whoever asks: a number of the person, and of no review.
pub fn writes(conn: &mut Conn) -> Result<HashMap<StaffId, Writes>, StorageError> {
    let open = ManagementStage::ALL.iter().filter(|stage| stage.is_open());
    let open: Vec<(Option<StaffId>, i64)> = m::table
        .filter(m::author_id.is_not_null())
        .filter(m::stage.eq_any(open))
        .group_by(m::author_id)
        .select((m::author_id, count_star()))
        .load(conn)?;
    let suspended: Vec<(Option<StaffId>, i64)> = m::table
        .filter(m::waiting_id.is_not_null())
        .filter(m::stage.eq(ManagementStage::Suspended))
        .group_by(m::waiting_id)
        .select((m::waiting_id, count_star()))
        .load(conn)?;
    let number = |count| u16::try_from(count).unwrap_or(u16::MAX);
    let mut all: HashMap<StaffId, Writes> = HashMap::new();
    for (who, count) in open {
        if let Some(who) = who {
            all.entry(who).or_default().open = number(count);
        }
    }
    for (who, count) in suspended {
        if let Some(who) = who {
            all.entry(who).or_default().suspended = number(count);
        }
    }
    Ok(all)
}

/// Specialist service managers who work here, and these people besides.
pub fn possible_authors(
    conn: &mut Conn,
    besides: &[StaffId],
) -> Result<Vec<StaffFacts>, StorageError> {
    let specialist = staff::specialist.eq(true).and(staff::active.eq(true));
    Ok(staff::table
        .filter(specialist.or(one_of(staff::id, besides.iter())))
        .order((staff::name, staff::id))
        .load(conn)?)
}

/// The reviews that are not written yet and that the person may see, soonest due first.
pub fn unfinished(conn: &mut Conn, scope: &ManagementScope) -> Result<Vec<Listed>, StorageError> {
    let rows: Vec<Row> = unfinished_rows(scope).load(conn)?;
    listed(conn, scope, rows)
}

fn unfinished_rows(scope: &ManagementScope) -> Statement<Columns> {
    let stages = ManagementStage::ALL.iter().copied();
    let unfinished = quoted(stages.filter(|stage| stage.is_unfinished()));
    let stage = Condition::new(format!("management_reviews.stage IN ({unfinished})"));
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("management_reviews"),
        condition: stage.and(seen(scope, false)),
        order: Condition::new("management_reviews.next_due, management_reviews.id"),
        limit: None,
        rows: PhantomData,
    }
}
