//! The contract tests: the API keeps to its own description, asked by schemathesis from `tests/contract`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::{packages, process};

const INSTALL_LIMIT: Duration = Duration::from_mins(5);
/// Longer than they take on a slow machine: a server that answers nothing is to end the tests, not hold them.
const LIMIT: Duration = Duration::from_mins(20);
const DEEP_LIMIT: Duration = Duration::from_hours(1);

/// Runs the contract tests against a server they start themselves; `deep` asks each operation many times more.
pub fn run(server: &Path, deep: bool) -> Result<()> {
    let folder = process::root().join("tests/contract");
    let python = environment(&folder)?.join("bin/python");
    let limit = if deep { DEEP_LIMIT } else { LIMIT };
    let mut tests = process::bounded(limit, python);
    tests.arg(folder.join("run.py"));
    if deep {
        tests.arg("--deep");
    }
    process::run(
        tests
            .env("SAFEGUARDING_BIN", server)
            .env("PYTHONDONTWRITEBYTECODE", "1"),
    )
}

/// A virtual environment in the target folder that holds exactly what `requirements.txt` lists.
fn environment(folder: &Path) -> Result<PathBuf> {
    let place = process::memory()?.join("contract");
    let list = folder.join("requirements.txt");
    let wanted = packages::fingerprint([process::read(&list)?.as_slice()]);
    let stamp = place.join("requirements");
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(place);
    }
    if !process::found("python3") {
        bail!(
            "python3 is missing. The contract tests need Python 3.10 or later; install it and try again"
        );
    }
    // Debian keeps this part of Python in a package of its own.
    if !process::succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        packages::debian(&["python3-venv"], "testing the API against its description")?;
    }
    process::step(
        "Fetching schemathesis from PyPI into target/xtask/contract: testing the API against its description needs it",
        || {
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
        },
    )?;
    Ok(place)
}
