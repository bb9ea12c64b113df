//! Python with packages from the Python Package Index, for the tests that need some.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::{packages, process};

/// Where tests find a Python with a mail server in it.
pub const MAIL_SERVER: &str = "SAFEGUARDING_TEST_PYTHON";

const INSTALL_LIMIT: Duration = Duration::from_mins(5);

/// The Python of a virtual environment in the target folder, by this name, that holds exactly what the
/// `requirements.txt` of a folder lists.
pub fn with(name: &str, folder: &Path, purpose: &str) -> Result<PathBuf> {
    let place = process::memory()?.join(name);
    let python = place.join("bin/python");
    let list = folder.join("requirements.txt");
    let wanted = packages::fingerprint([process::read(&list)?.as_slice()]);
    let stamp = place.join("requirements");
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }
    if !process::found("python3") {
        bail!(
            "python3 is missing, and {purpose} needs Python 3.10 or later; install it and try again"
        );
    }
    // Debian keeps this part of Python in a package of its own.
    if !process::succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        packages::debian(&["python3-venv"], purpose)?;
    }
    let words = format!("Fetching Python packages into target/xtask/{name}: {purpose} needs them");
    process::step(&words, || {
        process::run(
            process::bounded(INSTALL_LIMIT, "python3")
                .args(["-m", "venv", "--clear"])
                .arg(&place),
        )?;
        process::run(
            process::bounded(INSTALL_LIMIT, place.join("bin/pip"))
                .args([
                    "install",
                    "--quiet",
                    "--no-deps",
                    "--only-binary=:all:",
                    "--disable-pip-version-check",
                    "--requirement",
                ])
                .arg(&list),
        )?;
        process::write(&stamp, &wanted)
    })?;
    Ok(python)
}

/// The Python of the tests that have a mail server.
pub fn with_mail_server() -> Result<PathBuf> {
    let folder = process::root().join("tests/smtp");
    with("smtp", &folder, "testing that e-mails are sent")
}
