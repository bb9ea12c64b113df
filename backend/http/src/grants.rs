//! Roles that people hold over a scope for a time.

use crate::failure::Result;
use crate::staff::added;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, with_etag};
use actix_web::{HttpResponse, post, web};
use shared::ids::{GrantId, StaffId};
use shared::people::api::{EndPeriod, NewGrant, StaffView};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(add_grant).service(end_grant);
}

/// Gives a person a role over a scope. Nobody gives themself one.
///
/// The roles `admin`, `od`, `safeguarding` and `customer_services` wait for a second administrator: the role then names
/// its `confirmation`, and does not work before.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewGrant,
    responses((status = 201, description = "The person afterwards.", body = StaffView)),
)]
#[post("/staff/{id}/grants")]
async fn add_grant(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    key: IdempotencyKey,
    body: Json<NewGrant>,
) -> Result<HttpResponse> {
    added(
        &state
            .service
            .add_grant(&ctx, key.0, id.0, body.value)
            .await?,
    )
}

/// Sets the last day of a role. The version is the person's.
#[utoipa::path(
    tag = "people",
    params(IfMatch),
    request_body = EndPeriod,
    responses((status = 200, description = "The person afterwards.", body = StaffView)),
)]
#[post("/staff/{id}/grants/{grant}/end")]
async fn end_grant(
    state: web::Data<AppState>,
    ctx: Authenticated,
    ids: At<(StaffId, GrantId)>,
    version: IfMatch,
    body: Json<EndPeriod>,
) -> Result<HttpResponse> {
    let (id, grant) = ids.0;
    let staff = state
        .service
        .end_grant(&ctx, id, version.0, grant, body.value)
        .await?;
    with_etag(staff.version, &staff)
}
