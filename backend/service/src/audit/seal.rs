//! The sealer: each second it takes what was committed since, wherever it stands, into the tree, signs a checkpoint and
//! copies it out. Nothing waits for it.

use std::sync::Arc;
use std::time::Duration;

use storage::{Conn, audit};

use super::checkpoint::SigningKey;
use super::copies::Copies;
use super::leaf::leaf;
use super::tree::Tree;
use crate::{Error, Result, Service};

/// How often.
const PAUSE: Duration = Duration::from_secs(1);
/// So many entries are sealed in one transaction: other writes come in between.
const BATCH: i64 = 1_000;

/// Seals the log. Several may run, in one process or in many: one at a time seals, all of them copy.
pub struct Sealer {
    service: Service,
    pub(super) key: Arc<SigningKey>,
    copies: Copies,
    copied: Option<String>,
}

impl Sealer {
    /// A sealer that copies its checkpoints to this folder. Blocks for a moment: it is for the start of the program.
    pub fn new(service: Service, key: SigningKey, copies: Copies) -> Result<Self> {
        let newest = copies.newest().map_err(uncopied)?;
        Ok(Self {
            service,
            key: Arc::new(key),
            copies,
            copied: newest,
        })
    }

    /// Seals each second, for ever. What fails is tried again.
    pub async fn run(mut self) {
        let mut seconds = tokio::time::interval(PAUSE);
        seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            seconds.tick().await;
            if let Err(error) = self.seal().await {
                tracing::error!(%error, "the audit log was not sealed");
            }
        }
    }

    /// Seals what there is and copies the newest checkpoint. Says how many entries were sealed.
    pub async fn seal(&mut self) -> Result<usize> {
        let mut sealed = 0;
        let store = &self.service.store;
        loop {
            // A read first: without anything to seal, no write is in anybody's way.
            let waiting = store.read(|conn| audit::unsealed(conn, 1)).await;
            if waiting.map_err(Error::from)?.is_empty() {
                break;
            }
            let key = Arc::clone(&self.key);
            let batch = store.write(move |conn| seal_batch(conn, &key)).await?;
            sealed += batch;
            if batch == 0 {
                break;
            }
        }
        self.copy().await?;
        Ok(sealed)
    }

    async fn copy(&mut self) -> Result<()> {
        let tree = self.service.store.read(audit::tree).await;
        let newest = tree.map_err(Error::from)?.checkpoint;
        if newest.is_empty() || self.copied.as_ref() == Some(&newest) {
            return Ok(());
        }
        let (copies, now, note) = (
            self.copies.clone(),
            self.service.clock.now(),
            newest.clone(),
        );
        let copying = tokio::task::spawn_blocking(move || copies.add(&note, now));
        copying.await.map_err(uncopied)?.map_err(uncopied)?;
        self.copied = Some(newest);
        Ok(())
    }
}

fn uncopied(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("the checkpoint could not be copied: {error}"))
}

/// Seals one batch; how many entries were in it. None where another process is sealing.
fn seal_batch(conn: &mut Conn, key: &SigningKey) -> Result<usize> {
    let Some(kept) = audit::lock_tree(conn)? else {
        return Ok(0);
    };
    let entries = audit::unsealed(conn, BATCH)?;
    if entries.is_empty() {
        return Ok(0);
    }
    let mut tree = Tree::of(&kept)?;
    for entry in &entries {
        tree.push(leaf(entry));
    }
    let checkpoint = key.sign(tree.size(), tree.root())?;
    let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
    audit::save_tree(conn, &tree.kept(checkpoint)?, &ids)?;
    Ok(entries.len())
}
