//! What waits, or waited, for a second administrator.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::access::{Asked, ConfirmationKind, ConfirmationState, ConfirmedHow, WAITS};
use shared::ids::{ConfirmationId, StaffId};
use shared::policy::access::MayDecide;
use shared::policy::people::MayChange;

use crate::dialect::{from_db, one_of, to_db};
use crate::schema::confirmations as c;
use crate::{Conn, StorageError};

/// Something that waits, or waited, for a second administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The record.
    pub id: ConfirmationId,
    /// What was asked for.
    pub asked: Asked,
    /// By whom.
    pub asked_by: StaffId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When it runs, or ran, out of time.
    pub expires_at: DateTime<Utc>,
    /// As it was last decided; one that waits may have run out of time.
    pub state: ConfirmationState,
    /// What stands for the confirmation.
    pub confirmed_how: Option<ConfirmedHow>,
    /// Who decided; none on the command line.
    pub decided_by: Option<StaffId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why not.
    pub reason: Option<String>,
}

impl Confirmation {
    /// Something that `asked_by` asks for now.
    pub fn asked(id: ConfirmationId, asked: Asked, asked_by: StaffId, now: DateTime<Utc>) -> Self {
        Self {
            id,
            asked,
            asked_by,
            asked_at: now,
            expires_at: now + WAITS,
            state: ConfirmationState::Waiting,
            confirmed_how: None,
            decided_by: None,
            decided_at: None,
            reason: None,
        }
    }
    /// Something that whoever sets the service up does, and that nobody else has to confirm.
    pub fn constructed(
        id: ConfirmationId,
        asked: Asked,
        asked_by: StaffId,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            state: ConfirmationState::Confirmed,
            confirmed_how: Some(ConfirmedHow::Construction),
            decided_at: Some(now),
            ..Self::asked(id, asked, asked_by, now)
        }
    }
    /// How far it has come at a moment.
    pub fn state_at(&self, now: DateTime<Utc>) -> ConfirmationState {
        if self.state == ConfirmationState::Waiting && self.expires_at <= now {
            ConfirmationState::Expired
        } else {
            self.state
        }
    }
}

type Row = (
    ConfirmationId,
    String,
    StaffId,
    NaiveDateTime,
    NaiveDateTime,
    ConfirmationState,
    Option<ConfirmedHow>,
    Option<StaffId>,
    Option<NaiveDateTime>,
    Option<String>,
);

const COLUMNS: (
    c::id,
    c::asked,
    c::asked_by,
    c::asked_at,
    c::expires_at,
    c::state,
    c::confirmed_how,
    c::decided_by,
    c::decided_at,
    c::reason,
) = (
    c::id,
    c::asked,
    c::asked_by,
    c::asked_at,
    c::expires_at,
    c::state,
    c::confirmed_how,
    c::decided_by,
    c::decided_at,
    c::reason,
);

fn from_row(row: Row) -> Result<Confirmation, StorageError> {
    let (id, asked, asked_by, asked_at, expires_at, state, how, decided_by, decided_at, reason) =
        row;
    let asked = serde_json::from_str(&asked)
        .map_err(|error| StorageError::other(format!("what {id} asks is unreadable: {error}")))?;
    Ok(Confirmation {
        id,
        asked,
        asked_by,
        asked_at: from_db(asked_at),
        expires_at: from_db(expires_at),
        state,
        confirmed_how: how,
        decided_by,
        decided_at: decided_at.map(from_db),
        reason,
    })
}

fn from_rows(rows: Vec<Row>) -> Result<Vec<Confirmation>, StorageError> {
    rows.into_iter().map(from_row).collect()
}

