//! Our management review went to the panel: what is known of the external review follows.

use chrono::NaiveDate;
use shared::check::Checker;
use shared::ids::ExternalReviewId;
use shared::reviews::commands::RecordExternalStep;
use shared::reviews::external::checks::check_step;
use shared::reviews::external::{StepTaken, workflow};
use shared::reviews::{ExternalAction, ExternalStep};
use storage::Conn;
use storage::incidents::Saved;
use storage::reviews::external::{self, NewHistory};

use super::change::{start_clocks, tell};
use super::words;
use crate::incidents::stamp;
use crate::{Context, Error, Result};

/// Records the step, unless it is there, or contradicts what else is recorded: then whoever follows the external review
/// has to put that right first.
pub(in crate::reviews) fn note_submission(
    conn: &mut Conn,
    ctx: &Context,
    id: ExternalReviewId,
    on: NaiveDate,
) -> Result<()> {
    let before = external::load(conn, id)?.ok_or(Error::NotFound)?;
    let step = RecordExternalStep {
        step: ExternalStep::Submitted,
        on,
        note: String::new(),
        decision: None,
        grade: None,
        reason: None,
    };
    let mut c = Checker::new();
    check_step(&mut c, &before, &step);
    let action = ExternalAction::RecordStep;
    let is_there = before.has(ExternalStep::Submitted);
    if is_there || c.finish().is_err() || !workflow::is_possible(&before, action) {
        return Ok(());
    }
    let mut after = before.clone();
    after.steps.push(StepTaken {
        step: step.step,
        on,
        note: step.note,
        decision: None,
        grade: None,
        stamp: stamp(ctx),
    });
    after.steps.sort_by_key(|taken| taken.step);
    start_clocks(conn, ctx, &mut after)?;
    let Saved::As(_) = external::save_by_rule(conn, &before, &after)? else {
        return Err(Error::Stale);
    };
    let entry = NewHistory {
        id: ctx.id(),
        review: id,
        at: ctx.now,
        by: ctx.actor().staff,
        action: action.as_str(),
        reason: None,
        changes: words::changes(conn, &before, &after)?,
    };
    external::add_history(conn, &entry)?;
    tell(conn, ctx, &after, action, "external_review.changed")
}
