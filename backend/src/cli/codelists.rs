//! The codelists on the command line, with the rights of an administrator who works here.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are the help that people read on the command line"
)]

use crate::Failure;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use service::{Context, IdempotencyKey, Service};
use shared::codelists::{Code, CodeView, Codelist, CodelistView, EndCode, NewCode, NewLabel};

/// Who gives the command, and which.
#[derive(Args)]
pub struct Codelists {
    /// The e-mail address of the administrator who does this; the audit log names them
    #[arg(long = "as", global = true, value_name = "EMAIL")]
    operator: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the codelists with their codes, those to come and those that have ended too
    List,
    /// Add a code to a list
    Add {
        #[command(flatten)]
        which: Which,
        /// The words people read
        label: String,
        #[command(flatten)]
        from: From,
    },
    /// Give a code another label from a day on
    Rename {
        #[command(flatten)]
        which: Which,
        /// The words people read
        label: String,
        #[command(flatten)]
        from: From,
    },
    /// Set the last day on which a code may be chosen
    End {
        #[command(flatten)]
        which: Which,
        /// That day, YYYY-MM-DD, yesterday or later [default: yesterday, which ends it at once]
        #[arg(long, value_name = "DATE", conflicts_with = "never")]
        to: Option<NaiveDate>,
        /// Take the last day back, while it has not passed
        #[arg(long)]
        never: bool,
    },
}

#[derive(Args)]
struct Which {
    /// The list, such as incident_source
    list: Codelist,
    /// The code, such as fire_service
    code: Code,
}

#[derive(Args)]
struct From {
    /// From this day, YYYY-MM-DD, today or later [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
}

/// Does one of them.
pub async fn run(service: Service, codelists: Codelists) -> Result<(), Failure> {
    let operator = codelists
        .operator
        .ok_or("say who you are: --as and the e-mail address of an administrator")?;
    let ctx = service
        .command_line(&operator)
        .await
        .map_err(|error| super::people::or_nobody(error, &operator))?;
    let changed = match codelists.command {
        Command::List => {
            for list in service.codelists(&ctx).await? {
                print(&list);
            }
            return Ok(());
        }
        Command::Add { which, label, from } => add(&service, &ctx, which, label, &from).await?,
        Command::Rename { which, label, from } => {
            rename(&service, &ctx, which, label, &from).await?
        }
        Command::End { which, to, never } => {
            let Which { list, code } = which;
            let version = service.codelist(&ctx, list).await?.version;
            let to = to.or_else(|| ctx.today().pred_opt()).filter(|_| !never);
            let end = EndCode { to };
            service.end_code(&ctx, list, code, version, end).await?
        }
    };
    print(&changed);
    Ok(())
}

async fn add(
    service: &Service,
    ctx: &Context,
    which: Which,
    label: String,
    from: &From,
) -> Result<CodelistView, Failure> {
    let Which { list, code } = which;
    let version = service.codelist(ctx, list).await?.version;
    let from = from.from.unwrap_or_else(|| ctx.today());
    let new = NewCode { code, label, from };
    let key = intention(service)?;
    Ok(service.add_code(ctx, key, list, version, new).await?)
}

async fn rename(
    service: &Service,
    ctx: &Context,
    which: Which,
    label: String,
    from: &From,
) -> Result<CodelistView, Failure> {
    let Which { list, code } = which;
    let version = service.codelist(ctx, list).await?.version;
    let from = from.from.unwrap_or_else(|| ctx.today());
    let new = NewLabel { label, from };
    let key = intention(service)?;
    Ok(service
        .rename_code(ctx, key, list, code, version, new)
        .await?)
}

/// Every command is a new intention.
fn intention(service: &Service) -> Result<IdempotencyKey, Failure> {
    Ok(service.entropy.secret().parse()?)
}

fn print(list: &CodelistView) {
    println!("{} ({})", list.name, list.label);
    for code in &list.codes {
        println!("    {:20} {}", code.code.as_str(), words(code));
        for label in code.labels.iter().filter(|_| code.labels.len() > 1) {
            println!("    {:20} {}: {}", "", label.from, label.label);
        }
    }
}

/// The label, and when the code may be chosen: `Police, from 2001-04-01 to 2026-03-01`.
fn words(code: &CodeView) -> String {
    let to = code.to.map(|to| format!(" to {to}")).unwrap_or_default();
    format!("{}, from {}{to}", code.label, code.from)
}
