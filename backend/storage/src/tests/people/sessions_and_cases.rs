//! Accounts, sessions and cases of the people in the organisation.

use chrono::Duration;
use shared::ids::{CaseId, SessionId};
use shared::policy::practice::{CaseAction, MayUseCases, authorise};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use shared::practice::{CaseStatus, LawType};
use uuid::Uuid;

use super::super::support::{Outcome, on_both};
use super::{DEPUTY, LEEDS, PRACTITIONER, day, may, now, settle, since, staff};
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
                access::insert_session(conn, one, DEPUTY, "token", now())?;
                access::insert_session(conn, two, DEPUTY, "token", now())?;
                access::touch_session(conn, one, now() + Duration::minutes(2))?;
                access::touch_session(conn, one, now() + Duration::minutes(1))?;
                let session = access::session(conn, one)?.ok_or(StorageError::NotFound)?;
                assert_eq!(session.last_seen_at, now() + Duration::minutes(2));
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
