//! The organisation: its people, areas, teams and local authorities.

use super::client::{self, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::ids::{AreaId, StaffId};
use shared::page::Page;
use shared::people::api::{
    AreaView, LocalAuthorityView, StaffRow, StaffSearch, StaffView, TeamView, paths,
};

/// Where one person is found.
const STAFF: &str = "/api/v1/staff";

/// One page of the people whose names hold these words.
pub async fn search_staff(search: &StaffSearch) -> Result<Versioned<Page<StaffRow>>, ApiError> {
    client::post(paths::STAFF_SEARCH, search, Guard::None).await
}

/// One person with their dated history.
pub async fn person(id: StaffId) -> Result<Versioned<StaffView>, ApiError> {
    client::get(&api_path(STAFF, &[&id.to_string()])).await
}

/// One area with whoever answers for it today.
pub async fn area(id: AreaId) -> Result<Versioned<AreaView>, ApiError> {
    client::get(&api_path(paths::AREAS, &[&id.to_string()])).await
}

/// Every area with whoever answers for it today.
pub async fn areas() -> Result<Versioned<Vec<AreaView>>, ApiError> {
    client::get(paths::AREAS).await
}

/// Every team.
pub async fn teams() -> Result<Versioned<Vec<TeamView>>, ApiError> {
    client::get(paths::TEAMS).await
}

/// Every local authority with its area today.
pub async fn local_authorities() -> Result<Versioned<Vec<LocalAuthorityView>>, ApiError> {
    client::get(paths::LOCAL_AUTHORITIES).await
}
