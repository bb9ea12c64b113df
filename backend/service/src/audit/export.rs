//! The sealed log as lines of JSON, read piece by piece, with the newest checkpoint at its end.

use serde::{Deserialize, Serialize};
use storage::audit;

use super::line::Line;
use crate::{Error, Result, Service};

/// So many entries are read at a time.
pub(super) const CHUNK: i64 = 2_000;

/// The last line of an export.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LastLine {
    /// The signed note.
    pub(super) checkpoint: String,
}

/// An export under way: ask for pieces until there is none.
pub struct AuditExport {
    service: Service,
    next: i64,
    size: i64,
    checkpoint: Option<String>,
}

impl AuditExport {
    /// The next piece of the file, whole lines of UTF-8.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let mut piece = Vec::new();
        if self.next < self.size {
            for (position, entry) in self.service.sealed(self.next).await? {
                // What was sealed since belongs to the next export.
                if position < self.size {
                    write(&mut piece, &Line::new(whole(position)?, entry))?;
                }
            }
            self.next += CHUNK;
            return Ok(Some(piece));
        }
        let Some(checkpoint) = self.checkpoint.take() else {
            return Ok(None);
        };
        write(&mut piece, &LastLine { checkpoint })?;
        Ok(Some(piece))
    }
}

impl Service {
    /// Begins an export of the sealed log.
    pub async fn export_audit(&self) -> Result<AuditExport> {
        let tree = self.store.read(audit::tree).await.map_err(Error::from)?;
        Ok(AuditExport {
            service: self.clone(),
            next: 0,
            size: tree.size,
            checkpoint: Some(tree.checkpoint),
        })
    }

    /// The entries at a piece's worth of positions.
    pub(super) async fn sealed(
        &self,
        from: i64,
    ) -> Result<Vec<(i64, storage::platform::AuditEntry)>> {
        let read = self
            .store
            .read(move |conn| audit::sealed(conn, from, from + CHUNK));
        read.await.map_err(Error::from)
    }
}

/// A position that was stored is not negative.
pub(super) fn whole(position: i64) -> Result<u64> {
    u64::try_from(position)
        .map_err(|_| Error::Internal("the audit log has a negative position".to_owned()))
}

fn write(piece: &mut Vec<u8>, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *piece, line)
        .map_err(|error| Error::Internal(format!("an entry cannot be written: {error}")))?;
    piece.push(b'\n');
    Ok(())
}
