//! Sealing whatever is committed, and the plans of the search, on both databases.

use chrono::{DateTime, Duration, Utc};
use diesel::connection::SimpleConnection;
use shared::audit::{AuditOutcome, AuditPlace};
use shared::ids::{AuditId, StaffId};
use shared::policy::audit::{MayReadAudit, authorise_own, authorise_search};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use std::collections::BTreeSet;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::support::{Outcome, Place, on_both};
use crate::audit::{
    AuditWanted, lock_tree, save_tree, sealed, statement, tree, unsealed, unsealed_count,
};
use crate::dialect::explain_query;
use crate::platform::{AuditEntry, insert_audit};
use crate::{Conn, StorageError, Store};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_221_210_000, 123_456_000).unwrap_or_default()
}

fn entry(number: u128) -> AuditEntry {
    AuditEntry {
        id: AuditId(Uuid::from_u128(number)),
        at: now() + Duration::seconds(i64::try_from(number % 1_000).unwrap_or_default()),
        staff: Some(StaffId(Uuid::from_u128(number % 7))),
        action: "incident.read".to_owned(),
        resource_kind: "incident".to_owned(),
        resource_id: Some(Uuid::from_u128(number % 5).to_string()),
        request: None,
        origin: None,
        outcome: "done".to_owned(),
        client: Some(Uuid::from_u128(number % 3).into()),
        why: Some("Invented.".to_owned()),
    }
}

