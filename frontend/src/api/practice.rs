//! Cases.

use super::client::{self, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::ids::CaseId;
use shared::practice::{CaseSearch, CaseView, NewCase, paths};

/// The cases whose references begin like this.
pub async fn search_cases(search: &CaseSearch) -> Result<Versioned<Vec<CaseView>>, ApiError> {
    client::post(paths::CASES_SEARCH, search, Guard::None).await
}

/// One case with its allocations.
pub async fn case(id: CaseId) -> Result<Versioned<CaseView>, ApiError> {
    client::get(&api_path(paths::CASES, &[&id.to_string()])).await
}

/// Records a case.
pub async fn record_case(case: &NewCase, guard: Guard) -> Result<Versioned<CaseView>, ApiError> {
    client::post(paths::CASES, case, guard).await
}
