//! Settings hold from their day on, and only administrators set them.

use super::*;
use crate::testing::{House, Outcome, key};
use chrono::{Days, Duration};
use shared::settings::SettingValue;

const TRIAGE: Setting = Setting::Clock(Clock::Triage);

fn value(from: NaiveDate, value: &str) -> NewSettingValue {
    NewSettingValue {
        from,
        value: value.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_has_the_length_set_for_the_day_it_starts() -> Outcome {
    let house = House::new().await?;
    let (today, admin) = (house.today(), house.admin().await?);
    let tomorrow = today + Days::new(1);
    let set = house
        .service
        .set_value(&admin, key(), TRIAGE, 1, value(tomorrow, "3wd"))
        .await?;
    assert_eq!((set.version, set.current.from), (2, None));
    let on = async |day| {
        house
            .service
            .store
            .read(move |conn| clock_length(conn, Clock::Triage, day))
            .await
    };
    assert_eq!(on(today).await?, facts::default_length(Clock::Triage));
    assert_eq!(on(tomorrow).await?, Length::WorkingDays(3));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn values_are_past_current_or_coming() -> Outcome {
    let house = House::new().await?;
    let (today, admin) = (house.today(), house.admin().await?);
    let days = [(0, "2wd"), (1, "3wd"), (9, "4wd")];
    for ((later, length), version) in days.into_iter().zip(1..) {
        let new = value(today + Days::new(later), length);
        house
            .service
            .set_value(&admin, key(), TRIAGE, version, new)
            .await?;
    }
    house.clock.forward(Duration::days(1));
    let admin = house.admin().await?;
    let read = house.service.setting(&admin, TRIAGE).await?;
    let words = |values: &[SettingValue]| -> Vec<String> {
        values.iter().map(|value| value.value.clone()).collect()
    };
    assert_eq!(read.current.value, "3wd");
    assert_eq!(words(&read.past), ["2wd", "1wd"]);
    assert_eq!(words(&read.coming), ["4wd"]);
    let by = read.current.set_by.map(|by| by.name);
    assert_eq!(by.as_deref(), Some("Ada Admin"));

    let withdraw = async |later, version| {
        let day = today + Days::new(later);
        house
            .service
            .withdraw_value(&admin, TRIAGE, day, version)
            .await
    };
    assert!(matches!(withdraw(1, 4).await, Err(Error::Conflict(_))));
    assert!(matches!(withdraw(2, 4).await, Err(Error::NotFound)));
    assert!(matches!(withdraw(9, 3).await, Err(Error::Stale)));
    let left = withdraw(9, 4).await?;
    assert_eq!((left.version, left.coming.len()), (5, 0));
    assert_eq!(left.current.value, "3wd");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_administrator_sees_or_sets_them() -> Outcome {
    let house = House::new().await?;
    house.person("Sue Staff").await?;
    let staff = house.service.command_line("sue.staff@example.org").await?;
    let today = house.today();
    let set = house
        .service
        .set_value(&staff, key(), TRIAGE, 1, value(today, "2wd"))
        .await;
    let withdrawn = house.service.withdraw_value(&staff, TRIAGE, today, 1).await;
    let read = house.service.settings(&staff).await;
    assert!(matches!(set, Err(Error::Forbidden)));
    assert!(matches!(withdrawn, Err(Error::Forbidden)));
    assert!(matches!(read, Err(Error::Forbidden)));
    Ok(())
}
