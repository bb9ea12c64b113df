//! The text of a management review: reading it, saving it as one types, and its versions.

use crate::api::client::{self, Guard, Versioned};
use crate::api::error::ApiError;
use crate::query::Query;
use crate::routes::api_path;
use shared::ids::{ManagementReviewId, PassageId, TabId};
use shared::reviews::api::{
    ComparedText, ReviewText, SavedText, TextVersionRow, WritersView, paths,
};
use shared::reviews::codes::FileKind;
use shared::reviews::commands::{ImportChronology, SaveText};

fn path(id: ManagementReviewId, below: &[&str]) -> String {
    let base = api_path(paths::MANAGEMENT, &[&id.to_string()]);
    api_path(&base, below)
}

/// A name for a tab that no other has.
#[allow(clippy::disallowed_methods)] // random by nature, and the browser is its source
pub fn fresh_tab() -> TabId {
    TabId(uuid::Uuid::new_v4())
}

/// The id of a new passage.
#[allow(clippy::disallowed_methods)] // random by nature, and the browser is its source
pub fn fresh_passage() -> PassageId {
    PassageId(uuid::Uuid::new_v4())
}

/// The text in a version; without one, in the newest that the reader may read.
pub async fn text(
    id: ManagementReviewId,
    version: Option<i64>,
) -> Result<Versioned<ReviewText>, ApiError> {
    let query = Query::new().with_some("version", version);
    client::get(&query.after(&path(id, &["text"]))).await
}

/// Where a version is had as a file.
pub fn file_path(id: ManagementReviewId, kind: FileKind, version: i64) -> String {
    let query = Query::new()
        .with_some("kind", Some(kind))
        .with_some("version", Some(version));
    query.after(&path(id, &["file"]))
}

/// Saves what was changed.
pub async fn save(
    id: ManagementReviewId,
    changes: &SaveText,
) -> Result<Versioned<SavedText>, ApiError> {
    client::patch(&path(id, &["text"]), changes, Guard::None).await
}

/// Takes the rows of a spreadsheet into the chronology.
pub async fn import(
    id: ManagementReviewId,
    file: &ImportChronology,
    guard: Guard,
) -> Result<Versioned<SavedText>, ApiError> {
    client::post(&path(id, &["chronology", "import"]), file, guard).await
}

/// Says that this tab still has the text open to write. The page says so by itself: nobody is asked to sign in for it.
pub async fn keep_writing(
    id: ManagementReviewId,
    tab: TabId,
) -> Result<Versioned<WritersView>, ApiError> {
    client::put_quietly(&path(id, &["writers", &tab.to_string()])).await
}

/// Its versions, newest first.
pub async fn versions(id: ManagementReviewId) -> Result<Versioned<Vec<TextVersionRow>>, ApiError> {
    client::get(&path(id, &["versions"])).await
}

/// Two of its versions, compared.
pub async fn compare(
    id: ManagementReviewId,
    before: i64,
    after: i64,
) -> Result<Versioned<ComparedText>, ApiError> {
    let query = Query::new()
        .with("before", before.to_string())
        .with("after", after.to_string());
    client::get(&query.after(&path(id, &["versions", "compare"]))).await
}
