//! The child death review (§1), beside the incident.

use crate::{Context, Error, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::commands::Check;
use shared::incidents::{ChildDeathReview, IncidentAction};

use super::change::{Act, Changed};

impl Service {
    /// Records the child death review as it stands now.
    pub async fn review_child_death(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        review: ChildDeathReview,
    ) -> Result<Changed> {
        review.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::ReviewChildDeath);
        self.change(ctx, id, version, act, move |decide| {
            decide.after.child_death_review = review;
            Ok(())
        })
        .await
    }
}
