//! Lists: pages that lose nobody, and queries that do not grow.

use shared::people::api::{NewLine, NewMembership, StaffSearch};
use shared::policy::{GrantScope, Role};

use super::day;
use crate::Error;
use crate::testing::{House, Outcome, key};

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_staff_go_forth_and_back_without_losing_anyone() -> Outcome {
    let house = House::new().await?;
    for n in 0..7 {
        house.person(&format!("Person {n}")).await?;
    }
    house.person("Percent 100%").await?;
    let admin = house.admin().await?;
    let page = async |text: &str, cursor: Option<String>| {
        let text = text.to_owned();
        house
            .service
            .search_staff(
                &admin,
                StaffSearch {
                    text,
                    cursor,
                    limit: Some(3),
                },
            )
            .await
    };
    let mut seen = Vec::new();
    let (mut cursor, mut back) = (None, None);
    loop {
        let got = page("", cursor).await?;
        seen.extend(got.items.iter().map(|row| row.name.clone()));
        back = got.previous.or(back);
        cursor = got.next;
        if cursor.is_none() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    assert_eq!((seen.len(), &seen), (9, &sorted));
    let before = page("", back).await?;
    assert_eq!(
        before.items.iter().map(|row| &row.name).collect::<Vec<_>>(),
        seen[3..6].iter().collect::<Vec<_>>()
    );
    let first = page("", before.previous).await?;
    assert_eq!(
        (first.items[0].name.as_str(), first.previous),
        ("Ada Admin", None)
    );
    let found = page("PERS 3", None).await?;
    assert_eq!(
        found
            .items
            .iter()
            .map(|row| row.name.as_str())
            .collect::<Vec<_>>(),
        ["Person 3"]
    );
    assert_eq!(
        page("0%", None).await?.items.len(),
        1,
        "a sign of LIKE is itself"
    );
    assert_eq!(page("n_3", None).await?.items.len(), 0);
    let nonsense = page("", Some("nonsense".to_owned())).await;
    assert!(matches!(nonsense, Err(Error::InvalidCursor)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_queries_does_not_grow_with_the_lists() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let service = &house.service;
    let mut counts = Vec::new();
    for n in 0..4 {
        let area = house.area(&format!("Area {n}")).await?;
        let team = house.team(&format!("Team {n}"), area).await?;
        let (manager, staff) = (
            house.person(&format!("Manager {n}")).await?,
            house.person(&format!("Staff {n}")).await?,
        );
        house
            .grant(manager, Role::Manager, GrantScope::Team(team))
            .await?;
        house
            .grant(manager, Role::Od, GrantScope::Area(area))
            .await?;
        let from = day("2008-01-01");
        service
            .add_line(&admin, key(), staff, NewLine { manager, from })
            .await?;
        service
            .add_membership(&admin, key(), staff, NewMembership { team, from })
            .await?;
        let before = service.store.metrics().queries;
        assert_eq!(service.list_areas(&admin).await?.len(), n + 1);
        assert_eq!(service.list_teams(&admin, None).await?.len(), n + 1);
        service.list_authorities(&admin).await?;
        let page = service.search_staff(&admin, StaffSearch::default()).await?;
        assert_eq!(page.items.len(), 2 * n + 3);
        counts.push(service.store.metrics().queries - before);
    }
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    Ok(())
}
