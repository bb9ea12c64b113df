//! The organisation on the command line: by names and e-mail addresses, with the rights of a person who works here.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are the help that people read on the command line"
)]

mod account;
mod add;
mod find;
mod list;

pub(super) use find::or_nobody;

use crate::Failure;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use service::{Context, IdempotencyKey, Service};
use shared::people::EmploymentKind;
use shared::policy::Role;
use std::path::PathBuf;

/// Who gives the command, and which.
#[derive(Args)]
pub struct People {
    /// The e-mail address of the administrator who does this; the audit log names them
    #[arg(long = "as", global = true, value_name = "EMAIL")]
    operator: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List areas, teams, local authorities or staff
    List {
        /// Which
        #[arg(value_enum)]
        what: list::What,
    },
    /// Add an area
    #[command(subcommand)]
    Area(AreaCommand),
    /// Add a team
    #[command(subcommand)]
    Team(TeamCommand),
    /// Add a person
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Give a person a line manager from a day on
    Line {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
        /// The manager's e-mail address
        #[arg(long)]
        manager: String,
        #[command(flatten)]
        from: From,
    },
    /// Put a person into a team from a day on
    Membership {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
        /// The team's name
        #[arg(long)]
        team: String,
        #[command(flatten)]
        from: From,
    },
    /// Give a person a role
    Grant {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
        /// The role: practitioner, manager, od, safeguarding, customer_services, learning_panel, board or admin
        #[arg(long)]
        role: Role,
        /// In this area only
        #[arg(long, conflicts_with = "team")]
        area: Option<String>,
        /// In this team only
        #[arg(long)]
        team: Option<String>,
        #[command(flatten)]
        period: Period,
    },
    /// Name a deputy for an area's Operational Director
    Deputy {
        /// The area's name
        #[arg(long)]
        area: String,
        /// The deputy's e-mail address
        #[arg(long)]
        email: String,
        #[command(flatten)]
        period: Period,
    },
    /// Take in local authorities, or put one into an area
    #[command(subcommand)]
    Authority(AuthorityCommand),
    /// Invite people, set their passwords anew, end their accounts and give them back
    #[command(subcommand)]
    Account(AccountCommand),
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Make a link with which someone sets their first password
    Invite {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Make a link for a new password; the present one, and every session, end at once
    Reset {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Take a sign-in link back
    Revoke {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Deactivate an account: sessions, password, roles and links end at once
    Deactivate {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
        /// Why; nothing of a case belongs in it
        #[arg(long)]
        reason: String,
    },
    /// Reactivate an account, without password and roles
    Reactivate {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
enum AreaCommand {
    /// Add an area
    Add {
        /// Its name
        name: String,
    },
}

#[derive(Subcommand)]
enum TeamCommand {
    /// Add a team
    Add {
        /// Its name
        name: String,
        /// The name of its area
        #[arg(long)]
        area: String,
    },
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Add a person; invite them with `safeguarding people account invite`
    Add {
        /// Their name
        name: String,
        /// Their work e-mail address
        #[arg(long)]
        email: String,
        /// Terms of employment: employee, agency, self_employed or external
        #[arg(long, default_value = "employee")]
        employment: EmploymentKind,
        /// A specialist service manager
        #[arg(long)]
        specialist: bool,
    },
}

#[derive(Subcommand)]
enum AuthorityCommand {
    /// Take in a national list: a CSV file with the columns code, name and region
    Load {
        /// The file
        file: PathBuf,
    },
    /// Put a local authority into an area from a day on
    Assign {
        /// Its nine-character code
        #[arg(long)]
        code: String,
        /// The name of the area
        #[arg(long)]
        area: String,
        #[command(flatten)]
        from: From,
    },
}

#[derive(Args)]
struct From {
    /// From this day, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
}

#[derive(Args)]
struct Period {
    #[command(flatten)]
    from: From,
    /// To this day, YYYY-MM-DD [default: still]
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
}

/// Does one of them.
pub async fn run(service: Service, people: People) -> Result<(), Failure> {
    let operator = people
        .operator
        .ok_or("say who you are: --as and the e-mail address of an administrator")?;
    let ctx = service
        .command_line(&operator)
        .await
        .map_err(|error| find::or_nobody(error, &operator))?;
    let desk = Desk { service, ctx };
    desk.run(people.command).await
}

/// Someone at the command line.
struct Desk {
    service: Service,
    ctx: Context,
}

impl Desk {
    /// Every command is a new intention.
    fn key(&self) -> Result<IdempotencyKey, Failure> {
        Ok(self.service.entropy.secret().parse()?)
    }

    fn day(&self, from: &From) -> NaiveDate {
        from.from.unwrap_or_else(|| self.ctx.today())
    }
}
