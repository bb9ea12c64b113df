//! Teams.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{Authenticated, IdempotencyKey, Json, Query, created, ok};
use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use shared::ids::AreaId;
use shared::people::api::{NewTeam, TeamView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list_teams).service(add_team);
}

/// Which teams.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TeamFilter {
    /// Only those of this area.
    area: Option<AreaId>,
}

/// Lists the teams by name, each with its managers of today.
#[utoipa::path(
    tag = "people",
    params(TeamFilter),
    responses((status = 200, description = "The teams.", body = Vec<TeamView>)),
)]
#[get("/teams")]
async fn list_teams(
    state: web::Data<AppState>,
    ctx: Authenticated,
    filter: Query<TeamFilter>,
) -> Result<HttpResponse> {
    ok(&state.service.list_teams(&ctx, filter.0.area).await?)
}

/// Adds a team to an area.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewTeam,
    responses((status = 201, description = "The team.", body = TeamView)),
)]
#[post("/teams")]
async fn add_team(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<NewTeam>,
) -> Result<HttpResponse> {
    let team = state.service.add_team(&ctx, key.0, body.value).await?;
    created(format!("/api/v1/teams?area={}", team.area), None, &team)
}
