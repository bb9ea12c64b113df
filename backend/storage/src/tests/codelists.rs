//! Codelists on both databases: what the migration brings, and what administrators make of it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use shared::codelists::{Code, Codelist, Entry, Label};
use shared::ids::StaffId;
use shared::people::{EmploymentKind, Span};
use shared::policy::codelists::{CodelistAction, MayKeep, authorise};
use shared::policy::people::{PeopleAction, on_the_command_line};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use uuid::Uuid;

use super::support::{Outcome, on_both};
use crate::codelists::{bump, end_code, entries_of, insert_code, put_label, versions};
use crate::people::{StaffFacts, insert_staff};
use crate::schema::incidents as i;
use crate::{Conn, StorageError, Store};

const ADMIN: StaffId = StaffId(Uuid::from_u128(1));
const LIST: Codelist = Codelist::IncidentSource;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_221_210_000, 0).unwrap_or_default()
}

fn fire() -> Code {
    "fire_service".parse().unwrap_or_else(|_| Code::other())
}

fn may() -> MayKeep {
    let admin = LiveGrant {
        role: Role::Admin,
        scope: GrantScope::National,
    };
    let actor = Actor {
        staff: ADMIN,
        grants: vec![admin],
        deputy_for: Vec::new(),
    };
    authorise(&actor, CodelistAction::Change).expect("administrators keep the lists")
}

fn settle(conn: &mut Conn) -> Result<(), StorageError> {
    let person = StaffFacts {
        id: ADMIN,
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        employment: EmploymentKind::Employee,
        specialist: false,
        active: true,
        version: 1,
    };
    let operator = on_the_command_line(ADMIN, None, PeopleAction::Change);
    insert_staff(conn, &operator, &person)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_comes_with_codes_that_have_no_end() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        for list in Codelist::ALL {
            let codes = store.read(|conn| entries_of(conn, *list)).await?;
            assert!(
                codes.iter().any(|entry| entry.code == Code::other()),
                "{list}"
            );
            for entry in &codes {
                assert_eq!(
                    entry.span,
                    Span::new(day("2001-04-01"), None),
                    "{}",
                    entry.code
                );
                assert_eq!(entry.labels.len(), 1, "{}", entry.code);
                assert_eq!(entry.labels[0].from, entry.span.from, "{}", entry.code);
            }
            assert_eq!(store.read(versions).await?.get(list), Some(&1));
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_kept_with_its_labels_and_its_end() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store
            .write(|conn| {
                settle(conn)?;
                let entry = Entry {
                    code: fire(),
                    span: Span::new(day("2008-09-12"), None),
                    labels: vec![Label::new("Fire service", day("2008-09-12"))],
                    ended: None,
                };
                insert_code(conn, &may(), LIST, &entry, now())?;
                for label in ["Fire", "Fire and rescue"] {
                    let label = Label::new(label, day("2008-10-01"));
                    put_label(conn, &may(), LIST, &fire(), &label, now())?;
                }
                end_code(conn, &may(), LIST, &fire(), Some(day("2008-11-30")), now())
            })
            .await?;
        let codes = store.read(|conn| entries_of(conn, LIST)).await?;
        let read = codes.last().ok_or("the code is not there")?;
        let set = Some((ADMIN, now()));
        let label = |text: &str, from| Label {
            set,
            ..Label::new(text, day(from))
        };
        let expected = Entry {
            code: fire(),
            span: Span::new(day("2008-09-12"), Some(day("2008-11-30"))),
            labels: vec![
                label("Fire service", "2008-09-12"),
                label("Fire and rescue", "2008-10-01"),
            ],
            ended: set,
        };
        assert_eq!(*read, expected);

        store
            .write(|conn| end_code(conn, &may(), LIST, &fire(), None, now()))
            .await?;
        let codes = store.read(|conn| entries_of(conn, LIST)).await?;
        let last = codes.last().map(|read| (read.span.to, read.ended));
        assert_eq!(last, Some((None, None)));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_to_one_version_one_is_made() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let change = || store.write(|conn| bump(conn, &may(), LIST, 1));
        let (one, other) = tokio::join!(change(), change());
        assert!(one? != other?, "one of them");
        assert_eq!(store.read(versions).await?.get(&LIST), Some(&2));
        Ok(())
    })
    .await
}

/// An incident that was there before codelists shows what it showed: its day of record is the day of the report.
#[tokio::test(flavor = "multi_thread")]
async fn incidents_that_were_there_before_are_recorded_on_the_day_of_their_report() -> Outcome {
    const REPORTED: &str = "INSERT INTO incidents (id, reference, version, kind, incident_date_precision, notified_on, \
        source, proceedings, media_interest, serious_criticism, reported_by, reported_at, restricted, stage, next_due) \
        VALUES ('00000000-0000-0000-0000-000000000002', 'SI-2008-0001', 1, 'other', 'unknown', '2008-09-11', 'police', \
        'none', 'no', 'no', '00000000-0000-0000-0000-000000000001', '2008-09-12 09:00:00', FALSE, 'logged', '9999-12-31')";
    const UP: &str =
        include_str!("../../../../migrations/sqlite/2026-11-25-000013_codelists/up.sql");
    const DOWN: &str =
        include_str!("../../../../migrations/sqlite/2026-11-25-000013_codelists/down.sql");
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let up = match store.backend() {
            crate::Backend::Sqlite => UP,
            crate::Backend::Postgres => {
                include_str!("../../../../migrations/postgresql/2026-11-25-000013_codelists/up.sql")
            }
        };
        let recorded = store
            .write(move |conn| {
                settle(conn)?;
                conn.batch_execute(DOWN)?;
                conn.batch_execute(REPORTED)?;
                conn.batch_execute(up)?;
                let read: (Code, NaiveDate) =
                    i::table.select((i::source, i::source_on)).first(conn)?;
                Ok::<_, StorageError>(read)
            })
            .await?;
        assert_eq!(recorded.0.as_str(), "police");
        assert_eq!(recorded.1, day("2008-09-12"));
        Ok(())
    })
    .await
}
