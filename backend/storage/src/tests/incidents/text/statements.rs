//! How many statements a save takes, and what it asks for.

use shared::ids::PassageId;
use shared::reviews::text::{Content, Finding};

use super::super::world::{Dice, today};
use super::{change, commissioned, may, row, settled, type_in, words};
use crate::reviews::text::{at, lock, newest, save};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_statements_does_not_grow_with_the_text() -> Outcome {
    on_both(async |place| {
        let (store, _, review, mut dice) = settled(&place).await?;
        let by = review.proposals[0].author;
        let mut counts = Vec::new();
        for size in [1, 500, 4_000] {
            let rows = (0..size).map(|n| {
                let content = row(format!("{size}/{n}"));
                change(PassageId(dice.id()), 0, Some(content))
            });
            let rows: Vec<_> = rows.collect();
            let (id, writing) = (review.id, review.clone());
            let before = store.metrics().queries;
            let save =
                move |conn: &mut Conn| type_in(conn, &writing, by, 0, rows, &mut Dice::new(1));
            let version = store.write(save).await?.version;
            let saved = store.metrics().queries - before;
            let read = move |conn: &mut Conn| {
                let newest = newest(conn, id)?;
                Ok::<_, StorageError>((newest.len(), at(conn, id, version)?.len()))
            };
            let (now, then) = store.read(read).await?;
            assert_eq!(now, then);
            counts.push((saved, store.metrics().queries - before - saved));
        }
        assert_eq!(counts[0], counts[1], "{counts:?}");
        assert_eq!(counts[1], counts[2], "{counts:?}");
        // More rows than one statement takes, all in one save.
        let rows = (0..4_900).map(|n| {
            let content = Content::Finding(Finding {
                text: n.to_string(),
                rows: vec![],
            });
            change(PassageId(dice.id()), 0, Some(content))
        });
        let rows: Vec<_> = rows.collect();
        let id = review.id;
        let save = move |conn: &mut Conn| {
            type_in(conn, &review, by, 0, rows, &mut Dice::new(2))?;
            newest(conn, id)
        };
        assert_eq!(store.write(save).await?.len(), 4_501 + 4_900);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_saved_only_with_the_capability_for_it_and_where_there_is_one() -> Outcome {
    on_both(async |place| {
        let (store, world, review, mut dice) = settled(&place).await?;
        let other = commissioned(&world, &mut dice);
        store
            .write(move |conn| {
                let one = vec![change(PassageId(dice.id()), 0, Some(words(String::new())))];
                let stamp = review.required.stamp;
                let of_other = may(&other)?;
                let mut id = || PassageId(dice.id());
                let wrong = save(
                    conn,
                    &of_other,
                    &review,
                    one.clone(),
                    stamp,
                    today(),
                    &mut id,
                );
                assert!(wrong.is_err(), "another record’s capability");
                let nowhere = save(conn, &of_other, &other, one, stamp, today(), &mut id);
                assert!(matches!(nowhere, Err(StorageError::NotFound)));
                assert_eq!(newest(conn, review.id)?, []);
                assert_eq!(lock(conn, review.id)?, Some(0));
                assert_eq!(lock(conn, other.id)?, None);
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}
