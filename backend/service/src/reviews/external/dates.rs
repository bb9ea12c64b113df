//! The panel’s date for our management review, and dates agreed anew.

use crate::incidents::stamp;
use crate::{Context, Error, Result, Service};
use shared::ids::ExternalReviewId;
use shared::incidents::commands::Check;
use shared::reviews::ExternalAction;
use shared::reviews::clocks::{Agreed, ExternalClock, NewDeadline};
use shared::reviews::commands::{AgreeDate, SetPanelDate};
use shared::reviews::external::checks::check_agreed;

use super::change::{Act, begin, checked};

impl Service {
    /// Records the panel's date, the first time. Afterwards a date is agreed anew.
    pub async fn set_panel_date(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: SetPanelDate,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::SetPanelDate);
        self.change_external(ctx, id, version, act, move |decide| {
            let new = NewDeadline {
                clock: ExternalClock::ManagementReviews,
                starts_on: decide.ctx.today(),
                due: command.due,
            };
            decide.after.deadlines.push(begin(decide.ctx, new));
            Ok(())
        })
        .await
    }

    /// Records a date agreed anew for a running clock; the date first set and each one since stay on record.
    pub async fn agree_external_date(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: AgreeDate,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Agree).because(&command.reason);
        self.change_external(ctx, id, version, act, move |decide| {
            checked(|c| check_agreed(c, decide.before, &command))?;
            let ctx = decide.ctx;
            let deadlines = decide.after.deadlines.iter_mut();
            for deadline in deadlines.filter(|d| d.id == command.deadline) {
                deadline.agree(Agreed {
                    id: ctx.id(),
                    from: deadline.due,
                    to: command.due,
                    why: command.why,
                    reason: command.reason.trim().to_owned(),
                    stamp: stamp(ctx),
                });
            }
            Ok(())
        })
        .await
    }
}
