//! Everything a person types to work on Safeguarding Reviews: `cargo xtask start`, `cargo xtask test` and the smaller
//! steps they are made of. One file a verb; [`process`] is what they share.

mod bench;
mod browser;
mod client;
mod contract;
mod openapi;
mod packages;
mod parity;
mod postgres;
mod process;
mod programs;
mod python;
mod server;
mod split;
mod start;
mod styles;
mod suite;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What a person can ask for.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Start, test and build Safeguarding Reviews"
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build what has changed, fill a demonstration where there is no database, and serve
    Start(start::Options),
    /// Run every check; `fast`, `deep`, `api`, `contract` and `browser` run a part, or more
    Test(test::Options),
    /// Build the server and the client, ready to serve, without serving
    Build(BuildOptions),
    /// Check the house rules that the compiler cannot
    Tidy,
    /// Write docs/openapi.json again from the server's own description
    Openapi,
    /// Measure the server against its limits (tests/load)
    Bench(bench::Options),
}

/// How to build.
#[derive(clap::Args)]
struct BuildOptions {
    /// Build the client by this route only, instead of the first that works
    #[arg(long, value_enum)]
    wasm_route: Option<wasm::Route>,
    /// Build the client only
    #[arg(long)]
    client: bool,
    /// Build a client that is quick to build instead of small to download, into target/served-quick
    #[arg(long, requires = "client", conflicts_with = "wasm_route")]
    quick: bool,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Start(options) => start::run(&options),
        // The summary has said what failed, and its count is to be the last line.
        Verb::Test(options) => {
            return if test::run(&options) {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
        Verb::Build(options) => build(&options),
        Verb::Tidy => tidy::run(),
        Verb::Openapi => openapi::write(),
        Verb::Bench(options) => bench::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nStopped: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn build(options: &BuildOptions) -> anyhow::Result<()> {
    if !options.client {
        server::build(server::Profile::Release)?;
    }
    if options.quick {
        return client::build_quickly().map(drop);
    }
    client::build(options.wasm_route).map(drop)
}
