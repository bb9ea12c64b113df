//! Asking again and again from several clients at a time, and what came of it.

use super::Outcome;
use std::fmt;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How often it was done and how long it took.
pub struct Figures {
    per_second: f64,
    median: Duration,
    worst_percent: Duration,
    failures: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let (median, worst) = (ms(self.median), ms(self.worst_percent));
        write!(
            f,
            "{:>12.0}{median:>12.2}{worst:>12.2}{:>12}",
            self.per_second, self.failures
        )
    }
}

/// Does it from this many clients for this long.
#[allow(
    clippy::disallowed_methods,
    reason = "measuring time is what a benchmark is for"
)]
pub async fn measure<F, W>(clients: usize, time: Duration, work: F) -> Figures
where
    F: Fn() -> W,
    W: Future<Output = Outcome<()>> + Send + 'static,
{
    let begun = Instant::now();
    let mut running = JoinSet::new();
    let begin = |running: &mut JoinSet<_>| {
        let one = work();
        running.spawn(async move {
            let begun = Instant::now();
            (one.await, begun.elapsed())
        });
    };
    for _ in 0..clients {
        begin(&mut running);
    }
    let (mut times, mut failures) = (Vec::new(), 0);
    while let Some(done) = running.join_next().await {
        match done {
            Ok((Ok(()), took)) => times.push(took),
            Ok((Err(error), _)) => {
                if failures == 0 {
                    eprintln!("{error}");
                }
                failures += 1;
            }
            Err(_) => failures += 1,
        }
        if begun.elapsed() < time {
            begin(&mut running);
        }
    }
    times.sort_unstable();
    let at = |percent: usize| {
        times
            .get(times.len() * percent / 100)
            .copied()
            .unwrap_or_default()
    };
    let count = u32::try_from(times.len()).unwrap_or(u32::MAX);
    Figures {
        per_second: f64::from(count) / begun.elapsed().as_secs_f64(),
        median: at(50),
        worst_percent: at(99),
        failures,
    }
}
