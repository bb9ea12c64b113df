//! The schema can be brought up to date, again and again, and only forwards.

use diesel::connection::SimpleConnection;

use super::support::{Outcome, on_both};
use crate::{StorageError, Store};

#[tokio::test(flavor = "multi_thread")]
async fn migrating_twice_is_migrating_once() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        let missing = store.pending().await?;
        let (one, other) = tokio::join!(store.migrate(), store.migrate());
        let mut done = one?;
        done.extend(other?);
        assert_eq!(done, missing, "each was run once");
        assert!(store.pending().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_from_a_later_version_is_refused() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store
            .write(|conn| {
                Ok::<_, StorageError>(
                    conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')")?,
                )
            })
            .await?;
        let refused = store.migrate().await;
        assert!(matches!(&refused, Err(StorageError::Other { message }) if message.contains("later version")), "{refused:?}");
        Ok(())
    })
    .await
}
