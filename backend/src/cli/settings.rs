//! The settings on the command line, with the rights of an administrator who works here.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are the help that people read on the command line"
)]

use crate::Failure;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use service::{Context, IdempotencyKey, Service};
use shared::settings::{NewSettingValue, Setting, SettingValue, SettingView};

/// Who gives the command, and which.
#[derive(Args)]
pub struct Settings {
    /// The e-mail address of the administrator who does this; the audit log names them
    #[arg(long = "as", global = true, value_name = "EMAIL")]
    operator: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the settings with their past, current and coming values
    List,
    /// Set a value from a day on
    Set {
        /// The name, such as clock.triage
        name: Setting,
        /// The value: 3wd for working days, 30d for calendar days, 6m for months
        value: String,
        /// From this day, YYYY-MM-DD, today or later [default: today]
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
    },
    /// Withdraw a value that has not begun to hold
    Withdraw {
        /// The name, such as clock.triage
        name: Setting,
        /// The day it was to begin, YYYY-MM-DD
        #[arg(long, value_name = "DATE")]
        from: NaiveDate,
    },
}

/// Does one of them.
pub async fn run(service: Service, settings: Settings) -> Result<(), Failure> {
    let operator = settings
        .operator
        .ok_or("say who you are: --as and the e-mail address of an administrator")?;
    let ctx = service
        .command_line(&operator)
        .await
        .map_err(|error| super::people::or_nobody(error, &operator))?;
    let changed = match settings.command {
        Command::List => {
            for setting in service.settings(&ctx).await? {
                print(&setting);
            }
            return Ok(());
        }
        Command::Set { name, value, from } => set(&service, &ctx, name, value, from).await?,
        Command::Withdraw { name, from } => {
            let version = service.setting(&ctx, name).await?.version;
            service.withdraw_value(&ctx, name, from, version).await?
        }
    };
    print(&changed);
    Ok(())
}

async fn set(
    service: &Service,
    ctx: &Context,
    name: Setting,
    value: String,
    from: Option<NaiveDate>,
) -> Result<SettingView, Failure> {
    let version = service.setting(ctx, name).await?.version;
    let from = from.unwrap_or_else(|| ctx.today());
    // Every command is a new intention.
    let key: IdempotencyKey = service.entropy.secret().parse()?;
    let new = NewSettingValue { from, value };
    Ok(service.set_value(ctx, key, name, version, new).await?)
}

fn print(setting: &SettingView) {
    let line = |when: &str, value: &SettingValue| {
        let from = value
            .from
            .map_or_else(|| "at first".to_owned(), |from| format!("from {from}"));
        println!("    {when:8} {from:16} {}", value.words);
    };
    println!("{} ({})", setting.name, setting.label);
    for value in setting.coming.iter().rev() {
        line("coming", value);
    }
    line("current", &setting.current);
    for value in &setting.past {
        line("past", value);
    }
}