/// Seals a few entries, as the service does but without hashes.
fn seal_some(conn: &mut Conn) -> Result<(), StorageError> {
    let Some(mut tree) = lock_tree(conn)? else {
        return Ok(());
    };
    let ids: Vec<_> = unsealed(conn, 7)?.iter().map(|entry| entry.id).collect();
    tree.size += i64::try_from(ids.len()).unwrap_or_default();
    save_tree(conn, &tree, &ids)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_order_commits_come_in_each_entry_is_sealed_once_and_without_gaps() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        // Other ids than the order of their commits, two sealers among them, and writes that are undone.
        let mut running: JoinSet<Result<(), StorageError>> = JoinSet::new();
        for number in 0..200_u128 {
            let store = store.clone();
            let scattered = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 1_000_003;
            running.spawn(async move {
                let kept = number % 9 != 0;
                let written = store.write(move |conn| {
                    insert_audit(conn, &entry(scattered))?;
                    if kept {
                        Ok(())
                    } else {
                        Err(StorageError::NotFound)
                    }
                });
                assert_eq!(written.await.is_ok(), kept);
                Ok(())
            });
        }
        for _ in 0..2 {
            let store = store.clone();
            running.spawn(async move {
                for _ in 0..20 {
                    store.write(seal_some).await?;
                }
                Ok(())
            });
        }
        while let Some(done) = running.join_next().await {
            done??;
        }
        while store.read(unsealed_count).await? > 0 {
            store.write(seal_some).await?;
        }
        let size = store.read(tree).await?.size;
        let found = store.read(move |conn| sealed(conn, 0, size)).await?;
        assert!((0..size).eq(found.iter().map(|(position, _)| *position)));
        let ids: BTreeSet<_> = found.iter().map(|(_, entry)| entry.id).collect();
        assert_eq!((ids.len(), size), (177, 177), "all that were kept");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_comes_back_as_it_was_written() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(|conn| insert_audit(conn, &entry(3))).await?;
        assert_eq!(store.read(|conn| unsealed(conn, 9)).await?, [entry(3)]);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_twice_is_refused() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(|conn| insert_audit(conn, &entry(3))).await?;
        store.write(seal_some).await?;
        let before = store.read(tree).await?;
        let again = store
            .write(|conn| {
                let mut tree = tree(conn)?;
                tree.size += 1;
                save_tree(conn, &tree, &[entry(3).id])
            })
            .await;
        assert!(again.is_err());
        let stale = store
            .write(|conn| {
                insert_audit(conn, &entry(4))?;
                let mut tree = tree(conn)?;
                tree.size += 2;
                save_tree(conn, &tree, &[entry(4).id])
            })
            .await;
        assert!(stale.is_err(), "the tree had another size");
        assert_eq!(store.read(tree).await?, before);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_processes_one_seals_at_a_time() -> Outcome {
    let Some(place) = Place::postgres()? else {
        return Ok(());
    };
    let (one, other) = (Store::open(&place.config)?, Store::open(&place.config)?);
    one.migrate().await?;
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (go, may_go) = std::sync::mpsc::channel::<()>();
    let holding = tokio::spawn(async move {
        one.write(move |conn| {
            let tree = lock_tree(conn)?;
            let _ = begun.send(());
            let _ = may_go.recv();
            Ok::<_, StorageError>(tree)
        })
        .await
    });
    tokio::task::spawn_blocking(move || has_begun.recv()).await??;
    assert_eq!(other.write(lock_tree).await?, None);
    drop(go);
    assert!(holding.await??.is_some());
    assert!(other.write(lock_tree).await?.is_some());
    Ok(())
}

fn reader(role: Role) -> Actor {
    Actor {
        staff: StaffId(Uuid::from_u128(1)),
        grants: vec![LiveGrant {
            role,
            scope: GrantScope::National,
        }],
        deputy_for: vec![],
    }
}

/// Each filter, and several at once.
fn wanted() -> Vec<AuditWanted> {
    let plain = AuditWanted::default;
    let person = Some(StaffId(Uuid::from_u128(2)));
    let incident = Some(Uuid::from_u128(3).into());
    let action = Some("incident.read".to_owned());
    let outcome = Some(AuditOutcome::Refused);
    let (from, until) = (Some(now()), Some(now() + Duration::days(1)));
    vec![
        plain(),
        AuditWanted { person, ..plain() },
        AuditWanted {
            incident,
            ..plain()
        },
        AuditWanted {
            action: action.clone(),
            ..plain()
        },
        AuditWanted { outcome, ..plain() },
        AuditWanted { from, ..plain() },
        AuditWanted { until, ..plain() },
        AuditWanted {
            person,
            incident,
            action,
            outcome,
            from,
            until,
        },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_search_walks_an_index_in_its_order() -> Outcome {
    let place = Place::sqlite()?;
    let store = Store::open(&place.config)?;
    store.migrate().await?;
    let edge = |before| {
        Some(AuditPlace {
            at: now(),
            id: entry(3).id,
            before,
        })
    };
    let scopes: [MayReadAudit; 3] = [
        authorise_search(&reader(Role::Safeguarding)).map_err(|_| "refused")?,
        authorise_search(&reader(Role::Admin)).map_err(|_| "refused")?,
        authorise_own(&reader(Role::Board)),
    ];
    for may in scopes {
        for wanted in wanted() {
            for from in [None, edge(false), edge(true)] {
                let query = statement(&may, &wanted, from, 25);
                let plan = store.read(move |conn| explain_query(conn, query)).await?;
                let plan = plan.join("; ");
                let about = format!("{:?} {wanted:?} {from:?}: {plan}", may.action());
                assert!(plan.contains("USING INDEX audit_entries_by_"), "{about}");
                assert!(!plan.contains("TEMP B-TREE"), "sorted first: {about}");
            }
        }
    }
    let plan = store
        .read(|conn| {
            let query = "SELECT * FROM audit_entries WHERE position IS NULL ORDER BY id LIMIT 1000";
            crate::dialect::explain(conn, query)
        })
        .await?;
    assert!(
        plan.join(" ").contains("audit_entries_unsealed"),
        "{plan:?}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_reader_may_not_know_of_is_found_by_indexes() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let may = authorise_search(&reader(Role::Safeguarding)).map_err(|_| "refused")?;
        let plan = store
            .read(move |conn| {
                if let Conn::Postgres(_) = conn {
                    // These tables are empty: it would read them whole.
                    conn.batch_execute("SET LOCAL enable_seqscan = off")?;
                }
                explain_query(conn, statement(&may, &AuditWanted::default(), None, 25))
            })
            .await?;
        let whole = plan.join("\n");
        for table in [
            "incident_involvements",
            "incidents",
            "management_reviews",
            "external_reviews",
            "external_review_incidents",
            "recommendations",
            "notices",
            "management_review_attachments",
            "break_glass",
        ] {
            assert!(whole.contains(table), "{table}: {whole}");
            let scans = [format!("SCAN {table}"), format!("Seq Scan on {table}")];
            let scanned = |line: &String| scans.iter().any(|scan| line.contains(scan));
            assert!(!plan.iter().any(scanned), "{table}: {whole}");
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_migration_goes_back_and_forth() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store.write(|conn| insert_audit(conn, &entry(3))).await?;
        store
            .write(|conn| {
                let (down, up) = match conn {
                    Conn::Sqlite(_) => (
                        include_str!("../../../../migrations/sqlite/2026-11-24-000009_audit_chain/down.sql"),
                        include_str!("../../../../migrations/sqlite/2026-11-24-000009_audit_chain/up.sql"),
                    ),
                    Conn::Postgres(_) => (
                        include_str!("../../../../migrations/postgresql/2026-11-24-000009_audit_chain/down.sql"),
                        include_str!("../../../../migrations/postgresql/2026-11-24-000009_audit_chain/up.sql"),
                    ),
                };
                conn.batch_execute(down)?;
                conn.batch_execute(up)?;
                Ok::<_, StorageError>(())
            })
            .await?;
        assert_eq!(store.read(unsealed_count).await?, 1);
        Ok(())
    })
    .await
}
