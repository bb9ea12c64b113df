//! The first administrator, and passwords.

use super::prompt::{NewPassword, PasswordSource};
use crate::Failure;
use clap::Subcommand;
use service::Service;

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
    }
    Ok(())
}

fn say(password: &NewPassword) {
    if password.made_up {
        println!("Password, shown this once: {}", password.text);
    }
}
