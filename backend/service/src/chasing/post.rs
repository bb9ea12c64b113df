//! Sending the e-mails of notices, one at a time.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mail::{Mail, Smtp};
use shared::chasing::SendFailure;
use std::sync::Arc;
use storage::chasing::{self, Attempt, Key, Notice, Outcome};
use storage::{Conn, people};

use super::wanted::Day;
use super::words;
use crate::{Error, Result, Service, today_in_london};

/// The mail server, and where the link of an e-mail leads.
#[derive(Debug, Clone)]
pub struct Post {
    /// The mail server.
    pub smtp: Smtp,
    /// The address people type, without a path: `https://reviews.example.org`.
    pub address: String,
}

/// How long to wait after each failure before the next attempt, in minutes. After the last there is none.
const WAITS: [i64; 5] = [1, 5, 30, 120, 360];
/// Whoever has taken an e-mail for sending has it for so long: longer than sending may take.
const TAKEN: Duration = Duration::minutes(10);
/// So many e-mails are sent before the notices are looked at again.
const BATCH: usize = 20;

/// What came of taking an e-mail.
enum Taken {
    /// There is none, or others have it.
    None,
    /// It is not sent: nothing is owed any more.
    Cancelled,
    /// It is to be sent.
    Ready(Box<(Notice, Mail)>),
}

impl Service {
    /// Sends the e-mails that wait, some of them at most. Says how many the mail server took.
    pub async fn send_emails(&self) -> Result<usize> {
        let Some(post) = self.post.clone() else {
            return Ok(0);
        };
        let mut sent = 0;
        for _ in 0..BATCH {
            let now = self.clock.now();
            let waits = self
                .store
                .read(move |conn| chasing::has_queued(conn, now))
                .await;
            if !waits.map_err(Error::from)? {
                break;
            }
            let (notice, mail) = match self.take_email(&post).await? {
                Taken::None => break,
                Taken::Cancelled => continue,
                Taken::Ready(taken) => *taken,
            };
            let done = post.smtp.send(&mail).await;
            sent += usize::from(done.is_ok());
            let outcome = outcome(done, notice.tries, self.clock.now());
            self.settle(&notice, outcome).await?;
            if done.is_err_and(SendFailure::is_of_server) {
                break;
            }
        }
        Ok(sent)
    }

    /// Takes the e-mail that waits longest, and derives once more whether it is owed.
    async fn take_email(&self, post: &Arc<Post>) -> Result<Taken> {
        let (now, post) = (self.clock.now(), Arc::clone(post));
        let id = self.entropy.id(now).into();
        let take = move |conn: &mut Conn| -> Result<Taken> {
            let Some((notice, over)) = chasing::take(conn, now, now + TAKEN)? else {
                return Ok(Taken::None);
            };
            let (key, today) = (notice.key, today_in_london(now));
            let owed = !over && is_wanted(conn, today, &key)?;
            let person = people::staff_facts(conn, key.staff)?;
            let Some(person) = person.filter(|_| owed) else {
                let attempt = Attempt {
                    id,
                    notice: notice.id,
                    number: notice.attempts,
                    at: now,
                    outcome: Outcome::Cancelled,
                };
                chasing::settle(conn, &attempt)?;
                return Ok(Taken::Cancelled);
            };
            let mail = Mail {
                id: notice.id.to_string(),
                to: person.email,
                subject: words::subject(key.due, today),
                body: words::body(&notice, today, &post.address),
            };
            Ok(Taken::Ready(Box::new((notice, mail))))
        };
        self.store.write(take).await
    }

    async fn settle(&self, notice: &Notice, outcome: Outcome) -> Result<()> {
        let at = self.clock.now();
        let attempt = Attempt {
            id: self.entropy.id(at).into(),
            notice: notice.id,
            number: notice.attempts,
            at,
            outcome,
        };
        if let Outcome::Failed(failure, again) = outcome {
            tracing::warn!(notice = %notice.id, %failure, last = again.is_none(), "an e-mail was not sent");
        }
        let settle = move |conn: &mut Conn| chasing::settle(conn, &attempt);
        self.store.write(settle).await.map_err(Error::from)?;
        Ok(())
    }
}

/// What the notice says is still owed, and this person is still to be told.
fn is_wanted(conn: &mut Conn, today: NaiveDate, key: &Key) -> Result<bool> {
    let wanted = Day::load(conn, today)?.wanted(conn, &[key.record])?;
    Ok(wanted.contains_key(key))
}

/// What came of an attempt, the `tries`-th since it was last asked for.
fn outcome(done: std::result::Result<(), SendFailure>, tries: i32, now: DateTime<Utc>) -> Outcome {
    let Err(failure) = done else {
        return Outcome::Sent;
    };
    let wait = usize::try_from(tries - 1).ok();
    let wait = wait.and_then(|number| WAITS.get(number));
    let again = wait.filter(|_| !failure.is_final());
    Outcome::Failed(failure, again.map(|wait| now + Duration::minutes(*wait)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let after = |failure, tries| match outcome(Err(failure), tries, now) {
            Outcome::Failed(_, again) => again.map(|again| (again - now).num_minutes()),
            Outcome::Sent | Outcome::Cancelled => Some(0),
        };
        let waits = (1..=6).map(|tries| after(SendFailure::TimedOut, tries));
        let expected = [Some(1), Some(5), Some(30), Some(120), Some(360), None];
        assert_eq!(waits.collect::<Vec<_>>(), expected);
        assert_eq!(after(SendFailure::Refused, 1), None);
        assert_eq!(outcome(Ok(()), 3, now), Outcome::Sent);
    }
}
