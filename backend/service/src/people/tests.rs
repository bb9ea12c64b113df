//! The organisation on a real database.

mod lists;

use chrono::{Days, NaiveDate};
use shared::people::api::{
    AssignAuthority, EndPeriod, NewArea, NewDeputy, NewGrant, NewLine, NewMembership,
};
use shared::policy::{GrantScope, Role};
use storage::people;

use crate::testing::{House, Outcome, key};
use crate::{Error, Result};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn is_fault<T>(result: &Result<T>, pointer: &str) -> bool {
    matches!(result, Err(Error::Invalid(faults)) if faults.len() == 1 && faults[0].pointer == pointer)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deputy_acts_only_while_the_post_is_vacant() -> Outcome {
    let house = House::new().await?;
    let (director, deputy) = (
        house.person("Dora Director").await?,
        house.person("Don Deputy").await?,
    );
    let area = house.area("North").await?;
    let today = house.today();
    let new = NewDeputy {
        staff: deputy,
        from: today,
        to: None,
    };
    house
        .service
        .add_deputy(&house.admin().await?, key(), area, new)
        .await?;
    house.confirm_all().await?;
    let who = async || {
        let read = house.service.store.read(move |conn| {
            let director = people::director_of(conn, area, today)?;
            let areas = people::actor(conn, deputy, today)?.deputy_for;
            Ok::<_, Error>((director, areas))
        });
        read.await
    };
    assert_eq!(who().await?, (Some((deputy, true)), vec![area]));
    house
        .grant(director, Role::Od, GrantScope::Area(area))
        .await?;
    assert_eq!(who().await?, (Some((director, false)), vec![]));
    let admin = house.admin().await?;
    let view = house.service.area(&admin, area).await?;
    assert_eq!(view.director.map(|d| d.id), Some(director));
    assert_eq!(view.deputy.map(|d| d.id), Some(deputy));
    // The director leaves: vacant again.
    let view = house.service.staff(&admin, director).await?;
    let grant = view.grants.ok_or("no grants")?[0].id;
    let to = today - Days::new(1);
    house
        .service
        .end_grant(&admin, director, view.version, grant, EndPeriod { to })
        .await?;
    assert_eq!(who().await?, (Some((deputy, true)), vec![area]));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_themself_rights() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let me = admin.actor().staff;
    let area = house.area("North").await?;
    let today = house.today();
    let grant = NewGrant {
        role: Role::Safeguarding,
        scope: GrantScope::National,
        from: today,
        to: None,
    };
    let own = house
        .service
        .add_grant(&admin, key(), me, grant.clone())
        .await;
    assert!(matches!(own, Err(Error::Forbidden)));
    let own = NewDeputy {
        staff: me,
        from: today,
        to: None,
    };
    let own = house.service.add_deputy(&admin, key(), area, own).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    let view = house.service.staff(&admin, me).await?;
    let admin_grant = view.grants.ok_or("no grants")?[0].id;
    let end = EndPeriod { to: today };
    let own = house
        .service
        .end_grant(&admin, me, view.version, admin_grant, end)
        .await;
    assert!(matches!(own, Err(Error::Forbidden)));

    let other = house.person("Olga Other").await?;
    house
        .grant(other, Role::Safeguarding, GrantScope::National)
        .await?;
    let other = house.service.command_line("olga.other@example.org").await?;
    let refused = house.service.add_grant(&other, key(), me, grant).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let refused = house
        .service
        .add_area(
            &other,
            key(),
            NewArea {
                name: "South".to_owned(),
            },
        )
        .await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    assert!(house.service.staff(&other, me).await?.grants.is_some());
    let nobody = house.person("Ned Nothing").await?;
    let nobody_ctx = house
        .service
        .command_line("ned.nothing@example.org")
        .await?;
    let refused = house.service.staff(&nobody_ctx, nobody).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_line_ends_the_earlier_one_the_day_before() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let staff = house.person("Sue Staff").await?;
    let (first, second) = (
        house.person("Fay First").await?,
        house.person("Sid Second").await?,
    );
    let service = &house.service;
    let line = |manager, from| NewLine {
        manager,
        from: day(from),
    };
    service
        .add_line(&admin, key(), staff, line(first, "2007-01-01"))
        .await?;
    let view = service
        .add_line(&admin, key(), staff, line(second, "2008-09-01"))
        .await?;
    let periods: Vec<_> = view
        .line
        .iter()
        .map(|l| (l.manager.name.as_str(), l.from, l.to))
        .collect();
    assert_eq!(
        periods,
        [
            ("Sid Second", day("2008-09-01"), None),
            ("Fay First", day("2007-01-01"), Some(day("2008-08-31"))),
        ]
    );
    assert_eq!(view.version, 3);
    let again = service
        .add_line(&admin, key(), staff, line(first, "2008-09-01"))
        .await;
    assert!(is_fault(&again, "/from"), "{again:?}");
    let circle = service
        .add_line(&admin, key(), second, line(staff, "2008-09-02"))
        .await;
    assert!(is_fault(&circle, "/manager"), "{circle:?}");
    let own = service
        .add_line(&admin, key(), staff, line(staff, "2008-10-01"))
        .await;
    assert!(is_fault(&own, "/manager"), "{own:?}");
    let absurd = service
        .add_line(&admin, key(), staff, line(first, "9999-01-01"))
        .await;
    assert!(is_fault(&absurd, "/from"), "{absurd:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_membership_and_a_place_follow_the_same_rule() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let staff = house.person("Sue Staff").await?;
    let (north, south) = (house.area("North").await?, house.area("South").await?);
    let (one, two) = (
        house.team("Leeds", north).await?,
        house.team("York", north).await?,
    );
    let service = &house.service;
    let stay = |team, from| NewMembership {
        team,
        from: day(from),
    };
    service
        .add_membership(&admin, key(), staff, stay(one, "2008-01-01"))
        .await?;
    let view = service
        .add_membership(&admin, key(), staff, stay(two, "2008-06-01"))
        .await?;
    assert_eq!(view.memberships[1].to, Some(day("2008-05-31")));
    assert_eq!(view.memberships[0].team_name, "York");

    let list = vec![(
        "E08000035".to_owned(),
        "Leeds".to_owned(),
        "Yorkshire".to_owned(),
    )];
    assert_eq!(service.put_authorities(&admin, list.clone()).await?, 1);
    assert_eq!(service.put_authorities(&admin, list).await?, 1);
    let lies = |area, from| AssignAuthority {
        area,
        from: day(from),
    };
    let code = || "E08000035".to_owned();
    service
        .assign_authority(&admin, key(), code(), lies(north, "2005-01-01"))
        .await?;
    service
        .assign_authority(&admin, key(), code(), lies(south, "2008-09-13"))
        .await?;
    let places = service.list_authority_places(&admin, code()).await?;
    assert_eq!(places[1].to, Some(day("2008-09-12")));
    let today = service.list_authorities(&admin).await?;
    assert_eq!(
        today[0].area_name.as_deref(),
        Some("North"),
        "both dates are in the period"
    );
    let counts: Vec<_> = service.list_areas(&admin).await?;
    let counts: Vec<_> = counts
        .iter()
        .map(|a| (a.teams, a.local_authorities))
        .collect();
    assert_eq!(counts, [(2, 1), (0, 0)]);
    let members = service.list_teams(&admin, Some(north)).await?;
    let members: Vec<_> = members
        .iter()
        .map(|t| (t.name.as_str(), t.members))
        .collect();
    assert_eq!(members, [("Leeds", 0), ("York", 1)]);
    let unknown = service.assign_authority(
        &admin,
        key(),
        "E99999999".to_owned(),
        lies(north, "2008-01-01"),
    );
    assert!(matches!(unknown.await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_ends_at_once_and_is_given_once_at_a_time() -> Outcome {
    let house = House::new().await?;
    let staff = house.person("Sue Staff").await?;
    house
        .grant(staff, Role::Board, GrantScope::National)
        .await?;
    let admin = house.admin().await?;
    let double = house.grant(staff, Role::Board, GrantScope::National).await;
    assert!(matches!(double, Err(Error::Conflict(_))));
    let view = house.service.staff(&admin, staff).await?;
    let id = view.grants.ok_or("no grants")?[0].id;
    let today = house.today();
    let long_ago = EndPeriod {
        to: today - Days::new(2),
    };
    let refused = house
        .service
        .end_grant(&admin, staff, view.version, id, long_ago)
        .await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let now = EndPeriod {
        to: today - Days::new(1),
    };
    let stale = house
        .service
        .end_grant(&admin, staff, view.version - 1, id, now.clone())
        .await;
    assert!(matches!(stale, Err(Error::Stale)));
    let view = house
        .service
        .end_grant(&admin, staff, view.version, id, now)
        .await?;
    assert_eq!(view.version, 3);
    let actor = house
        .service
        .store
        .read(move |conn| people::actor(conn, staff, today))
        .await?;
    assert!(actor.grants.is_empty());
    house
        .grant(staff, Role::Board, GrantScope::National)
        .await?;
    let wrong = NewGrant {
        role: Role::Od,
        scope: GrantScope::National,
        from: today,
        to: None,
    };
    let wrong = house.service.add_grant(&admin, key(), staff, wrong).await;
    assert!(is_fault(&wrong, "/scope"));
    let nowhere = GrantScope::Area(uuid::Uuid::nil().into());
    let nowhere = NewGrant {
        role: Role::Od,
        scope: nowhere,
        from: today,
        to: None,
    };
    let nowhere = house.service.add_grant(&admin, key(), staff, nowhere).await;
    assert!(is_fault(&nowhere, "/scope/id"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_sent_twice_is_done_once() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let (key, north) = (
        key(),
        NewArea {
            name: "North".to_owned(),
        },
    );
    let first = house
        .service
        .add_area(&admin, key.clone(), north.clone())
        .await?;
    let second = house.service.add_area(&admin, key.clone(), north).await?;
    assert_eq!(first, second);
    let other = NewArea {
        name: "South".to_owned(),
    };
    let other = house.service.add_area(&admin, key.clone(), other).await;
    assert!(matches!(other, Err(Error::IdempotencyConflict)));
    // A refused request leaves its key free.
    let (free, taken) = (
        crate::testing::key(),
        NewArea {
            name: "North".to_owned(),
        },
    );
    let taken = house.service.add_area(&admin, free.clone(), taken).await;
    assert!(is_fault(&taken, "/name"));
    let south = NewArea {
        name: "South".to_owned(),
    };
    assert!(house.service.add_area(&admin, free, south).await.is_ok());
    house.clock.forward(chrono::Duration::days(2));
    house.service.forget_what_is_over().await?;
    let east = NewArea {
        name: "East".to_owned(),
    };
    assert!(
        house
            .service
            .add_area(&house.admin().await?, key, east)
            .await
            .is_ok()
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_have_two_addresses() -> Outcome {
    let house = House::new().await?;
    house.person("Sue Staff").await?;
    assert!(is_fault(&house.person("SUE STAFF").await, "/email"));
    Ok(())
}
