//! The secrets of API clients: hashes, dates, and when each was last used.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ApiClientId, ApiSecretId, StaffId};
use shared::integrations::ApiSecret;
use shared::policy::integrations::MayManage;

use crate::dialect::{from_db, one_of, to_db};
use crate::schema::api_client_secrets as s;
use crate::{Conn, StorageError};

type Row = (
    ApiSecretId,
    ApiClientId,
    StaffId,
    NaiveDateTime,
    NaiveDate,
    bool,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
);

fn from_row((id, client, made_by, made_at, expires_on, waits, used, revoked): Row) -> ApiSecret {
    ApiSecret {
        id,
        client,
        made_by,
        made_at: from_db(made_at),
        expires_on,
        waits,
        last_used_at: used.map(from_db),
        revoked_at: revoked.map(from_db),
    }
}

/// The secrets of these clients at any time, the newest first.
pub fn secrets_of(
    conn: &mut Conn,
    clients: &[ApiClientId],
) -> Result<Vec<ApiSecret>, StorageError> {
    let rows: Vec<Row> = s::table
        .filter(one_of(s::client_id, clients))
        .order((s::made_at.desc(), s::id.desc()))
        .select((
            s::id,
            s::client_id,
            s::made_by,
            s::made_at,
            s::expires_on,
            s::waits,
            s::last_used_at,
            s::revoked_at,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// The hashes of a client's secrets that have not been taken back.
pub fn secret_hashes(
    conn: &mut Conn,
    client: ApiClientId,
) -> Result<Vec<(ApiSecretId, String)>, StorageError> {
    Ok(s::table
        .filter(s::client_id.eq(client))
        .filter(s::revoked_at.is_null())
        .order((s::made_at.desc(), s::id.desc()))
        .select((s::id, s::hash))
        .load(conn)?)
}

/// Whose secret this is.
pub fn client_of_secret(
    conn: &mut Conn,
    id: ApiSecretId,
) -> Result<Option<ApiClientId>, StorageError> {
    let row = s::table.find(id).select(s::client_id);
    Ok(row.first(conn).optional()?)
}

/// Stores a new secret's hash.
pub fn insert_secret(
    conn: &mut Conn,
    _may: &MayManage,
    secret: &ApiSecret,
    hash: &str,
) -> Result<(), StorageError> {
    diesel::insert_into(s::table)
        .values((
            s::id.eq(secret.id),
            s::client_id.eq(secret.client),
            s::hash.eq(hash),
            s::made_by.eq(secret.made_by),
            s::made_at.eq(to_db(secret.made_at)),
            s::expires_on.eq(secret.expires_on),
            s::waits.eq(secret.waits),
        ))
        .execute(conn)?;
    Ok(())
}

/// A second administrator has confirmed it.
pub fn confirm_secret(
    conn: &mut Conn,
    _may: &MayManage,
    id: ApiSecretId,
) -> Result<(), StorageError> {
    diesel::update(s::table.find(id))
        .set(s::waits.eq(false))
        .execute(conn)?;
    Ok(())
}

/// Takes a secret back: it opens nothing from now on.
pub fn revoke_secret(
    conn: &mut Conn,
    _may: &MayManage,
    id: ApiSecretId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    diesel::update(s::table.find(id).filter(s::revoked_at.is_null()))
        .set(s::revoked_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}

/// A token was given for it.
pub fn touch_secret(
    conn: &mut Conn,
    id: ApiSecretId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    diesel::update(s::table.find(id))
        .set(s::last_used_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}
