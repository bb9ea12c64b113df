//! What reading incidents leaves in the audit log.

use shared::audit::AuditOutcome;

use super::change::KIND;
use crate::context::Asking;
use crate::{Result, Service};

pub(super) use crate::audit::outcome;

/// The outcome of a search: never the words.
pub(super) const TEXT_USED: &str = AuditOutcome::TextUsed.as_str();

impl Service {
    /// Puts a read into the audit log and waits until it is durable.
    pub(crate) async fn audit_read(
        &self,
        ctx: &(impl Asking + Clone + Send + Sync + 'static),
        action: &'static str,
        id: Option<String>,
        outcome: &'static str,
    ) -> Result<()> {
        self.note_read(ctx, action, KIND, id, outcome).await
    }

    /// Puts the reading of a list into the audit log, without waiting unless the log was failing or is behind.
    pub(crate) async fn audit_list(&self, ctx: &impl Asking, action: &'static str) -> Result<()> {
        self.note_list(ctx, action, KIND).await
    }
}
