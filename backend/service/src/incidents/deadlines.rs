//! Moving the date of a running clock.

use crate::{Context, Error, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::commands::{Check, ExtendDeadline};
use shared::incidents::{Extension, IncidentAction, facts};
use shared::problem::FieldCode;

use super::change::{Act, Changed};

impl Service {
    /// Moves the date of a clock; the date first set and each change stay on record.
    pub async fn extend_deadline(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: ExtendDeadline,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Extend).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| {
            let (before, stamp) = (decide.before, decide.stamp());
            let found = decide
                .after
                .deadlines
                .iter_mut()
                .find(|d| d.id == command.deadline);
            let Some(deadline) = found else {
                return Err(Error::field(
                    "/deadline",
                    FieldCode::Unknown,
                    "Choose one of this incident’s deadlines",
                ));
            };
            if !facts::is_running(before, deadline) {
                return Err(Error::Conflict(
                    "That clock is not running any more, so its date is not moved.",
                ));
            }
            if deadline.due == command.due {
                return Err(Error::field(
                    "/due",
                    FieldCode::Contradiction,
                    "Enter another date than the one it has",
                ));
            }
            deadline.extensions.push(Extension {
                id: decide.ctx.id(),
                from: deadline.due,
                to: command.due,
                reason: command.reason.trim().to_owned(),
                stamp,
            });
            deadline.due = command.due;
            Ok(())
        })
        .await
    }
}
