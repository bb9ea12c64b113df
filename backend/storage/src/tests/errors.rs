//! Failures have the same name on both databases.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::support::{Outcome, add, notes, on_both};
use crate::error::Rule;
use crate::{Conn, StorageError};

fn refused(conn: &mut Conn, statement: &str) -> Result<StorageError, StorageError> {
    let tried: Result<(), StorageError> =
        conn.transaction(|conn| Ok(diesel::sql_query(statement).execute(conn).map(|_| ())?));
    tried
        .err()
        .ok_or_else(|| StorageError::other("it was not refused"))
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_rules_have_one_name() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let found = store
            .write(|conn| {
                conn.batch_execute(
                    "CREATE TABLE tags (note TEXT NOT NULL REFERENCES notes (id), word TEXT NOT NULL, UNIQUE (note, word)); \
                     CREATE UNIQUE INDEX tags_folded ON tags (lower(word)); \
                     INSERT INTO notes (id, length) VALUES ('n', 1), ('m', 1); \
                     INSERT INTO tags VALUES ('n', 'Home')",
                )?;
                Ok::<_, StorageError>([
                    refused(conn, "INSERT INTO notes (id, length) VALUES ('n', 1)")?,
                    refused(conn, "INSERT INTO tags VALUES ('n', 'Home')")?,
                    refused(conn, "INSERT INTO tags VALUES ('m', 'HOME')")?,
                    refused(conn, "INSERT INTO tags VALUES ('x', 'away')")?,
                    refused(conn, "INSERT INTO notes (id) VALUES ('o')")?,
                    refused(conn, "INSERT INTO notes (id, length) VALUES ('o', 100)")?,
                ])
            })
            .await?;
        let [one, two, folded, foreign, missing, check] = found;
        assert!(one.conflict_on("notes.id"), "{one}");
        // SQLite names the first of two indexes that break; both hold these columns or this name.
        assert!(two.conflict_on("tags.note, tags.word") || two.conflict_on("tags_folded"), "{two}");
        assert!(folded.conflict_on("tags_folded"), "{folded}");
        assert!(matches!(foreign, StorageError::Rejected { rule: Rule::ForeignKey, .. }), "{foreign}");
        assert_eq!(missing, StorageError::Rejected { rule: Rule::NotNull, constraint: "notes.length".to_owned() });
        assert_eq!(check, StorageError::Rejected { rule: Rule::Check, constraint: "short".to_owned() });
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_row_is_not_found() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        store.write(|conn| add(conn, "here")).await?;
        let missing = store
            .read(|conn| {
                Ok::<_, StorageError>(
                    notes::table
                        .find("gone")
                        .select(notes::length)
                        .first::<i32>(conn)?,
                )
            })
            .await;
        assert_eq!(missing, Err(StorageError::NotFound));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_for_a_lock_ends_in_busy() -> Outcome {
    on_both(async |mut place| {
        place.config.patience = std::time::Duration::from_millis(100);
        let store = place.open().await?;
        store.write(|conn| add(conn, "row")).await?;
        // Another program with the same database.
        let other = crate::Store::open(&place.config)?;
        let change = |conn: &mut Conn| {
            Ok::<_, StorageError>(
                diesel::update(notes::table)
                    .set(notes::length.eq(2))
                    .execute(conn)?,
            )
        };
        let (pause, reins) = super::support::stopper();
        let holding = tokio::spawn(async move {
            other
                .write(move |conn| {
                    change(conn)?;
                    pause(conn)
                })
                .await
        });
        tokio::task::block_in_place(|| reins.wait_until_begun())?;
        let waited = store.write(change).await;
        assert!(
            matches!(waited, Err(StorageError::Busy { .. })),
            "{waited:?}"
        );
        reins.let_go();
        holding.await??;
        assert_eq!(store.write(change).await, Ok(1));
        Ok(())
    })
    .await
}

#[test]
fn the_password_of_a_server_is_not_shown() {
    let config = crate::StoreConfig::postgres("postgres://owner:secret@localhost/it");
    assert!(!format!("{config:?}").contains("secret"));
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    let config = crate::StoreConfig::postgres("postgres://nobody@127.0.0.1:1/nothing");
    let opened = crate::Store::open(&config);
    assert!(matches!(
        opened.err(),
        Some(StorageError::Unavailable { .. })
    ));
}
