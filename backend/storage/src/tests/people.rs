//! The organisation, sessions and cases, on both databases: every query runs, and answers alike.

mod sessions_and_cases;

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{AreaId, StaffId, TeamId};
use shared::people::organisation::Days;
use shared::people::{EmploymentKind, Line, Membership, Span};
use shared::policy::people::{MayChange, PeopleAction, on_the_command_line};
use shared::policy::{GrantScope, Role};
use uuid::Uuid;

use super::support::{Outcome, on_both};
use crate::people::{Authority, AuthorityArea, Deputy, Grant, StaffFacts, StaffPlace};
use crate::{Conn, StorageError, Store, people};

const NORTH: AreaId = AreaId(Uuid::from_u128(1));
const LEEDS: TeamId = TeamId(Uuid::from_u128(2));
const DIRECTOR: StaffId = staff(3);
const DEPUTY: StaffId = staff(4);
const MANAGER: StaffId = staff(5);
const PRACTITIONER: StaffId = staff(6);

const fn staff(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn since(from: &str) -> Span {
    Span::new(day(from), None)
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_221_210_000, 0).unwrap_or_default()
}

fn may() -> MayChange {
    on_the_command_line(staff(9), None, PeopleAction::Change)
}

/// A director until the end of May, a deputy, a manager and a practitioner in Leeds.
fn settle(conn: &mut Conn) -> Result<(), StorageError> {
    let may = &may();
    people::insert_area(conn, may, NORTH, "North")?;
    people::insert_team(conn, may, LEEDS, "Leeds", NORTH)?;
    for (id, name) in [
        (DIRECTOR, "Dora"),
        (DEPUTY, "Don"),
        (MANAGER, "Max 100%"),
        (PRACTITIONER, "Paul"),
    ] {
        let person = StaffFacts {
            id,
            name: name.to_owned(),
            email: format!("{}@example.org", name.to_lowercase()),
            employment: EmploymentKind::SelfEmployed,
            specialist: false,
            active: true,
            version: 1,
        };
        people::insert_staff(conn, may, &person)?;
        let membership = Membership {
            id: id.0.into(),
            staff: id,
            team: LEEDS,
            span: since("2008-01-01"),
        };
        people::insert_membership(conn, may, &membership)?;
    }
    let grant = |n, staff, role, scope, span| Grant {
        id: Uuid::from_u128(n).into(),
        staff,
        role,
        scope,
        span,
    };
    let director = Span::new(day("2008-01-01"), Some(day("2008-05-31")));
    let grants = [
        grant(1, DIRECTOR, Role::Od, GrantScope::Area(NORTH), director),
        grant(
            2,
            MANAGER,
            Role::Manager,
            GrantScope::Team(LEEDS),
            since("2008-01-01"),
        ),
        grant(
            3,
            PRACTITIONER,
            Role::Practitioner,
            GrantScope::Team(LEEDS),
            since("2008-01-01"),
        ),
    ];
    for grant in &grants {
        people::insert_grant(conn, may, grant, now())?;
    }
    let deputy = Deputy {
        id: Uuid::from_u128(1).into(),
        area: NORTH,
        staff: DEPUTY,
        span: since("2008-01-01"),
    };
    people::insert_deputy(conn, may, &deputy)?;
    let line = Line {
        id: Uuid::from_u128(1).into(),
        staff: PRACTITIONER,
        manager: MANAGER,
        span: since("2008-01-01"),
    };
    people::insert_line(conn, may, &line)
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_are_those_of_the_day() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(settle).await?;
        let last_day = store
            .read(|conn| people::director_of(conn, NORTH, day("2008-05-31")))
            .await?;
        assert_eq!(
            last_day,
            Some((DIRECTOR, false)),
            "both dates are in the period"
        );
        let after = store
            .read(|conn| people::director_of(conn, NORTH, day("2008-06-01")))
            .await?;
        assert_eq!(after, Some((DEPUTY, true)));
        let before = store
            .read(|conn| people::director_of(conn, NORTH, day("2007-12-31")))
            .await?;
        assert_eq!(before, None);
        let deputises =
            |on: &'static str| store.read(move |conn| people::actor(conn, DEPUTY, day(on)));
        assert_eq!(deputises("2008-05-31").await?.deputy_for, []);
        assert_eq!(deputises("2008-06-01").await?.deputy_for, [NORTH]);
        let manager = store
            .read(|conn| people::actor(conn, MANAGER, day("2008-06-01")))
            .await?;
        assert_eq!(manager.managed_teams().collect::<Vec<_>>(), [LEEDS]);
        assert!(
            store
                .read(|conn| people::is_role_held(conn, Role::Manager, day("2008-06-01")))
                .await?
        );
        assert!(
            !store
                .read(|conn| people::is_role_held(conn, Role::Admin, day("2008-06-01")))
                .await?
        );
        store
            .write(|conn| {
                people::end_grant(conn, &may(), Uuid::from_u128(1).into(), day("2008-02-01"))
            })
            .await?;
        let grant = store
            .read(|conn| people::grant(conn, Uuid::from_u128(1).into()))
            .await?;
        assert_eq!(grant.and_then(|g| g.span.to), Some(day("2008-02-01")));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_numbers_of_the_organisation() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        assert!(store.read(people::is_empty).await?);
        store.write(settle).await?;
        assert!(!store.read(people::is_empty).await?);
        store
            .write(|conn| {
                let leeds = Authority {
                    code: "E08000035".to_owned(),
                    name: "Leeds".to_owned(),
                    region: "Y".to_owned(),
                };
                people::put_authority(conn, &may(), &leeds)?;
                people::put_authority(
                    conn,
                    &may(),
                    &Authority {
                        region: "Yorkshire".to_owned(),
                        ..leeds
                    },
                )?;
                let place = AuthorityArea {
                    id: Uuid::from_u128(1).into(),
                    authority: "E08000035".to_owned(),
                    area: NORTH,
                    span: since("2008-01-01"),
                };
                people::insert_authority_area(conn, &may(), &place)?;
                people::end_authority_area(conn, &may(), place.id, day("2008-12-31"))?;
                assert!(people::bump_area(conn, &may(), NORTH, Some(1))?);
                assert!(!people::bump_area(conn, &may(), NORTH, Some(1))?);
                assert!(people::bump_staff(conn, &may(), MANAGER, None)?);
                Ok::<_, StorageError>(())
            })
            .await?;
        store
            .read(|conn| {
                let on = day("2008-12-31");
                assert_eq!(people::areas(conn)?[0].version, 2);
                assert_eq!(people::count_teams(conn)?[&NORTH], 1);
                assert_eq!(people::count_authorities(conn, on)?[&NORTH], 1);
                assert!(people::count_authorities(conn, day("2009-01-01"))?.is_empty());
                assert_eq!(people::places_on(conn, on)?["E08000035"], NORTH);
                let leeds = people::area_of_authority(conn, "E08000035", on)?;
                assert_eq!(
                    leeds.map(|p| (p.name, p.area)),
                    Some(("Leeds".to_owned(), Some(NORTH)))
                );
                let gone = people::area_of_authority(conn, "E08000035", day("2009-01-01"))?;
                assert_eq!(gone.map(|p| p.area), Some(None));
                assert_eq!(people::area_of_authority(conn, "E99999999", on)?, None);
                assert_eq!(people::authorities(conn)?[0].region, "Yorkshire");
                assert_eq!(people::places_of_authority(conn, "E08000035")?.len(), 1);
                assert_eq!(people::teams(conn)?[0].area_name, "North");
                assert_eq!(people::count_members(conn, on)?[&LEEDS], 4);
                assert_eq!(
                    people::managers(conn, on)?,
                    [(LEEDS, MANAGER, "Max 100%".to_owned())]
                );
                assert_eq!(people::team_names(conn, &[LEEDS])?[&LEEDS], "Leeds");
                assert_eq!(people::deputies_of(conn, NORTH)?.len(), 1);
                assert_eq!(people::grants_of(conn, MANAGER)?.len(), 1);
                let names = people::staff_names(conn, &[DIRECTOR, staff(99)])?;
                assert_eq!((names.len(), names[&DIRECTOR].as_str()), (1, "Dora"));
                assert!(people::staff_names(conn, &[])?.is_empty());
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_and_the_list_of_staff() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(settle).await?;
        store
            .read(|conn| {
                let on = day("2008-09-12");
                assert_eq!(
                    people::lines_on(conn, &[PRACTITIONER], on)?[0].manager,
                    MANAGER
                );
                assert_eq!(people::lines_of(conn, &[PRACTITIONER])?.len(), 1);
                assert_eq!(
                    people::memberships_on(conn, &[MANAGER, DEPUTY], on)?.len(),
                    2
                );
                assert_eq!(people::memberships_of(conn, &[MANAGER])?.len(), 1);
                let organisation = people::organisation(conn)?;
                assert!(
                    organisation
                        .above(PRACTITIONER, &Days::all())
                        .contains_key(&MANAGER)
                );
                let page = |conn: &mut Conn, words: &[&str], place| {
                    let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
                    let page = people::staff_page(conn, &words, place, 2)?;
                    Ok::<_, StorageError>(page.map(|page| {
                        let names: Vec<_> = page.people.into_iter().map(|p| p.name).collect();
                        (names.join(" "), page.more)
                    }))
                };
                let is = |names: &str, more| Some((names.to_owned(), more));
                assert_eq!(page(conn, &[], StaffPlace::Start)?, is("Don Dora", true));
                assert_eq!(
                    page(conn, &[], StaffPlace::After(DIRECTOR))?,
                    is("Max 100% Paul", false)
                );
                assert_eq!(
                    page(conn, &[], StaffPlace::Before(PRACTITIONER))?,
                    is("Dora Max 100%", true)
                );
                assert_eq!(page(conn, &[], StaffPlace::After(staff(99)))?, None);
                assert_eq!(
                    page(conn, &["O", "d"], StaffPlace::Start)?,
                    is("Don Dora", false)
                );
                assert_eq!(
                    page(conn, &["0%"], StaffPlace::Start)?,
                    is("Max 100%", false)
                );
                assert_eq!(page(conn, &["_"], StaffPlace::Start)?, is("", false));
                Ok::<_, StorageError>(())
            })
            .await?;
        store
            .write(|conn| {
                let person = people::staff_facts(conn, MANAGER)?.ok_or(StorageError::NotFound)?;
                let gone = StaffFacts {
                    active: false,
                    ..person
                };
                assert!(people::change_staff(conn, &may(), &gone)?);
                assert!(
                    !people::change_staff(conn, &may(), &gone)?,
                    "the version has moved on"
                );
                assert!(!people::is_active(conn, MANAGER)?);
                assert_eq!(people::active_staff(conn, &[MANAGER, DEPUTY])?.len(), 1);
                people::end_line(conn, &may(), Uuid::from_u128(1).into(), day("2008-03-01"))?;
                people::end_membership(conn, &may(), MANAGER.0.into(), day("2008-03-01"))?;
                people::end_deputy(conn, &may(), Uuid::from_u128(1).into(), day("2008-03-01"))?;
                let deputy = people::deputy(conn, Uuid::from_u128(1).into())?;
                assert_eq!(deputy.and_then(|d| d.span.to), Some(day("2008-03-01")));
                let by_email = people::staff_by_email(conn, "don@example.org")?;
                assert_eq!(by_email.map(|p| p.id), Some(DEPUTY));
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}
