//! Whether a log is still the one that its copied checkpoints were made of.

use std::fmt;
use std::io::BufRead;

use storage::audit;
use storage::platform::AuditEntry;

use super::checkpoint::{Checkpoint, PublicKeys};
use super::export::{CHUNK, LastLine, whole};
use super::leaf::leaf;
use super::line::Line;
use super::tree::{Tree, hash_of_hex};
use crate::{Error, Result, Service};

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A line that is neither an entry nor a checkpoint.
    Unreadable {
        /// Which, from 1.
        line: u64,
    },
    /// An entry that does not have the hash beside it.
    Edited {
        /// Its position.
        position: u64,
    },
    /// The entry for a position is not there: it was dropped, or the order was changed.
    Missing {
        /// The position.
        position: u64,
    },
    /// Some of these entries were edited, dropped, added or moved.
    Changed {
        /// The first that may be.
        from: u64,
        /// The first that was not looked at: a copied checkpoint stands before it.
        to: u64,
    },
    /// Entries at the end are gone.
    Truncated {
        /// How many there are.
        entries: u64,
        /// How many there were.
        witnessed: u64,
    },
    /// Two signed checkpoints of the same size contradict each other: there were two logs.
    Forked {
        /// Their size.
        size: u64,
    },
    /// The checkpoint that came with the log is not its own.
    OwnCheckpoint,
    /// A copy of a checkpoint that none of the keys has signed.
    Unsigned {
        /// How many of them.
        count: u64,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line } => {
                write!(f, "line {line} is neither an entry nor a checkpoint")
            }
            Self::Edited { position } => {
                write!(f, "entry {position} was edited: it does not have its hash")
            }
            Self::Missing { position } => write!(
                f,
                "entry {position} is not in its place: it was dropped, or the order was changed"
            ),
            Self::Changed { from, to } => write!(
                f,
                "entries {from} to {} are not those that were witnessed: there was an edit, a drop, an insertion, a change of order or another log",
                to.saturating_sub(1)
            ),
            Self::Truncated { entries, witnessed } => write!(
                f,
                "the log is cut off: {witnessed} entries were witnessed, {entries} are there"
            ),
            Self::Forked { size } => write!(
                f,
                "two signed checkpoints of {size} entries contradict each other: there were two logs"
            ),
            Self::OwnCheckpoint => {
                f.write_str("the checkpoint that came with the log is not its own")
            }
            Self::Unsigned { count } => write!(
                f,
                "{count} copied checkpoints are not signed with a key that was given"
            ),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// How many sealed entries were read.
    pub entries: u64,
    /// So many of the first are those of a copied checkpoint.
    pub witnessed: u64,
    /// So many are not sealed yet.
    pub unsealed: u64,
    /// How many different copied checkpoints there were.
    pub checkpoints: usize,
    /// What is wrong, in the order in which it was found.
    pub findings: Vec<Finding>,
}

/// Reads a log from its first entry to its last and compares it with copied checkpoints. It holds the checkpoints and
/// the edge of the tree, never the log.
pub struct Verifier {
    keys: PublicKeys,
    /// By size.
    checkpoints: Vec<Checkpoint>,
    next: usize,
    tree: Tree,
    /// The tree is another from here on: nothing more can be said of what follows.
    broken: bool,
    verdict: Verdict,
}

impl Verifier {
    /// A verifier that believes these keys.
    pub fn new(keys: PublicKeys) -> Self {
        Self {
            keys,
            checkpoints: Vec::new(),
            next: 0,
            tree: Tree::default(),
            broken: false,
            verdict: Verdict::default(),
        }
    }

    /// Takes in a copied checkpoint, a signed note. All of them come before the log.
    pub fn witness(&mut self, note: &str) {
        match Checkpoint::open(note, &self.keys) {
            Some(checkpoint) => self.checkpoints.push(checkpoint),
            None => match self.verdict.findings.first_mut() {
                Some(Finding::Unsigned { count }) => *count += 1,
                _ => self.find(Finding::Unsigned { count: 1 }),
            },
        }
    }

