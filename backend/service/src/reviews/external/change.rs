//! The one way an external review changes: load → hide → authorise → version → workflow → decide → clocks → save →
//! history → audit → event, in one transaction.

use crate::incidents::{given, stamp};
use crate::kernel::{self, DONE};
use crate::settings::review_length;
use crate::{Context, Error, Result, Service};
use shared::check::Checker;
use shared::ids::ExternalReviewId;
use shared::policy::reviews::{MayActOnExternal, authorise_external};
use shared::reviews::ExternalAction;
use shared::reviews::api::ExternalReviewEvent;
use shared::reviews::clocks::{Agreed, Deadline, DelayReason, ExternalClock, NewDeadline};
use shared::reviews::external::{ExternalReview, stage, to_move, to_start, workflow};
use storage::Conn;
use storage::incidents::Saved;
use storage::reviews::external::{self, NewHistory};

use super::words;

/// The kind under which external reviews stand in the audit log.
pub(super) const KIND: &str = "external_review";

/// What is to be done, and why.
#[derive(Debug, Clone)]
pub(super) struct Act {
    action: ExternalAction,
    reason: Option<String>,
}

impl Act {
    /// An action without a reason.
    pub(super) const fn new(action: ExternalAction) -> Self {
        Self {
            action,
            reason: None,
        }
    }
    /// With the reason that history keeps; blank is none.
    pub(super) fn because(mut self, reason: &str) -> Self {
        self.reason = given(reason);
        self
    }
}

/// The review while a use case decides about it.
pub(super) struct Decide<'a> {
    pub(super) conn: &'a mut Conn,
    pub(super) ctx: &'a Context,
    /// As it stands.
    pub(super) before: &'a ExternalReview,
    /// As it is to be.
    pub(super) after: ExternalReview,
}

/// Checks what was sent against the record.
pub(super) fn checked(check: impl FnOnce(&mut Checker)) -> Result<()> {
    let mut c = Checker::new();
    check(&mut c);
    c.finish().map_err(Error::Invalid)
}

impl Service {
    /// Changes an external review as `decide` says.
    pub(super) async fn change_external<F>(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        expected_version: i64,
        act: Act,
        decide: F,
    ) -> Result<()>
    where
        F: FnOnce(&mut Decide<'_>) -> Result<()> + Send + 'static,
    {
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let before = external::load(conn, id)?.ok_or(Error::NotFound)?;
            let facts = external::facts(conn, &[id])?.remove(&id);
            let facts = facts.unwrap_or_default();
            let may = authorise_external(ctx.actor(), id, &facts, act.action)?;
            if before.version != expected_version {
                return Err(Error::Stale);
            }
            if !workflow::is_possible(&before, act.action) {
                return Err(refused(&before, act.action));
            }
            let mut deciding = Decide {
                after: before.clone(),
                before: &before,
                ctx: &ctx,
                conn,
            };
            decide(&mut deciding)?;
            let mut after = deciding.after;
            start_clocks(conn, &ctx, &mut after)?;
            move_clocks(conn, &ctx, &before, &mut after)?;
            keep(conn, &ctx, &may, &before, &after, act)
        };
        self.store.write(work).await
    }
}

/// Why the workflow does not allow it: what is outstanding, where that is the reason.
fn refused(review: &ExternalReview, action: ExternalAction) -> Error {
    if action == ExternalAction::Close && !stage(review).is_ended() {
        let outstanding = workflow::outstanding(review).into_iter();
        return Error::Outstanding(outstanding.map(|what| what.label().to_owned()).collect());
    }
    Error::NotPermittedNow(workflow::why_not(review, action))
}

fn keep(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayActOnExternal,
    before: &ExternalReview,
    after: &ExternalReview,
    act: Act,
) -> Result<()> {
    let Saved::As(_) = external::save(conn, may, before, after)? else {
        return Err(Error::Stale);
    };
    let changes = words::changes(conn, before, after)?;
    note(conn, ctx, may, after.id, act.reason, changes)?;
    tell(conn, ctx, after, act.action, "external_review.changed")
}

/// Adds what was done to the history.
pub(super) fn note(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayActOnExternal,
    review: ExternalReviewId,
    reason: Option<String>,
    changes: Vec<shared::incidents::api::FieldChange>,
) -> Result<()> {
    let entry = NewHistory {
        id: ctx.id(),
        review,
        at: ctx.now,
        by: may.actor(),
        action: may.action().as_str(),
        reason,
        changes,
    };
    Ok(external::add_history(conn, &entry)?)
}

/// Audits what was done and puts the event into the outbox.
pub(super) fn tell(
    conn: &mut Conn,
    ctx: &Context,
    review: &ExternalReview,
    action: ExternalAction,
    event: &str,
) -> Result<()> {
    let (id, action) = (review.id, action.as_str());
    let name = format!("{KIND}.{action}");
    kernel::audit(conn, ctx, &name, KIND, Some(id.to_string()), DONE)?;
    let payload = ExternalReviewEvent {
        review: id,
        action: action.to_owned(),
        stage: stage(review),
        by: ctx.actor().staff,
    };
    kernel::emit(conn, ctx, event, id, &payload)
}

/// Starts the clocks that the facts ask for.
pub(super) fn start_clocks(
    conn: &mut Conn,
    ctx: &Context,
    review: &mut ExternalReview,
) -> Result<()> {
    let started = to_start(review, |length, on| review_length(conn, length, on))?;
    let started = started.into_iter().map(|new| begin(ctx, new));
    review.deadlines.extend(started);
    review.deadlines.sort_by_key(|deadline| deadline.clock);
    Ok(())
}

/// A clock that begins.
pub(super) fn begin(ctx: &Context, new: NewDeadline<ExternalClock>) -> Deadline<ExternalClock> {
    Deadline {
        id: ctx.id(),
        clock: new.clock,
        starts_on: new.starts_on,
        original_due: new.due,
        due: new.due,
        agreed: Vec::new(),
    }
}

/// Moves the dates that follow from a fact which was put right now. A length that was set anew since the clock started
/// moves nothing: what would have moved before this change stays.
fn move_clocks(
    conn: &mut Conn,
    ctx: &Context,
    before: &ExternalReview,
    after: &mut ExternalReview,
) -> Result<()> {
    let stays = to_move(before, |length, on| review_length(conn, length, on))?;
    let moved = to_move(after, |length, on| review_length(conn, length, on))?;
    for new in moved.into_iter().filter(|new| !stays.contains(new)) {
        let mut deadlines = after.deadlines.iter_mut();
        let Some(deadline) = deadlines.find(|d| d.clock == new.clock) else {
            continue;
        };
        deadline.starts_on = new.starts_on;
        if deadline.due != new.due {
            deadline.agree(Agreed {
                id: ctx.id(),
                from: deadline.due,
                to: new.due,
                why: DelayReason::Corrected,
                reason: "What it is counted from was put right".to_owned(),
                stamp: stamp(ctx),
            });
        }
    }
    Ok(())
}
