//! What reading leaves in the audit log.
//!
//! Opening a record, its history, a search or an export: the entry is durable before anything leaves. A list of
//! summaries: the entry is on its way, and durable within a second; if the log could not be written, the next reader
//! waits for it, and gets nothing until it can.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::kernel::{DONE, audit};
use crate::{Context, Error, Result, Service};

use super::change::KIND;

/// The outcome of a search: never the words.
pub(super) const TEXT_USED: &str = "text used";

/// Whether the last entry that nobody waited for could be written.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListLog {
    failing: Arc<AtomicBool>,
}

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

    /// Puts the reading of a list into the audit log, without waiting unless the log was failing.
    pub(super) async fn audit_list(&self, ctx: &Context, action: &'static str) -> Result<()> {
        let (service, ctx) = (self.clone(), ctx.clone());
        let failing = Arc::clone(&self.lists.failing);
        let mut entry = Box::pin(async move { service.audit_read(&ctx, action, None, DONE).await });
        if failing.load(Ordering::Acquire) {
            entry.await?;
            failing.store(false, Ordering::Release);
            return Ok(());
        }
        tokio::select! {
            biased;
            // Asked once, it has taken its place in the queue: what is in the queue outlives the end of the program.
            written = &mut entry => written,
            () = std::future::ready(()) => {
                tokio::spawn(async move {
                    if let Err(error) = entry.await {
                        failing.store(true, Ordering::Release);
                        tracing::error!(%error, "the reading of a list could not be written into the audit log");
                    }
                });
                Ok(())
            }
        }
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
