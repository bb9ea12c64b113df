//! Break-glass: asking for an incident, reading it for its hour, and reviewing that.

mod ask;
mod read;
mod review;

pub use ask::BreakGlassPage;
pub use read::OpenIncidentPage;
pub use review::{OpeningReviewPage, OpeningsPage, openings_table};

use crate::api::client;
use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;

/// How often the time that is left is said anew, in seconds.
const EVERY: u64 = 15;

/// The time that is left until a moment, said anew as it goes by.
pub fn time_left(until: DateTime<Utc>) -> impl Fn() -> Duration + Copy + Send + Sync + 'static {
    let left = RwSignal::new(left_now(until));
    let again = set_interval_with_handle(
        move || {
            let _ = left.try_set(left_now(until));
        },
        std::time::Duration::from_secs(EVERY),
    );
    on_cleanup(move || {
        if let Ok(again) = again {
            again.clear();
        }
    });
    move || left.get()
}

/// Where the server never told the time, nothing is left: it decides anyway.
fn left_now(until: DateTime<Utc>) -> Duration {
    client::server_time().map_or_else(Duration::zero, |now| until - now)
}

/// How much longer, in words.
pub fn left_words(left: Duration) -> String {
    match left.num_minutes() {
        _ if left <= Duration::zero() => "The hour is over.".to_owned(),
        0 => "Open for less than a minute more.".to_owned(),
        1 => "Open for 1 minute more.".to_owned(),
        minutes => format!("Open for {minutes} minutes more."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_much_longer() {
        for (seconds, words) in [
            (3_599, "Open for 59 minutes more."),
            (119, "Open for 1 minute more."),
            (59, "Open for less than a minute more."),
            (0, "The hour is over."),
            (-60, "The hour is over."),
        ] {
            assert_eq!(left_words(Duration::seconds(seconds)), words);
        }
    }
}
