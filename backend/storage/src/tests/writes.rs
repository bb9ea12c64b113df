//! Writes: all or nothing each, together on disk, and nobody harmed by a neighbour.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tokio::task::JoinSet;

use super::support::{Outcome, Place, add, ids, notes, on_both, stopper};
use crate::{Backend, StorageError, Store};

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_at_once_all_land() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let mut writes = JoinSet::new();
        for n in 0..200 {
            let store = store.clone();
            writes
                .spawn(async move { store.write(move |conn| add(conn, &format!("{n:03}"))).await });
        }
        for written in writes.join_all().await {
            written?;
        }
        let kept = store.read(ids).await?;
        assert_eq!(
            kept,
            (0..200).map(|n| format!("{n:03}")).collect::<Vec<_>>()
        );
        let done = store.metrics();
        assert_eq!(done.writes, 201);
        if store.backend() == Backend::Sqlite {
            assert!(
                done.batches < done.writes,
                "nothing was committed together: {done:?}"
            );
        }
        Ok(())
    })
    .await
}

/// Every third is refused by its own closure and every seventh panics, half of those inside a savepoint.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_ok_is_there_and_nothing_else() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let mut writes = JoinSet::new();
        for n in 0..300_u32 {
            let store = store.clone();
            writes.spawn(async move {
                let answer = store.write(move |conn| mixed(conn, n)).await;
                (n, answer)
            });
        }
        let mut expected = Vec::new();
        for (n, answer) in writes.join_all().await {
            match answer {
                Ok(()) => expected.push(format!("{n:03}")),
                Err(StorageError::Panicked) => assert_eq!(n % 7, 0),
                Err(error) => assert_eq!((n % 3, error), (0, StorageError::NotFound)),
            }
        }
        expected.sort();
        assert_eq!(
            expected.len(),
            (0..300).filter(|n| n % 3 != 0 && n % 7 != 0).count()
        );
        assert_eq!(store.read(ids).await?, expected);
        Ok(())
    })
    .await
}

