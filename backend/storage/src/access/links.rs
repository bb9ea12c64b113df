//! Links with which a person sets their password, once. The token is nowhere: only its hash.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ConfirmationId, SignInLinkId, StaffId};
use shared::policy::access::MayUseAccount;

use crate::dialect::{from_db, to_db};
use crate::schema::{sign_in_links as l, staff};
use crate::{Conn, StorageError};

/// A link that can be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// The record.
    pub id: SignInLinkId,
    /// Whose password it sets.
    pub staff: StaffId,
    /// What a second administrator confirmed, where one had to.
    pub confirmation: Option<ConfirmationId>,
    /// Who made it.
    pub made_by: StaffId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}

type Row = (
    SignInLinkId,
    StaffId,
    Option<ConfirmationId>,
    StaffId,
    NaiveDateTime,
    NaiveDateTime,
);

const COLUMNS: (
    l::id,
    l::staff_id,
    l::confirmation_id,
    l::made_by,
    l::made_at,
    l::expires_at,
) = (
    l::id,
    l::staff_id,
    l::confirmation_id,
    l::made_by,
    l::made_at,
    l::expires_at,
);

fn from_row((id, staff, confirmation, made_by, made_at, expires_at): Row) -> SignInLink {
    SignInLink {
        id,
        staff,
        confirmation,
        made_by,
        made_at: from_db(made_at),
        expires_at: from_db(expires_at),
    }
}

/// Adds a link to be found by the hash of its token.
pub fn insert_link(
    conn: &mut Conn,
    _may: &MayUseAccount,
    link: &SignInLink,
    token_hash: &str,
) -> Result<(), StorageError> {
    diesel::insert_into(l::table)
        .values((
            l::id.eq(link.id),
            l::staff_id.eq(link.staff),
            l::token_hash.eq(token_hash),
            l::confirmation_id.eq(link.confirmation),
            l::made_by.eq(link.made_by),
            l::made_at.eq(to_db(link.made_at)),
            l::expires_at.eq(to_db(link.expires_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The link of this token, if it can be used now by someone who works here.
pub fn link_of_token(
    conn: &mut Conn,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<SignInLink>, StorageError> {
    let row: Option<Row> = l::table
        .inner_join(staff::table)
        .filter(l::token_hash.eq(token_hash))
        .filter(l::used_at.is_null())
        .filter(l::revoked_at.is_null())
        .filter(l::expires_at.gt(to_db(now)))
        .filter(staff::active.eq(true))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(from_row))
}

/// A person's link that can be used now.
pub fn open_link(
    conn: &mut Conn,
    person: StaffId,
    now: DateTime<Utc>,
) -> Result<Option<SignInLink>, StorageError> {
    let row: Option<Row> = l::table
        .filter(l::staff_id.eq(person))
        .filter(l::used_at.is_null())
        .filter(l::revoked_at.is_null())
        .filter(l::expires_at.gt(to_db(now)))
        .order(l::made_at.desc())
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(from_row))
}

/// Uses a link up. Says whether it still could be used: of two uses one counts.
pub fn use_link(
    conn: &mut Conn,
    id: SignInLinkId,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let usable = l::table
        .find(id)
        .filter(l::used_at.is_null())
        .filter(l::revoked_at.is_null())
        .filter(l::expires_at.gt(to_db(at)));
    let used = diesel::update(usable)
        .set(l::used_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(used == 1)
}

/// Takes back every link of a person that has not been used. Says how many.
pub fn revoke_links(
    conn: &mut Conn,
    may: &MayUseAccount,
    at: DateTime<Utc>,
) -> Result<usize, StorageError> {
    let open = l::table
        .filter(l::staff_id.eq(may.resource()))
        .filter(l::used_at.is_null())
        .filter(l::revoked_at.is_null());
    Ok(diesel::update(open)
        .set(l::revoked_at.eq(to_db(at)))
        .execute(conn)?)
}

/// Whether a link was made of what was confirmed.
pub fn is_made_of(conn: &mut Conn, confirmation: ConfirmationId) -> Result<bool, StorageError> {
    let made: Option<SignInLinkId> = l::table
        .filter(l::confirmation_id.eq(confirmation))
        .select(l::id)
        .first(conn)
        .optional()?;
    Ok(made.is_some())
}
