//! How far accounts have come, why they were ended, and what someone would leave behind.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::access::{AccountChange, Owned, OwnedKind};
use shared::ids::{AccountChangeId, StaffId};
use shared::incidents::{Part, Stage};
use shared::policy::access::MayUseAccount;
use shared::practice::CaseStatus;

use crate::dialect::{from_db, one_of, to_db};
use crate::schema::{
    account_changes as ac, accounts as a, case_allocations as ca, cases, incident_details as d,
    incident_involvements as i, incidents, line_management as lm, sign_in_links as l,
};
use crate::{Conn, StorageError};

/// Those of these people who have a password.
pub fn with_password(
    conn: &mut Conn,
    people: &[StaffId],
) -> Result<HashSet<StaffId>, StorageError> {
    let rows: Vec<StaffId> = a::table
        .filter(one_of(a::staff_id, people.iter()))
        .select(a::staff_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Those of these people who have a link that can be used now.
pub fn with_link(
    conn: &mut Conn,
    people: &[StaffId],
    now: DateTime<Utc>,
) -> Result<HashSet<StaffId>, StorageError> {
    let rows: Vec<StaffId> = l::table
        .filter(one_of(l::staff_id, people.iter()))
        .filter(l::used_at.is_null())
        .filter(l::revoked_at.is_null())
        .filter(l::expires_at.gt(to_db(now)))
        .select(l::staff_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Takes a person's password away: nobody can sign in as them before a new one is set.
pub fn remove_password(conn: &mut Conn, may: &MayUseAccount) -> Result<(), StorageError> {
    diesel::delete(a::table.find(may.resource())).execute(conn)?;
    Ok(())
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEvent {
    /// The record.
    pub id: AccountChangeId,
    /// What.
    pub what: AccountChange,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps why an account was ended or given back.
pub fn insert_account_event(
    conn: &mut Conn,
    may: &MayUseAccount,
    event: &AccountEvent,
) -> Result<(), StorageError> {
    diesel::insert_into(ac::table)
        .values((
            ac::id.eq(event.id),
            ac::staff_id.eq(may.resource()),
            ac::what.eq(event.what),
            ac::reason.eq(&event.reason),
            ac::changed_by.eq(event.by),
            ac::changed_at.eq(to_db(event.at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// What happened to a person's account, newest first.
pub fn account_events(conn: &mut Conn, person: StaffId) -> Result<Vec<AccountEvent>, StorageError> {
    type Row = (
        AccountChangeId,
        AccountChange,
        String,
        StaffId,
        NaiveDateTime,
    );
    let rows: Vec<Row> = ac::table
        .filter(ac::staff_id.eq(person))
        .order((ac::changed_at.desc(), ac::id.desc()))
        .select((ac::id, ac::what, ac::reason, ac::changed_by, ac::changed_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, what, reason, by, at)| AccountEvent {
            id,
            what,
            reason,
            by,
            at: from_db(at),
        })
        .collect())
}

/// What a person owns on a day, by kind; kinds of which there is nothing are left out.
pub fn owned(
    conn: &mut Conn,
    person: StaffId,
    today: NaiveDate,
) -> Result<Vec<Owned>, StorageError> {
    let counts = [
        (OwnedKind::Director, answered_for(conn, person, false)?),
        (OwnedKind::Deputy, answered_for(conn, person, true)?),
        (
            OwnedKind::Named,
            parts(conn, person, &[Part::Liaison, Part::Author])?,
        ),
        (OwnedKind::Buddies, parts(conn, person, &[Part::Buddy])?),
        (OwnedKind::Cases, allocated(conn, person, today)?),
        (OwnedKind::Reports, managed(conn, person, today)?),
    ];
    Ok(counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| Owned { kind, count })
        .collect())
}

/// Stages in which nothing more is expected of anyone.
fn ended() -> impl Iterator<Item = &'static Stage> {
    Stage::ALL.iter().filter(|stage| stage.is_ended())
}

/// Open incidents forwarded to a person, and those for which they replace the director.
fn answered_for(conn: &mut Conn, person: StaffId, as_deputy: bool) -> Result<i64, StorageError> {
    let forwarded: i64 = d::table
        .inner_join(incidents::table)
        .filter(d::forwarded_to.eq(person))
        .filter(d::forwarded_as_deputy.eq(as_deputy))
        .filter(diesel::dsl::not(one_of(incidents::stage, ended())))
        .count()
        .get_result(conn)?;
    let replaced = if as_deputy {
        0
    } else {
        parts(conn, person, &[Part::ReplacementOd])?
    };
    Ok(forwarded + replaced)
}

fn parts(conn: &mut Conn, person: StaffId, parts: &[Part]) -> Result<i64, StorageError> {
    Ok(i::table
        .inner_join(incidents::table)
        .filter(i::staff_id.eq(person))
        .filter(i::ended_at.is_null())
        .filter(one_of(i::part, parts.iter()))
        .filter(diesel::dsl::not(one_of(incidents::stage, ended())))
        .count()
        .get_result(conn)?)
}

fn allocated(conn: &mut Conn, person: StaffId, today: NaiveDate) -> Result<i64, StorageError> {
    Ok(ca::table
        .inner_join(cases::table)
        .filter(ca::staff_id.eq(person))
        .filter(ca::from_date.le(today))
        .filter(ca::to_date.is_null().or(ca::to_date.ge(today)))
        .filter(cases::status.eq(CaseStatus::Open))
        .count()
        .get_result(conn)?)
}

fn managed(conn: &mut Conn, person: StaffId, today: NaiveDate) -> Result<i64, StorageError> {
    Ok(lm::table
        .filter(lm::manager_id.eq(person))
        .filter(lm::from_date.le(today))
        .filter(lm::to_date.is_null().or(lm::to_date.ge(today)))
        .count()
        .get_result(conn)?)
}
