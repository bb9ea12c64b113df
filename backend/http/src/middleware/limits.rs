//! How much anyone may ask at a time: each person, each address, and of each request its headers and its time.

use super::Arrival;
use crate::failure::Failure;
use crate::state::AppState;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::HeaderMap;
use governor::clock::{Clock, DefaultClock};
use governor::{Quota, RateLimiter, state::keyed::DefaultKeyedStateStore};
use service::access::network_of;
use sha2::{Digest, Sha256};
use shared::chasing::calendar::FEEDS;
use shared::ids::By;
use shared::integrations::oauth::TOKEN;
use shared::problem::{self, Problem, ProblemCode};
use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

/// The most bytes that the names and values of a request's headers may have together.
const HEADERS: usize = 16 * 1024;
/// So many who asked lately are remembered before those are forgotten whose time is over.
const REMEMBERED: usize = 10_000;
/// Tokens a minute for one address: often enough for many systems behind it, as each token is good for ten minutes, and
/// too seldom for guessing.
const TOKENS: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// Readings a minute of calendar feeds from one address: the calendar programs of a whole office are behind it.
const FEED_READERS: NonZeroU32 = NonZeroU32::MIN.saturating_add(299);
/// Readings a minute by one link: a program asks a few times an hour, and each reading stands in the audit log.
const FEED: NonZeroU32 = NonZeroU32::MIN.saturating_add(11);

/// Requests a minute for each of many.
pub(crate) struct Rate<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock>,
    clock: DefaultClock,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    /// So many a minute, and a third of them at once.
    fn new(per_minute: NonZeroU32) -> Self {
        let burst = NonZeroU32::new(per_minute.get() / 3).unwrap_or(NonZeroU32::MIN);
        let clock = DefaultClock::default();
        let quota = Quota::per_minute(per_minute).allow_burst(burst);
        Self {
            limiter: RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone()),
            clock,
        }
    }

    fn take(&self, key: &K) -> Result<(), Failure> {
        if self.limiter.len() > REMEMBERED {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            let seconds = wait.as_secs() + 1;
            let words = format!("Wait {}, then go on.", problem::seconds(seconds));
            let mut problem = Problem::new(ProblemCode::RateLimited, words);
            problem.retry_after = Some(seconds);
            Failure::Problem(Box::new(problem))
        })
    }
}

/// The rates of all that share this server.
pub(crate) struct Rates {
    people: Option<Rate<By>>,
    addresses: Option<Rate<String>>,
    tokens: Option<Rate<String>>,
    feed_readers: Option<Rate<String>>,
    feeds: Option<Rate<[u8; 32]>>,
}

impl Rates {
    /// Requests a minute, a third-party system counting like a person. Nothing is counted for 0, tokens neither where
    /// addresses are not.
    pub(crate) fn new(per_person: u32, per_address: u32) -> Self {
        let per_address = NonZeroU32::new(per_address);
        Self {
            people: NonZeroU32::new(per_person).map(Rate::new),
            addresses: per_address.map(Rate::new),
            tokens: per_address.map(|_| Rate::new(TOKENS)),
            feed_readers: per_address.map(|_| Rate::new(FEED_READERS)),
            feeds: per_address.map(|_| Rate::new(FEED)),
        }
    }

    /// Counts a request of an address. One for a token, and one of a calendar program, count towards rates of their own.
    pub(super) fn take_address(&self, path: &str, arrival: &Arrival) -> Result<(), Failure> {
        let rate = if path == TOKEN {
            self.tokens.as_ref()
        } else if path.starts_with(FEEDS) {
            self.feed_readers.as_ref()
        } else if path.starts_with("/api/") {
            self.addresses.as_ref()
        } else {
            None
        };
        match (rate, arrival.source.address) {
            (Some(rate), Some(address)) => rate.take(&network_of(&address.to_string())),
            _ => Ok(()),
        }
    }

    /// Counts a reading by the link with this token, whether it leads anywhere or not. The token itself is not kept.
    pub(crate) fn take_feed(&self, token: &str) -> Result<(), Failure> {
        match &self.feeds {
            Some(rate) => rate.take(&Sha256::digest(token).into()),
            None => Ok(()),
        }
    }

    pub(super) fn take_person(&self, who: impl Into<By>) -> Result<(), Failure> {
        self.people
            .as_ref()
            .map_or(Ok(()), |rate| rate.take(&who.into()))
    }
}

/// Refuses headers that are too large together.
pub(super) fn check_headers(headers: &HeaderMap) -> Result<(), Failure> {
    let size: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if size <= HEADERS {
        return Ok(());
    }
    Err(Failure::new(
        ProblemCode::HeadersTooLarge,
        "Send at most 16 KiB of headers. In a browser, deleting this site's cookies may help.",
    ))
}

/// How long a request may take in all: where a file is sent, as long as that may take to arrive, and then as long as any
/// other.
pub(super) fn time_of(state: &AppState, request: &ServiceRequest) -> Duration {
    let config = &state.config;
    let pattern = request.resource_map().match_pattern(request.path());
    let takes_file = |pattern: String| state.description.takes_file(request.method(), &pattern);
    if pattern.is_some_and(takes_file) {
        config.file_deadline + config.request_deadline
    } else {
        config.request_deadline
    }
}

/// The request was not done in its time; whether its change was, nobody knows.
pub(super) fn timed_out() -> Failure {
    Failure::new(
        ProblemCode::TimedOut,
        "A change may or may not have been saved: send it again with the same Idempotency-Key or If-Match.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::StaffId;
    use uuid::Uuid;

    #[test]
    fn each_has_a_rate_of_their_own() {
        let rates = Rates::new(30, 0);
        let (one, two) = (StaffId(Uuid::from_u128(1)), StaffId(Uuid::from_u128(2)));
        for _ in 0..10 {
            assert!(rates.take_person(one).is_ok());
        }
        let refused = rates.take_person(one).unwrap_err().problem();
        assert_eq!(refused.code, ProblemCode::RateLimited);
        assert!((1..=3).contains(&refused.retry_after.unwrap()));
        assert!(rates.take_person(two).is_ok());
        assert!((0..1000).all(|_| Rates::new(0, 0).take_person(one).is_ok()));
    }
}
