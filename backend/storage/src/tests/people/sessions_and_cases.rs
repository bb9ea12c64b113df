//! Accounts, sessions and cases of the people in the organisation.

use chrono::Duration;
use shared::ids::{CaseId, SessionId};
use shared::policy::practice::{CaseAction, MayUseCases, authorise};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use shared::practice::{CaseStatus, LawType};
use uuid::Uuid;

use super::super::support::{Outcome, on_both};
use super::{DEPUTY, LEEDS, PRACTITIONER, day, may, now, settle, since, staff};
use crate::access::{Guesses, NewSession};
use crate::practice::{Allocation, Case};
use crate::{StorageError, Store, access, practice};

fn may_use_cases() -> Result<MayUseCases, StorageError> {
    let grant = LiveGrant {
        role: Role::CustomerServices,
        scope: GrantScope::National,
    };
    let actor = Actor {
        staff: staff(9),
        grants: vec![grant],
        deputy_for: vec![],
    };
    authorise(&actor, CaseAction::Record).map_err(|_| StorageError::other("refused"))
}

fn new(id: SessionId) -> NewSession {
    NewSession {
        id,
        staff: DEPUTY,
        csrf_token: "token".to_owned(),
        at: now(),
        origin: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_are_held_and_forgotten() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store
            .write(|conn| {
                let none = access::hold_guesses(conn, "subject", now())?;
                assert_eq!(
                    (none.failures, none.last_at, none.next_at),
                    (0, now(), now())
                );
                let some = Guesses {
                    failures: 3,
                    last_at: now(),
                    next_at: now() + Duration::seconds(4),
                };
                access::put_guesses(conn, "subject", some)?;
                let later = now() + Duration::hours(1);
                assert_eq!(access::hold_guesses(conn, "subject", later)?, some);
                assert_eq!(access::hold_guesses(conn, "another", later)?.failures, 0);
                assert_eq!(access::purge_guesses(conn, later)?, 1);
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_and_sessions() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(settle).await?;
        let (one, two) = (SessionId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        store
            .write(move |conn| {
                access::put_password(conn, &may(), DEPUTY, "first", now())?;
                access::put_password(conn, &may(), DEPUTY, "second", now())?;
                let account = access::account_of_email(conn, "don@example.org")?;
                assert_eq!(account.map(|a| a.password_hash).as_deref(), Some("second"));
                assert_eq!(access::account_of_email(conn, "dora@example.org")?, None);
                access::insert_session(conn, &new(one))?;
                access::insert_session(conn, &new(two))?;
                access::touch_session(conn, one, now() + Duration::minutes(2), Some("192.0.2.1"))?;
                access::touch_session(conn, one, now() + Duration::minutes(1), None)?;
                let session = access::session(conn, one)?.ok_or(StorageError::NotFound)?;
                assert_eq!(session.last_seen_at, now() + Duration::minutes(2));
                assert_eq!(session.origin.as_deref(), Some("192.0.2.1"));
                assert_eq!(access::sessions_of(conn, DEPUTY)?.len(), 2);
                access::end_other_sessions(conn, DEPUTY, one, now())?;
                let left = access::sessions_of(conn, DEPUTY)?;
                assert_eq!(left.iter().map(|s| s.id).collect::<Vec<_>>(), [one]);
                access::end_session(conn, one, now())?;
                assert_eq!(access::session(conn, one)?, None);
                access::end_sessions_of(conn, DEPUTY, now())?;
                assert_eq!(access::session(conn, two)?, None);
                assert_eq!(access::purge_sessions(conn, now())?, 0);
                assert_eq!(
                    access::purge_sessions(conn, now() + Duration::seconds(1))?,
                    2
                );
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_by_the_beginning_of_their_reference() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(settle).await?;
        store
            .write(|conn| {
                for (n, reference) in [(1, "PR08P1"), (2, "PR08P2"), (3, "PR09P1")] {
                    let case = Case {
                        id: CaseId(Uuid::from_u128(n)),
                        reference: reference.to_owned(),
                        law: LawType::PublicLaw,
                        status: CaseStatus::Open,
                        team: LEEDS,
                        opened_on: day("2008-01-01"),
                        closed_on: None,
                    };
                    let allocation = Allocation {
                        id: Uuid::from_u128(n).into(),
                        case: case.id,
                        staff: PRACTITIONER,
                        span: since("2008-01-01"),
                    };
                    let allocations: &[Allocation] = if n == 3 { &[] } else { &[allocation] };
                    practice::insert_case(conn, &may_use_cases()?, &case, allocations)?;
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        let found = store
            .read(|conn| practice::cases_by_prefix(conn, "PR08", 9))
            .await?;
        let references: Vec<_> = found.iter().map(|case| case.reference.as_str()).collect();
        assert_eq!(references, ["PR08P1", "PR08P2"]);
        let ids: Vec<_> = found.iter().map(|case| case.id).collect();
        let by_id = ids.clone();
        assert_eq!(
            store
                .read(move |conn| practice::cases_by_id(conn, &by_id))
                .await?,
            found
        );
        assert_eq!(
            store
                .read(move |conn| practice::allocations_of(conn, &ids))
                .await?
                .len(),
            2
        );
        assert!(
            store
                .read(|conn| practice::cases_by_prefix(conn, "PR1", 9))
                .await?
                .is_empty()
        );
        Ok(())
    })
    .await
}
