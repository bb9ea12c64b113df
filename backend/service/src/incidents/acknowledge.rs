//! The Operational Director's acknowledgement.

use crate::{Context, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::{Acknowledgement, IncidentAction};

use super::change::{Act, Changed};

impl Service {
    /// Acknowledges an incident that was forwarded; safeguarding does it on the director's behalf.
    pub async fn acknowledge_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
    ) -> Result<Changed> {
        let act = Act::new(IncidentAction::Acknowledge);
        self.change(ctx, id, version, act, |decide| {
            let (stamp, on_behalf) = (decide.stamp(), decide.on_behalf);
            decide.after.acknowledgement = Some(Acknowledgement { stamp, on_behalf });
            Ok(())
        })
        .await
    }
}
