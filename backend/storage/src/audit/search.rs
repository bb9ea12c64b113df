//! The search of the audit log, newest first, page by page.

use std::collections::HashMap;
use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};
use shared::audit::{AuditOutcome, AuditPlace, of_accounts};
use shared::ids::{IncidentId, StaffId};
use shared::policy::audit::{AuditScope, MayReadAudit};

use super::conflicts::conflicts_of;
use crate::dialect::{one_of, to_db};
use crate::incidents::condition::{Condition, Statement};
use crate::platform::{AuditEntry, AuditRow};
use crate::schema::{audit_entries, incidents};
use crate::{Conn, StorageError};

/// Which entries are wanted; each part narrows it.
#[derive(Debug, Clone, Default)]
pub struct AuditWanted {
    /// Who did it.
    pub person: Option<StaffId>,
    /// About which incident.
    pub incident: Option<IncidentId>,
    /// What was done.
    pub action: Option<String>,
    /// How it ended.
    pub outcome: Option<AuditOutcome>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// An entry, and its position once it is sealed.
pub type Found = (AuditEntry, Option<i64>);

pub(crate) type Columns = (
    Text,
    Timestamp,
    Nullable<Text>,
    Text,
    Text,
    Nullable<Text>,
    Nullable<Text>,
    Nullable<Text>,
    Text,
    Nullable<Text>,
    Nullable<Text>,
    Nullable<BigInt>,
);

const COLUMNS: &str = "id, at, staff_id, action, resource_kind, resource_id, request_id, origin, outcome, client_id, why, position";

/// One page of what the reader may read, newest first, and whether there are more entries in this direction.
pub fn search(
    conn: &mut Conn,
    may: &MayReadAudit,
    wanted: &AuditWanted,
    from: Option<AuditPlace>,
    limit: usize,
) -> Result<(Vec<Found>, bool), StorageError> {
    type Row = (
        shared::ids::AuditId,
        chrono::NaiveDateTime,
        Option<StaffId>,
        String,
        String,
        Option<String>,
        Option<shared::ids::RequestId>,
        Option<String>,
        String,
        Option<shared::ids::ApiClientId>,
        Option<String>,
        Option<i64>,
    );
    let rows: Vec<Row> = statement(may, wanted, from, limit).load(conn)?;
    let more = rows.len() > limit;
    let mut found: Vec<Found> = rows
        .into_iter()
        .take(limit)
        .map(
            |(
                id,
                at,
                staff,
                action,
                kind,
                record,
                request,
                origin,
                outcome,
                client,
                why,
                position,
            )| {
                let row: AuditRow = (
                    id, at, staff, action, kind, record, request, origin, outcome, client, why,
                );
                (row.into(), position)
            },
        )
        .collect();
    if from.is_some_and(|place| place.before) {
        found.reverse();
    }
    Ok((found, more))
}

/// The query of one page: it walks an index from where the page begins and reads one row more than the page holds.
pub(crate) fn statement(
    may: &MayReadAudit,
    wanted: &AuditWanted,
    from: Option<AuditPlace>,
    limit: usize,
) -> Statement<Columns> {
    let mut all = scope(may);
    let equal = [
        ("staff_id", wanted.person.map(|person| person.to_string())),
        (
            "resource_id",
            wanted.incident.map(|incident| incident.to_string()),
        ),
        ("action", wanted.action.clone()),
        ("outcome", wanted.outcome.map(|outcome| outcome.to_string())),
    ];
    for (column, value) in equal {
        if let Some(value) = value {
            all = all.and(Condition::new(format!("{column} = ")).text(value));
        }
    }
    if let Some(from) = wanted.from {
        all = all.and(Condition::new("at >= ").moment(to_db(from)));
    }
    if let Some(until) = wanted.until {
        all = all.and(Condition::new("at < ").moment(to_db(until)));
    }
    let up = from.is_some_and(|place| place.before);
    if let Some(place) = from {
        let beyond = Condition::new(if up { "(at, id) > (" } else { "(at, id) < (" });
        let edge = beyond
            .moment(to_db(place.at))
            .sql(", ")
            .text(place.id)
            .sql(")");
        all = all.and(edge);
    }
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("audit_entries"),
        condition: all,
        order: Condition::new(if up { "at, id" } else { "at DESC, id DESC" }),
        limit: Some(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)),
        rows: PhantomData,
    }
}

/// What the reader may read at all.
fn scope(may: &MayReadAudit) -> Condition {
    let reader = may.resource();
    match may.action() {
        AuditScope::Own => Condition::new("staff_id = ").text(reader),
        // It leads to no rows: whatever else is asked for does, or the time.
        AuditScope::Accounts => Condition::default()
            .fork(crate::dialect::QUIET)
            .other(one_of(audit_entries::action, of_accounts())),
        AuditScope::ButOwnConflicts => {
            let about_none = Condition::new("resource_id IS NULL");
            let about_others = Condition::new("resource_id NOT IN ").bracket(conflicts_of(reader));
            Condition::any([about_none, about_others])
        }
    }
}

/// The references of those of these records that are incidents; one query.
pub fn references(
    conn: &mut Conn,
    records: impl Iterator<Item = String>,
) -> Result<HashMap<String, String>, StorageError> {
    let rows: Vec<(IncidentId, String)> = incidents::table
        .filter(one_of(incidents::id, records))
        .select((incidents::id, incidents::reference))
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, reference)| (id.to_string(), reference))
        .collect())
}
