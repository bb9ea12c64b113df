//! Telling the staff whom the review concerns what it found (§8).

use crate::{Context, Error, Result, Service};
use shared::ids::ManagementReviewId;
use shared::incidents::commands::Check;
use shared::problem::FieldCode;
use shared::reviews::ManagementAction;
use shared::reviews::commands::RecordDebrief;
use shared::reviews::management::Debrief;

use super::change::{Act, checked};

impl Service {
    /// Records that somebody was told, or why not.
    pub async fn record_debrief(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: RecordDebrief,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Debrief);
        self.change_management(ctx, id, version, act, move |decide| {
            let waits = decide
                .before
                .to_debrief()
                .any(|staff| staff == command.staff);
            let detail = "Choose somebody whom the review concerns and who has not been told";
            checked(|c| c.require(waits, "/staff", FieldCode::Unknown, detail))?;
            let debrief = Debrief {
                staff: command.staff,
                outcome: command.outcome,
                on: command.on,
                note: command.note.trim().to_owned(),
                stamp: decide.stamp(),
            };
            decide.after.debriefs.push(debrief);
            Ok(())
        })
        .await
    }
}
