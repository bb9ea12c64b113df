//! Who told us, from a list that administrators keep: a record keeps its code and the words of its day.

use super::mending::correct;
use super::*;
use chrono::Duration;
use shared::codelists::{Codelist, EndCode, NewLabel};

const LIST: Codelist = Codelist::IncidentSource;

/// Who told us, as the incident's page says it.
async fn told_by(w: &World, id: IncidentId) -> (Code, String) {
    let ctx = w.by(w.safeguarding).await;
    let view = w.house.service.get_incident(&ctx, id).await.unwrap();
    let intake = view.intake.unwrap();
    (intake.notification.source, intake.source_label)
}

/// Renames the police from a day on.
async fn rename(w: &World, from: NaiveDate) -> Outcome {
    let admin = w.house.admin().await?;
    let new = NewLabel {
        label: "Police or prosecutor".to_owned(),
        from,
    };
    let service = &w.house.service;
    let version = service.codelist(&admin, LIST).await?.version;
    service
        .rename_code(&admin, key(), LIST, source("police"), version, new)
        .await?;
    Ok(())
}

/// The police can be chosen no more.
async fn end(w: &World) -> Outcome {
    let admin = w.house.admin().await?;
    let service = &w.house.service;
    let version = service.codelist(&admin, LIST).await?.version;
    let at_once = EndCode {
        to: w.house.today().pred_opt(),
    };
    service
        .end_code(&admin, LIST, source("police"), version, at_once)
        .await?;
    Ok(())
}

fn said(code: &str, label: &str) -> (Code, String) {
    (source(code), label.to_owned())
}

#[tokio::test]
async fn a_record_keeps_the_words_of_its_day_after_they_changed_and_ended() -> Outcome {
    let w = World::new().await?;
    let before = w.report(w.practitioner, injury()).await?.id;
    rename(&w, w.house.today() + chrono::Days::new(3)).await?;
    let same_day = w.report(w.practitioner, injury()).await?.id;
    w.house.clock.forward(Duration::days(3));
    let after = w.report(w.practitioner, injury()).await?.id;
    w.house.clock.forward(Duration::days(2));
    end(&w).await?;

    assert_eq!(told_by(&w, before).await, said("police", "Police"));
    assert_eq!(told_by(&w, same_day).await, said("police", "Police"));
    let renamed = said("police", "Police or prosecutor");
    assert_eq!(told_by(&w, after).await, renamed);

    let refused = details(w.report(w.practitioner, injury()).await);
    assert!(
        refused[0].starts_with("Choose one that is valid today: lscb (Local Safeguarding"),
        "{refused:?}"
    );
    assert!(!refused[0].contains("police"), "{refused:?}");
    let refused = w.report(w.practitioner, injury()).await;
    assert_eq!(pointers(refused), ["/notification/source"]);
    Ok(())
}

#[tokio::test]
async fn a_correction_leaves_an_ended_source_alone_and_takes_no_other_that_ended() -> Outcome {
    let w = World::new().await?;
    let id = w.report(w.practitioner, injury()).await?.id;
    let mut by_court = injury();
    by_court.notification.source = source("court");
    let other = w.report(w.practitioner, by_court).await?.id;
    w.house.clock.forward(Duration::days(1));
    rename(&w, w.house.today()).await?;
    w.house.clock.forward(Duration::days(1));
    end(&w).await?;

    correct(&w, id, |c| c.notification.media_interest = YesNo::NotKnown).await?;
    assert_eq!(told_by(&w, id).await, said("police", "Police"));
    let refused = correct(&w, other, |c| c.notification.source = source("police")).await;
    assert_eq!(pointers(refused), ["/notification/source"]);

    w.house.clock.forward(Duration::seconds(1));
    correct(&w, id, |c| c.notification.source = source("health")).await?;
    assert_eq!(told_by(&w, id).await, said("health", "Health service"));
    assert_eq!(w.read(id).await.source_on, w.house.today());
    let ctx = w.by(w.safeguarding).await;
    let history = w
        .house
        .service
        .incident_history(&ctx, id, None, None)
        .await?;
    let change = &history.items[0].changes;
    let told: Vec<_> = change
        .iter()
        .map(|c| (c.field.as_str(), c.from.as_deref(), c.to.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("Who told us", Some("Police"), Some("Health service"))]
    );
    Ok(())
}
