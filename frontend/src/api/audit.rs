//! The audit log.

use super::client::{self, Guard, Versioned};
use super::error::ApiError;
use crate::query::Query;
use shared::audit::{AuditRow, AuditSearch, paths};
use shared::page::Page;

/// One page of the log, as far as the person may read it.
pub async fn search(search: &AuditSearch) -> Result<Versioned<Page<AuditRow>>, ApiError> {
    client::post(paths::AUDIT_SEARCH, search, Guard::None).await
}

/// One page of what the person did and opened themselves.
pub async fn own_access(cursor: Option<&str>) -> Result<Versioned<Page<AuditRow>>, ApiError> {
    let path = match cursor {
        None => paths::OWN_ACCESS.to_owned(),
        Some(cursor) => Query::new()
            .with("cursor", cursor.to_owned())
            .after(paths::OWN_ACCESS),
    };
    client::get(&path).await
}
