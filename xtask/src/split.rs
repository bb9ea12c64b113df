//! The client in parts: what everyone needs at once, and what is fetched when somebody opens a page of it.
//!
//! The client marks where it may be cut with `wasm_split` (`frontend/src/parts.rs`). The linker has to say where the
//! code refers to itself (`--emit-relocs`), which every route of [`crate::wasm`] asks of it.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use crate::process;

/// What the script that fetches the parts is called by the main part, before it has its final name.
pub const LOADER: &str = "./__wasm_split.js";
/// What the loader calls the main part's JavaScript, before that has its final name.
pub const MAIN: &str = "./main.js";

/// The client, cut.
pub struct Cut {
    /// What everyone needs at once: still to be bound to JavaScript.
    pub main: Vec<u8>,
    /// The JavaScript that fetches the others.
    pub loader: String,
    /// The others: the name the loader fetches each by, and its WebAssembly.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// Cuts the client where it says that it may be cut.
pub fn cut(module: &[u8]) -> Result<Cut> {
    let folder = process::memory()?.join("parts");
    let main = folder.join("main.wasm");
    let mut options = Options::new(module);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = MAIN;
    let cut = transform(options).map_err(|error| anyhow!("could not cut the client: {error:#}"))?;
    let parts = cut.split_modules.iter().map(|path| named(path));
    Ok(Cut {
        main: process::read(&main)?,
        loader: process::read_text(&folder.join(LOADER))?,
        parts: parts.collect::<Result<_>>()?,
    })
}

fn named(path: &Path) -> Result<(String, Vec<u8>)> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.with_context(|| format!("{} has no name", path.display()))?;
    Ok((format!("./{name}"), process::read(path)?))
}
