//! Cases and their dated allocations.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{AllocationId, CaseId, StaffId, TeamId};
use shared::people::Span;
use shared::policy::practice::MayUseCases;
use shared::practice::{CaseStatus, LawType};

use crate::dialect::{on_each, one_of};
use crate::schema::{case_allocations as a, cases as c};
use crate::{Conn, StorageError};

/// A case as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Case {
    /// The record.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// Public or private law.
    pub law: LawType,
    /// Open or closed.
    pub status: CaseStatus,
    /// The team that holds it.
    pub team: TeamId,
    /// Opened.
    pub opened_on: NaiveDate,
    /// Closed.
    pub closed_on: Option<NaiveDate>,
}

/// A period of a case being allocated to a practitioner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    /// The record.
    pub id: AllocationId,
    /// The case.
    pub case: CaseId,
    /// The practitioner.
    pub staff: StaffId,
    /// When.
    pub span: Span,
}

/// These cases, in the order of their references.
pub fn cases_by_id(conn: &mut Conn, ids: &[CaseId]) -> Result<Vec<Case>, StorageError> {
    Ok(c::table
        .filter(one_of(c::id, ids.iter()))
        .order(c::reference)
        .load(conn)?)
}

/// The first cases whose reference begins so, in the order of their references.
pub fn cases_by_prefix(
    conn: &mut Conn,
    prefix: &str,
    limit: i64,
) -> Result<Vec<Case>, StorageError> {
    // A range walks the unique index; LIKE would not on either database.
    let beyond = format!("{prefix}\u{10FFFF}");
    Ok(c::table
        .filter(c::reference.ge(prefix))
        .filter(c::reference.lt(beyond))
        .order(c::reference)
        .limit(limit)
        .load(conn)?)
}

/// Who has worked on these cases, newest first.
pub fn allocations_of(conn: &mut Conn, cases: &[CaseId]) -> Result<Vec<Allocation>, StorageError> {
    let rows: Vec<(AllocationId, CaseId, StaffId, NaiveDate, Option<NaiveDate>)> = a::table
        .filter(one_of(a::case_id, cases.iter()))
        .order((a::from_date.desc(), a::id.desc()))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, case, staff, from, to)| Allocation {
            id,
            case,
            staff,
            span: Span::new(from, to),
        })
        .collect())
}

/// Records a case with its allocations.
pub fn insert_case(
    conn: &mut Conn,
    _may: &MayUseCases,
    case: &Case,
    allocations: &[Allocation],
) -> Result<(), StorageError> {
    diesel::insert_into(c::table)
        .values((
            c::id.eq(case.id),
            c::reference.eq(&case.reference),
            c::law.eq(case.law),
            c::status.eq(case.status),
            c::team_id.eq(case.team),
            c::opened_on.eq(case.opened_on),
            c::closed_on.eq(case.closed_on),
        ))
        .execute(conn)?;
    let rows: Vec<_> = allocations
        .iter()
        .map(|row| {
            (
                a::id.eq(row.id),
                a::case_id.eq(row.case),
                a::staff_id.eq(row.staff),
                a::from_date.eq(row.span.from),
                a::to_date.eq(row.span.to),
            )
        })
        .collect();
    on_each!(conn, each => diesel::insert_into(a::table).values(&rows).execute(each))?;
    Ok(())
}
