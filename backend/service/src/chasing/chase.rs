//! The chaser: each minute, on one server, it makes the notices that there ought to be and ends those that there ought
//! not, and sends the e-mails that wait.

use shared::chasing::is_chasing_day;
use shared::ids::NoticeId;
use std::time::Duration;
use storage::Conn;
use storage::chasing::{self, New};
use tokio::sync::oneshot;

use super::wanted::wanted;
use crate::{Result, Service, today_in_london};

/// How often it looks whether there is something to do.
const PAUSE: Duration = Duration::from_secs(1);
/// So many notices are made in one transaction: other writes come in between.
const BATCH: usize = 200;

/// What one look at the register asks for.
struct Plan {
    make: Vec<New>,
    over: Vec<NoticeId>,
}

impl Service {
    /// Chases until it is told to stop, or nobody can tell it any more; the e-mail that is being sent is finished first.
    /// Several may run, in one process or in many. What fails is tried again.
    pub async fn run_chaser(self, mut stop: oneshot::Receiver<()>) {
        let mut seconds = tokio::time::interval(PAUSE);
        seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = &mut stop => return,
                _ = seconds.tick() => {}
            }
            if let Err(error) = self.chase().await {
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
        let plan = self.plan().await?;
        for part in plan.make.chunks(BATCH) {
            let part = part.to_vec();
            let make = move |conn: &mut Conn| -> Result<()> {
                for new in &part {
                    chasing::insert(conn, new)?;
                }
                Ok(())
            };
            self.store.write(make).await?;
        }
        if !plan.over.is_empty() {
            let over = move |conn: &mut Conn| chasing::over(conn, &plan.over, now);
            let done = self.store.write(over).await;
            done.map_err(crate::Error::from)?;
        }
        Ok(true)
    }

    async fn plan(&self) -> Result<Plan> {
        let now = self.clock.now();
        let (today, email) = (today_in_london(now), self.post.is_some());
        let entropy = std::sync::Arc::clone(&self.entropy);
        let read = move |conn: &mut Conn| -> Result<Plan> {
            let mut wanted = wanted(conn, today)?;
            let mut over = Vec::new();
            for notice in chasing::open(conn)? {
                if wanted.remove(&notice.key).is_none() {
                    over.push(notice.id);
                }
            }
            if !is_chasing_day(today) {
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
        self.store.read(read).await
    }
}