/// Records that something was asked for, or was confirmed when the service was set up.
pub fn insert_confirmation(
    conn: &mut Conn,
    confirmation: &Confirmation,
) -> Result<(), StorageError> {
    let asked = serde_json::to_string(&confirmation.asked).map_err(StorageError::other)?;
    diesel::insert_into(c::table)
        .values((
            c::id.eq(confirmation.id),
            c::kind.eq(confirmation.asked.kind()),
            c::record_id.eq(confirmation.asked.record()),
            c::concerns.eq(confirmation.asked.concerns()),
            c::asked.eq(asked),
            c::asked_by.eq(confirmation.asked_by),
            c::asked_at.eq(to_db(confirmation.asked_at)),
            c::expires_at.eq(to_db(confirmation.expires_at)),
            (
                c::state.eq(confirmation.state),
                c::confirmed_how.eq(confirmation.confirmed_how),
                c::decided_by.eq(confirmation.decided_by),
                c::decided_at.eq(confirmation.decided_at.map(to_db)),
                c::reason.eq(confirmation.reason.as_deref()),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

/// One of them.
pub fn confirmation(
    conn: &mut Conn,
    id: ConfirmationId,
) -> Result<Option<Confirmation>, StorageError> {
    let row: Option<Row> = c::table.find(id).select(COLUMNS).first(conn).optional()?;
    row.map(from_row).transpose()
}

/// All that wait at a moment, oldest first; only what concerns a person, if one is named.
pub fn waiting_confirmations(
    conn: &mut Conn,
    about: Option<StaffId>,
    now: DateTime<Utc>,
) -> Result<Vec<Confirmation>, StorageError> {
    let mut query = c::table
        .filter(c::state.eq(ConfirmationState::Waiting))
        .filter(c::expires_at.gt(to_db(now)))
        .order(c::id)
        .select(COLUMNS)
        .into_boxed();
    if let Some(person) = about {
        query = query.filter(c::concerns.eq(person));
    }
    from_rows(query.load::<Row>(conn)?)
}

/// A page of those that no longer wait at a moment, newest first, older than the one named.
pub fn past_confirmations(
    conn: &mut Conn,
    now: DateTime<Utc>,
    older_than: Option<ConfirmationId>,
    limit: i64,
) -> Result<Vec<Confirmation>, StorageError> {
    let mut query = c::table
        .filter(
            c::state
                .ne(ConfirmationState::Waiting)
                .or(c::expires_at.le(to_db(now))),
        )
        .order(c::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .into_boxed();
    if let Some(id) = older_than {
        query = query.filter(c::id.lt(id));
    }
    from_rows(query.load::<Row>(conn)?)
}

/// Everything that was asked for about these records of one kind, newest first.
pub fn confirmations_of(
    conn: &mut Conn,
    kind: ConfirmationKind,
    records: &[String],
) -> Result<Vec<Confirmation>, StorageError> {
    let rows: Vec<Row> = c::table
        .filter(c::kind.eq(kind))
        .filter(one_of(c::record_id, records.iter()))
        .order(c::id.desc())
        .select(COLUMNS)
        .load(conn)?;
    from_rows(rows)
}

/// How something that waited was decided.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    /// The outcome.
    pub state: ConfirmationState,
    /// What stands for the confirmation.
    pub how: Option<ConfirmedHow>,
    /// Who decided.
    pub by: Option<StaffId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why not.
    pub reason: Option<&'a str>,
}

/// Decides what waits. Says whether it still did: of two decisions one counts.
pub fn decide_confirmation(
    conn: &mut Conn,
    _may: &MayDecide,
    id: ConfirmationId,
    decision: &Decision<'_>,
) -> Result<bool, StorageError> {
    let waiting = c::table
        .find(id)
        .filter(c::state.eq(ConfirmationState::Waiting))
        .filter(c::expires_at.gt(to_db(decision.at)));
    let decided = diesel::update(waiting)
        .set((
            c::state.eq(decision.state),
            c::confirmed_how.eq(decision.how),
            c::decided_by.eq(decision.by),
            c::decided_at.eq(to_db(decision.at)),
            c::reason.eq(decision.reason),
        ))
        .execute(conn)?;
    Ok(decided == 1)
}

/// Takes back all that waits about a person.
pub fn withdraw_confirmations_about(
    conn: &mut Conn,
    may: &MayChange,
    person: StaffId,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<usize, StorageError> {
    let waiting = c::table
        .filter(c::concerns.eq(person))
        .filter(c::state.eq(ConfirmationState::Waiting));
    Ok(diesel::update(waiting)
        .set((
            c::state.eq(ConfirmationState::Withdrawn),
            c::decided_by.eq(may.actor()),
            c::decided_at.eq(to_db(at)),
            c::reason.eq(reason),
        ))
        .execute(conn)?)
}
