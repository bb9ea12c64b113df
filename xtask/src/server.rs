//! The server's binary.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::process;

/// How the server is compiled.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to compile: for tests
    Dev,
    /// Quick to answer: for a person
    Release,
}

/// Builds the server and returns the path of its binary.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let minutes = match profile {
        Profile::Dev => "3 minutes",
        Profile::Release => "4 minutes",
    };
    process::step(
        &format!("Building the server (about {minutes} the first time)"),
        || {
            let mut cargo = process::cargo();
            cargo.args(["build", "--package", "safeguarding", "--locked"]);
            if matches!(profile, Profile::Release) {
                cargo.arg("--release");
            }
            process::run(&mut cargo)
        },
    )?;
    existing(profile)
}

/// The path of a binary that was built before.
pub fn existing(profile: Profile) -> Result<PathBuf> {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    let path = process::target().join(folder).join("safeguarding");
    if path.is_file() {
        Ok(path)
    } else {
        bail!(
            "{} does not exist: build it with `cargo xtask build`",
            path.display()
        )
    }
}
