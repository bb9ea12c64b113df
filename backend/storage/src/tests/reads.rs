//! Reads: one moment each, never a change, and connections that heal.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Integer;

use super::support::{Outcome, Place, add, ids, on_both, stopper};
use crate::StorageError;

#[tokio::test(flavor = "multi_thread")]
async fn a_read_sees_one_moment() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        store.write(|conn| add(conn, "before")).await?;
        let (pause, reins) = stopper();
        let reading = tokio::spawn({
            let store = store.clone();
            async move {
                store
                    .read(move |conn| {
                        let first = ids(conn)?;
                        pause(conn)?;
                        Ok::<_, StorageError>((first, ids(conn)?))
                    })
                    .await
            }
        });
        tokio::task::block_in_place(|| reins.wait_until_begun())?;
        store.write(|conn| add(conn, "meanwhile")).await?;
        reins.let_go();
        let (first, second) = reading.await??;
        assert_eq!(
            (first, second),
            (vec!["before".to_owned()], vec!["before".to_owned()])
        );
        assert_eq!(store.read(ids).await?, ["before", "meanwhile"]);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_changes_nothing() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let tried = store.read(|conn| add(conn, "sly")).await;
        assert!(tried.is_err());
        assert!(store.read(ids).await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_harms_nobody_else() -> Outcome {
    on_both(async |mut place| {
        place.config.readers = 1;
        let store = place.open().await?;
        let answer = store
            .read(|_| -> Result<(), StorageError> { std::panic::panic_any("while reading") })
            .await;
        assert_eq!(answer, Err(StorageError::Panicked));
        assert!(store.read(ids).await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_readers_are_told_so() -> Outcome {
    on_both(async |mut place| {
        place.config.readers = 1;
        place.config.queue = 1;
        place.config.patience = std::time::Duration::from_millis(50);
        let store = place.open().await?;
        let (work, reins) = stopper();
        let holding = tokio::spawn({
            let store = store.clone();
            async move { store.read(work).await }
        });
        tokio::task::block_in_place(|| reins.wait_until_begun())?;
        let (one, other) = tokio::join!(store.ping(), store.ping());
        assert_eq!(
            one,
            Err(StorageError::Busy {
                reason: "waited too long for a connection"
            })
        );
        assert_eq!(
            other,
            Err(StorageError::Busy {
                reason: "the queue is full"
            })
        );
        assert!(one.is_err_and(|error| error.retryable()));
        reins.let_go();
        holding.await??;
        store.ping().await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_are_counted() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        store.ping().await?;
        let before = store.metrics();
        store
            .read(|conn| {
                ids(conn)?;
                ids(conn)
            })
            .await?;
        store.write(|conn| add(conn, "one")).await?;
        let after = store.metrics();
        assert_eq!(
            after.queries - before.queries,
            3,
            "two selects and an insert, and no BEGIN or COMMIT"
        );
        assert_eq!(
            (after.reads - before.reads, after.writes - before.writes),
            (1, 1)
        );
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_the_server_closed_is_replaced() -> Outcome {
    let Some(mut place) = Place::postgres()? else {
        return Ok(());
    };
    place.config.readers = 1;
    let store = place.open().await?;
    let process = || diesel::select(diesel::dsl::sql::<Integer>("pg_backend_pid()"));
    let reader = store
        .read(move |conn| Ok::<_, StorageError>(process().get_result::<i32>(conn)?))
        .await?;
    let end = format!("SELECT pg_terminate_backend({reader}, 5000)");
    store
        .write(move |conn| Ok::<_, StorageError>(conn.batch_execute(&end)?))
        .await?;
    let next = store
        .read(move |conn| Ok::<_, StorageError>(process().get_result::<i32>(conn)?))
        .await?;
    assert_ne!(next, reader);
    Ok(())
}