fn mixed(conn: &mut crate::Conn, n: u32) -> Result<(), StorageError> {
    add(conn, &format!("{n:03}"))?;
    if n.is_multiple_of(14) {
        return conn.transaction(|conn| {
            add(conn, &format!("{n:03} again"))?;
            std::panic::panic_any("inside a savepoint");
        });
    }
    if n.is_multiple_of(7) {
        std::panic::panic_any("outside one");
    }
    if n.is_multiple_of(3) {
        Err(StorageError::NotFound)
    } else {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_batch_keeps_the_good_and_drops_the_bad() -> Outcome {
    let place = Place::sqlite()?;
    let store = place.open().await?;
    let (work, reins) = stopper();
    let holding = queue(&store, work).await;
    reins.wait_until_begun()?;
    let before = store.metrics().batches;
    let good = queue(&store, |conn| add(conn, "good")).await;
    let bad = queue(&store, |conn| mixed(conn, 3)).await;
    let worse = queue(&store, |conn| mixed(conn, 14)).await;
    let late = queue(&store, |conn| add(conn, "late")).await;
    reins.let_go();
    holding.await??;
    good.await??;
    late.await??;
    assert_eq!(bad.await?, Err(StorageError::NotFound));
    assert_eq!(worse.await?, Err(StorageError::Panicked));
    assert_eq!(
        store.metrics().batches - before,
        2,
        "the one that held the writer, and the rest together"
    );
    assert_eq!(store.read(ids).await?, ["good", "late"]);
    Ok(())
}

/// Puts a write in the queue, in order, without waiting for its end.
async fn queue<F>(store: &Store, work: F) -> tokio::task::JoinHandle<Result<(), StorageError>>
where
    F: FnOnce(&mut crate::Conn) -> Result<(), StorageError> + Send + 'static,
{
    let store = store.clone();
    let (queued, is_queued) = tokio::sync::oneshot::channel();
    let handle = tokio::spawn(async move {
        let mut writing = Box::pin(store.write(work));
        // The first poll queues it.
        let first =
            std::future::poll_fn(|context| std::task::Poll::Ready(writing.as_mut().poll(context)))
                .await;
        let _ = queued.send(());
        match first {
            std::task::Poll::Ready(answer) => answer,
            std::task::Poll::Pending => writing.await,
        }
    });
    let _ = is_queued.await;
    handle
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_answers_busy_and_recovers() -> Outcome {
    on_both(async |mut place| {
        place.config.queue = 2;
        place.config.writers = 1;
        let store = place.open().await?;
        let (work, reins) = stopper();
        let holding = queue(&store, work).await;
        tokio::task::block_in_place(|| reins.wait_until_begun())?;
        let waiting = [
            queue(&store, |conn| add(conn, "a")).await,
            queue(&store, |conn| add(conn, "b")).await,
        ];
        let refused = store.write(|conn| add(conn, "c")).await;
        assert_eq!(
            refused,
            Err(StorageError::Busy {
                reason: "the queue is full"
            })
        );
        reins.let_go();
        holding.await??;
        for handle in waiting {
            handle.await??;
        }
        store.write(|conn| add(conn, "d")).await?;
        assert_eq!(store.read(ids).await?, ["a", "b", "d"]);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_waits_for_does_not_begin() -> Outcome {
    let place = Place::sqlite()?;
    let store = place.open().await?;
    let (work, reins) = stopper();
    let holding = queue(&store, work).await;
    reins.wait_until_begun()?;
    let abandoned = queue(&store, |conn| add(conn, "abandoned")).await;
    abandoned.abort();
    assert!(abandoned.await.is_err_and(|error| error.is_cancelled()));
    reins.let_go();
    holding.await??;
    store.write(|conn| add(conn, "wanted")).await?;
    assert_eq!(store.read(ids).await?, ["wanted"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answered_write_outlives_a_crash() -> Outcome {
    let place = Place::sqlite()?;
    let store = place.open().await?;
    store.write(|conn| add(conn, "kept")).await?;
    // What is on disk at this moment, as after a crash: the program has closed nothing.
    let after = Place::sqlite()?;
    for file in std::fs::read_dir(place.folder())? {
        let file = file?;
        if file
            .file_name()
            .to_str()
            .is_some_and(|name| !name.ends_with("-shm"))
        {
            std::fs::copy(file.path(), after.folder().join(file.file_name()))?;
        }
    }
    let reopened = Store::open(&after.config)?;
    assert_eq!(reopened.read(ids).await?, ["kept"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_finishes_the_queue_and_refuses_the_rest() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let (work, reins) = stopper();
        let holding = queue(&store, work).await;
        tokio::task::block_in_place(|| reins.wait_until_begun())?;
        let waiting = queue(&store, |conn| add(conn, "in time")).await;
        let closing = tokio::spawn({
            let store = store.clone();
            async move { store.close().await }
        });
        reins.let_go();
        holding.await??;
        waiting.await??;
        closing.await?;
        let late = store.write(|conn| add(conn, "late")).await;
        assert!(
            matches!(late, Err(StorageError::Unavailable { .. })),
            "{late:?}"
        );
        assert!(matches!(
            store.ping().await,
            Err(StorageError::Unavailable { .. })
        ));
        drop(store);
        let left: Vec<_> = std::fs::read_dir(place.folder())?.collect::<Result<_, _>>()?;
        assert!(left.len() <= 1, "SQLite tidied its files away: {left:?}");
        assert_eq!(Store::open(&place.config)?.read(ids).await?, ["in time"]);
        Ok(())
    })
    .await
}

/// A commit that fails: a foreign key that is only looked at then. (The schema has none such.)
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_is_answered_to_everyone_in_it() -> Outcome {
    let place = Place::sqlite()?;
    let store = place.open().await?;
    store
        .write(|conn| {
            let table =
                "CREATE TABLE late (note TEXT REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)";
            Ok::<_, StorageError>(conn.batch_execute(table)?)
        })
        .await?;
    let (work, reins) = stopper();
    let holding = queue(&store, work).await;
    reins.wait_until_begun()?;
    let good = queue(&store, |conn| add(conn, "good")).await;
    let bad = queue(&store, |conn| {
        Ok(conn.batch_execute("INSERT INTO late VALUES ('nobody')")?)
    })
    .await;
    let refused = queue(&store, |_| Err(StorageError::NotFound)).await;
    reins.let_go();
    holding.await??;
    assert!(good.await?.is_err());
    assert!(bad.await?.is_err());
    assert_eq!(
        refused.await?,
        Err(StorageError::NotFound),
        "its own answer stands"
    );
    assert!(store.read(ids).await?.is_empty());
    store.write(|conn| add(conn, "next")).await?;
    assert_eq!(store.read(ids).await?, ["next"]);
    Ok(())
}

/// On some failures `SQLite` gives up the whole transaction by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_answered_truly() -> Outcome {
    let place = Place::sqlite()?;
    let store = place.open().await?;
    store
        .write(|conn| Ok::<_, StorageError>(conn.batch_execute("PRAGMA max_page_count = 20")?))
        .await?;
    let (work, reins) = stopper();
    let holding = queue(&store, work).await;
    reins.wait_until_begun()?;
    let mut waiting = Vec::new();
    for id in ["a", "big", "b"] {
        let id = if id == "big" {
            "big".repeat(100_000)
        } else {
            id.to_owned()
        };
        waiting.push((id.clone(), queue(&store, move |conn| add(conn, &id)).await));
    }
    reins.let_go();
    holding.await??;
    let mut answered = Vec::new();
    for (id, handle) in waiting {
        if handle.await?.is_ok() {
            answered.push(id);
        }
    }
    assert!(
        answered.iter().all(|id| id.len() == 1),
        "the big one does not fit"
    );
    assert_eq!(store.read(ids).await?, answered);
    store.write(|conn| add(conn, "c")).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_writer_waits_for_the_disk_and_keeps_foreign_keys() -> Outcome {
    use diesel::dsl::sql;
    use diesel::sql_types::Integer;
    let place = Place::sqlite()?;
    let store = place.open().await?;
    let set = store
        .write(|conn| {
            let synchronous: i32 =
                diesel::select(sql::<Integer>("synchronous FROM pragma_synchronous"))
                    .get_result(conn)?;
            let foreign: i32 =
                diesel::select(sql::<Integer>("foreign_keys FROM pragma_foreign_keys"))
                    .get_result(conn)?;
            Ok::<_, StorageError>((synchronous, foreign))
        })
        .await?;
    assert_eq!(set, (2, 1));
    Ok(())
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_may_read_the_file() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::sqlite()?;
    let _store = place.open().await?;
    for file in std::fs::read_dir(place.folder())? {
        let mode = file?.metadata()?.permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
    Ok(())
}

/// `PostgreSQL` refuses everything after a failed statement, and then answers `COMMIT` with success.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_statement_is_not_passed_over() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        store.write(|conn| add(conn, "there")).await?;
        let careless = store
            .write(|conn| {
                add(conn, "careless")?;
                assert!(add(conn, "there").is_err());
                Ok::<_, StorageError>(())
            })
            .await;
        assert_eq!(careless.is_ok(), store.backend() == Backend::Sqlite);
        let careful = store
            .write(|conn| {
                add(conn, "careful")?;
                let again = conn.transaction(|conn| add(conn, "there"));
                assert!(again.is_err_and(|error| error.conflict_on("notes.id")));
                Ok::<_, StorageError>(())
            })
            .await;
        assert_eq!(careful, Ok(()));
        let kept = store
            .read(|conn| Ok::<_, StorageError>(notes::table.count().get_result::<i64>(conn)?))
            .await?;
        assert_eq!(kept, if careless.is_ok() { 3 } else { 2 });
        Ok(())
    })
    .await
}
