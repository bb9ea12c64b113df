//! The keys that sign sessions, the audit log and access tokens: made at the first start, readable by their owner only.

use service::Entropy;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The fewest characters of a key: 256 bits in hexadecimal.
const SHORTEST: usize = 64;

/// Makes the folder of the data, for its owner only, if it is not there.
pub fn make_folder(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

/// Reads the key that signs sessions, or makes one.
pub fn key(path: &Path, entropy: &dyn Entropy) -> io::Result<Vec<u8>> {
    let key = read_or_make(path, || entropy.secret())?;
    if key.len() < SHORTEST {
        return Err(io::Error::other(format!(
            "{} holds no key of {SHORTEST} characters or more",
            path.display()
        )));
    }
    Ok(key.into_bytes())
}

/// Reads a key, or keeps a new one in the file.
pub fn read_or_make(path: &Path, make: impl FnOnce() -> String) -> io::Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(checked(path, &text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let new = make();
            match create_private(path, new.as_bytes()) {
                // Another program made one in the meantime: that is the key.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    Ok(checked(path, &std::fs::read_to_string(path)?))
                }
                written => written.map(|()| new),
            }
        }
        Err(error) => Err(error),
    }
}

fn checked(path: &Path, key: &str) -> String {
    warn_if_open(path);
    key.trim().to_owned()
}

/// Says so where others on this machine can read a key.
pub fn warn_if_open(path: &Path) {
    let mode = std::fs::metadata(path).map_or(0, |about| about.permissions().mode());
    if mode & 0o077 != 0 {
        tracing::warn!(file = %path.display(), "others on this machine can read this key: chmod 600");
    }
}

/// Writes a file that must not be there yet, readable by its owner only, whole or not at all.
pub fn create_private(path: &Path, contents: &[u8]) -> io::Result<()> {
    let unfinished = write_beside(path, contents)?;
    // A link fails where the name is taken; a rename would replace the key that another program just made.
    let linked = std::fs::hard_link(&unfinished, path);
    std::fs::remove_file(&unfinished)?;
    linked
}

/// Puts a file in the place of another, readable by its owner only, whole or not at all.
pub fn replace_private(path: &Path, contents: &[u8]) -> io::Result<()> {
    let unfinished = write_beside(path, contents)?;
    std::fs::rename(&unfinished, path)
}

/// A whole file beside the one that it is to be; nothing where it cannot be written.
fn write_beside(path: &Path, contents: &[u8]) -> io::Result<PathBuf> {
    let unfinished = path.with_extension(format!("{}.new", std::process::id()));
    let mut file: File = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&unfinished)?;
    if let Err(error) = file.write_all(contents).and_then(|()| file.sync_all()) {
        std::fs::remove_file(&unfinished)?;
        return Err(error);
    }
    Ok(unfinished)
}

#[cfg(test)]
mod tests {
    use super::*;
    use service::SystemEntropy;

    #[test]
    fn the_key_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        make_folder(&data).unwrap();
        let path = data.join("secret.key");
        let made = key(&path, &SystemEntropy).unwrap();
        assert_eq!(made.len(), SHORTEST);
        assert_eq!(key(&path, &SystemEntropy).unwrap(), made);
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(
            std::fs::metadata(&data).unwrap().permissions().mode() & 0o777,
            0o700
        );
        assert_eq!(std::fs::read_dir(&data).unwrap().count(), 1);
    }

    #[test]
    fn a_key_cut_short_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        std::fs::write(&path, "abc").unwrap();
        assert!(key(&path, &SystemEntropy).is_err());
    }
}
