//! The API's description, `docs/openapi.json`: checked in, so that a change of the API is seen in review.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::server::{self, Profile};

/// Writes the description again.
pub fn write() -> Result<()> {
    let server = server::build(Profile::Dev)?;
    process::write(&path(), description(&server)?)?;
    println!("Wrote docs/openapi.json");
    Ok(())
}

/// Fails if the checked-in description is not what the server says.
pub fn check(server: &Path) -> Result<()> {
    let said = description(server)?;
    let written = process::read_text(&path())?;
    match written
        .lines()
        .zip(said.lines())
        .position(|(written, said)| written != said)
    {
        _ if written == said => Ok(()),
        Some(line) => bail!(
            "docs/openapi.json differs from the server's own description, first at line {}: run `cargo xtask openapi`",
            line + 1
        ),
        None => bail!(
            "docs/openapi.json is longer or shorter than the server's own description: run `cargo xtask openapi`"
        ),
    }
}

fn path() -> PathBuf {
    process::root().join("docs/openapi.json")
}

fn description(server: &Path) -> Result<String> {
    let text = process::output(Command::new(server).arg("openapi"))?;
    // One newline at the end, whether or not the server prints it.
    Ok(format!("{}\n", text.trim_end()))
}
