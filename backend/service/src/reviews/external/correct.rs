//! Correcting what an external review is about.

use crate::{Context, Error, Result, Service};
use shared::ids::ExternalReviewId;
use shared::incidents::commands::Check;
use shared::reviews::ExternalAction;
use shared::reviews::commands::CorrectExternal;
use shared::reviews::external::checks::check_correction;

use super::change::{Act, checked};
use super::linked::linked;
use super::track::tidied;

impl Service {
    /// Corrects the facts. What was done stays; clocks that follow from what was wrong are moved.
    pub async fn correct_external_review(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: CorrectExternal,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Correct).because(&command.reason);
        self.change_external(ctx, id, version, act, move |decide| {
            linked(decide.conn, decide.ctx, &command.facts, "/facts")?;
            checked(|c| check_correction(c, decide.before, &command.facts))?;
            decide.after.facts = tidied(command.facts);
            Ok(())
        })
        .await
    }
}
