//! Closing when nothing is outstanding, rejecting a wrong record, reopening either.

use crate::incidents::stamp;
use crate::{Context, Error, Result, Service};
use shared::ids::ExternalReviewId;
use shared::incidents::commands::{Check, WithReason};
use shared::reviews::ExternalAction;

use super::change::Act;

impl Service {
    /// Closes an external review. What is still outstanding is listed in the refusal.
    pub async fn close_external_review(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
    ) -> Result<()> {
        let act = Act::new(ExternalAction::Close);
        self.change_external(ctx, id, version, act, |decide| {
            decide.after.closed = Some(stamp(decide.ctx));
            Ok(())
        })
        .await
    }

    /// Rejects a record that is no external review.
    pub async fn reject_external_review(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Reject).because(&command.reason);
        self.change_external(ctx, id, version, act, |decide| {
            decide.after.rejected = Some(stamp(decide.ctx));
            Ok(())
        })
        .await
    }

    /// Reopens what was closed or rejected.
    pub async fn reopen_external_review(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Reopen).because(&command.reason);
        self.change_external(ctx, id, version, act, |decide| {
            decide.after.closed = None;
            decide.after.rejected = None;
            Ok(())
        })
        .await
    }
}
