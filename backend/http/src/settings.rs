//! Values that hold from a date on.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, ok, with_etag};
use actix_web::{HttpResponse, delete, get, post, web};
use chrono::NaiveDate;
use shared::settings::{NewSettingValue, SETTINGS, Setting, SettingView};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_settings)
        .service(read_setting)
        .service(set_value)
        .service(withdraw_value);
}

/// Lists the settings, each with its current, past and coming values.
#[utoipa::path(tag = "settings", responses((status = 200, description = "All settings.", body = Vec<SettingView>)))]
#[get("/settings")]
async fn list_settings(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.settings(&ctx).await?)
}

/// Reads a setting.
#[utoipa::path(tag = "settings", responses((status = 200, description = "The setting.", body = SettingView)))]
#[get("/settings/{name}")]
async fn read_setting(
    state: web::Data<AppState>,
    ctx: Authenticated,
    name: At<Setting>,
) -> Result<HttpResponse> {
    let setting = state.service.setting(&ctx, name.0).await?;
    with_etag(setting.version, &setting)
}

/// Sets a value from a day on, today or later. What already runs keeps the value it started with.
#[utoipa::path(
    tag = "settings",
    params(IfMatch, IdempotencyKey),
    request_body = NewSettingValue,
    responses((status = 201, description = "The setting afterwards.", body = SettingView)),
)]
#[post("/settings/{name}/values")]
async fn set_value(
    state: web::Data<AppState>,
    ctx: Authenticated,
    name: At<Setting>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NewSettingValue>,
) -> Result<HttpResponse> {
    let setting = state
        .service
        .set_value(&ctx, key.0, name.0, version.0, body.value)
        .await?;
    created(
        format!("{SETTINGS}/{}", setting.name),
        Some(setting.version),
        &setting,
    )
}

/// Withdraws a value that has not begun to hold.
#[utoipa::path(
    tag = "settings",
    params(IfMatch),
    responses((status = 200, description = "The setting afterwards.", body = SettingView)),
)]
#[delete("/settings/{name}/values/{from}")]
async fn withdraw_value(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(Setting, NaiveDate)>,
    version: IfMatch,
) -> Result<HttpResponse> {
    let (name, from) = at.0;
    let setting = state
        .service
        .withdraw_value(&ctx, name, from, version.0)
        .await?;
    with_etag(setting.version, &setting)
}
