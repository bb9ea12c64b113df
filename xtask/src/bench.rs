//! `cargo xtask bench`: the load program of `tests/load` against a release build.

use anyhow::Result;

use crate::postgres::{Cluster, Durability};
use crate::process;
use crate::server::{self, Profile};

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Measure on a PostgreSQL server of our own instead of SQLite
    #[arg(long)]
    postgres: bool,
    /// For the load program itself
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Builds and measures.
pub fn run(options: &Options) -> Result<()> {
    measure(options.postgres, &options.arguments)
}

/// Measures on one database.
pub fn measure(postgres: bool, arguments: &[String]) -> Result<()> {
    let server = server::build(Profile::Release)?;
    let cluster = postgres
        .then(|| Cluster::start(Durability::Full))
        .transpose()?;
    let mut load = process::cargo();
    load.args([
        "run",
        "--release",
        "--locked",
        "--package",
        "load-tests",
        "--",
    ])
    .args(arguments);
    load.env("SAFEGUARDING_BIN", server)
        .env_remove("SAFEGUARDING_TEST_DATABASE");
    if let Some(cluster) = &cluster {
        load.env("SAFEGUARDING_TEST_DATABASE", &cluster.url);
    }
    process::run(&mut load)
}
