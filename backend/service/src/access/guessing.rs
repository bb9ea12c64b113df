//! Slowing down whoever guesses passwords, without locking out whoever owns them.
//!
//! Each guess stands in one or more queues and is taken when all of them let it. Someone who has signed in with this
//! browser before stands in a queue of their own, so no stranger can keep them waiting. Everyone else stands in three:
//! of this account from this address, which soon becomes very slow; of this account from anywhere, and of this address
//! for any account, which never become so slow that a colleague could not get in between. An account that does not
//! exist has the same queues. A guess is counted before it is checked, so that many at once are not taken for one, and
//! in the database, so that every server counts the same.

use chrono::{DateTime, Duration, Utc};
use shared::ids::SessionId;
use std::net::IpAddr;
use storage::Conn;
use storage::access::{self, Guesses};
use uuid::Uuid;

use super::token::Tokens;
use crate::{Error, Result};

/// How a queue slows down.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// So many wrong guesses cost nothing.
    free: i64,
    /// The longest wait between two guesses.
    longest: Duration,
    /// One wrong guess is forgiven for each of these.
    forgiven: Duration,
}

/// One account from one address; one browser that is known; one session.
const NARROW: Pace = Pace {
    free: 5,
    longest: Duration::minutes(15),
    forgiven: Duration::minutes(15),
};
/// One account from anywhere.
const ACCOUNT: Pace = Pace {
    free: 20,
    longest: Duration::seconds(30),
    forgiven: Duration::minutes(5),
};
/// One address for any account: a whole office can share one.
const ADDRESS: Pace = Pace {
    free: 50,
    longest: Duration::seconds(30),
    forgiven: Duration::minutes(1),
};

/// So often a guess that has to wait is noted in the audit log, for each address.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// After so long nothing is left of any queue.
pub(super) const FORGOTTEN: Duration = Duration::days(1);

impl Pace {
    /// How long to wait after so many wrong guesses: 1, 2, 4, 8 … seconds beyond those that are free.
    fn wait_after(self, failures: i64) -> Duration {
        match failures.saturating_sub(self.free) {
            ..=0 => Duration::zero(),
            // Doubled so often, it is longer than any pace allows.
            beyond => Duration::seconds(1 << beyond.min(20).saturating_sub(1)).min(self.longest),
        }
    }

    fn left(self, kept: Guesses, now: DateTime<Utc>) -> i64 {
        let since = (now - kept.last_at).num_seconds().max(0);
        (kept.failures - since / self.forgiven.num_seconds()).max(0)
    }

    /// What is kept after one more guess at this moment.
    fn one_more(self, kept: Guesses, now: DateTime<Utc>) -> Guesses {
        let failures = self.left(kept, now) + 1;
        Guesses {
            failures,
            last_at: now,
            next_at: now + self.wait_after(failures),
        }
    }
}

/// The queues in which one guess stands.
#[derive(Debug, Clone)]
pub(super) struct Queues(Vec<(String, Pace)>);

impl Queues {
    /// Of someone at the door. `known` is the browser, where this person has signed in with it before.
    pub(super) fn at_the_door(
        tokens: &Tokens,
        email: &str,
        origin: Option<&str>,
        known: Option<Uuid>,
    ) -> Result<Self> {
        if let Some(browser) = known {
            return Self::new(tokens, vec![(format!("browser {browser}"), NARROW)]);
        }
        let place = origin.map(network_of).unwrap_or_default();
        Self::new(
            tokens,
            vec![
                (format!("account {email} from {place}"), NARROW),
                (format!("account {email}"), ACCOUNT),
                (format!("address {place}"), ADDRESS),
            ],
        )
    }

    /// Nothing is guessed.
    pub(super) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Of someone who is signed in and gives their password again.
    pub(super) fn in_session(tokens: &Tokens, session: SessionId) -> Result<Self> {
        Self::new(tokens, vec![(format!("session {session}"), NARROW)])
    }

