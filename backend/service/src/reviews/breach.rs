//! What a change of the organisation or of an incident does to management reviews: a breach of independence suspends a
//! commission, however late it arises (§11), and whom a review concerns follows from whom the incident involves.

use shared::ids::{IncidentId, ManagementReviewId};
use shared::reviews::ManagementAction;
use shared::reviews::management::Ended;
use std::sync::Arc;
use storage::incidents::{Dated, Saved};
use storage::reviews::management::{self as reviews, NewHistory};
use storage::{Conn, incidents};

use super::management::{changes, lock, tell};
use crate::incidents::{Eligibility, author_ends, stamp};
use crate::{Context, Error, Result};

/// Suspends every commission whose author is not independent any more. Called in the transaction of each change of the
/// organisation.
pub(crate) fn suspend_breaches(conn: &mut Conn, ctx: &Context) -> Result<()> {
    let written = reviews::being_written(conn)?;
    if written.is_empty() {
        return Ok(());
    }
    let dated = Arc::new(incidents::organisation(conn)?);
    for review in written {
        suspend_where_broken(conn, ctx, review, &dated)?;
    }
    Ok(())
}

/// The same for the reviews of one incident, whom they concern besides. Called in the transaction of each change of an
/// incident. True: a commission was suspended, which changed the incident once more.
pub(crate) fn follow_incident(
    conn: &mut Conn,
    ctx: &Context,
    incident: IncidentId,
) -> Result<bool> {
    let of_it = reviews::of_incident(conn, incident)?;
    if of_it.is_empty() {
        return Ok(false);
    }
    reviews::restage(conn, incident)?;
    let open: Vec<_> = of_it
        .into_iter()
        .filter(|(_, stage)| !stage.is_ended())
        .collect();
    if open.is_empty() {
        return Ok(false);
    }
    let dated = Arc::new(incidents::organisation(conn)?);
    let mut suspended = false;
    for (review, _) in open {
        suspended |= suspend_where_broken(conn, ctx, review, &dated)?;
    }
    Ok(suspended)
}

/// True: it was.
fn suspend_where_broken(
    conn: &mut Conn,
    ctx: &Context,
    id: ManagementReviewId,
    dated: &Arc<Dated>,
) -> Result<bool> {
    lock(conn, id)?;
    let before = reviews::load(conn, id)?.ok_or(Error::NotFound)?;
    if before.author().is_none() {
        return Ok(false);
    }
    let incident = incidents::load(conn, before.incident)?.ok_or(Error::NotFound)?;
    let rules = Eligibility::within(conn, &incident, ctx.today(), Arc::clone(dated))?;
    let found = rules.authors().breaches_now(&before);
    if found.is_empty() {
        return Ok(false);
    }
    let reason = found.join("; ");
    let mut after = before.clone();
    let commission = after.proposals.last_mut();
    if let Some(commission) = commission.and_then(|proposal| proposal.commission.as_mut()) {
        commission.suspended = Some(Ended {
            reason: reason.clone(),
            stamp: stamp(ctx),
        });
    }
    let Saved::As(_) = reviews::save_by_rule(conn, &before, &after)? else {
        return Err(Error::Stale);
    };
    author_ends(conn, ctx, before.incident)?;
    let (by, action) = (ctx.actor().staff, ManagementAction::Suspend);
    let entry = NewHistory {
        id: ctx.id(),
        review: id,
        at: ctx.now,
        by,
        action: action.as_str(),
        on_behalf: false,
        reason: Some(reason),
        changes: changes(conn, &before, &after)?,
    };
    reviews::add_history(conn, &entry)?;
    tell(conn, ctx, by, &after, action, "management_review.changed")?;
    Ok(true)
}
