//! Which tabs have the text open, and which saves are one editing session.

use chrono::TimeDelta;
use shared::ids::{ManagementReviewId, TabId};

use super::super::world::now;
use super::settled;
use crate::reviews::text::{Seen, keep_writing, writers};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_is_open_for_two_minutes_and_a_session_goes_on_for_thirty() -> Outcome {
    on_both(async |place| {
        let (store, world, review, mut dice) = settled(&place).await?;
        let (mine, theirs): (TabId, TabId) = (dice.id().into(), dice.id().into());
        store
            .write(move |conn| {
                let id: ManagementReviewId = review.id;
                let seen = |tab, staff, minute, saves| Seen {
                    review: id,
                    tab,
                    staff: world.staff[staff],
                    at: now() + TimeDelta::minutes(minute),
                    saves,
                };
                let goes_on = [
                    (seen(mine, 1, 0, false), false, "only looks"),
                    (seen(mine, 1, 1, true), false, "the first save"),
                    (seen(mine, 1, 2, true), true, "the next"),
                    (seen(theirs, 1, 2, true), false, "from another tab"),
                    (seen(mine, 1, 30, false), true, "still the same session"),
                    (seen(mine, 1, 31, true), true, "after 29 minutes"),
                    (seen(mine, 1, 50, false), true, "a sign of life is no save"),
                    (seen(mine, 1, 61, true), false, "after 30 minutes"),
                    (seen(mine, 2, 62, true), false, "somebody else"),
                    (seen(mine, 2, 100, true), false, "forgotten meanwhile"),
                ];
                for (seen, expected, why) in goes_on {
                    assert_eq!(keep_writing(conn, seen)?, expected, "{why}");
                }
                keep_writing(conn, seen(theirs, 1, 101, false))?;
                let open = |conn: &mut Conn, but, minute| {
                    let at = now() + TimeDelta::minutes(minute);
                    let all = writers(conn, id, but, at)?;
                    Ok::<_, StorageError>(all.iter().map(|w| w.staff).collect::<Vec<_>>())
                };
                let (first, second) = (world.staff[1], world.staff[2]);
                assert_eq!(open(conn, None, 101)?, [first, second]);
                assert_eq!(open(conn, Some(theirs), 101)?, [second]);
                assert_eq!(open(conn, None, 102)?, [first]);
                assert_eq!(open(conn, None, 103)?, []);
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}
