//! Saving: what is saved is what is read, one change at a time, and only with the capability for that record.

use shared::incidents::{Extension, Incident, IncidentAction, SetAside, Stamp, StepKind};
use shared::policy::incidents::{Facts, MayAct, authorise};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};

use super::world::{Dice, World, today};
use crate::incidents::{Saved, hold, load, recalculate, save};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};

/// Any capability for the record will do: storage asks that there is one.
fn may(incident: &Incident, nobody: &World) -> Result<MayAct, StorageError> {
    let actor = Actor {
        staff: nobody.staff[0],
        grants: vec![LiveGrant {
            role: Role::Safeguarding,
            scope: GrantScope::National,
        }],
        deputy_for: vec![],
    };
    authorise(
        &actor,
        incident.id,
        &Facts::default(),
        IncidentAction::Correct,
    )
    .map_err(|_| StorageError::other("may not"))
}

/// Who reported it, a person in these worlds, and when.
fn stamp_of(incident: &Incident) -> Stamp {
    Stamp {
        by: incident.reported.by.staff().expect("a person"),
        at: incident.reported.at,
    }
}

/// The first incident with everything about it changed to what the second holds. Parts, clocks and words stay, beside
/// the second's.
fn changed(first: &Incident, second: &Incident, number: usize) -> Incident {
    let reporter = stamp_of(first);
    let mut after = Incident {
        id: first.id,
        reference: first.reference.clone(),
        version: first.version,
        circumstances: first.circumstances.clone(),
        ..second.clone()
    };
    if let Some(SetAside::DuplicateOf(_)) = after.set_aside {
        after.set_aside = Some(SetAside::DuplicateOf(first.id));
    }
    if number.is_multiple_of(3) {
        after.children.extend(first.children.iter().cloned());
    }
    for step in &mut after.steps {
        step.child = (step.kind == StepKind::ChildrenChecked).then(|| after.children[0].id);
        step.named = Some(reporter.by);
        step.stamp = Some(reporter);
    }
    let mut ended = first.involvements.clone();
    for part in &mut ended {
        part.ended_at = part.ended_at.or(Some(first.reported.at));
    }
    after.involvements.extend(ended);
    after.involvements.sort_by_key(|part| part.id);
    after.addenda.extend(first.addenda.iter().cloned());
    after.addenda.sort_by_key(|words| words.id);
    let started = |clock| first.deadlines.iter().any(|d| d.clock == clock);
    after.deadlines.retain(|deadline| !started(deadline.clock));
    for (deadline, new) in first.deadlines.iter().zip(&second.children) {
        let mut moved = deadline.clone();
        moved.extensions.push(Extension {
            id: new.id.0.into(),
            from: moved.due,
            to: today(),
            reason: "Moved".to_owned(),
            stamp: reporter,
        });
        moved.due = today();
        after.deadlines.push(moved);
    }
    let kept = first.deadlines.iter().skip(second.children.len());
    after.deadlines.extend(kept.cloned());
    after.deadlines.sort_by_key(|deadline| deadline.clock);
    after
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_what_is_read() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(21), 60);
        let others = World::invent(&mut Dice::new(22), 60).incidents;
        let (store, world) = world.settle(&place).await?;
        store
            .write(move |conn| {
                for (number, (first, second)) in world.incidents.iter().zip(&others).enumerate() {
                    let before = load(conn, first.id)?.unwrap_or_else(|| first.clone());
                    let mut after = changed(&before, second, number);
                    let saved = save(conn, &may(&before, &world)?, &before, &after)?;
                    assert_eq!(saved, Saved::As(2));
                    after.version = 2;
                    assert_eq!(load(conn, first.id)?, Some(after));
                }
                assert_eq!(recalculate(conn)?, []);
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_changes_of_one_version_is_stale() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(23), 2);
        let (store, world) = world.settle(&place).await?;
        store
            .write(move |conn| {
                let before = &world.incidents[0];
                let mut after = before.clone();
                after.logged = Some(stamp_of(before));
                assert_eq!(
                    save(conn, &may(before, &world)?, before, &after)?,
                    Saved::As(2)
                );
                let mut late = before.clone();
                late.notification.notified_on = today();
                late.children.clear();
                assert_eq!(
                    save(conn, &may(before, &world)?, before, &late)?,
                    Saved::Stale
                );
                after.version = 2;
                hold(conn, before.id)?;
                let kept = load(conn, before.id)?;
                assert_eq!(
                    kept.as_ref().map(|i| (i.version, i.logged)),
                    Some((2, after.logged))
                );
                assert_eq!(kept.map(|i| i.children.len()), Some(before.children.len()));
                refuses_another_record(conn, &world, &after)
            })
            .await?;
        Ok(())
    })
    .await
}

fn refuses_another_record(
    conn: &mut Conn,
    world: &World,
    incident: &Incident,
) -> Result<(), StorageError> {
    let other = may(&world.incidents[1], world)?;
    assert!(save(conn, &other, incident, incident).is_err());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_loaded_with_as_many_queries_whatever_it_holds() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(24), 40);
        let (store, world) = world.settle(&place).await?;
        let mut counts = Vec::new();
        for id in world.incidents.iter().map(|i| i.id) {
            let before = store.metrics().queries;
            store.read(move |conn| load(conn, id)).await?;
            counts.push(store.metrics().queries - before);
        }
        counts.dedup();
        // A query a table, and two to know of open reviews.
        assert_eq!(counts, [10]);
        Ok(())
    })
    .await
}
