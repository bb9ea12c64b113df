//! The keys that sign access tokens of third-party systems.

use crate::Failure;
use crate::access_keys::KeyFile;
use crate::config::Config;
use crate::secret;
use clap::Subcommand;
use service::{SystemClock, SystemEntropy};

/// What can be done with the keys by whoever owns the machine.
#[derive(Subcommand)]
pub enum Command {
    /// Sign with a new key from now on; tokens of the old one are good until they expire. No restart is needed
    Rotate,
}

/// Does it.
pub fn run(config: &Config, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Rotate => {
            secret::make_folder(&config.data)?;
            let (entropy, clock) = (SystemEntropy, SystemClock);
            let file = KeyFile::open(&config.access_keys_file, &entropy, &clock)?;
            let keys = file.rotate(&entropy, &clock)?;
            println!("A new key signs access tokens from now on.");
            if let Some(until) = keys.old_ones_read_until() {
                let until = until.format("%H:%M:%S UTC on %-d %B %Y");
                println!(
                    "Tokens of the old one are good until they expire, {until} at the latest."
                );
            }
        }
    }
    Ok(())
}
