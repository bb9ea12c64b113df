//! `cargo xtask test`: every check, in the order in which it is cheapest to fail.

use anyhow::Result;

use crate::client::{self, Client};
use crate::postgres::{Cluster, Durability};
use crate::process;
use crate::server::{self, Profile};
use crate::suite::{Suite, needed};
use crate::{bench, browser, contract, openapi, parity, programs, tidy, wasm};

const BUILD: &str = "build";
const CONTRACT: &str = "contract tests";
const CLIENT: &str = "client build";
const POSTGRES: &str = "PostgreSQL server";

/// What to test.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    part: Option<Part>,
}

#[derive(clap::Subcommand)]
enum Part {
    /// Formatting, house rules, unit tests, and the API on SQLite: the inner loop
    Fast,
    /// Everything, then each way to build the client, the benchmarks, and mutated rules
    Deep,
    /// The API tests, on SQLite or on PostgreSQL
    Api {
        /// On a PostgreSQL server of our own
        #[arg(long)]
        postgres: bool,
        /// For `cargo test`: a part of a test's name
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// The contract tests: whether the API answers as its description says
    Contract {
        /// Ask each operation many times more, in the order of a person's work too
        #[arg(long)]
        deep: bool,
    },
    /// The browser tests
    Browser {
        /// With a client that is quick to build instead of small to download
        #[arg(long)]
        quick: bool,
        /// For `playwright test`: a file, or a part of a test's name
        #[arg(last = true)]
        arguments: Vec<String>,
    },
}

/// Runs what was asked for. True if all of it passed.
pub fn run(options: &Options) -> bool {
    let mut suite = Suite::default();
    suite.step("tools", server::prepare);
    match &options.part {
        None => full(&mut suite),
        Some(Part::Fast) => fast(&mut suite),
        Some(Part::Deep) => {
            full(&mut suite);
            deep(&mut suite);
        }
        Some(Part::Api {
            postgres,
            arguments,
        }) => api_only(&mut suite, *postgres, arguments),
        Some(Part::Contract { deep }) => contract_only(&mut suite, *deep),
        Some(Part::Browser { quick, arguments }) => browser_only(&mut suite, *quick, arguments),
    }
    suite.finish()
}

fn full(suite: &mut Suite) {
    style(suite);
    suite.step("clippy", || {
        process::run(process::cargo().args([
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    let programs = suite.step(BUILD, programs::build);
    let postgres = suite.step(POSTGRES, || Cluster::start(Durability::None));
    suite.step("unit tests", || {
        needed(programs.as_ref(), BUILD)?.unit_tests(postgres.as_ref())
    });
    suite.step("API tests on SQLite", || {
        needed(programs.as_ref(), BUILD)?.api_tests(None, &[])
    });
    suite.step("API tests on PostgreSQL", || {
        let cluster = needed(postgres.as_ref(), POSTGRES)?;
        needed(programs.as_ref(), BUILD)?.api_tests(Some(cluster), &[])
    });
    drop(postgres);
    let client = suite.step(CLIENT, client);
    suite.step("browser tests", || {
        browser::run(
            &needed(programs.as_ref(), BUILD)?.server,
            &needed(client.as_ref(), CLIENT)?.folder,
            &[],
        )
    });
    suite.step("OpenAPI document", || {
        openapi::check(&needed(programs.as_ref(), BUILD)?.server)
    });
    suite.step("migration parity", parity::run);
    suite.step(CONTRACT, || {
        contract::run(&needed(programs.as_ref(), BUILD)?.server, false)
    });
}

fn fast(suite: &mut Suite) {
    style(suite);
    let programs = suite.step(BUILD, programs::build);
    suite.step("unit tests", || {
        needed(programs.as_ref(), BUILD)?.unit_tests(None)
    });
    suite.step("API tests on SQLite", || {
        needed(programs.as_ref(), BUILD)?.api_tests(None, &[])
    });
}

fn deep(suite: &mut Suite) {
    let routes = [
        (wasm::Route::Installed, "client by the installed target"),
        (wasm::Route::Rustup, "client by rustup"),
        (wasm::Route::Debian, "client by Debian's compiler"),
    ];
    for (route, name) in routes {
        suite.step(name, || client::build(Some(route))?.check_size());
    }
    suite.step("benchmarks on SQLite", || bench::measure(false, &[]));
    suite.step("benchmarks on PostgreSQL", || bench::measure(true, &[]));
    suite.step("contract tests, deep", || {
        contract::run(&server::existing(Profile::Dev)?, true)
    });
    suite.step("mutated policy", mutants);
}

fn api_only(suite: &mut Suite, postgres: bool, arguments: &[String]) {
    let programs = suite.step(BUILD, programs::build);
    if postgres {
        let cluster = suite.step(POSTGRES, || Cluster::start(Durability::None));
        suite.step("API tests on PostgreSQL", || {
            let cluster = needed(cluster.as_ref(), POSTGRES)?;
            needed(programs.as_ref(), BUILD)?.api_tests(Some(cluster), arguments)
        });
    } else {
        suite.step("API tests on SQLite", || {
            needed(programs.as_ref(), BUILD)?.api_tests(None, arguments)
        });
    }
}

fn contract_only(suite: &mut Suite, deep: bool) {
    let server = suite.step(BUILD, || server::build(Profile::Dev));
    suite.step(CONTRACT, || {
        contract::run(needed(server.as_ref(), BUILD)?, deep)
    });
}

fn browser_only(suite: &mut Suite, quick: bool, arguments: &[String]) {
    let server = suite.step(BUILD, || server::build(Profile::Dev));
    let client = suite.step(CLIENT, || {
        if quick {
            client::build_quickly()
        } else {
            client()
        }
    });
    suite.step("browser tests", || {
        browser::run(
            needed(server.as_ref(), BUILD)?,
            &needed(client.as_ref(), CLIENT)?.folder,
            arguments,
        )
    });
}

fn style(suite: &mut Suite) {
    suite.step("formatting", || {
        process::run(process::cargo().args(["fmt", "--all", "--", "--check"]))
    });
    suite.step("house rules", tidy::run);
}

fn client() -> Result<Client> {
    let client = client::build(None)?;
    client.check_size()?;
    Ok(client)
}

/// Changes the policy at one place after another and looks whether a test notices: who may do what must not change unseen.
fn mutants() -> Result<()> {
    const INSTALL_LIMIT: std::time::Duration = std::time::Duration::from_mins(15);
    const LIMIT: std::time::Duration = std::time::Duration::from_hours(3);
    if !process::found("cargo-mutants") {
        process::step("Installing cargo-mutants", || {
            process::run(process::bounded(INSTALL_LIMIT, "cargo").args([
                "install",
                "--locked",
                "cargo-mutants",
            ]))
        })?;
    }
    process::run(
        process::bounded(LIMIT, "cargo")
            .args(["mutants", "--package", "shared", "--no-shuffle"])
            .args(["--file", "shared/src/policy/**"])
            // The policy is tested by its matrix too.
            .args(["--test-package", "shared", "--test-package", "policy-tests"])
            .arg("--output")
            .arg(process::memory()?)
            .env_remove("SAFEGUARDING_TEST_DATABASE"),
    )
}
