//! The files attached to a management review.

use crate::api::client::{self, Guard, Versioned};
use crate::api::error::ApiError;
use crate::routes::api_path;
use shared::ids::{AttachmentId, ManagementReviewId};
use shared::incidents::commands::WithReason;
use shared::reviews::api::{AttachmentView, AttachmentsView, paths};
use web_sys::File;

fn path(id: ManagementReviewId, below: &[&str]) -> String {
    let base = api_path(paths::MANAGEMENT, &[&id.to_string(), "attachments"]);
    api_path(&base, below)
}

/// The files that the reader may have, and those that were removed.
pub async fn list(id: ManagementReviewId) -> Result<Versioned<AttachmentsView>, ApiError> {
    client::get(&path(id, &[])).await
}

/// Where a file is had.
pub fn file_path(id: ManagementReviewId, file: AttachmentId) -> String {
    path(id, &[&file.to_string()])
}

/// Attaches a file.
pub async fn add(
    id: ManagementReviewId,
    file: &File,
    guard: Guard,
) -> Result<Versioned<AttachmentView>, ApiError> {
    client::upload(&path(id, &[]), file, guard).await
}

/// Removes a file.
pub async fn remove(
    id: ManagementReviewId,
    file: AttachmentId,
    why: &WithReason,
) -> Result<Versioned<AttachmentView>, ApiError> {
    let path = path(id, &[&file.to_string(), "remove"]);
    client::post(&path, why, Guard::None).await
}
