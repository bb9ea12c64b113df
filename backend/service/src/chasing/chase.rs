//! The chaser: each minute, on one server, it makes the notices that there ought to be and ends those that there ought
//! not, and sends the e-mails that wait.

use chrono::{DateTime, Utc};
use shared::chasing::{Record, is_chasing_day};
use shared::ids::NoticeId;
use std::sync::Arc;
use std::time::Duration;
use storage::chasing::{self, New};
use storage::{Conn, StorageError};
use tokio::sync::oneshot;

use super::changed::{Look, look};
use super::wanted::Day;
use crate::{Result, Service, today_in_london};

/// How often it looks whether there is something to do.
const PAUSE: Duration = Duration::from_secs(1);
/// So many records are looked at together, in one read and at most one write: others come in between.
const PART: usize = 100;

/// What the look at some records asks for.
struct Plan {
    make: Vec<New>,
    over: Vec<NoticeId>,
}

impl Service {
    /// Chases until it is told to stop, or nobody can tell it any more; the e-mail that is being sent is finished first. A
    /// look at the register is broken off: what it has not come to is looked at again.
    /// Several may run, in one process or in many. What fails is tried again.
    pub async fn run_chaser(self, mut stop: oneshot::Receiver<()>) {
        let mut seconds = tokio::time::interval(PAUSE);
        seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = &mut stop => return,
                _ = seconds.tick() => {}
            }
            let chased = tokio::select! {
                _ = &mut stop => return,
                chased = self.chase() => chased,
            };
            if let Err(error) = chased {
                tracing::error!(%error, "reminders could not be derived");
            }
            if let Err(error) = self.send_emails().await {
                tracing::error!(%error, "e-mails could not be taken for sending");
            }
        }
    }

    /// Makes the notices that there ought to be now and ends those that there ought not, unless that was done within
    /// the last minute. Says whether it was done.
    pub async fn chase(&self) -> Result<bool> {
        let now = self.clock.now();
        // A read first: every second but one in sixty, no write is in anybody's way.
        let last = self.store.read(chasing::last_run).await;
        let last = last.map_err(crate::Error::from)?;
        if last <= now && now - last < chrono::Duration::minutes(1) {
            return Ok(false);
        }
        let claim = move |conn: &mut Conn| chasing::claim_minute(conn, now);
        if !self.store.write(claim).await.map_err(crate::Error::from)? {
            return Ok(false);
        }
        let prepare = move |conn: &mut Conn| -> Result<(Day, Look)> {
            let day = Day::load(conn, today_in_london(now))?;
            let look = look(conn, &day, now)?;
            Ok((day, look))
        };
        let (day, look) = self.store.read(prepare).await?;
        let day = Arc::new(day);
        for part in look.records.chunks(PART) {
            self.see_to(&day, part.to_vec(), now).await?;
        }
        // Only now: what failed is looked at again.
        let note = move |conn: &mut Conn| chasing::note_account(conn, look.account);
        let noted = self.store.write(note).await;
        noted.map_err(crate::Error::from)?;
        Ok(true)
    }

    /// Makes and ends the notices of these records.
    async fn see_to(&self, day: &Arc<Day>, records: Vec<Record>, now: DateTime<Utc>) -> Result<()> {
        let (day, email) = (Arc::clone(day), self.post.is_some());
        let entropy = Arc::clone(&self.entropy);
        let read = move |conn: &mut Conn| -> Result<Plan> {
            let mut wanted = day.wanted(conn, &records)?;
            let mut over = Vec::new();
            for notice in chasing::open_on(conn, &records)? {
                match wanted.get(&notice.key) {
                    None => over.push(notice.id),
                    Some(escalated) if *escalated == notice.escalated => {
                        wanted.remove(&notice.key);
                    }
                    // Made once more, it says it as it is now.
                    Some(_) => {}
                }
            }
            if !is_chasing_day(day.today) {
                wanted.clear();
            }
            let make = wanted.into_iter().map(|(key, escalated)| New {
                id: entropy.id(now).into(),
                key,
                escalated,
                email,
                at: now,
            });
            Ok(Plan {
                make: make.collect(),
                over,
            })
        };
        let plan = self.store.read(read).await?;
        if plan.make.is_empty() && plan.over.is_empty() {
            return Ok(());
        }
        let write = move |conn: &mut Conn| -> std::result::Result<(), StorageError> {
            for new in &plan.make {
                chasing::insert(conn, new)?;
            }
            chasing::over(conn, &plan.over, now)
        };
        let done = self.store.write(write).await;
        done.map_err(crate::Error::from)
    }
}