    /// Verifies an export.
    pub fn export(mut self, log: impl BufRead) -> std::io::Result<Verdict> {
        self.sort();
        let mut own = None;
        for (number, line) in (1..).zip(log.split(b'\n')) {
            let line = line?;
            if let Ok(line) = serde_json::from_slice::<Line>(&line) {
                let (position, hash, entry) = line.into_entry();
                self.entry(position, &entry, Some(&hash));
            } else if let Ok(last) = serde_json::from_slice::<LastLine>(&line) {
                own = Some(last.checkpoint);
            } else {
                self.find(Finding::Unreadable { line: number });
            }
        }
        // An export that ends without one was cut off.
        self.own(&own.unwrap_or_default());
        Ok(self.finish())
    }

    fn find(&mut self, finding: Finding) {
        self.verdict.findings.push(finding);
    }

    fn sort(&mut self) {
        self.checkpoints.sort_by_key(|checkpoint| checkpoint.size);
        self.checkpoints.dedup();
        let pairs = self.checkpoints.windows(2);
        let mut forks: Vec<_> = pairs
            .filter(|pair| pair[0].size == pair[1].size)
            .map(|pair| pair[0].size)
            .collect();
        forks.dedup();
        for size in forks {
            self.find(Finding::Forked { size });
        }
        self.verdict.checkpoints = self.checkpoints.len();
    }

    fn entry(&mut self, position: u64, entry: &AuditEntry, claimed: Option<&str>) {
        self.verdict.entries += 1;
        if self.broken {
            return;
        }
        if position != self.tree.size() {
            self.broken = true;
            let position = self.tree.size();
            return self.find(Finding::Missing { position });
        }
        let leaf = leaf(entry);
        if claimed.is_some_and(|claimed| hash_of_hex(claimed) != Some(leaf)) {
            self.find(Finding::Edited { position });
        }
        self.tree.push(leaf);
        self.compare();
    }

    /// Compares with the checkpoints of this size.
    fn compare(&mut self) {
        let size = self.tree.size();
        while let Some(checkpoint) = self.checkpoints.get(self.next) {
            if checkpoint.size > size {
                return;
            }
            self.next += 1;
            if checkpoint.root == self.tree.root() {
                self.verdict.witnessed = size;
            } else if !self.broken {
                self.broken = true;
                let from = self.verdict.witnessed;
                self.find(Finding::Changed { from, to: size });
            }
        }
    }

    /// Compares with the checkpoint that came with the log: it proves nothing, but must fit.
    fn own(&mut self, note: &str) {
        let own = Checkpoint::open(note, &self.keys);
        let empty = note.is_empty() && self.tree.size() == 0;
        let fits =
            own.is_some_and(|own| own.size == self.tree.size() && own.root == self.tree.root());
        if !fits && !empty && !self.broken {
            self.find(Finding::OwnCheckpoint);
        }
    }

    fn finish(mut self) -> Verdict {
        let witnessed = self.checkpoints.last().map_or(0, |last| last.size);
        let entries = self.verdict.entries;
        if witnessed > entries {
            self.find(Finding::Truncated { entries, witnessed });
        }
        self.verdict
    }
}

impl Service {
    /// Verifies the log as it stands in the database.
    pub async fn verify_audit(&self, mut verifier: Verifier) -> Result<Verdict> {
        verifier.sort();
        let tree = self.store.read(audit::tree).await.map_err(Error::from)?;
        let mut from = 0;
        while from < tree.size {
            for (position, entry) in self.sealed(from).await? {
                // What was sealed since is for the next time.
                if position < tree.size {
                    verifier.entry(whole(position)?, &entry, None);
                }
            }
            from += CHUNK;
        }
        if Tree::of(&tree).ok().as_ref() != Some(&verifier.tree) && !verifier.broken {
            verifier.find(Finding::OwnCheckpoint);
        } else {
            verifier.own(&tree.checkpoint);
        }
        let unsealed = self.store.read(audit::unsealed_count).await;
        verifier.verdict.unsealed = whole(unsealed.map_err(Error::from)?)?;
        Ok(verifier.finish())
    }
}
