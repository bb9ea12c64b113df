//! The test programs and the server, built together.
//!
//! Cargo chooses the features of a dependency by what is built at the same time: `cargo test -p storage` after
//! `cargo build -p safeguarding` compiles half of the dependencies again. So everything is built once, and the programs
//! are run from here.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use crate::postgres::Cluster;
use crate::{process, python};

/// Where tests find a PostgreSQL server. Without it they use SQLite.
const TEST_DATABASE: &str = "SAFEGUARDING_TEST_DATABASE";
/// Where tests find the server's binary.
const SERVER: &str = "SAFEGUARDING_BIN";
/// The package whose tests need a running server.
const API_TESTS: &str = "api-tests";

/// What was built.
pub struct Programs {
    /// The server, quick to compile rather than quick to answer.
    pub server: PathBuf,
    tests: Vec<TestProgram>,
}

/// One program of tests, as cargo would run it.
#[derive(Debug, PartialEq, Eq)]
struct TestProgram {
    package: String,
    target: String,
    path: PathBuf,
    folder: PathBuf,
}

/// Builds the server and every test.
pub fn build() -> Result<Programs> {
    let said = process::output(process::cargo().args([
        "build",
        "--locked",
        "--workspace",
        "--tests",
        "--bin",
        "safeguarding",
        "--message-format=json-render-diagnostics",
    ]))?;
    let artifacts: Vec<Value> = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let server = artifacts
        .iter()
        .filter(|artifact| {
            artifact["target"]["name"] == "safeguarding" && artifact["profile"]["test"] == false
        })
        .find_map(|artifact| artifact["executable"].as_str())
        .context("cargo did not say where it put the server")?;
    Ok(Programs {
        server: server.into(),
        tests: artifacts.iter().filter_map(test_program).collect(),
    })
}

fn test_program(artifact: &Value) -> Option<TestProgram> {
    if artifact["profile"]["test"] != true {
        return None;
    }
    let folder = Path::new(artifact["manifest_path"].as_str()?)
        .parent()?
        .to_path_buf();
    // `path+file:///folder#name@1.0.0`, or `…/name#1.0.0` where the folder has the package's name.
    let id = artifact["package_id"].as_str()?;
    let (place, tail) = id.rsplit_once('#')?;
    let package = tail
        .split_once('@')
        .map_or_else(|| place.rsplit('/').next(), |(name, _)| Some(name))?;
    Some(TestProgram {
        package: package.to_owned(),
        target: artifact["target"]["name"].as_str()?.to_owned(),
        path: artifact["executable"].as_str()?.into(),
        folder,
    })
}

impl Programs {
    /// Runs every test but those of the API. With a PostgreSQL server, storage is tested on both databases.
    pub fn unit_tests(&self, postgres: Option<&Cluster>) -> Result<()> {
        let run = |test: &&TestProgram| self.run(test, postgres, &[]);
        let mut failed: Vec<_> = self
            .of_api(false)
            .filter_map(|test| run(&test).err().map(|_| test.target.as_str()))
            .collect();
        let mut examples = process::cargo();
        examples.args(["test", "--locked", "--workspace", "--doc"]);
        if process::run(&mut examples).is_err() {
            failed.push("examples in documentation");
        }
        if failed.is_empty() {
            Ok(())
        } else {
            bail!("tests failed in: {}", failed.join(", "))
        }
    }

    /// Runs the tests of the API, on PostgreSQL if there is a server, else on SQLite.
    pub fn api_tests(&self, postgres: Option<&Cluster>, arguments: &[String]) -> Result<()> {
        let mut tests = self.of_api(true).peekable();
        tests
            .peek()
            .ok_or_else(|| anyhow!("there are no API tests"))?;
        tests.try_for_each(|test| self.run(test, postgres, arguments))
    }

    fn of_api(&self, api: bool) -> impl Iterator<Item = &TestProgram> {
        self.tests
            .iter()
            .filter(move |test| (test.package == API_TESTS) == api)
    }

    fn run(
        &self,
        test: &TestProgram,
        postgres: Option<&Cluster>,
        arguments: &[String],
    ) -> Result<()> {
        println!("\n{} ({})", test.package, test.target);
        let mut program = Command::new(&test.path);
        program
            .args(arguments)
            .current_dir(&test.folder)
            .env("CARGO_MANIFEST_DIR", &test.folder)
            .env(SERVER, &self.server);
        if test.package == API_TESTS {
            program.env(python::MAIL_SERVER, python::with_mail_server()?);
        }
        // Whatever the caller's own environment says.
        match postgres {
            Some(cluster) => program.env(TEST_DATABASE, &cluster.url),
            None => program.env_remove(TEST_DATABASE),
        };
        process::run(&mut program)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_program_is_known_by_its_package() {
        let artifact = |id: &str, test: bool| {
            serde_json::json!({
                "package_id": id, "manifest_path": "/p/tests/api/Cargo.toml", "executable": "/p/target/debug/deps/api-1",
                "target": { "name": "api" }, "profile": { "test": test },
            })
        };
        for id in [
            "path+file:///p/tests/api#api-tests@0.1.0",
            "path+file:///p/tests/api-tests#0.1.0",
        ] {
            let program = test_program(&artifact(id, true)).unwrap();
            assert_eq!(
                (program.package.as_str(), program.folder.as_path()),
                ("api-tests", Path::new("/p/tests/api"))
            );
            assert_eq!(test_program(&artifact(id, false)), None);
        }
    }
}
