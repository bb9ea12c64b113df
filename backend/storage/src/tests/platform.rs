//! References, repeated requests and settings, on both databases.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use shared::ids::{By, StaffId};
use shared::policy::settings::{MaySet, SettingAction, authorise};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::support::{Outcome, on_both};
use crate::platform::{
    Claim, bump_setting, claim_key, create_installation, installation, next_reference, purge_keys,
    put_setting, remember_key, setting, setting_versions, settings, withdraw_setting,
};
use crate::{Conn, FORGOTTEN_AT_ONCE, StorageError, Store};

const STAFF: StaffId = StaffId(Uuid::from_u128(1));

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_221_210_000, 123_456_000).unwrap_or_default()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

/// The capability of an administrator.
fn may_set() -> MaySet {
    let admin = LiveGrant {
        role: Role::Admin,
        scope: GrantScope::National,
    };
    let actor = Actor {
        staff: STAFF,
        grants: vec![admin],
        deputy_for: Vec::new(),
    };
    authorise(&actor, SettingAction::Change).expect("administrators set")
}

#[tokio::test(flavor = "multi_thread")]
async fn references_count_up_by_year_without_gaps_or_doubles() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let mut writes = JoinSet::new();
        for _ in 0..30 {
            let store = store.clone();
            writes.spawn(async move { store.write(|conn| next_reference(conn, 2008)).await });
        }
        let mut given = writes
            .join_all()
            .await
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        given.sort();
        let expected: Vec<_> = (1..=30).map(|n| format!("SI-2008-{n:04}")).collect();
        assert_eq!(given, expected);
        let other = store.write(|conn| next_reference(conn, 2009)).await?;
        assert_eq!(other, "SI-2009-0001");
        Ok(())
    })
    .await
}

fn claim<'a>(key: &'a str, hash: &'a str) -> Claim<'a> {
    Claim {
        by: By::Staff(STAFF),
        operation: "report",
        key,
        hash,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_requests_with_one_key_one_is_done() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let mut writes = JoinSet::new();
        for n in 0..20 {
            let store = store.clone();
            writes.spawn(async move {
                let once = move |conn: &mut Conn| {
                    let earlier = claim_key(conn, claim("key-0001", "hash"), now())?;
                    if earlier.is_none() {
                        remember_key(conn, STAFF.into(), "report", "key-0001", &n.to_string())?;
                    }
                    Ok::<_, StorageError>(earlier)
                };
                store.write(once).await
            });
        }
        let answers = writes
            .join_all()
            .await
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        let (done, repeated): (Vec<_>, Vec<_>) = answers.into_iter().partition(Option::is_none);
        assert_eq!((done.len(), repeated.len()), (1, 19));
        assert!(
            repeated
                .iter()
                .flatten()
                .all(|(hash, made)| hash == "hash" && !made.is_empty())
        );

        let refused = store.write(|conn| {
            claim_key(conn, claim("key-0002", "hash"), now())?;
            Err::<(), _>(StorageError::NotFound)
        });
        assert!(refused.await.is_err());
        let free = store
            .write(|conn| claim_key(conn, claim("key-0002", "other"), now()))
            .await?;
        assert_eq!(free, None, "what was undone claims nothing");
        let unclaimed = store
            .write(|conn| remember_key(conn, STAFF.into(), "report", "key-0003", "x"))
            .await;
        assert_eq!(unclaimed, Err(StorageError::NotFound));
        let later = now() + Duration::hours(1);
        assert_eq!(store.write(move |conn| purge_keys(conn, now())).await?, 0);
        assert_eq!(store.write(move |conn| purge_keys(conn, later)).await?, 2);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_forgotten_goes_in_small_parts_the_oldest_first() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let at_once = usize::from(FORGOTTEN_AT_ONCE);
        let (many, newest) = (
            at_once + 2,
            Duration::seconds(i64::from(FORGOTTEN_AT_ONCE) + 1),
        );
        store
            .write(move |conn| {
                for number in 0..many {
                    let key = format!("key-{number:04}");
                    let at = now() + Duration::seconds(i64::try_from(number).unwrap_or_default());
                    claim_key(conn, claim(&key, "hash"), at)?;
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        let forget = move |conn: &mut Conn| purge_keys(conn, now() + newest);
        assert_eq!(store.write(forget).await?, at_once);
        assert_eq!(store.write(forget).await?, 1, "not the newest");
        assert_eq!(store.write(forget).await?, 0);
        let last = format!("key-{:04}", many - 1);
        let repeated = store
            .write(move |conn| claim_key(conn, claim(&last, "hash"), now()))
            .await?;
        assert!(repeated.is_some(), "it is still remembered");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_holds_from_its_day_until_the_next() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store
            .write(|conn| {
                let mut put = |name, from, value| {
                    put_setting(conn, &may_set(), name, day(from), value, now())
                };
                put("clock.triage", "2008-01-01", "2wd")?;
                put("clock.triage", "2008-01-01", "1wd")?;
                put("clock.triage", "2008-06-01", "3wd")?;
                put("clock.buddies", "2008-01-01", "2wd")
            })
            .await?;
        let of = async |on: &'static str| {
            let read = move |conn: &mut Conn| setting(conn, "clock.triage", day(on));
            store.read(read).await
        };
        assert_eq!(of("2007-12-31").await?, None);
        assert_eq!(of("2008-05-31").await?.as_deref(), Some("1wd"));
        assert_eq!(of("2008-06-01").await?.as_deref(), Some("3wd"));

        let all = store.read(settings).await?;
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].set, Some((STAFF, now())));
        let bump = |expected| {
            store.write(move |conn| bump_setting(conn, &may_set(), "clock.triage", expected))
        };
        assert!(!bump(2).await?);
        assert!(bump(1).await?);
        assert!(!bump(1).await?);
        assert_eq!(store.read(setting_versions).await?["clock.triage"], 2);
        let withdraw = || {
            let from = day("2008-06-01");
            store.write(move |conn| withdraw_setting(conn, &may_set(), "clock.triage", from))
        };
        assert!(withdraw().await?);
        assert!(!withdraw().await?);
        assert_eq!(of("2008-06-01").await?.as_deref(), Some("1wd"));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_is_set_up_once() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        assert_eq!(store.read(installation).await?, None);
        store
            .write(|conn| create_installation(conn, true, now()))
            .await?;
        let found = store.read(installation).await?;
        assert_eq!(
            found.map(|i| (i.demonstration, i.created_at)),
            Some((true, now()))
        );
        let again = store
            .write(|conn| create_installation(conn, false, now()))
            .await;
        assert!(
            matches!(again, Err(StorageError::Conflict { .. })),
            "{again:?}"
        );
        Ok(())
    })
    .await
}
