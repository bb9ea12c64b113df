//! Values that hold from a date on.

use chrono::NaiveDate;
use shared::calendar::Length;
use shared::incidents::{Clock, facts};
use shared::policy::people::{PeopleAction, authorise};
use shared::problem::FieldCode;
use storage::{Conn, platform};

use crate::kernel::{DONE, audit, emit};
use crate::{Context, Error, Result, Service};

fn name_of(clock: Clock) -> String {
    format!("clock.{clock}")
}

/// The length of a clock that starts on a date: as set for that date, else the design default.
pub(crate) fn clock_length(conn: &mut Conn, clock: Clock, on: NaiveDate) -> Result<Length> {
    let name = name_of(clock);
    match platform::setting(conn, &name, on)? {
        None => Ok(facts::default_length(clock)),
        Some(value) => value
            .parse()
            .map_err(|_| Error::Internal(format!("the setting {name} is not a length of time"))),
    }
}

impl Service {
    /// Sets the length of a clock for incidents in which it starts on a date or later. A running clock keeps the
    /// length it started with, so the date is not in the past.
    pub async fn set_clock_length(
        &self,
        ctx: &Context,
        clock: Clock,
        from: NaiveDate,
        length: Length,
    ) -> Result<()> {
        authorise(ctx.actor(), None, PeopleAction::Change)?;
        if from < ctx.today() {
            let detail = "The date must be today or later";
            return Err(Error::field("/from", FieldCode::NotAllowed, detail));
        }
        let (ctx, name) = (ctx.clone(), name_of(clock));
        self.store
            .write(move |conn| {
                platform::put_setting(conn, &name, from, &length.code())?;
                audit(
                    conn,
                    &ctx,
                    "set_clock_length",
                    "setting",
                    Some(name.clone()),
                    DONE,
                )?;
                let what =
                    serde_json::json!({ "setting": name, "from": from, "by": ctx.actor().staff });
                emit(conn, &ctx, "setting.changed", &name, &what)
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, Outcome};
    use chrono::Days;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_clock_has_the_length_set_for_the_day_it_starts() -> Outcome {
        let house = House::new().await?;
        let (today, admin) = (house.today(), house.admin().await?);
        let set = |from, length| {
            house
                .service
                .set_clock_length(&admin, Clock::Triage, from, length)
        };
        set(today + Days::new(1), Length::WorkingDays(3)).await?;
        let on = async |day| {
            house
                .service
                .store
                .read(move |conn| clock_length(conn, Clock::Triage, day))
                .await
        };
        assert_eq!(on(today).await?, facts::default_length(Clock::Triage));
        assert_eq!(on(today + Days::new(1)).await?, Length::WorkingDays(3));
        let past = set(today - Days::new(1), Length::Months(1)).await;
        assert!(matches!(past, Err(Error::Invalid(_))));
        house.person("Sue Staff").await?;
        let staff = house.service.command_line("sue.staff@example.org").await?;
        let refused = house
            .service
            .set_clock_length(&staff, Clock::Triage, today, Length::Months(1))
            .await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        Ok(())
    }
}
