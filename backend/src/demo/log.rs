//! Many invented entries of the audit log, to measure sealing and verifying with.

use chrono::Duration;
use service::Service;
use storage::StorageError;
use storage::platform::{AuditEntry, insert_audits};

/// So many entries are written in one transaction.
const CHUNK: usize = 10_000;

/// Writes so many entries, a second apart.
pub async fn fill_log(service: &Service, entries: usize) -> Result<(), StorageError> {
    let begin = service.clock.now() - Duration::days(365);
    for first in (0..entries).step_by(CHUNK) {
        let numbers = first..entries.min(first + CHUNK);
        let chunk: Vec<_> = numbers
            .map(|number| entry(service, begin, number))
            .collect();
        service
            .store
            .write(move |conn| insert_audits(conn, &chunk))
            .await?;
    }
    Ok(())
}

fn entry(service: &Service, begin: chrono::DateTime<chrono::Utc>, number: usize) -> AuditEntry {
    let at = begin + Duration::seconds(i64::try_from(number).unwrap_or_default());
    let id = || service.entropy.id(at);
    AuditEntry {
        id: id().into(),
        at,
        staff: Some(id().into()),
        action: "incident.read".to_owned(),
        resource_kind: "incident".to_owned(),
        resource_id: Some(id().to_string()),
        request: Some(id().into()),
        origin: Some("192.0.2.1".to_owned()),
        outcome: "done".to_owned(),
        client: None,
        why: None,
    }
}
