//! What becomes known of an external review, and what was recorded by mistake.

use crate::incidents::stamp;
use crate::{Context, Error, Result, Service};
use shared::ids::ExternalReviewId;
use shared::incidents::commands::Check;
use shared::policy::reviews::{ExternalView, external_view};
use shared::reviews::ExternalAction;
use shared::reviews::commands::{RecordExternalStep, WithdrawExternalStep};
use shared::reviews::external::StepTaken;
use shared::reviews::external::checks::{check_step, check_withdrawal};
use storage::reviews::external;

use super::change::{Act, Decide, checked};

impl Service {
    /// Records a step. One that is recorded already is put right, with a reason; what it was is in the history.
    pub async fn record_external_step(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: RecordExternalStep,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let reason = command.reason.as_deref().unwrap_or_default();
        let act = Act::new(ExternalAction::RecordStep).because(reason);
        self.change_external(ctx, id, version, act, move |decide| {
            checked(|c| check_step(c, decide.before, &command))?;
            let note = note(decide, &command)?;
            let steps = &mut decide.after.steps;
            steps.retain(|taken| taken.step != command.step);
            steps.push(StepTaken {
                step: command.step,
                on: command.on,
                note,
                decision: command.decision,
                grade: command.grade,
                stamp: stamp(decide.ctx),
            });
            steps.sort_by_key(|taken| taken.step);
            Ok(())
        })
        .await
    }

    /// Takes back a step that was recorded by mistake. A date that it started stays, and stops running.
    pub async fn withdraw_external_step(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: WithdrawExternalStep,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::RecordStep).because(&command.reason);
        self.change_external(ctx, id, version, act, move |decide| {
            checked(|c| check_withdrawal(c, decide.before, command.step))?;
            let steps = &mut decide.after.steps;
            steps.retain(|taken| taken.step != command.step);
            Ok(())
        })
        .await
    }
}

/// The note as it is kept. Whoever does not see the notes leaves the one that is there, unless they write another.
fn note(decide: &mut Decide<'_>, command: &RecordExternalStep) -> Result<String> {
    let written = command.note.trim().to_owned();
    let there = decide.before.step(command.step);
    let (Some(there), true) = (there, written.is_empty()) else {
        return Ok(written);
    };
    let id = decide.before.id;
    let facts = external::facts(decide.conn, &[id])?.remove(&id);
    let view = external_view(decide.ctx.actor(), &facts.unwrap_or_default());
    Ok(if view == Some(ExternalView::Whole) {
        written
    } else {
        there.note.clone()
    })
}
