//! Setting up areas: their deputies, teams and local authorities.

use super::client::{self, Etag, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use serde_json::Value;
use shared::ids::{AreaId, DeputyId};
use shared::people::api::{
    AssignAuthority, DeputyView, EndPeriod, NewArea, NewDeputy, NewTeam, paths,
};
use shared::problem::FieldError;

/// A place to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An area.
    Area(NewArea),
    /// A team of one.
    Team(NewTeam),
}

impl Place {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        match self {
            Self::Area(new) => new.check(),
            Self::Team(new) => new.check(),
        }
    }
}

/// Adds a place.
pub async fn add(place: Place, guard: Guard) -> Result<(), ApiError> {
    let added = match &place {
        Place::Area(new) => client::post::<Value>(paths::AREAS, new, guard).await,
        Place::Team(new) => client::post::<Value>(paths::TEAMS, new, guard).await,
    };
    added.map(drop)
}

/// Puts a local authority into an area from a day on.
pub async fn assign(code: String, new: AssignAuthority, guard: Guard) -> Result<(), ApiError> {
    let path = api_path(paths::LOCAL_AUTHORITIES, &[&code, "areas"]);
    client::post::<Value>(&path, &new, guard).await.map(drop)
}

/// The deputies of an area at any time, and the one who waits.
pub async fn deputies(area: AreaId) -> Result<Versioned<Vec<DeputyView>>, ApiError> {
    client::get(&api_path(paths::AREAS, &[&area.to_string(), "deputies"])).await
}

/// Names a deputy.
pub async fn name_deputy(
    area: AreaId,
    new: NewDeputy,
    guard: Guard,
) -> Result<Versioned<DeputyView>, ApiError> {
    let path = api_path(paths::AREAS, &[&area.to_string(), "deputies"]);
    client::post(&path, &new, guard).await
}

/// Sets the last day of a deputy of this version of an area.
pub async fn end_deputy(
    area: AreaId,
    deputy: DeputyId,
    end: EndPeriod,
    version: Etag,
) -> Result<Versioned<DeputyView>, ApiError> {
    let parts = [&area.to_string(), "deputies", &deputy.to_string(), "end"];
    client::post(
        &api_path(paths::AREAS, &parts),
        &end,
        Guard::Version(version),
    )
    .await
}
