//! What is missing on this machine: Debian packages through `apt-get`, and npm packages from a lock file. Every wait is
//! bounded, and each install says what and why first.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::process;

const APT_LIMIT: Duration = Duration::from_mins(10);
const NPM_LIMIT: Duration = Duration::from_mins(5);

/// Sees to it that these Debian packages are installed.
pub fn debian(packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<_> = packages
        .iter()
        .copied()
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let by_hand = format!(
        "{why} needs it; install it by hand: sudo apt-get install -y --no-install-recommends {names}"
    );
    if !process::found("apt-get") {
        bail!(
            "{names} is missing and this machine has no apt-get. {why} needs it; install it and try again"
        );
    }
    let Some(prefix) = privilege() else {
        bail!("{names} is missing and this account may not install it. {by_hand}");
    };
    process::step(
        &format!("Installing {names} with apt-get: {why} needs it"),
        || {
            // Package lists may be absent or old on a fresh machine: fetch them only when the first try fails.
            let install = || {
                process::run(
                    apt(prefix)
                        .args(["install", "-y", "-q", "--no-install-recommends"])
                        .args(&missing),
                )
            };
            install()
                .or_else(|_| {
                    process::run(apt(prefix).args(["update", "-q"]))?;
                    install()
                })
                .with_context(|| format!("apt-get could not install {names}. {by_hand}"))
        },
    )
}

/// True if Debian's package manager says the package is installed.
fn installed(package: &str) -> bool {
    let status = Command::new("dpkg-query")
        .args(["-W", "-f", "${Status}", package])
        .output();
    status.is_ok_and(|out| out.stdout == b"install ok installed")
}

/// What to type before a command that needs the administrator: nothing for root, `sudo -n` where it asks no password.
fn privilege() -> Option<&'static [&'static str]> {
    if user_id() == Some(0) {
        Some(&[])
    } else if process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

/// The number of the account that runs this program.
pub fn user_id() -> Option<u32> {
    let out = Command::new("id").arg("-u").output().ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

fn apt(prefix: &[&str]) -> Command {
    let mut command = process::bounded(APT_LIMIT, prefix.first().copied().unwrap_or("env"));
    command.args(prefix.iter().skip(1));
    if !prefix.is_empty() {
        command.arg("env");
    }
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]);
    command
}

/// Sees to it that a folder's npm packages are those of its lock file.
pub fn npm(folder: &Path, why: &str) -> Result<()> {
    let lock = process::read(&folder.join("package-lock.json"))?;
    let wanted = fingerprint([lock.as_slice()]);
    let stamp = folder.join("node_modules/.xtask-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    if !process::found("npm") {
        bail!("npm is missing. {why} needs Node.js 20 or later with npm; install it and try again");
    }
    process::step(&format!("Fetching npm packages: {why} needs them"), || {
        process::run(
            process::bounded(NPM_LIMIT, "npm")
                // No package here needs its install script or an optional native part.
                .args([
                    "ci",
                    "--ignore-scripts",
                    "--omit=optional",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                ])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(folder),
        )?;
        process::write(&stamp, &wanted)
    })
}

/// A short name for some contents: equal when they are equal.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length first, so that `ab` + `c` is not `a` + `bc`.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part);
    }
    hash.finalize()
        .iter()
        .take(8)
        .fold(String::new(), |name, byte| format!("{name}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_depends_on_where_parts_end() {
        let name = fingerprint([b"ab".as_slice(), b"c"]);
        assert_eq!(name.len(), 16);
        assert_eq!(name, fingerprint([b"ab".as_slice(), b"c"]));
        assert_ne!(name, fingerprint([b"a".as_slice(), b"bc"]));
    }
}
