//! Watches the session: warns before it ends, and closes the page when it has.
//!
//! Every tab asks the server, so that all tabs of a person agree. Asking does not prolong
//! the session; what the person does, does.

use crate::api::{client, session as api};
use crate::session::{Limits, Session};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often the clock of the warning moves.
const TICK: Duration = Duration::from_secs(1);
/// How often the server is asked while the warning is open: another tab may go on working.
const ASK_EVERY: i64 = 10;
/// How long to wait before asking again where the server did not answer.
const AGAIN: Duration = Duration::from_secs(5);
/// Whoever types tells the server so, not more often than this.
const TYPING: TimeDelta = TimeDelta::minutes(1);
/// A timer takes no longer wait than this.
const LONGEST: Duration = Duration::from_hours(1);

/// What to do at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing for so long.
    Wait(Duration),
    /// Warn: so many seconds are left.
    Warn(i64),
    /// It has ended.
    Ended,
}

fn step(limits: Limits, now: DateTime<Utc>) -> Step {
    if now >= limits.expires_at {
        Step::Ended
    } else if now >= limits.warn_at {
        Step::Warn((limits.expires_at - now).num_seconds().max(1))
    } else {
        let wait = (limits.warn_at - now).to_std().unwrap_or_default();
        Step::Wait(wait.min(LONGEST))
    }
}

/// The watch over the session of this tab. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    session: Session,
    /// How many seconds are left, while the person is warned.
    pub left: RwSignal<Option<i64>>,
    /// The warning is open.
    pub warning: RwSignal<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    told: StoredValue<Option<DateTime<Utc>>>,
    before_warning: Callback<()>,
}

impl Watch {
    /// Starts to watch, for as long as the client lives. `before_warning` saves what is not saved yet.
    pub fn start(session: Session, before_warning: Callback<()>) -> Self {
        let watch = Self {
            session,
            left: RwSignal::new(None),
            warning: RwSignal::new(false),
            timer: StoredValue::new(None),
            told: StoredValue::new(None),
            before_warning,
        };
        Effect::new(move |_| {
            session.limits.track();
            watch.look();
        });
        // Timers stand still while a machine sleeps, and run slowly in a tab that is not in sight.
        window_event_listener_untyped("visibilitychange", move |_| watch.ask());
        window_event_listener_untyped("input", move |_| watch.typed());
        watch
    }

    /// The person goes on working.
    pub fn stay(self) {
        spawn_local(async move {
            match api::stay().await {
                Ok(view) => self.session.take_limits(&view),
                Err(_) => self.ask(),
            }
        });
    }

    fn in_use(self) -> Option<Limits> {
        let asking = self.session.sign_in_again.is_open();
        self.session.limits.get_untracked().filter(|_| !asking)
    }

    /// Does what is due by what is known.
    pub fn look(self) {
        let Some(limits) = self.in_use() else {
            self.rest();
            return;
        };
        let Some(now) = client::server_time() else {
            return;
        };
        match step(limits, now) {
            Step::Wait(wait) => {
                self.close();
                self.wake_in(wait, Self::ask);
            }
            Step::Warn(left) => {
                if !self.warning.get_untracked() {
                    self.before_warning.run(());
                    self.warning.set(true);
                }
                self.left.set(Some(left));
                let next = if left % ASK_EVERY == 0 {
                    Self::ask
                } else {
                    Self::look
                };
                self.wake_in(TICK, next);
            }
            Step::Ended => self.wake_in(TICK, Self::ask),
        }
    }

    /// Asks the server how long the session lasts, and does what is due.
    fn ask(self) {
        if self.in_use().is_none() {
            return;
        }
        spawn_local(async move {
            let answer = api::current().await;
            let Some(limits) = self.in_use() else { return };
            match answer {
                Ok(Some(view)) if self.session.staff() == Some(view.staff.id) => {
                    self.session.take_limits(&view);
                }
                Ok(_) => self.end(),
                // What is on the screen is not for whoever comes by, whether or not the server can be asked.
                Err(_) if client::server_time().is_none_or(|now| now >= limits.expires_at) => {
                    self.end();
                }
                Err(_) => self.wake_in(AGAIN, Self::ask),
            }
        });
    }

    /// The page is closed until the same person signs in again; all that was typed stays behind it.
    fn end(self) {
        self.rest();
        self.session.sign_in_again.open.set(true);
    }

    /// Typing is work, though nothing may be sent for a long time.
    fn typed(self) {
        let (Some(_), Some(now)) = (self.in_use(), client::server_time()) else {
            return;
        };
        let told = self.told.get_value();
        if told.is_none_or(|told| now - told >= TYPING) {
            self.told.set_value(Some(now));
            self.stay();
        }
    }

    fn close(self) {
        if self.warning.get_untracked() {
            self.warning.set(false);
        }
        self.left.set(None);
    }

    fn rest(self) {
        self.close();
        self.stop_timer();
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn wake_in(self, wait: Duration, then: fn(Self)) {
        self.stop_timer();
        let timer = set_timeout_with_handle(move || then(self), wait);
        self.timer.set_value(timer.ok());
    }
}

/// How much time is left, in words.
pub fn words(left: i64) -> String {
    let (minutes, seconds) = (left / 60, left % 60);
    let one = |count: i64, word: &str| {
        let end = if count == 1 { "" } else { "s" };
        format!("{count} {word}{end}")
    };
    match (minutes, seconds) {
        (0, seconds) => one(seconds, "second"),
        (minutes, 0) => one(minutes, "minute"),
        (minutes, seconds) => format!("{} and {}", one(minutes, "minute"), one(seconds, "second")),
    }
}

/// How much time is left, for a screen reader: said at the start, at each half minute and ten
/// seconds before the end, not every second.
pub fn spoken(left: i64) -> i64 {
    match left {
        ..=10 => 10,
        left => (left + 29) / 30 * 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2008-09-12T{text}Z").parse().unwrap()
    }
    fn limits() -> Limits {
        Limits {
            warn_at: at("09:13:00"),
            expires_at: at("09:15:00"),
            ends_at: at("19:00:00"),
        }
    }

    #[test]
    fn it_waits_then_warns_then_ends() {
        assert_eq!(
            step(limits(), at("09:00:00")),
            Step::Wait(Duration::from_mins(13))
        );
        assert_eq!(step(limits(), at("09:13:00")), Step::Warn(120));
        assert_eq!(step(limits(), at("09:14:59")), Step::Warn(1));
        assert_eq!(step(limits(), at("09:15:00")), Step::Ended);
    }

    #[test]
    fn the_time_left_is_said_in_words() {
        assert_eq!(words(120), "2 minutes");
        assert_eq!(words(61), "1 minute and 1 second");
        assert_eq!(words(5), "5 seconds");
    }

    #[test]
    fn a_screen_reader_is_not_interrupted_every_second() {
        let said: std::collections::BTreeSet<i64> = (1..=120).map(spoken).collect();
        assert_eq!(said.into_iter().collect::<Vec<_>>(), [10, 30, 60, 90, 120]);
    }
}
