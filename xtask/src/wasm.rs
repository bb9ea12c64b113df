//! The client as WebAssembly, by the first of three routes that works:
//!
//! 1. the active toolchain already has the target;
//! 2. `rustup` adds it;
//! 3. Debian's own compiler for the web builds it, standard library included.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{packages, process};

const TARGET: &str = "wasm32-unknown-unknown";
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// A way to compile for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Route {
    /// The target of the active toolchain
    Installed,
    /// Add the target with rustup first
    Rustup,
    /// Debian's compiler for the web
    Debian,
}

/// How the client is compiled: the names of cargo's profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small to download: for people
    Small,
    /// Quick to compile: for the inner loop
    Quick,
}

impl Profile {
    /// The name of cargo's profile.
    const fn name(self) -> &'static str {
        match self {
            Self::Small => "client",
            Self::Quick => "client-quick",
        }
    }
}

/// Builds the client and returns the path of the WebAssembly module, not yet bound to JavaScript.
pub fn build(forced: Option<Route>, profile: Profile) -> Result<PathBuf> {
    let route = match forced {
        Some(route) => {
            prepare(route)?;
            route
        }
        None => choose()?,
    };
    let (mut cargo, folder) = match route {
        Route::Installed | Route::Rustup => (process::cargo(), process::target()),
        Route::Debian => debian_cargo(),
    };
    process::step(
        &format!("Building the client with {}", described(route)),
        || {
            // Asking for the `cdylib` alone lets the linker optimise across crates; together with an `rlib` it may not.
            cargo.args([
                "rustc",
                "--package",
                "frontend",
                "--lib",
                "--crate-type",
                "cdylib",
                "--profile",
                profile.name(),
                "--locked",
            ]);
            cargo
                .args(["--target", TARGET])
                .arg("--target-dir")
                .arg(&folder);
            if route == Route::Debian {
                cargo.arg("-Zbuild-std=std,panic_abort");
            }
            // What cutting the client in parts goes by.
            cargo.args(["--", "-Clink-args=--emit-relocs"]);
            process::run(&mut cargo)
        },
    )?;
    Ok(folder
        .join(TARGET)
        .join(profile.name())
        .join("frontend.wasm"))
}

/// The first route that works here.
fn choose() -> Result<Route> {
    if installed() {
        return Ok(Route::Installed);
    }
    let memory = process::memory()?.join("wasm-route");
    // Where only Debian's compiler worked last time, do not ask rustup again at each start.
    let debian_last_time = std::fs::read_to_string(&memory).is_ok_and(|route| route == "debian");
    if !debian_last_time {
        match prepare(Route::Rustup) {
            Ok(()) => return Ok(Route::Rustup),
            Err(error) => eprintln!("  {error:#}. Trying Debian's compiler for the web instead."),
        }
    }
    prepare(Route::Debian)
        .context("no way was found to compile for the browser; `rustup target add wasm32-unknown-unknown` is the simplest")?;
    process::write(&memory, "debian")?;
    Ok(Route::Debian)
}

/// Does what a route needs before it can build.
fn prepare(route: Route) -> Result<()> {
    match route {
        Route::Installed if installed() => Ok(()),
        Route::Installed => bail!("this Rust toolchain has no {TARGET} target"),
        Route::Rustup if !process::found("rustup") => {
            bail!("this machine has no rustup to add the {TARGET} target with")
        }
        Route::Rustup => process::step(
            &format!("Asking rustup for the {TARGET} target (at most 2 minutes)"),
            || {
                process::run(
                    process::bounded(RUSTUP_LIMIT, "rustup").args(["target", "add", TARGET]),
                )
                .context("rustup could not add the target")?;
                if installed() {
                    Ok(())
                } else {
                    bail!("rustup added the target to another toolchain than the active one")
                }
            },
        ),
        Route::Debian => packages::debian(&DEBIAN_PACKAGES, "compiling the client for the browser"),
    }
}

/// True if the active toolchain can compile for the browser.
fn installed() -> bool {
    let sysroot = process::output(
        Command::new("rustc")
            .args(["--print", "sysroot"])
            .current_dir(process::root()),
    );
    sysroot.is_ok_and(|path| {
        Path::new(path.trim())
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .is_dir()
    })
}

/// Debian's cargo and a target folder of its own: it is another compiler version, and would rebuild everything.
fn debian_cargo() -> (Command, PathBuf) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(std::env::split_paths(&path));
    let mut command = Command::new("/usr/bin/cargo");
    command
        .current_dir(process::root())
        // This program runs under the other cargo, which leaves these behind.
        .env_remove("RUSTC")
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTDOC")
        .env_remove("LD_LIBRARY_PATH")
        // Debian's compiler is a stable release; building the standard library is an unstable option.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19")
        .env("PATH", std::env::join_paths(folders).unwrap_or(path));
    (command, process::target().join("wasm-debian"))
}

fn described(route: Route) -> &'static str {
    match route {
        Route::Installed => "the target this toolchain has (about 3 minutes the first time)",
        Route::Rustup => "the target rustup added (about 3 minutes the first time)",
        Route::Debian => "Debian's compiler for the web (about 7 minutes the first time)",
    }
}
