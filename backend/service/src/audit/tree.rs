//! A Merkle tree (RFC 6962, section 2.1) that only grows: of all its nodes, the roots of the full subtrees are enough
//! to add a leaf and to know the root.

use tlog_tiles::tlog::{EMPTY_HASH, Hash, node_hash};

use crate::kernel::hex;
use crate::{Error, Result};

/// A growing tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tree {
    size: u64,
    /// Largest first: one for each bit of the size that is set.
    subtrees: Vec<Hash>,
}

impl Tree {
    /// The tree that was kept.
    pub(super) fn of(kept: &storage::audit::Tree) -> Result<Self> {
        let damaged = || Error::Internal("the tree of the audit log cannot be read".to_owned());
        let hashes = kept.subtrees.split_whitespace().map(hash_of_hex);
        let subtrees = hashes.collect::<Option<Vec<_>>>().ok_or_else(damaged)?;
        let size = u64::try_from(kept.size).map_err(|_| damaged())?;
        if subtrees.len() == size.count_ones() as usize {
            Ok(Self { size, subtrees })
        } else {
            Err(damaged())
        }
    }

    /// As it is kept, with its signed checkpoint.
    pub(super) fn kept(&self, checkpoint: String) -> Result<storage::audit::Tree> {
        let size = i64::try_from(self.size)
            .map_err(|_| Error::Internal("the audit log is full".to_owned()))?;
        let hashes: Vec<_> = self.subtrees.iter().map(|hash| hex(&hash.0)).collect();
        Ok(storage::audit::Tree {
            size,
            subtrees: hashes.join(" "),
            checkpoint,
        })
    }

    /// How many leaves it has.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf: it is joined with each full subtree that is now as large as its neighbour.
    pub(super) fn push(&mut self, leaf: Hash) {
        let joined = self.size.trailing_ones() as usize;
        let rest = self.subtrees.len().saturating_sub(joined);
        let left = self.subtrees.drain(rest..).rev();
        let whole = left.fold(leaf, |right, left| node_hash(left, right));
        self.subtrees.push(whole);
        self.size += 1;
    }

    /// The hash that stands for all of it.
    pub(super) fn root(&self) -> Hash {
        let smallest_first = self.subtrees.iter().rev().copied();
        smallest_first
            .reduce(|right, left| node_hash(left, right))
            .unwrap_or(EMPTY_HASH)
    }
}

/// A hash written in hexadecimal.
pub(super) fn hash_of_hex(text: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(Hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tlog_tiles::tlog::{Error as TlogError, HashReader, record_hash, stored_hashes, tree_hash};

    /// All nodes, as the library wants to read them.
    struct Nodes(Vec<Hash>);

    impl HashReader for Nodes {
        fn read_hashes(&self, indexes: &[u64]) -> std::result::Result<Vec<Hash>, TlogError> {
            let at = |index: &u64| self.0[usize::try_from(*index).unwrap()];
            Ok(indexes.iter().map(at).collect())
        }
    }

    #[test]
    fn it_has_the_root_that_the_library_finds_for_every_size() {
        let (mut tree, mut nodes) = (Tree::default(), Nodes(Vec::new()));
        assert_eq!(tree.root(), EMPTY_HASH);
        for n in 0..200_u64 {
            let data = n.to_be_bytes();
            tree.push(record_hash(&data));
            let new = stored_hashes(n, &data, &nodes).unwrap();
            nodes.0.extend(new);
            assert_eq!(tree.root(), tree_hash(n + 1, &nodes).unwrap(), "{n}");
            let kept = tree.kept(String::new()).unwrap();
            assert_eq!(Tree::of(&kept).unwrap(), tree);
        }
    }

    #[test]
    fn a_damaged_tree_is_not_taken_for_another() {
        let mut tree = Tree::default();
        tree.push(record_hash(b"one"));
        let kept = tree.kept(String::new()).unwrap();
        for (size, subtrees) in [
            (0, kept.subtrees.clone()),
            (3, kept.subtrees.clone()),
            (-1, String::new()),
            (1, kept.subtrees.replace(char::is_alphanumeric, "é")),
            (1, kept.subtrees[1..].to_owned()),
        ] {
            let damaged = storage::audit::Tree {
                size,
                subtrees,
                checkpoint: String::new(),
            };
            assert!(Tree::of(&damaged).is_err(), "{damaged:?}");
        }
    }
}
