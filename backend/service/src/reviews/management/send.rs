//! Sending the approved review to the panel (§8).

use crate::reviews::external::note_submission;
use crate::{Context, Error, Result, Service};
use shared::check::Checker;
use shared::ids::ManagementReviewId;
use shared::incidents::commands::Check;
use shared::problem::FieldCode;
use shared::reviews::ManagementAction;
use shared::reviews::commands::SendReview;
use shared::reviews::management::{ManagementReview, Sent};

use super::change::{Act, checked};
use crate::today_in_london;

impl Service {
    /// Records that the review went to the panel, or that there is none. What is known of the external review follows.
    pub async fn send_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: SendReview,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Send);
        self.change_management(ctx, id, version, act, move |decide| {
            checked(|c| check_sending(c, decide.before, &command))?;
            decide.after.sent = Some(Sent {
                on: command.on,
                note: command.note.trim().to_owned(),
                stamp: decide.stamp(),
            });
            match (decide.before.panel, command.on) {
                (Some(panel), Some(on)) => {
                    note_submission(decide.conn, decide.ctx, panel.review, on)
                }
                _ => Ok(()),
            }
        })
        .await
    }
}

/// It goes to the panel that waits for it, and not before it is approved.
fn check_sending(c: &mut Checker, review: &ManagementReview, command: &SendReview) {
    c.require(
        command.on.is_some() || !review.is_awaited(),
        "/on",
        FieldCode::Required,
        "An external review is held and waits for it: enter the day on which it went to the panel",
    );
    let approved_on = review.approved.map(|stamp| today_in_london(stamp.at));
    c.require(
        command.on.is_none_or(|on| Some(on) >= approved_on),
        "/on",
        FieldCode::Contradiction,
        "It cannot have gone to the panel before it was approved",
    );
}
