//! The server's binary.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{packages, process};

/// How the server is compiled.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to compile: for tests
    Dev,
    /// Quick to compile and quick to answer: for a person
    Start,
    /// As quick to answer as can be: for measuring
    Release,
}

/// Sees to it that what its libraries in C are built with is there: `PostgreSQL`'s client library, and `make`.
pub fn prepare() -> Result<()> {
    let tools = [("pg_config", "libpq-dev"), ("make", "make")];
    let missing = tools.iter().filter(|(tool, _)| !process::found(tool));
    let missing: Vec<_> = missing.map(|(_, package)| *package).collect();
    packages::debian(&missing, "compiling the server")
}

/// Builds the server and returns the path of its binary.
pub fn build(profile: Profile) -> Result<PathBuf> {
    prepare()?;
    let minutes = match profile {
        Profile::Dev => "4 minutes",
        Profile::Start => "12 minutes",
        Profile::Release => "15 minutes",
    };
    process::step(
        &format!("Building the server (about {minutes} the first time)"),
        || {
            let mut cargo = process::cargo();
            cargo.args(["build", "--package", "safeguarding", "--locked"]);
            match profile {
                Profile::Dev => {}
                Profile::Start => drop(cargo.args(["--profile", "start"])),
                Profile::Release => drop(cargo.arg("--release")),
            }
            process::run(&mut cargo)
        },
    )?;
    existing(profile)
}

/// The path of the binary that was built last for a person: by `start`, or by `build`.
pub fn built() -> Result<PathBuf> {
    let age = |path: &PathBuf| path.metadata().and_then(|file| file.modified()).ok();
    let last = [Profile::Start, Profile::Release].into_iter();
    match last
        .filter_map(|profile| existing(profile).ok())
        .max_by_key(age)
    {
        Some(path) => Ok(path),
        None => existing(Profile::Release),
    }
}

/// The path of a binary that was built before.
pub fn existing(profile: Profile) -> Result<PathBuf> {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Start => "start",
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
