//! The server and its command line.
#![forbid(unsafe_code)]

mod access_keys;
mod cli;
mod config;
mod demo;
mod logging;
mod secret;
mod serve;
mod setup;

use clap::Parser as _;
use std::process::ExitCode;

/// Takes less of the processor than the system's own, and gives memory back; `SQLite` uses it too. It is told how in
/// `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Why a command did not do what was asked, in words for whoever typed it.
type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("safeguarding: {}", setup::words(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
}
