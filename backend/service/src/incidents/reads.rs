//! What reading leaves in the audit log.
//!
//! Opening a record, its history, a search or an export: the entry is durable before anything leaves. A list of
//! summaries: the entry is on its way, and durable within a second; if the log could not be written, the next reader
//! waits for it, and gets nothing until it can.

use storage::platform::insert_audit;

use super::change::KIND;
use crate::kernel::{DONE, audit, entry};
use crate::{Context, Error, Result, Service};

/// The outcome of a search: never the words.
pub(super) const TEXT_USED: &str = "text used";

impl Service {
    /// Puts a read into the audit log and waits until it is durable.
    pub(super) async fn audit_read(
        &self,
        ctx: &Context,
        action: &'static str,
        id: Option<String>,
        outcome: &'static str,
    ) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| audit(conn, &ctx, action, KIND, id, outcome))
            .await
    }

    /// Puts the reading of a list into the audit log, without waiting unless the log was failing or is behind.
    pub(crate) async fn audit_list(&self, ctx: &Context, action: &'static str) -> Result<()> {
        let entry = entry(ctx, action, KIND, None, DONE);
        if let Some(entry) = self.lists.take(entry) {
            let write = move |conn: &mut storage::Conn| insert_audit(conn, &entry);
            self.store.write(write).await?;
            self.lists.works();
        }
        Ok(())
    }
}

/// How a read ended, for the log alone: whoever asked cannot tell the last two apart.
pub(super) fn outcome<T>(read: &Result<T>) -> &'static str {
    match read {
        Ok(_) => DONE,
        Err(Error::Forbidden) => "refused",
        Err(Error::NotFound) => "not found or hidden",
        Err(_) => "failed",
    }
}
