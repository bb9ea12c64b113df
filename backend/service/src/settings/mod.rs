//! Values that hold from a date on.

#[cfg(test)]
mod tests;
mod view;

use chrono::NaiveDate;
use serde::Serialize;
use shared::calendar::Length;
use shared::chasing::ChaseLength;
use shared::ids::StaffId;
use shared::incidents::{Clock, facts};
use shared::policy::settings::{MaySet, SettingAction, authorise};
use shared::reviews::authors::{AuthorRule, DEFAULT_LOAD, trained_from};
use shared::reviews::clocks::{ReviewLength, default_length};
use shared::settings::{NewSettingValue, Setting, SettingView};
use storage::{Conn, platform};

use crate::kernel::{DONE, audit, emit, once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

/// The length of a clock that starts on a date: as set for that date, else the design default.
pub(crate) fn clock_length(conn: &mut Conn, clock: Clock, on: NaiveDate) -> Result<Length> {
    length(
        conn,
        Setting::Clock(clock),
        facts::default_length(clock),
        on,
    )
}

/// The same of a length that reviews run under.
pub(crate) fn review_length(conn: &mut Conn, of: ReviewLength, on: NaiveDate) -> Result<Length> {
    length(conn, Setting::Review(of), default_length(of), on)
}

/// The first day on which authors must be trained (§12, §13), by what is set for a date; none: they need not be.
pub(crate) fn authors_trained_from(conn: &mut Conn, on: NaiveDate) -> Result<Option<NaiveDate>> {
    let name = Setting::Author(AuthorRule::TrainedFrom).to_string();
    let Some(value) = platform::setting(conn, &name, on)? else {
        return Ok(None);
    };
    trained_from(&value).map_err(|_| Error::Internal(format!("the setting {name} is not a date")))
}

/// How many open reviews an author can write at once, on a date.
pub(crate) fn author_load(conn: &mut Conn, on: NaiveDate) -> Result<u16> {
    let name = Setting::Author(AuthorRule::Load).to_string();
    let Some(value) = platform::setting(conn, &name, on)? else {
        return Ok(DEFAULT_LOAD);
    };
    let number = value.parse();
    number.map_err(|_| Error::Internal(format!("the setting {name} is not a number")))
}

/// The same of a length by which people are reminded.
pub(crate) fn chase_length(conn: &mut Conn, of: ChaseLength, on: NaiveDate) -> Result<Length> {
    let default = shared::chasing::default_length(of);
    length(conn, Setting::Chasing(of), default, on)
}

fn length(conn: &mut Conn, setting: Setting, default: Length, on: NaiveDate) -> Result<Length> {
    let name = setting.to_string();
    match platform::setting(conn, &name, on)? {
        None => Ok(default),
        Some(value) => value
            .parse()
            .map_err(|_| Error::Internal(format!("the setting {name} is not a length of time"))),
    }
}

fn may(ctx: &Context, action: SettingAction) -> Result<MaySet> {
    Ok(authorise(ctx.actor(), action)?)
}

impl Service {
    /// Every setting with its current, past and coming values.
    pub async fn settings(&self, ctx: &Context) -> Result<Vec<SettingView>> {
        may(ctx, SettingAction::Read)?;
        let ctx = ctx.clone();
        self.store.read(move |conn| view::all(conn, &ctx)).await
    }

    /// One setting.
    pub async fn setting(&self, ctx: &Context, setting: Setting) -> Result<SettingView> {
        may(ctx, SettingAction::Read)?;
        let ctx = ctx.clone();
        self.store
            .read(move |conn| view::one(conn, &ctx, setting))
            .await
    }

    /// Sets a value from a day on, today or later. A running clock keeps the length it started with: its date is
    /// stored when it starts.
    pub async fn set_value(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        setting: Setting,
        version: i64,
        new: NewSettingValue,
    ) -> Result<SettingView> {
        const OPERATION: &str = "set_setting";
        let may = may(ctx, SettingAction::Change)?;
        new.check(setting, ctx.today()).map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(setting, &new))?);
        self.store
            .write(move |conn| {
                if once::<Setting>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view::one(conn, &ctx, setting);
                }
                let name = setting.to_string();
                if !platform::bump_setting(conn, &may, &name, version)? {
                    return Err(Error::Stale);
                }
                platform::put_setting(conn, &may, &name, new.from, &new.value, ctx.now)?;
                record(conn, &ctx, OPERATION, &name, new.from)?;
                remember(conn, &ctx, OPERATION, &key, setting)?;
                view::one(conn, &ctx, setting)
            })
            .await
    }

    /// Withdraws a value that has not begun to hold.
    pub async fn withdraw_value(
        &self,
        ctx: &Context,
        setting: Setting,
        from: NaiveDate,
        version: i64,
    ) -> Result<SettingView> {
        let may = may(ctx, SettingAction::Change)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let name = setting.to_string();
                if !platform::bump_setting(conn, &may, &name, version)? {
                    return Err(Error::Stale);
                }
                if !platform::withdraw_setting(conn, &may, &name, from)? {
                    return Err(Error::NotFound);
                }
                if from <= ctx.today() {
                    return Err(Error::Conflict(
                        "A value that holds, or has held, stays. Set another one from today or a later day.",
                    ));
                }
                record(conn, &ctx, "withdraw_setting", &name, from)?;
                view::one(conn, &ctx, setting)
            })
            .await
    }
}

/// What others are told of a changed setting.
#[derive(Serialize)]
struct SettingEvent<'a> {
    setting: &'a str,
    from: NaiveDate,
    action: &'a str,
    by: StaffId,
}

/// Puts the change into the audit log and the outbox.
fn record(
    conn: &mut Conn,
    ctx: &Context,
    action: &str,
    setting: &str,
    from: NaiveDate,
) -> Result<()> {
    audit(conn, ctx, action, "setting", Some(setting.to_owned()), DONE)?;
    let event = SettingEvent {
        setting,
        from,
        action,
        by: ctx.actor().staff,
    };
    emit(conn, ctx, "setting.changed", setting, &event)
}
