//! The bytes of an entry that are hashed: every field, in a fixed order, each with its length before it, so that no two
//! entries share them. A change of this encoding needs a new [`VERSION`], and both to be understood.

use storage::platform::AuditEntry;
use tlog_tiles::tlog::{Hash, record_hash};

/// The first field: what the rest is.
const VERSION: &str = "safeguarding audit entry 1";

/// The hash under which an entry stands in the tree.
pub(super) fn leaf(entry: &AuditEntry) -> Hash {
    record_hash(&encoded(entry))
}

fn encoded(entry: &AuditEntry) -> Vec<u8> {
    let AuditEntry {
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
    } = entry;
    let client = client.map(|client| client.to_string());
    let mut bytes = Vec::with_capacity(320);
    let mut put = |field: Option<&[u8]>| match field {
        None => bytes.push(0),
        Some(field) => {
            bytes.push(1);
            // No field is longer than the body of a request may be.
            bytes.extend(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend(field);
        }
    };
    put(Some(VERSION.as_bytes()));
    put(Some(id.0.as_bytes()));
    put(Some(&at.timestamp_micros().to_be_bytes()));
    put(staff.as_ref().map(|staff| &staff.0.as_bytes()[..]));
    put(client.as_deref().map(str::as_bytes));
    put(Some(action.as_bytes()));
    put(Some(resource_kind.as_bytes()));
    put(resource_id.as_deref().map(str::as_bytes));
    put(request.as_ref().map(|request| &request.0.as_bytes()[..]));
    put(origin.as_deref().map(str::as_bytes));
    put(why.as_deref().map(str::as_bytes));
    put(Some(outcome.as_bytes()));
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::tests::entry;
    use super::*;
    use crate::kernel::hex;
    use chrono::Duration;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn every_field_counts() {
        let plain = entry(1);
        let mut changed = vec![plain.clone(); 13];
        changed[1].id = Uuid::from_u128(99).into();
        changed[2].at += Duration::microseconds(1);
        changed[3].staff = None;
        changed[4].client = Some(Uuid::from_u128(98).into());
        changed[5].action.push('x');
        changed[6].resource_kind.push('x');
        changed[7].resource_id = None;
        changed[8].request = None;
        changed[9].origin = None;
        changed[10].why = Some(String::new());
        changed[11].outcome = "refused".to_owned();
        // The same letters, moved from one field to the next.
        changed[12].action = "incident.readinc".to_owned();
        changed[12].resource_kind = "ident".to_owned();
        let leaves: BTreeSet<_> = changed.iter().map(|entry| leaf(entry).0).collect();
        assert_eq!(leaves.len(), changed.len());
    }

    #[test]
    fn the_encoding_stays_what_it_is() {
        // A log that was sealed by an earlier version must verify: this value never changes.
        let fixed = "a0d08bcf2e398b56bebf155ec5f1453b42f7a3bbf9fc70a597c3aadb6dec6062";
        assert_eq!(hex(&leaf(&entry(1)).0), fixed);
    }
}
