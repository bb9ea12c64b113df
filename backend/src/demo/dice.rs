//! The one source of chance for invented data: the same seed makes the same data.

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use uuid::Uuid;

/// A seeded source of chance. Passwords never come from here.
pub struct Dice(StdRng);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// Dice of their own, that fall as these would have it.
    pub fn spare(&mut self) -> Self {
        Self::new(self.0.random())
    }

    /// A whole number from `low` to `high`, both included; `low` where there is none.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// True in so many of a hundred throws.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    /// One of them; nothing only where there are none.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.choose(&mut self.0).copied()
    }

    /// One of them.
    pub fn one<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        from[self.0.random_range(0..N)]
    }

    /// One of them, as often as its weight says; the last where the weights are all 0.
    pub fn weighted<T: Copy, const N: usize>(&mut self, from: [(T, u32); N]) -> T {
        let total: u32 = from.iter().map(|(_, weight)| weight).sum();
        let mut left = self.0.random_range(0..total.max(1));
        for (value, weight) in from {
            if left < weight {
                return value;
            }
            left -= weight;
        }
        from[N - 1].0
    }

    /// A new id whose order follows the time `at`.
    pub fn id<T: From<Uuid>>(&mut self, at: DateTime<Utc>) -> T {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.0.random())
            .into_uuid()
            .into()
    }
}