    /// The database shows no names: what is typed as an address may be a password.
    fn new(tokens: &Tokens, named: Vec<(String, Pace)>) -> Result<Self> {
        let mut queues = named
            .into_iter()
            .map(|(name, pace)| Ok((tokens.pseudonym(&format!("guesses at {name}"))?, pace)))
            .collect::<Result<Vec<_>>>()?;
        // Held in this order, no two wait for each other.
        queues.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(Self(queues))
    }

    /// Counts a guess as wrong, before it is checked; refuses it while a queue makes it wait.
    pub(super) fn take_turn(&self, conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
        let mut wait = Duration::zero();
        for (subject, pace) in &self.0 {
            let kept = access::hold_guesses(conn, subject, now)?;
            wait = wait.max(kept.next_at - now);
            access::put_guesses(conn, subject, pace.one_more(kept, now))?;
        }
        if wait > Duration::zero() {
            let seconds = wait.num_milliseconds().unsigned_abs().div_ceil(1000);
            return Err(Error::TooManyAttempts { seconds });
        }
        Ok(())
    }

    /// The guess was right: a queue of one person's own is empty again; a shared one takes back what it counted.
    pub(super) fn was_right(&self, conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
        for (subject, pace) in &self.0 {
            let kept = access::hold_guesses(conn, subject, now)?;
            let left = if pace.free == NARROW.free {
                0
            } else {
                (kept.failures - 1).max(0)
            };
            let after = Guesses {
                failures: left,
                next_at: now,
                ..kept
            };
            access::put_guesses(conn, subject, after)?;
        }
        Ok(())
    }
}

/// Is a guess from this address that has to wait to be noted in the audit log? Every one would let a stranger fill it:
/// the first in a minute is.
pub(super) fn is_to_be_noted(
    tokens: &Tokens,
    conn: &mut Conn,
    origin: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let place = origin.map(network_of).unwrap_or_default();
    let subject = tokens.pseudonym(&format!("notes of guesses from {place}"))?;
    let kept = access::hold_guesses(conn, &subject, now)?;
    if now < kept.next_at {
        return Ok(false);
    }
    let noted = Guesses {
        failures: 0,
        last_at: now,
        next_at: now + NOTED_EVERY,
    };
    access::put_guesses(conn, &subject, noted)?;
    Ok(true)
}

/// The network that counts as one address: of IPv6 the first half, which one subscriber has whole.
pub fn network_of(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(address) => address.to_canonical().to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2008-09-12T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let waits = |pace: Pace, counts: &[i64]| {
            counts
                .iter()
                .map(|n| pace.wait_after(*n).num_seconds())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            waits(NARROW, &[0, 5, 6, 7, 8, 15, 16, 1_000_000, i64::MAX]),
            [0, 0, 1, 2, 4, 512, 900, 900, 900]
        );
        assert_eq!(waits(ACCOUNT, &[20, 21, 25, 26, 1000]), [0, 1, 16, 30, 30]);
        assert_eq!(waits(ADDRESS, &[50, 51, 1000]), [0, 1, 30]);
    }

    #[test]
    fn what_is_long_ago_is_forgiven() {
        let kept = Guesses {
            failures: 10,
            last_at: now(),
            next_at: now(),
        };
        let left = |minutes| NARROW.left(kept, now() + Duration::minutes(minutes));
        assert_eq!((left(14), left(15), left(60), left(1000)), (10, 9, 6, 0));
        // The clock of another server may be behind.
        assert_eq!(left(-5), 10);
    }

    #[test]
    fn an_ipv6_subscriber_is_one_address() {
        assert_eq!(
            network_of("2001:db8:1:2:3:4:5:6"),
            network_of("2001:db8:1:2:ffff::1")
        );
        assert_ne!(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
        assert_eq!(network_of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network_of("192.0.2.1"), "192.0.2.1");
    }
}
