//! What the commission of a management review does to its incident: the author’s part, and the step that names them.

use shared::ids::{IncidentId, StaffId};
use shared::incidents::{AuthorException, Incident, Part, StepKind, StepStatus};
use storage::incidents::{NewHistory, Saved};
use storage::{Conn, incidents};

use super::change::{end_parts, part_of, settle, stamp, tell};
use super::words;
use crate::{Context, Error, Result};

/// Under this name it stands in the history, the audit log and the outbox.
pub(super) const ACTION: &str = "author";
/// The same in words.
pub(super) const LABEL: &str = "Author of the management review";

/// The author is commissioned, or writes again: they see the incident, and the step that names one is done.
pub(crate) fn author_begins(
    conn: &mut Conn,
    ctx: &Context,
    incident: IncidentId,
    author: StaffId,
    exception: Option<AuthorException>,
) -> Result<()> {
    follow(conn, ctx, incident, |after| {
        end_parts(after, ctx.now, |i| {
            i.part == Part::Author && i.staff != author
        });
        if !after.holding(Part::Author).any(|i| i.staff == author) {
            after.involvements.push(part_of(ctx, author, Part::Author));
        }
        let steps = after.steps.iter_mut();
        for step in steps.filter(|step| step.kind == StepKind::AuthorNamed) {
            if (step.status, step.named) != (StepStatus::Done, Some(author)) {
                step.status = StepStatus::Done;
                step.named = Some(author);
                step.author_exception = exception;
                step.stamp = Some(stamp(ctx));
                step.on_behalf = false;
            }
        }
    })
}

/// The commission ended or stands still, or the review ended: its author sees the incident no more.
pub(crate) fn author_ends(conn: &mut Conn, ctx: &Context, incident: IncidentId) -> Result<()> {
    follow(conn, ctx, incident, |after| {
        end_parts(after, ctx.now, |i| i.part == Part::Author);
    })
}

/// Changes the incident as it follows from its review, and notes it; what changes nothing leaves no trace.
fn follow(
    conn: &mut Conn,
    ctx: &Context,
    id: IncidentId,
    change: impl FnOnce(&mut Incident),
) -> Result<()> {
    let before = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
    let mut after = before.clone();
    change(&mut after);
    if after == before {
        return Ok(());
    }
    settle(conn, ctx, &mut after)?;
    let Saved::As(_) = incidents::save_by_rule(conn, &before, &after)? else {
        return Err(Error::Stale);
    };
    let entry = NewHistory {
        id: ctx.id(),
        incident: id,
        at: ctx.now,
        by: ctx.actor().staff.into(),
        action: ACTION,
        on_behalf: false,
        reason: None,
        changes: words::changes(conn, &before, &after)?,
    };
    incidents::add_history(conn, &entry)?;
    tell(conn, ctx, &after, ACTION, "incident.changed")
}
