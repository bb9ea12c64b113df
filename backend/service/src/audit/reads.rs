//! What reading leaves in the audit log.
//!
//! Opening a record, its history, a search or an export: the entry is durable before anything leaves. A list of
//! summaries: the entry is on its way, and durable within a second ([`super::list_log`]).

use shared::audit::AuditOutcome;
use storage::platform::insert_audit;

use crate::context::Asking;
use crate::kernel::{DONE, audit, entry};
use crate::{Error, Result, Service};

impl Service {
    /// Puts a read into the audit log and waits until it is durable.
    pub(crate) async fn note_read(
        &self,
        ctx: &(impl Asking + Clone + Send + Sync + 'static),
        action: &'static str,
        kind: &'static str,
        id: Option<String>,
        outcome: &'static str,
    ) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| audit(conn, &ctx, action, kind, id, outcome))
            .await
    }

    /// Puts the reading of a list into the audit log, without waiting unless the log was failing or is behind.
    pub(crate) async fn note_list(
        &self,
        ctx: &impl Asking,
        action: &'static str,
        kind: &'static str,
    ) -> Result<()> {
        let entry = entry(ctx, action, kind, None, DONE);
        if let Some(entry) = self.lists.take(entry) {
            let write = move |conn: &mut storage::Conn| insert_audit(conn, &entry);
            self.store.write(write).await?;
            self.lists.works();
        }
        Ok(())
    }

    /// Puts into the audit log that someone was refused something, and waits until it is durable. For what refuses
    /// before a use case that would say so itself.
    pub async fn note_refusal(
        &self,
        ctx: &(impl Asking + Clone + Send + Sync + 'static),
        action: &str,
        kind: &str,
        id: Option<String>,
        outcome: AuditOutcome,
    ) -> Result<()> {
        let (ctx, action, kind) = (ctx.clone(), action.to_owned(), kind.to_owned());
        self.store
            .write(move |conn| audit(conn, &ctx, &action, &kind, id, outcome.as_str()))
            .await
    }
}

/// How a read ended, for the log alone: whoever asked cannot tell the last two apart.
pub(crate) fn outcome<T>(read: &Result<T>) -> &'static str {
    let outcome = match read {
        Ok(_) => AuditOutcome::Done,
        Err(Error::Forbidden) => AuditOutcome::Refused,
        Err(Error::NotFound) => AuditOutcome::NotFound,
        Err(_) => AuditOutcome::Failed,
    };
    outcome.as_str()
}
