//! Logging what arrived as received.

use crate::{Context, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::IncidentAction;

use super::change::{Act, Changed};

impl Service {
    /// Logs an incident.
    pub async fn log_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
    ) -> Result<Changed> {
        let act = Act::new(IncidentAction::Log);
        self.change(ctx, id, version, act, |decide| {
            decide.after.logged = Some(decide.stamp());
            Ok(())
        })
        .await
    }
}
