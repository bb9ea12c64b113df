//! Closing, when nothing is outstanding.

use crate::{Context, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::IncidentAction;

use super::change::{Act, Changed};

impl Service {
    /// Closes an incident. What is still outstanding is listed in the refusal.
    pub async fn close_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
    ) -> Result<Changed> {
        let act = Act::new(IncidentAction::Close);
        self.change(ctx, id, version, act, |decide| {
            decide.after.closed = Some(decide.stamp());
            Ok(())
        })
        .await
    }
}
