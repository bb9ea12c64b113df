//! What was done to an incident, newest first.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ApiClientId, By, HistoryId, IncidentId, StaffId};
use shared::incidents::api::FieldChange;

use crate::dialect::{from_db, to_db};
use crate::schema::incident_history as h;
use crate::{Conn, StorageError};

/// One entry as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub id: HistoryId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: By,
    /// What was done: `report` or the name of an action.
    pub action: String,
    /// For the responsible director.
    pub on_behalf: bool,
    /// Why.
    pub reason: Option<String>,
    /// What changed, field by field.
    pub changes: Vec<FieldChange>,
}

/// A place in the history: next to this entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When it was done.
    pub at: DateTime<Utc>,
    /// The entry.
    pub id: HistoryId,
    /// The page before it (later entries), not after.
    pub before: bool,
}

type Row = (
    HistoryId,
    chrono::NaiveDateTime,
    Option<StaffId>,
    Option<ApiClientId>,
    String,
    bool,
    Option<String>,
    String,
);

/// One page of an incident's history, newest first, and whether there are more in the direction asked for.
pub fn history(
    conn: &mut Conn,
    incident: IncidentId,
    from: Option<Moment>,
    limit: usize,
) -> Result<(Vec<Entry>, bool), StorageError> {
    let mut query = h::table
        .filter(h::incident_id.eq(incident))
        .limit(super::list::fetched(limit))
        .select((
            h::id,
            h::at,
            h::staff_id,
            h::client_id,
            h::action,
            h::on_behalf,
            h::reason,
            h::changes,
        ))
        .into_boxed();
    let later = from.is_some_and(|moment| moment.before);
    if let Some(Moment { at, id, .. }) = from {
        let at = to_db(at);
        query = if later {
            query
                .filter(h::at.ge(at))
                .filter(h::at.gt(at).or(h::id.gt(id)))
        } else {
            query
                .filter(h::at.le(at))
                .filter(h::at.lt(at).or(h::id.lt(id)))
        };
    }
    let query = if later {
        query.order((h::at.asc(), h::id.asc()))
    } else {
        query.order((h::at.desc(), h::id.desc()))
    };
    let mut rows: Vec<Row> = query.load(conn)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    if later {
        rows.reverse();
    }
    let entries = rows
        .into_iter()
        .map(
            |(id, at, staff, client, action, on_behalf, reason, changes)| {
                Ok(Entry {
                    id,
                    at: from_db(at),
                    by: By::of(staff, client)
                        .ok_or_else(|| StorageError::other("nobody did it"))?,
                    action,
                    on_behalf,
                    reason,
                    changes: serde_json::from_str(&changes).map_err(StorageError::other)?,
                })
            },
        )
        .collect::<Result<_, StorageError>>()?;
    Ok((entries, more))
}
