//! What waits for someone is what the facts say is their turn.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::ids::IncidentId;
use shared::incidents::{Incident, facts};
use shared::policy::incidents::{Facts, Scope};
use shared::policy::turns::{Turns, is_turn_of};

use super::world::{Dice, World};
use crate::dialect::explain_query;
use crate::incidents::my_work::first_restrictions_due;
use crate::incidents::{following, load, load_many, restrictions_due, waiting};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_what_the_facts_say() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(11), 300);
        let (store, world) = world.settle(&place).await?;
        store
            .read(move |conn| {
                for actor in world.everybody() {
                    let mine = |incident: &&shared::incidents::Incident| {
                        let seen = Facts::of(incident);
                        let mut steps = facts::next_steps(incident).into_iter();
                        steps.any(|(turn, _)| is_turn_of(&actor, &seen, turn))
                    };
                    let expected: BTreeSet<IncidentId> = world
                        .incidents
                        .iter()
                        .filter(mine)
                        .map(|incident| incident.id)
                        .collect();
                    let (rows, total) =
                        waiting(conn, &Scope::of(&actor), &Turns::of(&actor), 1_000)?;
                    let found: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
                    let wrong: Vec<_> = world
                        .incidents
                        .iter()
                        .filter(|i| found.contains(&i.id) != expected.contains(&i.id))
                        .map(|i| (facts::stage(i), i.known(), facts::next_steps(i)))
                        .collect();
                    assert!(wrong.is_empty(), "{actor:?} {wrong:#?}");
                    assert_eq!(usize::try_from(total).ok(), Some(expected.len()));
                    let due: Vec<_> = rows
                        .iter()
                        .map(|row| row.next_due.unwrap_or(chrono::NaiveDate::MAX))
                        .collect();
                    assert!(due.is_sorted(), "the most pressing first");
                    let (few, all) = waiting(conn, &Scope::of(&actor), &Turns::of(&actor), 3)?;
                    assert_eq!((few.len(), all), (rows.len().min(3), total));
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn restrictions_come_up_on_their_day_unless_one_is_involved() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(14), 200);
        let (store, world) = world.settle(&place).await?;
        store
            .read(move |conn| {
                let actors = world.actors();
                let safeguarding = &actors[0];
                let dates = world.incidents.iter().filter_map(due);
                let day = dates.min().ok_or(StorageError::NotFound)? + chrono::Days::new(20);
                let expected: BTreeSet<IncidentId> = world
                    .incidents
                    .iter()
                    .filter(|i| due(i).is_some_and(|on| on <= day))
                    .filter(|i| !Facts::of(i).is_conflicted(safeguarding.staff))
                    .map(|i| i.id)
                    .collect();
                let found = restrictions_due(conn, &Scope::of(safeguarding), day, 1_000)?;
                let found: BTreeSet<IncidentId> = found.iter().map(|row| row.id).collect();
                assert_eq!(found, expected);
                assert!(!expected.is_empty(), "it would prove nothing");
                let query = first_restrictions_due(&Scope::of(safeguarding), day, 50);
                let plan = explain_query(conn, query)?.join("\n");
                // PostgreSQL reads so small a table whole.
                let small = matches!(conn, Conn::Postgres(_));
                assert!(
                    small || plan.contains("incident_details_by_restriction_review"),
                    "{plan}"
                );
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

/// The day on which its restriction is to be looked at again.
fn due(incident: &Incident) -> Option<NaiveDate> {
    incident.restriction.as_ref()?.review_on
}

#[tokio::test(flavor = "multi_thread")]
async fn one_follows_the_open_incidents_in_which_one_has_a_part() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(12), 120);
        let (store, world) = world.settle(&place).await?;
        store
            .read(move |conn| {
                let actors = world.actors();
                let nobody_special = &actors[4];
                let expected: BTreeSet<IncidentId> = world
                    .incidents
                    .iter()
                    .filter(|i| !facts::stage(i).is_ended())
                    .filter(|i| {
                        shared::policy::incidents::view(nobody_special, &Facts::of(i)).is_some()
                    })
                    .map(|i| i.id)
                    .collect();
                let found = following(conn, &Scope::of(nobody_special), 1_000)?;
                assert_eq!(
                    found.iter().map(|row| row.id).collect::<BTreeSet<_>>(),
                    expected
                );
                assert!(found.iter().map(|row| row.notified_on).rev().is_sorted());
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_loaded_as_each_alone() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(13), 25);
        let (store, world) = world.settle(&place).await?;
        store
            .read(move |conn| {
                let ids: Vec<IncidentId> = world.incidents.iter().rev().map(|i| i.id).collect();
                let many = load_many(conn, &ids)?;
                assert_eq!(many.len(), ids.len());
                for (incident, id) in many.into_iter().zip(ids) {
                    assert_eq!(Some(incident), load(conn, id)?);
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}
