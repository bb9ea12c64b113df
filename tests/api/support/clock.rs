//! A clock that stands still until a test moves it.

use chrono::{DateTime, Duration, TimeZone, Utc};
use service::Clock;
use std::sync::{Arc, Mutex};

/// Stands at 10:00 on Wednesday 4 March 2026 until it is moved.
#[derive(Clone)]
pub struct MovableClock(Arc<Mutex<DateTime<Utc>>>);

impl MovableClock {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(
            Utc.with_ymd_and_hms(2026, 3, 4, 10, 0, 0).unwrap(),
        )))
    }

    pub fn set(&self, to: DateTime<Utc>) {
        *self.0.lock().unwrap() = to;
    }

    pub fn forward(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for MovableClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}
