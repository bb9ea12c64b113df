//! Going on without an external review, stopping, closing when nothing is outstanding, rejecting a wrong record,
//! reopening each.

use crate::incidents::author_ends;
use crate::{Context, Error, Result, Service};
use shared::ids::ManagementReviewId;
use shared::incidents::Stamp;
use shared::incidents::commands::{Check, WithReason};
use shared::reviews::ManagementAction;
use shared::reviews::management::Ended;
use storage::reviews::management;

use super::author::{ended, given, sees_again};
use super::change::{Act, Decide};
use super::register::breaches;

impl Service {
    /// Says that the review goes on although no external review is held.
    pub async fn continue_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        self.end_review(
            ctx,
            id,
            version,
            ManagementAction::Continue,
            command,
            |decide, why| {
                decide.after.continued = Some(why);
                Ok(())
            },
        )
        .await
    }

    /// Stops the review.
    pub async fn stop_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        self.end_review(
            ctx,
            id,
            version,
            ManagementAction::Stop,
            command,
            |decide, why| {
                decide.after.stopped = Some(why);
                author_ends(decide.conn, decide.ctx, decide.before.incident)
            },
        )
        .await
    }

    /// Closes the review. What is still outstanding is listed in the refusal.
    pub async fn close_management_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
    ) -> Result<()> {
        let act = Act::new(ManagementAction::Close);
        self.change_management(ctx, id, version, act, |decide| {
            decide.after.closed = Some(decide.stamp());
            author_ends(decide.conn, decide.ctx, decide.before.incident)
        })
        .await
    }

    /// Rejects a record that was made by mistake.
    pub async fn reject_management_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        self.end_review(
            ctx,
            id,
            version,
            ManagementAction::Reject,
            command,
            |decide, why| {
                decide.after.rejected = Some(why);
                author_ends(decide.conn, decide.ctx, decide.before.incident)
            },
        )
        .await
    }

    /// Reopens what was closed, stopped or rejected. A commission whose author is not independent any more stands still.
    pub async fn reopen_management_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        self.end_review(ctx, id, version, ManagementAction::Reopen, command, |decide, why| {
            let of_it = management::of_incident(decide.conn, decide.before.incident)?;
            if of_it.iter().any(|(_, stage)| !stage.is_ended()) {
                return Err(Error::Conflict(
                    "Another management review of this incident is open. There is one at a time.",
                ));
            }
            let after = &mut decide.after;
            (after.closed, after.stopped, after.rejected) = (None, None, None);
            stand_still_where_broken(decide, why.stamp)?;
            sees_again(decide)
        })
        .await
    }

    /// Does what needs a reason.
    async fn end_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        action: ManagementAction,
        command: WithReason,
        does: fn(&mut Decide<'_>, Ended) -> Result<()>,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(action).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            let why = ended(decide, &command);
            does(decide, why)
        })
        .await
    }
}

/// While the review was ended nobody asked the rule.
fn stand_still_where_broken(decide: &mut Decide<'_>, stamp: Stamp) -> Result<()> {
    let found = breaches(decide)?;
    if let Some(commission) = given(decide)
        && commission.ended.is_none()
        && !found.is_empty()
    {
        commission.suspended = Some(Ended {
            reason: found.join("; "),
            stamp,
        });
    }
    Ok(())
}
