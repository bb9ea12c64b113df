//! What capacity is counted from: held against the reviews one by one.

use std::collections::HashMap;

use shared::ids::StaffId;
use shared::policy::reviews::{ManagementScope, management_view};
use shared::reviews::ManagementStage;
use shared::reviews::management::stage;

use super::{actors, due, facts_by_hand, settled};
use crate::StorageError;
use crate::reviews::management::{Writes, possible_authors, unfinished, writes, writing};
use crate::tests::support::{Outcome, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unfinished_is_what_single_reads_show_and_each_writer_has_their_number() -> Outcome
{
    on_both(async |place| {
        let (store, world, reviews, _) = settled(&place, 80).await?;
        store
            .read(move |conn| {
                let mut seen = 0;
                for actor in actors(&world) {
                    let found = unfinished(conn, &ManagementScope::of(&actor))?;
                    let found: Vec<_> = found.into_iter().map(|row| (row.id, row.view)).collect();
                    let mut expected: Vec<_> = reviews
                        .iter()
                        .filter(|review| stage(review).is_unfinished())
                        .filter_map(|review| {
                            let facts = facts_by_hand(&world, review);
                            let view = management_view(&actor, &facts)?;
                            Some((due(review), review.id, view))
                        })
                        .collect();
                    expected.sort_unstable_by_key(|(due, id, _)| (*due, *id));
                    let expected: Vec<_> = expected
                        .into_iter()
                        .map(|(_, id, view)| (id, view))
                        .collect();
                    seen += found.len();
                    assert_eq!(found, expected, "{actor:?}");
                }
                assert!(seen > 0);

                let mut by_hand: HashMap<StaffId, Writes> = HashMap::new();
                for review in &reviews {
                    let author = review.proposal().map(|proposal| proposal.author);
                    let Some(author) = author else { continue };
                    match stage(review) {
                        ManagementStage::Suspended => {
                            by_hand.entry(author).or_default().suspended += 1;
                        }
                        stage if stage.is_open() => by_hand.entry(author).or_default().open += 1,
                        _ => {}
                    }
                }
                assert!(by_hand.values().any(|writes| writes.open > 0));
                assert!(by_hand.values().any(|writes| writes.suspended > 0));
                let found = writes(conn)?;
                assert_eq!(found, by_hand);
                // The search of authors counts the same, but for the review that is sought for.
                let elsewhere = uuid::Uuid::from_u128(1).into();
                let open = by_hand.iter().filter(|(_, writes)| writes.open > 0);
                let open: HashMap<_, _> = open.map(|(who, writes)| (*who, writes.open)).collect();
                assert_eq!(writing(conn, elsewhere)?, open);

                let writers: Vec<_> = by_hand.keys().copied().collect();
                let people = possible_authors(conn, &writers)?;
                for writer in &writers {
                    assert!(people.iter().any(|person| person.id == *writer));
                }
                let others = people.iter().filter(|person| !writers.contains(&person.id));
                assert!(others.into_iter().all(|one| one.specialist && one.active));
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}
