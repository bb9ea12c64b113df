//! The forks do the same thing on both sides.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::support::{Outcome, add, notes, on_both};
use crate::dialect::{explain, explain_query, from_db, on_each, one_of, to_db};
use crate::{Backend, StorageError};

#[tokio::test(flavor = "multi_thread")]
async fn one_of_a_list_is_one_parameter() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let backend = store.backend();
        store
            .write(|conn| {
                ["a", "b\"]", "c", "d"]
                    .iter()
                    .try_for_each(|id| add(conn, id))
            })
            .await?;
        let (found, none, plan) = store
            .read(|conn| {
                let chosen = one_of(notes::id, ["c", "b\"]", "nowhere"]);
                let found: Vec<String> = notes::table
                    .into_boxed()
                    .filter(chosen.clone())
                    .filter(notes::length.eq(1))
                    .order(notes::id)
                    .select(notes::id)
                    .load(conn)?;
                let none: i64 = notes::table
                    .filter(one_of(notes::id, std::iter::empty::<&str>()))
                    .count()
                    .get_result(conn)?;
                let plan = explain_query(conn, notes::table.filter(chosen).select(notes::length))?;
                Ok::<_, StorageError>((found, none, plan.join("\n")))
            })
            .await?;
        assert_eq!(found, ["b\"]", "c"]);
        assert_eq!(none, 0);
        if backend == Backend::Sqlite {
            assert!(plan.contains("SEARCH notes USING INDEX"), "{plan}");
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_can_be_read() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let plan = store
            .read(|conn| explain(conn, "SELECT * FROM notes WHERE length = 3"))
            .await?
            .join("\n");
        assert!(
            plan.contains("SCAN notes") || plan.contains("Seq Scan on notes"),
            "{plan}"
        );
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_database_gets_its_own_words() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        let added = store
            .write(|conn| {
                let rows = vec![
                    (notes::id.eq("x"), notes::length.eq(1)),
                    (notes::id.eq("y"), notes::length.eq(2)),
                ];
                add(conn, "x")?;
                let added = on_each!(conn, each => diesel::insert_into(notes::table)
                    .values(rows)
                    .on_conflict_do_nothing()
                    .execute(each))?;
                Ok::<_, StorageError>(added)
            })
            .await?;
        assert_eq!(added, 1);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn moments_come_back_as_they_went() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        for text in [
            "2026-11-23T09:00:00.123456789Z",
            "2026-11-23T09:00:00Z",
            "1999-12-31T23:59:59.999999999Z",
        ] {
            let moment: DateTime<Utc> = text.parse()?;
            let kept = to_db(moment);
            let back = store
                .write(move |conn| {
                    diesel::delete(notes::table).execute(conn)?;
                    diesel::insert_into(notes::table)
                        .values((
                            notes::id.eq("t"),
                            notes::length.eq(1),
                            notes::kept_at.eq(kept),
                        ))
                        .execute(conn)?;
                    let same = notes::table
                        .filter(notes::kept_at.eq(kept))
                        .select(notes::kept_at.assume_not_null());
                    Ok::<_, StorageError>(same.first::<chrono::NaiveDateTime>(conn)?)
                })
                .await?;
            assert_eq!(from_db(back), from_db(kept));
            assert!(
                (moment - from_db(back))
                    .num_nanoseconds()
                    .is_some_and(|lost| (0..1000).contains(&lost))
            );
        }
        Ok(())
    })
    .await
}
