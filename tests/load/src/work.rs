//! Asking again and again from several clients at a time, and what came of it.

use super::Outcome;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How often it was done and how long it took.
#[derive(Clone, Copy)]
pub struct Figures {
    per_second: f64,
    median: Duration,
    worst_percent: Duration,
    failures: usize,
}

/// Prints the headings of the lines that follow.
pub fn headings() {
    println!(
        "{:<42}{:>12}{:>10}{:>10}{:>10}{:>10}",
        "", "per second", "of limit", "p50 ms", "p99 ms", "failures"
    );
}

/// Prints a limit.
pub fn limit(name: &str, figures: &Figures) {
    line(name, figures, "");
}

/// Prints something measured, beside its limit.
pub fn beside(name: &str, figures: &Figures, limit: &Figures) {
    let share = figures.per_second / limit.per_second;
    line(name, figures, &format!("{share:.2}"));
}

fn line(name: &str, figures: &Figures, share: &str) {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (median, worst) = (ms(figures.median), ms(figures.worst_percent));
    println!(
        "{name:<42}{:>12.0}{share:>10}{median:>10.2}{worst:>10.2}{:>10}",
        figures.per_second, figures.failures
    );
}

/// Does it so many times from this many clients, and says how often it failed.
pub async fn repeat<F, W>(clients: usize, times: usize, work: F) -> usize
where
    F: Fn(usize) -> W,
    W: Future<Output = Outcome<()>> + Send + 'static,
{
    let mut running = JoinSet::new();
    let mut failures = 0;
    for number in 0..times {
        if running.len() >= clients {
            failures += usize::from(!matches!(running.join_next().await, Some(Ok(Ok(())))));
        }
        running.spawn(work(number));
    }
    failures
        + running
            .join_all()
            .await
            .iter()
            .filter(|done| done.is_err())
            .count()
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
