//! The audit log and the outbox: who did what, and what others are to be told. Never any content.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ApiClientId, AuditId, EventId, RequestId, StaffId};

use crate::dialect::{from_db, to_db};
use crate::schema::{audit_entries, outbox_events};
use crate::{Conn, StorageError};

/// One entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// The record.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Which person; none where nobody is signed in, or a system did it.
    pub staff: Option<StaffId>,
    /// Which third-party system.
    pub client: Option<ApiClientId>,
    /// What was done.
    pub action: String,
    /// To what kind of record.
    pub resource_kind: String,
    /// To which record.
    pub resource_id: Option<String>,
    /// In which request.
    pub request: Option<RequestId>,
    /// From which address.
    pub origin: Option<String>,
    /// With what outcome.
    pub outcome: String,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
}

/// Adds an entry to the audit log.
pub fn insert_audit(conn: &mut Conn, entry: &AuditEntry) -> Result<(), StorageError> {
    use audit_entries as a;
    diesel::insert_into(a::table)
        .values((
            a::id.eq(entry.id),
            a::at.eq(to_db(entry.at)),
            a::staff_id.eq(entry.staff),
            a::action.eq(&entry.action),
            a::resource_kind.eq(&entry.resource_kind),
            a::resource_id.eq(entry.resource_id.as_deref()),
            a::request_id.eq(entry.request),
            a::origin.eq(entry.origin.as_deref()),
            a::outcome.eq(&entry.outcome),
            a::client_id.eq(entry.client),
            a::why.eq(entry.why.as_deref()),
        ))
        .execute(conn)?;
    Ok(())
}

/// All entries about one record, oldest first.
pub fn audit_of(conn: &mut Conn, kind: &str, id: &str) -> Result<Vec<AuditEntry>, StorageError> {
    use audit_entries as a;
    let rows: Vec<AuditRow> = a::table
        .filter(a::resource_kind.eq(kind))
        .filter(a::resource_id.eq(id))
        .order((a::at, a::id))
        .select(AUDIT_COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(AuditEntry::from).collect())
}

/// How often this was done, as the audit log has it.
pub fn times_done(conn: &mut Conn, action: &str) -> Result<i64, StorageError> {
    use audit_entries as a;
    let done = a::table.filter(a::action.eq(action));
    Ok(done.count().get_result(conn)?)
}

/// The columns of an entry, in the order of [`AuditRow`].
pub(crate) const AUDIT_COLUMNS: AuditColumns = (
    audit_entries::id,
    audit_entries::at,
    audit_entries::staff_id,
    audit_entries::action,
    audit_entries::resource_kind,
    audit_entries::resource_id,
    audit_entries::request_id,
    audit_entries::origin,
    audit_entries::outcome,
    audit_entries::client_id,
    audit_entries::why,
);

type AuditColumns = (
    audit_entries::id,
    audit_entries::at,
    audit_entries::staff_id,
    audit_entries::action,
    audit_entries::resource_kind,
    audit_entries::resource_id,
    audit_entries::request_id,
    audit_entries::origin,
    audit_entries::outcome,
    audit_entries::client_id,
    audit_entries::why,
);

/// An entry as it is kept.
pub(crate) type AuditRow = (
    AuditId,
    chrono::NaiveDateTime,
    Option<StaffId>,
    String,
    String,
    Option<String>,
    Option<RequestId>,
    Option<String>,
    String,
    Option<ApiClientId>,
    Option<String>,
);

impl From<AuditRow> for AuditEntry {
    fn from(row: AuditRow) -> Self {
        let (
            id,
            at,
            staff,
            action,
            resource_kind,
            resource_id,
            request,
            origin,
            outcome,
            client,
            why,
        ) = row;
        Self {
            id,
            at: from_db(at),
            staff,
            action,
            resource_kind,
            resource_id,
            request,
            origin,
            outcome,
            client,
            why,
        }
    }
}

/// An event that waits to be told to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEvent {
    /// The record.
    pub id: EventId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened: `incident.changed`.
    pub kind: String,
    /// To which record.
    pub resource_id: String,
    /// More about it, as JSON; never any content.
    pub payload: String,
}

/// Adds an event to the outbox.
pub fn insert_event(conn: &mut Conn, event: &OutboxEvent) -> Result<(), StorageError> {
    use outbox_events as o;
    diesel::insert_into(o::table)
        .values((
            o::id.eq(event.id),
            o::at.eq(to_db(event.at)),
            o::kind.eq(&event.kind),
            o::resource_id.eq(&event.resource_id),
            o::payload.eq(&event.payload),
        ))
        .execute(conn)?;
    Ok(())
}

/// What happened after a moment, and to which records: the kinds of the events and the ids, the earliest first.
pub fn events_since(
    conn: &mut Conn,
    since: DateTime<Utc>,
) -> Result<Vec<(String, String)>, StorageError> {
    use outbox_events as o;
    Ok(o::table
        .filter(o::at.gt(to_db(since)))
        .order((o::at, o::id))
        .select((o::kind, o::resource_id))
        .load(conn)?)
}
