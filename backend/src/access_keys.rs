//! The keys that sign access tokens: a file made at the first start, readable by its owner only, and read again when
//! it has changed.

use crate::secret;
use service::integrations::{AccessKeys, KeyRing};
use service::{Clock, Entropy};
use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The file, and what it held when it was last read.
pub struct KeyFile {
    path: PathBuf,
    held: Mutex<(Mark, Arc<KeyRing>)>,
}

/// What differs between a file and the one that took its place.
type Mark = (u64, i64, i64, u64);

fn mark(file: &Metadata) -> Mark {
    (file.ino(), file.mtime(), file.mtime_nsec(), file.len())
}

impl KeyFile {
    /// Reads the keys, or makes the first.
    pub fn open(path: &Path, entropy: &dyn Entropy, clock: &dyn Clock) -> io::Result<Self> {
        if !path.try_exists()? {
            let keys = KeyRing::new(entropy, clock.now()).map_err(io::Error::other)?;
            let text = keys.to_text().map_err(io::Error::other)?;
            match secret::create_private(path, text.as_bytes()) {
                // Another program made them in the meantime: those are the keys.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => made?,
            }
        }
        secret::warn_if_open(path);
        Ok(Self {
            held: Mutex::new(read(path)?),
            path: path.to_owned(),
        })
    }

    /// A new key signs from now on; the file is replaced whole.
    pub fn rotate(&self, entropy: &dyn Entropy, clock: &dyn Clock) -> io::Result<KeyRing> {
        let keys = self.ring()?.rotate(entropy, clock.now());
        let keys = keys.map_err(io::Error::other)?;
        let text = keys.to_text().map_err(io::Error::other)?;
        secret::replace_private(&self.path, text.as_bytes())?;
        Ok(keys)
    }
}

impl AccessKeys for KeyFile {
    fn ring(&self) -> io::Result<Arc<KeyRing>> {
        let now = mark(&std::fs::metadata(&self.path)?);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.0 != now {
            *held = read(&self.path)?;
        }
        Ok(Arc::clone(&held.1))
    }
}

fn read(path: &Path) -> io::Result<(Mark, Arc<KeyRing>)> {
    let mark = mark(&std::fs::metadata(path)?);
    let keys = KeyRing::from_text(&std::fs::read_to_string(path)?);
    let keys = keys.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    Ok((mark, Arc::new(keys)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use service::{SystemClock, SystemEntropy};
    use std::os::unix::fs::PermissionsExt;

    fn open(path: &Path) -> KeyFile {
        KeyFile::open(path, &SystemEntropy, &SystemClock).unwrap()
    }
    fn text(file: &KeyFile) -> String {
        file.ring().unwrap().to_text().unwrap()
    }

    #[test]
    fn the_keys_are_made_once_and_for_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("access-keys.json");
        let keys = text(&open(&path));
        assert_eq!(text(&open(&path)), keys);
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        open(&path).rotate(&SystemEntropy, &SystemClock).unwrap();
        assert_eq!(mode(), 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_rotation_is_seen_by_whoever_has_the_file_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("access-keys.json");
        let serving = open(&path);
        let before = text(&serving);
        let keys = open(&path).rotate(&SystemEntropy, &SystemClock).unwrap();
        assert_ne!(text(&serving), before);
        assert_eq!(text(&serving), keys.to_text().unwrap());
        assert!(keys.old_ones_read_until().is_some());
    }

    #[test]
    fn a_broken_file_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("access-keys.json");
        std::fs::write(&path, "{}").unwrap();
        assert!(KeyFile::open(&path, &SystemEntropy, &SystemClock).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
    }
}
