//! Requests that may come twice: the second gets the answer of the first.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::By;

use crate::dialect::{on_each, to_db};
use crate::forgetting::forget_before;
use crate::schema::idempotency_keys as k;
use crate::{Conn, StorageError};

/// A request that wants to be done once.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// Who sends it.
    pub by: By,
    /// Which operation it is.
    pub operation: &'a str,
    /// The key its sender chose.
    pub key: &'a str,
    /// The hash of what it says.
    pub hash: &'a str,
}

/// Claims the key for this request. If it was claimed before, says by a request of which hash and for which record.
///
/// On `PostgreSQL` a claim waits for an earlier one that is still being worked on.
pub fn claim_key(
    conn: &mut Conn,
    claim: Claim<'_>,
    at: DateTime<Utc>,
) -> Result<Option<(String, String)>, StorageError> {
    let values = (
        k::caller_id.eq(claim.by.to_string()),
        k::operation.eq(claim.operation),
        k::idempotency_key.eq(claim.key),
        k::request_hash.eq(claim.hash),
        k::resource_id.eq(""),
        k::created_at.eq(to_db(at)),
    );
    let claimed = on_each!(conn, c => diesel::insert_into(k::table).values(values).on_conflict_do_nothing().execute(c))?;
    if claimed == 1 {
        return Ok(None);
    }
    let earlier = k::table
        .find((claim.by.to_string(), claim.operation, claim.key))
        .select((k::request_hash, k::resource_id))
        .first(conn)?;
    Ok(Some(earlier))
}

/// Keeps with a claimed key the record that the request made.
pub fn remember_key(
    conn: &mut Conn,
    by: By,
    operation: &str,
    key: &str,
    resource: &str,
) -> Result<(), StorageError> {
    let row = k::table.find((by.to_string(), operation, key));
    let kept = diesel::update(row)
        .set(k::resource_id.eq(resource))
        .execute(conn)?;
    if kept == 1 {
        Ok(())
    } else {
        Err(StorageError::NotFound)
    }
}

/// Forgets the oldest of the keys used before a moment; says how many.
pub fn purge_keys(conn: &mut Conn, before: DateTime<Utc>) -> Result<usize, StorageError> {
    Ok(forget_before!(conn, k::table, k::created_at, before))
}
