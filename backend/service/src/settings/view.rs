//! A setting as administrators read it.

use shared::ids::StaffId;
use shared::policy::settings::permitted;
use shared::settings::{Setting, SettingValue, SettingView};
use std::collections::HashMap;
use storage::platform::StoredSetting;
use storage::{Conn, people, platform};

use crate::people::staff_ref;
use crate::{Context, Error, Result};

/// Every setting: three queries, however many there are.
pub(super) fn all(conn: &mut Conn, ctx: &Context) -> Result<Vec<SettingView>> {
    let stored = platform::settings(conn)?;
    let versions = platform::setting_versions(conn)?;
    let who: Vec<StaffId> = stored
        .iter()
        .filter_map(|value| value.set.map(|(by, _)| by))
        .collect();
    let names = people::staff_names(conn, &who)?;
    Ok(Setting::all()
        .map(|setting| {
            let name = setting.to_string();
            let version = versions.get(&name).copied().unwrap_or(1);
            let own = stored.iter().filter(|value| value.name == name);
            let set = own.map(|value| spoken(setting, value, &names));
            view(setting, version, set.collect(), ctx)
        })
        .collect())
}

/// There are few settings: one is found among all.
pub(super) fn one(conn: &mut Conn, ctx: &Context, setting: Setting) -> Result<SettingView> {
    let mut views = all(conn, ctx)?.into_iter();
    views
        .find(|view| view.name == setting)
        .ok_or(Error::NotFound)
}

fn spoken(
    setting: Setting,
    stored: &StoredSetting,
    names: &HashMap<StaffId, String>,
) -> SettingValue {
    SettingValue {
        from: Some(stored.from),
        value: stored.value.clone(),
        words: setting.spoken(&stored.value),
        set_by: stored.set.map(|(by, _)| staff_ref(names, by)),
        set_at: stored.set.map(|(_, at)| at),
    }
}

/// Splits the values that were set, oldest first, at today.
fn view(setting: Setting, version: i64, set: Vec<SettingValue>, ctx: &Context) -> SettingView {
    let today = ctx.today();
    let first = SettingValue {
        from: None,
        value: setting.default_value(),
        words: setting.spoken(&setting.default_value()),
        set_by: None,
        set_at: None,
    };
    let (mut past, coming): (Vec<_>, Vec<_>) = set
        .into_iter()
        .partition(|value| value.from.is_some_and(|from| from <= today));
    let current = match past.pop() {
        None => first,
        Some(current) => {
            past.insert(0, first);
            current
        }
    };
    past.reverse();
    SettingView {
        name: setting,
        version,
        label: setting.label().to_owned(),
        explanation: setting.explanation().to_owned(),
        source: setting.source().to_owned(),
        mark: setting.mark(),
        kind: setting.kind(),
        current,
        coming,
        past,
        permitted: permitted(ctx.actor()),
    }
}
