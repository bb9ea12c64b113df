//! The decision of the Local Safeguarding Children Board, and our answer (§19).

use crate::{Context, Error, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::commands::Check;
use shared::incidents::{IncidentAction, LscbOutcome};

use super::change::{Act, Changed};

impl Service {
    /// Records what the board decided, and what we answered where we have.
    pub async fn record_lscb_outcome(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        outcome: LscbOutcome,
    ) -> Result<Changed> {
        outcome.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::RecordLscbDecision);
        self.change(ctx, id, version, act, move |decide| {
            decide.after.lscb_outcome = Some(outcome);
            Ok(())
        })
        .await
    }
}
