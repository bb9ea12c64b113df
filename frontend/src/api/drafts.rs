//! Half-written reports, kept on the server as one types.

use super::client::{self, Etag, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::ids::DraftId;
use shared::incidents::api::{Draft, DraftRow, paths};
use shared::incidents::report_form::ReportForm;

fn path(id: DraftId) -> String {
    api_path(paths::DRAFTS, &[&id.to_string()])
}

/// An id never used before.
#[allow(clippy::disallowed_methods)] // random by nature, and the browser is its source
pub fn fresh_id() -> DraftId {
    DraftId(uuid::Uuid::new_v4())
}

/// One's own drafts, newest first.
pub async fn list() -> Result<Versioned<Vec<DraftRow>>, ApiError> {
    client::get(paths::DRAFTS).await
}

/// One draft with what was typed.
pub async fn one(id: DraftId) -> Result<Versioned<Draft>, ApiError> {
    client::get(&path(id)).await
}

/// Saves over the version that was read; version 0 begins a draft.
pub async fn save(
    id: DraftId,
    version: i64,
    form: &ReportForm,
) -> Result<Versioned<Draft>, ApiError> {
    client::put(&path(id), form, Guard::Version(Etag::of_version(version))).await
}

/// Throws a draft away.
pub async fn delete(id: DraftId, version: i64) -> Result<(), ApiError> {
    client::delete(&path(id), Guard::Version(Etag::of_version(version))).await
}
