//! `cargo xtask tidy`: the house rules of ARCHITECTURE.md that the compiler cannot hold. Each has a test in [`rules`].

mod rules;
mod shown;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{parity, process};

/// Folders with nothing of ours in them.
const NOT_OURS: [&str; 4] = [".git", "node_modules", "results", "target"];
/// Files that are text we wrote.
const OURS: [&str; 9] = ["rs", "md", "toml", "sql", "scss", "html", "js", "ts", "mjs"];

/// A file as the rules see it.
pub struct Source {
    /// From the top of the project, with `/` between folders.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "rs")
    }
}

/// Prints what breaks a rule, one line each, and fails if anything does.
pub fn run() -> Result<()> {
    let root = process::root();
    let mut sources = Vec::new();
    let mut folders = Vec::new();
    collect(&root, &root, &mut sources, &mut folders)?;

    let mut problems: Vec<String> = sources.iter().flat_map(rules::file).collect();
    problems.extend(rules::crates(&sources));
    problems.extend(shown::security(&sources));
    problems.extend(folders.iter().filter_map(|folder| rules::folder(folder)));
    problems.extend(parity::problems(&root.join("migrations"))?);
    problems.sort();
    for problem in &problems {
        println!("{problem}");
    }
    if problems.is_empty() {
        println!("{} files keep the house rules.", sources.len());
        Ok(())
    } else {
        bail!("house rules broken: {}", problems.len())
    }
}

fn collect(
    root: &Path,
    folder: &Path,
    sources: &mut Vec<Source>,
    folders: &mut Vec<String>,
) -> Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("could not read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let relative = path.strip_prefix(root)?.to_string_lossy().into_owned();
        if path.is_dir() {
            // `data` at the top is somebody's database, not ours to read.
            if !NOT_OURS.contains(&name) && relative != "data" {
                folders.push(relative);
                collect(root, &path, sources, folders)?;
            }
        } else if path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| OURS.contains(&ending))
        {
            sources.push(Source {
                path: relative,
                text: process::read_text(&path)?,
            });
        }
    }
    Ok(())
}
