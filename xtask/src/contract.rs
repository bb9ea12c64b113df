//! The contract tests: the API keeps to its own description, asked by schemathesis from `tests/contract`.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::{process, python};

/// Longer than they take on a slow machine: a server that answers nothing is to end the tests, not hold them.
const LIMIT: Duration = Duration::from_mins(20);
const DEEP_LIMIT: Duration = Duration::from_hours(1);

/// Runs the contract tests against a server they start themselves; `deep` asks each operation many times more.
pub fn run(server: &Path, deep: bool) -> Result<()> {
    let folder = process::root().join("tests/contract");
    let purpose = "testing the API against its description";
    let python = python::with("contract", &folder, purpose)?;
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
