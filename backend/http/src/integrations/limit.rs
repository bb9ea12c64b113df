//! How often an address may ask for tokens: often enough for many systems behind one address, too seldom for guessing.

use chrono::{DateTime, Duration, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many requests from one address in a window.
const MOST: u32 = 60;
/// How long a window is.
pub(super) const WINDOW: Duration = Duration::minutes(1);
/// So many addresses are remembered at a time; beyond that, new ones wait for the next window.
const ADDRESSES: usize = 10_000;

/// Counts the requests of each address in its present window.
#[derive(Default)]
pub(crate) struct TokenLimit(Mutex<HashMap<String, (DateTime<Utc>, u32)>>);

impl TokenLimit {
    /// Counts a request, and says whether it is let through.
    pub(super) fn admits(&self, address: &str, now: DateTime<Utc>) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |since: DateTime<Utc>| now - since >= WINDOW;
        if let Some((since, count)) = seen.get_mut(address) {
            if is_over(*since) {
                (*since, *count) = (now, 0);
            }
            *count += 1;
            return *count <= MOST;
        }
        if seen.len() >= ADDRESSES {
            seen.retain(|_, (since, _)| !is_over(*since));
        }
        if seen.len() >= ADDRESSES {
            return false;
        }
        seen.insert(address.to_owned(), (now, 1));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn an_address_is_let_through_again_in_the_next_window() {
        let limit = TokenLimit::default();
        assert!((0..MOST).all(|_| limit.admits("192.0.2.1", at(0))));
        assert!(!limit.admits("192.0.2.1", at(59)));
        assert!(limit.admits("192.0.2.2", at(59)), "another address");
        assert!(limit.admits("192.0.2.1", at(60)));
    }

    #[test]
    fn so_many_addresses_and_no_more_are_remembered() {
        let limit = TokenLimit::default();
        for n in 0..ADDRESSES {
            assert!(limit.admits(&n.to_string(), at(0)));
        }
        assert!(!limit.admits("one more", at(1)));
        assert!(limit.admits("7", at(1)));
        assert!(limit.admits("one more", at(60)));
        assert_eq!(limit.0.lock().unwrap().len(), 1);
    }
}
