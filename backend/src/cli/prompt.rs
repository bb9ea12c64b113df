//! Passwords on the command line: typed unseen, sent through a pipe, or made up here. Never an argument, which other
//! programs on the machine can see.

use crate::Failure;
use service::Entropy;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::process::{Command, Stdio};

/// Where a new password comes from.
#[derive(clap::Args)]
pub struct PasswordSource {
    /// Read the password from standard input (asked for, and not shown, on a terminal) instead of making one up
    #[arg(long)]
    password_stdin: bool,
}

/// A new password, and whether we made it up and must show it.
pub struct NewPassword {
    /// The password.
    pub text: String,
    /// It was made up here: say it once.
    pub made_up: bool,
}

impl PasswordSource {
    /// The new password.
    pub fn read(&self, entropy: &dyn Entropy) -> Result<NewPassword, Failure> {
        if self.password_stdin {
            Ok(NewPassword {
                text: read_line()?,
                made_up: false,
            })
        } else {
            Ok(NewPassword {
                text: made_up(&entropy.secret()),
                made_up: true,
            })
        }
    }
}

/// 96 random bits in four groups that can be read out.
fn made_up(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().take(24).collect();
    letters
        .chunks(6)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

fn read_line() -> Result<String, Failure> {
    let stdin = std::io::stdin();
    let typed = stdin.is_terminal();
    if typed {
        eprint!("Password: ");
        std::io::stderr().flush()?;
        echo(false);
    }
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    if typed {
        echo(true);
        eprintln!();
    }
    read?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// Whether the terminal shows what is typed. Where that cannot be set, it shows.
fn echo(on: bool) {
    let word = if on { "echo" } else { "-echo" };
    let _ = Command::new("stty")
        .arg(word)
        .stdin(Stdio::inherit())
        .stderr(Stdio::null())
        .status();
}

#[cfg(test)]
mod tests {
    use super::*;
    use service::SystemEntropy;

    #[test]
    fn made_up_passwords_are_long_and_differ() {
        let new = || made_up(&SystemEntropy.secret());
        assert_eq!(new().len(), 27);
        assert_ne!(new(), new());
    }
}
