//! Lists of words that administrators keep.

use super::client::{self, Etag, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::codelists::{CODELISTS, Code, Codelist, CodelistView, EndCode, NewCode, NewLabel};

type Answer = Result<Versioned<CodelistView>, ApiError>;

/// Every codelist.
pub async fn all() -> Result<Versioned<Vec<CodelistView>>, ApiError> {
    client::get(CODELISTS).await
}

/// One codelist.
pub async fn one(list: Codelist) -> Answer {
    client::get(&api_path(CODELISTS, &[list.as_str()])).await
}

/// Adds a code to this version of a list.
pub async fn add(list: Codelist, new: NewCode, guard: Guard) -> Answer {
    client::post(&api_path(CODELISTS, &[list.as_str(), "codes"]), &new, guard).await
}

fn of_code(list: Codelist, code: &Code, what: &str) -> String {
    api_path(CODELISTS, &[list.as_str(), "codes", code.as_str(), what])
}

/// Gives a code of this version of a list another label from a day on.
pub async fn rename(list: Codelist, code: Code, new: NewLabel, guard: Guard) -> Answer {
    client::post(&of_code(list, &code, "labels"), &new, guard).await
}

/// Sets the last day of a code of this version of a list, or takes it back.
pub async fn end(list: Codelist, code: Code, end: EndCode, version: Etag) -> Answer {
    let path = of_code(list, &code, "end");
    client::post(&path, &end, Guard::Version(version)).await
}
