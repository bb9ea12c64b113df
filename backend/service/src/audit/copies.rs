//! Copies of the checkpoints outside the database: files that are only ever added to, one a month, one JSON object a
//! line.

use std::fs::{File, OpenOptions, read_dir};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One line of a file.
#[derive(Serialize, Deserialize)]
struct Copy {
    at: DateTime<Utc>,
    checkpoint: String,
}

/// The folder of the copies.
#[derive(Debug, Clone)]
pub struct Copies(PathBuf);

impl Copies {
    /// In this folder, which is made if it is not there.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Adds a signed checkpoint; it outlives a power cut when this returns. Blocks.
    pub fn add(&self, checkpoint: &str, at: DateTime<Utc>) -> io::Result<()> {
        std::fs::create_dir_all(&self.0)?;
        let name = format!("checkpoints-{}.jsonl", at.format("%Y-%m"));
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(self.0.join(name))?;
        let copy = Copy {
            at,
            checkpoint: checkpoint.to_owned(),
        };
        let mut line = serde_json::to_vec(&copy)?;
        line.push(b'\n');
        if !ends_with_a_line(&mut file)? {
            // The line before was cut short by a power cut.
            line.insert(0, b'\n');
        }
        file.write_all(&line)?;
        file.sync_data()
    }

    /// The newest checkpoint of the folder; none where there is none. Blocks.
    pub fn newest(&self) -> io::Result<Option<String>> {
        let mut newest = None;
        if let Some(last) = files(&self.0)?.last() {
            each(last, &mut |note| newest = note.map(str::to_owned))?;
        }
        Ok(newest)
    }
}

fn ends_with_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Reads every copied checkpoint of a file or a folder, oldest first. What is not a copy, such as a line that a power
/// cut broke off, is given as none. Blocks.
pub fn read_copies(path: &Path, each_note: &mut dyn FnMut(Option<&str>)) -> io::Result<()> {
    if path.is_dir() {
        for file in files(path)? {
            each(&file, each_note)?;
        }
        Ok(())
    } else {
        each(path, each_note)
    }
}

fn each(file: &Path, each_note: &mut dyn FnMut(Option<&str>)) -> io::Result<()> {
    for line in BufReader::new(File::open(file)?).split(b'\n') {
        let copy: Option<Copy> = serde_json::from_slice(&line?).ok();
        each_note(copy.as_ref().map(|copy| copy.checkpoint.as_str()));
    }
    Ok(())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<_> = paths.collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "jsonl"));
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn copies_are_read_in_the_order_of_writing_whatever_broke_off() {
        let folder = tempfile::tempdir().unwrap();
        let copies = Copies::new(folder.path().join("copies"));
        assert_eq!(copies.newest().unwrap(), None);
        copies.add("first\n", at("2026-01-31T10:00:00Z")).unwrap();
        let january = folder.path().join("copies/checkpoints-2026-01.jsonl");
        let mut cut = OpenOptions::new().append(true).open(&january).unwrap();
        cut.write_all(b"{\"at\":\"2026-01-").unwrap();
        copies.add("second\n", at("2026-01-31T10:00:01Z")).unwrap();
        copies.add("third\n", at("2026-02-01T10:00:00Z")).unwrap();
        let mut read = Vec::new();
        let path = folder.path().join("copies");
        read_copies(&path, &mut |note| read.push(note.map(str::to_owned))).unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            read,
            [some("first\n"), None, some("second\n"), some("third\n")]
        );
        assert_eq!(copies.newest().unwrap(), some("third\n"));
    }
}
