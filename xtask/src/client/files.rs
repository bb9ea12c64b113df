//! The files of the client, before and when they are written.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::kilobytes;
use crate::packages::fingerprint;
use crate::process;

const COMPRESS_LIMIT: Duration = Duration::from_mins(2);

/// Names and contents, before they are written.
#[derive(Default)]
pub struct Files {
    /// What a browser fetches before the first page.
    pub first: Vec<(String, Vec<u8>)>,
    /// What it fetches when a page needs it.
    pub later: Vec<(String, Vec<u8>)>,
}

impl Files {
    /// Takes in a file of the first page and returns its name with the hash of its contents.
    pub fn add(&mut self, name: &str, contents: Vec<u8>) -> String {
        let hashed = hashed(name, &contents);
        self.put(hashed.clone(), contents);
        hashed
    }

    /// Takes in a file that is fetched when needed and returns its name with the hash of its contents.
    pub fn add_later(&mut self, name: &str, contents: Vec<u8>) -> String {
        let hashed = hashed(name, &contents);
        self.later.push((hashed.clone(), contents));
        hashed
    }

    /// Takes in a file of the first page that has its name.
    pub fn put(&mut self, name: String, contents: Vec<u8>) {
        self.first.push((name, contents));
    }

    /// Writes each file and its compressed twins, and returns what a browser must fetch before the first page.
    pub fn write(&self, folder: &Path, compressed: bool) -> Result<usize> {
        for (name, contents) in self.first.iter().chain(&self.later) {
            process::write(&folder.join(name), contents)?;
        }
        if !compressed {
            return Ok(self.first.iter().map(|(_, contents)| contents.len()).sum());
        }
        let program = process::root().join("xtask/src/compress.mjs");
        process::run(
            process::bounded(COMPRESS_LIMIT, "node")
                .arg(program)
                .arg(folder),
        )?;
        let travels = |files: &[(String, Vec<u8>)]| -> Result<usize> {
            let twins = files
                .iter()
                .map(|(name, _)| process::read(&folder.join(format!("{name}.br"))));
            twins.map(|twin| Ok(twin?.len())).sum()
        };
        eprintln!(
            "  {} in parts that are fetched when opened (brotli)",
            kilobytes(travels(&self.later)?)
        );
        travels(&self.first)
    }
}

/// The name of a file with the hash of its contents in it.
fn hashed(name: &str, contents: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("{stem}-{}.{ending}", fingerprint([contents]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_with_the_contents() {
        let mut files = Files::default();
        let first = files.add("main.css", b"a{}".to_vec());
        let second = files.add("main.css", b"b{}".to_vec());
        assert_ne!(first, second);
        let hash = first
            .strip_prefix("main-")
            .and_then(|rest| rest.strip_suffix(".css"));
        assert_eq!(hash.map(str::len), Some(16), "{first}");
    }

    #[test]
    fn every_file_has_its_twins() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::default();
        files.put("a.css".to_owned(), b"a{color:red}".repeat(50));
        let later = files.add_later("part.wasm", b"later".repeat(500));
        let download = files.write(folder.path(), true).unwrap();
        let twin = format!("{later}.br");
        for name in ["a.css", "a.css.br", "a.css.gz", &later, &twin] {
            assert!(folder.path().join(name).is_file(), "{name}");
        }
        assert!(download < 200, "{download}");
    }
}
