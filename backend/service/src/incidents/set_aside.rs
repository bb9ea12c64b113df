//! Wrong records: duplicates and rejected ones count no more and stay findable. Anything that ended can be reopened.

use crate::{Context, Error, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::commands::{Check, MarkDuplicate, WithReason};
use shared::incidents::{IncidentAction, SetAside};
use shared::policy::incidents::{Facts, view};
use shared::problem::FieldCode;
use storage::incidents;

use super::change::{Act, Changed, Decide};

impl Service {
    /// Marks an incident as a duplicate of another, which stays.
    pub async fn mark_duplicate(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: MarkDuplicate,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::MarkDuplicate).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| {
            may_stay(decide, command.duplicate_of)?;
            decide.after.set_aside = Some(SetAside::DuplicateOf(command.duplicate_of));
            Ok(())
        })
        .await
    }

    /// Rejects a record that is not an incident.
    pub async fn reject_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: WithReason,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Reject).because(&command.reason);
        self.change(ctx, id, version, act, |decide| {
            decide.after.set_aside = Some(SetAside::Rejected);
            Ok(())
        })
        .await
    }

    /// Reopens what was closed, rejected or marked as a duplicate.
    pub async fn reopen_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: WithReason,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Reopen).because(&command.reason);
        self.change(ctx, id, version, act, |decide| {
            decide.after.closed = None;
            decide.after.set_aside = None;
            Ok(())
        })
        .await
    }
}

/// The record that stays is there, can be seen, is another one and stands itself. So no chain of duplicates leads back:
/// whatever points here, the record that stays points nowhere.
fn may_stay(decide: &mut Decide<'_>, target: IncidentId) -> Result<()> {
    let fault = |code, detail| Err(Error::field("/duplicate_of", code, detail));
    if target == decide.before.id {
        return fault(
            FieldCode::Contradiction,
            "An incident is not a duplicate of itself",
        );
    }
    incidents::hold(decide.conn, target)?;
    let stays = incidents::load(decide.conn, target)?
        .filter(|stays| view(decide.ctx.actor(), &Facts::of(stays)).is_some());
    match stays {
        None => fault(FieldCode::Unknown, "Choose an incident that you can see"),
        Some(stays) if stays.set_aside.is_some() => fault(
            FieldCode::NotAllowed,
            "That incident is itself rejected or a duplicate: choose one that stands",
        ),
        Some(_) => Ok(()),
    }
}
