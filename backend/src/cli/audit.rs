//! The audit log: its export, and whether anybody has tampered with it.

use crate::config::Config;
use crate::{Failure, setup};
use clap::{Args, Subcommand};
use service::Service;
use service::audit::{Copies, PublicKeys, Sealer, Verdict, Verifier, read_copies};
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::PathBuf;

/// What can be done with the audit log.
#[derive(Subcommand)]
pub enum Command {
    /// Print the public key with which checkpoints are verified: keep it elsewhere
    PublicKey,
    /// Seal what is written so far, as `serve` does each second
    Seal,
    /// Print the sealed log, one JSON object a line, with the newest checkpoint at its end
    Export,
    /// Compare the log with copied checkpoints: finds any edit, drop, change of order, truncation or fork
    Verify(Verify),
}

/// Without `--export` the database itself is verified.
#[derive(Args)]
pub struct Verify {
    /// An exported log; then no database is needed
    #[arg(
        long,
        value_name = "FILE",
        requires = "copies",
        requires = "public_keys"
    )]
    export: Option<PathBuf>,
    /// A copied file of checkpoints, or a folder of them; may be given again [default: the setting audit-checkpoints]
    #[arg(long = "copies", value_name = "PATH")]
    copies: Vec<PathBuf>,
    /// A public key that is believed; may be given again [default: that of this installation's key]
    #[arg(long = "public-key", value_name = "KEY")]
    public_keys: Vec<String>,
}

/// Does one of them, with the database.
pub async fn run(service: Service, config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::PublicKey => println!("{}", setup::audit_key(config)?.public()),
        Command::Seal => {
            let copies = Copies::new(&config.audit_checkpoints);
            let mut sealer = Sealer::new(service, setup::audit_key(config)?, copies)?;
            println!("{} entries were sealed.", sealer.seal().await?);
        }
        Command::Export => {
            let mut export = service.export_audit().await?;
            let mut out = std::io::stdout().lock();
            while let Some(piece) = export.next().await? {
                out.write_all(&piece)?;
            }
            out.flush()?;
        }
        Command::Verify(mut verify) => {
            if verify.copies.is_empty() {
                verify.copies.push(config.audit_checkpoints.clone());
            }
            if verify.public_keys.is_empty() {
                let key = setup::audit_key(config)?;
                verify.public_keys.push(key.public().to_owned());
            }
            report(&service.verify_audit(verify.verifier()?).await?)?;
        }
    }
    Ok(())
}

impl Verify {
    /// An export is verified, without a database.
    pub fn is_offline(&self) -> bool {
        self.export.is_some()
    }

    /// Verifies an export.
    pub fn offline(&self) -> Result<(), Failure> {
        let path = self.export.as_ref().ok_or("name the exported file")?;
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        report(&self.verifier()?.export(BufReader::new(file))?)
    }

    /// A verifier that has read every copied checkpoint.
    fn verifier(&self) -> Result<Verifier, Failure> {
        let keys = self.public_keys.iter().map(String::as_str);
        let keys = PublicKeys::parse(keys).ok_or("a public key cannot be read")?;
        let mut verifier = Verifier::new(keys);
        let mut broken = 0;
        for path in &self.copies {
            read_copies(path, &mut |note| match note {
                Some(note) => verifier.witness(note),
                None => broken += 1,
            })
            .map_err(|error| format!("{}: {error}", path.display()))?;
        }
        if broken > 0 {
            println!("{broken} lines of the copies are broken off; they witness nothing.");
        }
        Ok(verifier)
    }
}

/// Says what was found; an error where anything is wrong.
fn report(verdict: &Verdict) -> Result<(), Failure> {
    let later = verdict.entries.saturating_sub(verdict.witnessed);
    println!(
        "{} entries, {} different copied checkpoints.",
        verdict.entries, verdict.checkpoints
    );
    println!(
        "The first {} are those that were witnessed.",
        verdict.witnessed
    );
    if verdict.findings.is_empty() {
        println!("{later} later ones are not yet witnessed.");
        if verdict.unsealed > 0 {
            println!("{} more are not yet sealed.", verdict.unsealed);
        }
        return Ok(());
    }
    let findings: Vec<_> = verdict.findings.iter().map(ToString::to_string).collect();
    Err(format!(
        "the audit log does not verify:\n  {}",
        findings.join("\n  ")
    )
    .into())
}
