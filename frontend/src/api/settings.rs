//! Values that hold from a date on.

use super::client::{self, Etag, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use chrono::NaiveDate;
use shared::settings::{NewSettingValue, SETTINGS, Setting, SettingView};

/// Every setting.
pub async fn all() -> Result<Versioned<Vec<SettingView>>, ApiError> {
    client::get(SETTINGS).await
}

/// One setting.
pub async fn one(setting: Setting) -> Result<Versioned<SettingView>, ApiError> {
    client::get(&api_path(SETTINGS, &[&setting.to_string()])).await
}

/// Sets a value of this version of a setting from a day on.
pub async fn set(
    setting: Setting,
    new: NewSettingValue,
    guard: Guard,
) -> Result<Versioned<SettingView>, ApiError> {
    let path = api_path(SETTINGS, &[&setting.to_string(), "values"]);
    client::post(&path, &new, guard).await
}

/// Withdraws a value that has not begun.
pub async fn withdraw(
    setting: Setting,
    from: NaiveDate,
    version: Etag,
) -> Result<Versioned<SettingView>, ApiError> {
    let parts = [&setting.to_string(), "values", &from.to_string()];
    client::act(
        "DELETE",
        &api_path(SETTINGS, &parts),
        None,
        Guard::Version(version),
    )
    .await
}
