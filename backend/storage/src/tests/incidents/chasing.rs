//! Which incidents are due, and what is kept of notices.

use chrono::{Days, Duration};
use shared::chasing::{Delivery, Duty, Moment, Record, Reminder, SendFailure};
use shared::ids::{NoticeId, StaffId};
use shared::incidents::{Clock, Incident, facts};
use std::collections::BTreeSet;

use super::world::{Dice, World, now, today};
use crate::chasing::{
    Account, Attempt, Key, New, Outcome as Became, account, claim_minute, due_until, insert,
    mark_read, note_account, noticed, open_on, over, page, sends, settle, take, unread,
};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};

#[tokio::test(flavor = "multi_thread")]
async fn the_incidents_due_until_a_day_are_found() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(31), 300);
        let (store, world) = world.settle(&place).await?;
        let read = move |conn: &mut Conn| {
            for ahead in [0, 5, 11] {
                let until = today() + Days::new(ahead);
                let due = |incident: &&Incident| {
                    facts::next_due(incident).is_some_and(|due| due <= until)
                };
                let expected = world.incidents.iter().filter(due);
                let expected: BTreeSet<Record> = expected
                    .map(|incident| Record::Incident(incident.id))
                    .collect();
                let found: BTreeSet<Record> = due_until(conn, until)?.into_iter().collect();
                assert!(expected.len() > 14, "it would prove little");
                assert_eq!(found, expected);
            }
            Ok::<_, StorageError>(())
        };
        store.read(read).await?;
        Ok(())
    })
    .await
}

/// A reminder of somebody, about a record that need not be there.
fn reminder(dice: &mut Dice, staff: StaffId) -> New {
    New {
        id: dice.id().into(),
        key: Key {
            record: Record::Incident(dice.id().into()),
            duty: Duty::Incident(Clock::Triage),
            due: today(),
            reminder: Reminder {
                moment: Moment::Due,
                round: 0,
            },
            staff,
        },
        escalated: false,
        email: true,
        at: now(),
    }
}

fn failed(notice: NoticeId, number: i32, dice: &mut Dice, again: Option<i64>) -> Attempt {
    let again = again.map(|minutes| now() + Duration::minutes(minutes));
    Attempt {
        id: dice.id().into(),
        notice,
        number,
        at: now(),
        outcome: Became::Failed(SendFailure::TimedOut, again),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_notice_of_each_reminder_and_it_opens_again() -> Outcome {
    on_both(async |place| {
        let mut dice = Dice::new(32);
        let world = World::invent(&mut dice, 1);
        let (store, world) = world.settle(&place).await?;
        let staff = world.staff[0];
        let first = reminder(&mut dice, staff);
        let again = New {
            id: dice.id().into(),
            ..first
        };
        let write = move |conn: &mut Conn| {
            assert!(insert(conn, &first)?);
            assert!(!insert(conn, &again)?, "it is there");
            assert_eq!(unread(conn, staff)?, 1);
            assert!(!mark_read(conn, world.staff[1], first.id, now())?);
            over(conn, &[first.id], now())?;
            let record = first.key.record;
            assert_eq!(
                (open_on(conn, &[record])?.len(), unread(conn, staff)?),
                (0, 0)
            );
            assert_eq!(noticed(conn)?, []);
            // Not sent so far, and sent no more.
            let cancelled = Attempt {
                id: dice.id().into(),
                notice: first.id,
                number: 1,
                at: now(),
                outcome: Became::Cancelled,
            };
            let later = now() + Duration::minutes(10);
            let Some((taken, is_over)) = take(conn, now(), later)? else {
                return Err(StorageError::NotFound);
            };
            assert_eq!((taken.id, taken.attempts, is_over), (first.id, 1, true));
            assert!(take(conn, now(), later)?.is_none(), "somebody has it");
            assert!(settle(conn, &cancelled)?);
            // Owed again: the same notice, and its e-mail waits once more.
            assert!(insert(conn, &again)?);
            let page = page(conn, staff, None, 25)?;
            assert_eq!((page.rows.len(), page.rows[0].id), (1, first.id));
            assert_eq!(page.rows[0].delivery, Delivery::Queued);
            assert_eq!(noticed(conn)?, [record]);
            // It has become another's to do, and theirs to see to.
            let up_the_line = New {
                escalated: true,
                ..again
            };
            assert!(insert(conn, &up_the_line)?);
            assert!(!insert(conn, &up_the_line)?, "it says so");
            let found = open_on(conn, &[record])?;
            assert_eq!(
                (found.len(), found[0].id, found[0].escalated),
                (1, first.id, true)
            );
            Ok::<_, StorageError>(())
        };
        store.write(write).await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_took_an_e_mail_too_long_ago_says_nothing_of_it() -> Outcome {
    on_both(async |place| {
        let mut dice = Dice::new(33);
        let world = World::invent(&mut dice, 1);
        let (store, world) = world.settle(&place).await?;
        let new = reminder(&mut dice, world.staff[0]);
        let write = move |conn: &mut Conn| {
            insert(conn, &new)?;
            let (soon, later) = (now() + Duration::minutes(1), now() + Duration::minutes(2));
            assert!(take(conn, now(), soon)?.is_some());
            assert!(take(conn, soon, later)?.is_some(), "its time is over");
            let late = failed(new.id, 1, &mut dice, None);
            assert!(!settle(conn, &late)?);
            let in_time = failed(new.id, 2, &mut dice, Some(5));
            assert!(settle(conn, &in_time)?);
            let kept = sends(conn, &[new.id])?;
            let kept: Vec<_> = kept[&new.id].iter().map(|one| one.failure).collect();
            assert_eq!(kept, [Some(SendFailure::TimedOut)]);
            assert!(take(conn, later, later)?.is_none(), "it waits");
            Ok::<_, StorageError>(())
        };
        store.write(write).await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minute_is_one_servers() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        store.migrate().await?;
        let write = |conn: &mut Conn| {
            let minutes = |count| now() + Duration::seconds(count);
            for (at, taken) in [(0, true), (0, false), (59, false), (60, true), (30, true)] {
                assert_eq!(claim_minute(conn, minutes(at))?, taken, "{at}");
            }
            Ok::<_, StorageError>(())
        };
        store.write(write).await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_account_of_is_kept() -> Outcome {
    on_both(async |place| {
        let store = place.open().await?;
        store.migrate().await?;
        let write = |conn: &mut Conn| {
            let long_ago = account(conn)?;
            assert!(long_ago.whole < now() && long_ago.changes == long_ago.whole);
            let seen = Account {
                changes: now(),
                whole: now() - Duration::hours(3),
            };
            note_account(conn, seen)?;
            assert_eq!(account(conn)?, seen);
            Ok::<_, StorageError>(())
        };
        store.write(write).await?;
        Ok(())
    })
    .await
}
