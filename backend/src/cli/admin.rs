//! The first administrator, passwords, and the second administrator's part where there is only one.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are the help that people read on the command line"
)]

use super::prompt::{NewPassword, PasswordSource};
use crate::Failure;
use clap::Subcommand;
use service::Service;
use shared::access::ConfirmationView;
use shared::ids::ConfirmationId;

/// What can be done about accounts by whoever owns the machine.
#[derive(Subcommand)]
pub enum Command {
    /// Make the first administrator; there is no default account
    Create {
        /// Their work e-mail address, with which they sign in
        #[arg(long)]
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Give someone a new password, or the first one, and end their sessions
    Password {
        /// Their work e-mail address
        #[arg(long)]
        email: String,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// List what waits for a second administrator
    Waiting,
    /// Confirm what waits, where there is no second administrator; the log says that it was done here
    Confirm {
        /// Its id, as `safeguarding admin waiting` lists it
        id: ConfirmationId,
    },
}

/// Does one of them.
pub async fn run(service: Service, command: Command) -> Result<(), Failure> {
    match command {
        Command::Create {
            email,
            name,
            password,
        } => {
            let password = password.read(service.entropy.as_ref())?;
            service
                .create_first_admin(&email, &name, password.text.clone())
                .await?;
            println!("{name} is the first administrator and signs in as {email}.");
            say(&password);
        }
        Command::Password { email, password } => {
            let password = password.read(service.entropy.as_ref())?;
            service.set_password(&email, password.text.clone()).await?;
            println!("{email} has a new password.");
            say(&password);
        }
        Command::Waiting => list(&service.waiting_on_command_line().await?),
        Command::Confirm { id } => {
            let done = service.confirm_on_command_line(id).await?;
            println!("Confirmed: {}.", done.what);
        }
    }
    Ok(())
}

fn list(waiting: &[ConfirmationView]) {
    if waiting.is_empty() {
        println!("Nothing waits for a second administrator.");
    }
    for wait in waiting {
        println!(
            "{}  {}. Asked for by {} until {}.",
            wait.id,
            wait.what,
            wait.asked_by.name,
            wait.expires_at.format("%Y-%m-%d %H:%M UTC")
        );
    }
}

fn say(password: &NewPassword) {
    if password.made_up {
        println!("Password, shown this once: {}", password.text);
    }
}
