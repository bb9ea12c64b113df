//! Staff, and their dated history in the organisation.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, ok, with_etag};
use actix_web::{HttpResponse, get, post, put, web};
use shared::ids::StaffId;
use shared::page::Page;
use shared::people::api::{
    AuthorTraining, ChangeStaff, NewLine, NewMembership, NewStaff, StaffRow, StaffSearch, StaffView,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(search_staff)
        .service(add_staff)
        .service(read_staff)
        .service(change_staff)
        .service(change_author_training)
        .service(add_line)
        .service(add_membership);
}

/// A person as they are after something was added to them.
pub(crate) fn added(staff: &StaffView) -> Result<HttpResponse> {
    created(
        format!("/api/v1/staff/{}", staff.id),
        Some(staff.version),
        staff,
    )
}

/// Searches for people by words of their names, a page at a time; without words, everyone.
#[utoipa::path(
    tag = "people",
    request_body = StaffSearch,
    responses((status = 200, description = "A page of people.", body = Page<StaffRow>)),
)]
#[post("/staff/search")]
async fn search_staff(
    state: web::Data<AppState>,
    ctx: Authenticated,
    body: Json<StaffSearch>,
) -> Result<HttpResponse> {
    ok(&state.service.search_staff(&ctx, body.value).await?)
}

/// Adds a person.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewStaff,
    responses((status = 201, description = "The person.", body = StaffView)),
)]
#[post("/staff")]
async fn add_staff(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<NewStaff>,
) -> Result<HttpResponse> {
    added(&state.service.add_staff(&ctx, key.0, body.value).await?)
}

/// Reads a person with their line managers, teams and, for those who may see them, roles.
#[utoipa::path(tag = "people", responses((status = 200, description = "The person.", body = StaffView)))]
#[get("/staff/{id}")]
async fn read_staff(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
) -> Result<HttpResponse> {
    let staff = state.service.staff(&ctx, id.0).await?;
    with_etag(staff.version, &staff)
}

/// Changes a person.
#[utoipa::path(
    tag = "people",
    params(IfMatch),
    request_body = ChangeStaff,
    responses((status = 200, description = "The person afterwards.", body = StaffView)),
)]
#[put("/staff/{id}")]
async fn change_staff(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    version: IfMatch,
    body: Json<ChangeStaff>,
) -> Result<HttpResponse> {
    let staff = state
        .service
        .change_staff(&ctx, id.0, version.0, body.value)
        .await?;
    with_etag(staff.version, &staff)
}

/// Records the training of somebody who could write management reviews.
#[utoipa::path(
    tag = "people",
    params(IfMatch),
    request_body = AuthorTraining,
    responses((status = 200, description = "The person afterwards.", body = StaffView)),
)]
#[put("/staff/{id}/author-training")]
async fn change_author_training(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    version: IfMatch,
    body: Json<AuthorTraining>,
) -> Result<HttpResponse> {
    let staff = state
        .service
        .change_author_training(&ctx, id.0, version.0, body.value)
        .await?;
    with_etag(staff.version, &staff)
}

/// Gives a person a line manager from a day on; the period before it ends the day before.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewLine,
    responses((status = 201, description = "The person afterwards.", body = StaffView)),
)]
#[post("/staff/{id}/lines")]
async fn add_line(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    key: IdempotencyKey,
    body: Json<NewLine>,
) -> Result<HttpResponse> {
    added(
        &state
            .service
            .add_line(&ctx, key.0, id.0, body.value)
            .await?,
    )
}

/// Puts a person into a team from a day on; the period before it ends the day before.
#[utoipa::path(
    tag = "people",
    params(IdempotencyKey),
    request_body = NewMembership,
    responses((status = 201, description = "The person afterwards.", body = StaffView)),
)]
#[post("/staff/{id}/memberships")]
async fn add_membership(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<StaffId>,
    key: IdempotencyKey,
    body: Json<NewMembership>,
) -> Result<HttpResponse> {
    added(
        &state
            .service
            .add_membership(&ctx, key.0, id.0, body.value)
            .await?,
    )
}
