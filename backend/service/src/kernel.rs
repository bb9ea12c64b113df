//! What every change does besides changing: audit it, tell others of it, do it once. All in the change's transaction.

use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::ids::{AuditId, EventId};
use shared::problem::FieldCode;
use std::str::FromStr;
use storage::platform::{AuditEntry, Claim, OutboxEvent};
use storage::{Conn, platform};

use crate::context::Asking;
use crate::{Error, Result};

/// The outcome of what was done as asked.
pub(crate) const DONE: &str = "done";

/// Writes into the audit log that this person or system did (or read) something. Never any content.
pub(crate) fn audit(
    conn: &mut Conn,
    ctx: &impl Asking,
    action: &str,
    kind: &str,
    id: Option<String>,
    outcome: &str,
) -> Result<()> {
    audit_because(conn, ctx, action, kind, id, outcome, None)
}

/// The same with the reason that was asked for, as for break-glass: the one text an entry may hold.
pub(crate) fn audit_because(
    conn: &mut Conn,
    ctx: &impl Asking,
    action: &str,
    kind: &str,
    id: Option<String>,
    outcome: &str,
    why: Option<String>,
) -> Result<()> {
    let entry = AuditEntry {
        why,
        ..entry(ctx, action, kind, id, outcome)
    };
    Ok(platform::insert_audit(conn, &entry)?)
}

/// The entry that says so.
pub(crate) fn entry(
    ctx: &impl Asking,
    action: &str,
    kind: &str,
    id: Option<String>,
    outcome: &str,
) -> AuditEntry {
    AuditEntry {
        id: ctx.id::<AuditId>(),
        at: ctx.now(),
        staff: ctx.by().staff(),
        client: ctx.by().client(),
        action: action.to_owned(),
        resource_kind: kind.to_owned(),
        resource_id: id,
        request: Some(ctx.request()),
        origin: ctx.origin(),
        outcome: outcome.to_owned(),
        why: None,
    }
}

/// Puts an event into the outbox: what happened to which record. Never any content.
pub(crate) fn emit(
    conn: &mut Conn,
    ctx: &impl Asking,
    kind: &str,
    id: impl ToString + Copy,
    payload: &impl Serialize,
) -> Result<()> {
    let payload = serde_json::to_string(payload)
        .map_err(|error| Error::Internal(format!("an event cannot be written: {error}")))?;
    let event = OutboxEvent {
        id: ctx.id::<EventId>(),
        at: ctx.now(),
        kind: kind.to_owned(),
        resource_id: id.to_string(),
        payload,
    };
    Ok(platform::insert_event(conn, &event)?)
}

/// What a client chooses so that a request sent twice is done once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl FromStr for IdempotencyKey {
    type Err = Error;
    /// 8 to 64 visible ASCII characters.
    fn from_str(text: &str) -> Result<Self> {
        if (8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::field(
                "",
                FieldCode::NotAllowed,
                "The Idempotency-Key must be 8 to 64 visible characters, such as a UUID",
            ))
        }
    }
}

impl std::fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The hash of what a request says, to tell a repeat from another request with the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHash(String);

impl RequestHash {
    /// The hash of the request as it was understood, so that spelling and order do not matter.
    pub fn of(body: &impl Serialize) -> Result<Self> {
        let text = serde_json::to_vec(body)
            .map_err(|error| Error::Internal(format!("a request cannot be written: {error}")))?;
        Ok(Self(hex(&Sha256::digest(text))))
    }
}

/// Bytes as hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// What is kept of a secret that we made. It has 256 random bits, so that a plain hash tells nothing of it.
pub(crate) fn hash_of(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

/// Claims the key for this request; call it first in the transaction, and [`remember`] before its end.
///
/// `Some`: the request was done before, and made this record. Another request with the same key is refused.
pub(crate) fn once<T: FromStr>(
    conn: &mut Conn,
    ctx: &impl Asking,
    operation: &str,
    key: &IdempotencyKey,
    hash: &RequestHash,
) -> Result<Option<T>> {
    let claim = Claim {
        by: ctx.by(),
        operation,
        key: &key.0,
        hash: &hash.0,
    };
    match platform::claim_key(conn, claim, ctx.now())? {
        None => Ok(None),
        Some((earlier, _)) if earlier != hash.0 => Err(Error::IdempotencyConflict),
        Some((_, made)) => match made.parse() {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(Error::Internal(format!(
                "{operation} did not remember what it made"
            ))),
        },
    }
}

/// Keeps with the key what the request made, for when it comes again.
pub(crate) fn remember(
    conn: &mut Conn,
    ctx: &impl Asking,
    operation: &str,
    key: &IdempotencyKey,
    made: impl ToString + Copy,
) -> Result<()> {
    Ok(platform::remember_key(
        conn,
        ctx.by(),
        operation,
        &key.0,
        &made.to_string(),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_8_to_64_visible_characters() {
        for good in [
            "12345678",
            "018f4e2a-7b1c-7def-8abc-1234567890ab",
            &"k".repeat(64),
        ] {
            assert!(good.parse::<IdempotencyKey>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "1234567",
            &"k".repeat(65),
            "with space",
            "tab\t45678",
            "ключключ",
        ] {
            assert!(bad.parse::<IdempotencyKey>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_hash_is_of_what_is_said() {
        let hash = |text: &str| RequestHash::of(&text).ok();
        assert_eq!(hash("a"), hash("a"));
        assert_ne!(hash("a"), hash("b"));
        assert_eq!(hash("a").map(|h| h.0.len()), Some(64));
    }
}
