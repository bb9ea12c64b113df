//! Administrators keep the lists; everyone on the staff reads them.

use super::*;
use crate::testing::{House, Outcome, key};
use chrono::{Days, Duration};
use shared::codelists::CodeView;
use shared::policy::{GrantScope, Role};

const LIST: Codelist = Codelist::IncidentSource;

fn code(text: &str) -> Code {
    text.parse().unwrap_or_else(|_| Code::other())
}

fn fire(house: &House) -> NewCode {
    NewCode {
        code: code("fire_service"),
        label: " Fire service ".to_owned(),
        from: house.today(),
    }
}

fn one<'a>(view: &'a CodelistView, word: &str) -> Option<&'a CodeView> {
    view.codes.iter().find(|one| one.code.as_str() == word)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_is_there_and_offers_something() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let all = house.service.codelists(&admin).await?;
    let names: Vec<_> = all.iter().map(|list| list.name).collect();
    assert_eq!(names, Codelist::ALL);
    for list in &all {
        assert_eq!(list.version, 1);
        assert!(list.codes.iter().any(|code| code.valid), "{}", list.name);
        assert!(list.codes.iter().all(|code| !code.labels.is_empty()));
    }
    let words: Vec<_> = all[0].codes.iter().map(|code| code.code.as_str()).collect();
    assert_eq!(
        words,
        [
            "lscb",
            "local_authority",
            "court",
            "police",
            "health",
            "staff",
            "web_query",
            "media",
            "other"
        ],
        "the words that were there before"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_added_renamed_and_ended_and_its_history_stays() -> Outcome {
    let house = House::new().await?;
    let (service, today) = (&house.service, house.today());
    let admin = house.admin().await?;
    let same = key();
    let added = service
        .add_code(&admin, same.clone(), LIST, 1, fire(&house))
        .await?;
    let again = service
        .add_code(&admin, same, LIST, 1, fire(&house))
        .await?;
    assert_eq!((added.version, again.version), (2, 2), "added once");
    let last_two: Vec<_> = added.codes.iter().rev().take(2).collect();
    assert_eq!(last_two[0].code, Code::other(), "other stays last");
    assert_eq!(last_two[1].label, "Fire service");

    let rename = |label: &str, version| {
        let new = NewLabel {
            label: label.to_owned(),
            from: today + Days::new(1),
        };
        service.rename_code(&admin, key(), LIST, code("fire_service"), version, new)
    };
    rename("Fire", 2).await?;
    let renamed = rename("Fire and rescue", 3).await?;
    let fire_service = one(&renamed, "fire_service").ok_or("gone")?;
    assert_eq!(fire_service.label, "Fire service", "until tomorrow");
    let labels: Vec<_> = fire_service
        .labels
        .iter()
        .map(|label| (label.label.as_str(), label.from, label.to))
        .collect();
    let tomorrow = today + Days::new(1);
    assert_eq!(
        labels,
        [
            ("Fire service", today, Some(today)),
            ("Fire and rescue", tomorrow, None)
        ]
    );
    let by = fire_service.labels[1]
        .set_by
        .as_ref()
        .map(|by| by.name.as_str());
    assert_eq!(by, Some("Ada Admin"));

    house.clock.forward(Duration::days(1));
    let admin = house.admin().await?;
    let end =
        |to, version| service.end_code(&admin, LIST, code("fire_service"), version, EndCode { to });
    assert!(matches!(end(Some(today), 3).await, Err(Error::Stale)));
    let ended = end(Some(today), 4).await?;
    let fire_service = one(&ended, "fire_service").ok_or("gone")?;
    assert_eq!((fire_service.valid, fire_service.to), (false, Some(today)));
    assert_eq!(fire_service.ended_at, Some(admin.now));
    let back = end(None, 5).await?;
    let fire_service = one(&back, "fire_service").ok_or("gone")?;
    assert_eq!((fire_service.valid, &fire_service.ended_by), (true, &None));
    assert_eq!(fire_service.label, "Fire and rescue");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_keep_them_and_staff_read_them() -> Outcome {
    let house = House::new().await?;
    let service = &house.service;
    let sue = house.person("Sue Staff").await?;
    let nobody = service.command_line("sue.staff@example.org").await?;
    assert!(matches!(
        service.codelists(&nobody).await,
        Err(Error::Forbidden)
    ));

    house.grant(sue, Role::Board, GrantScope::National).await?;
    let staff = service.command_line("sue.staff@example.org").await?;
    let read = service.codelist(&staff, LIST).await?;
    assert_eq!(read.permitted, [CodelistAction::Read]);
    let word = || code("police");
    let today = house.today();
    let label = NewLabel {
        label: "Constabulary".to_owned(),
        from: today,
    };
    let at_once = EndCode {
        to: today.pred_opt(),
    };
    let add = service.add_code(&staff, key(), LIST, 1, fire(&house)).await;
    let rename = service
        .rename_code(&staff, key(), LIST, word(), 1, label)
        .await;
    let end = service.end_code(&staff, LIST, word(), 1, at_once).await;
    for refused in [add, rename, end] {
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    Ok(())
}
