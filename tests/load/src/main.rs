//! Benchmarks: what the API manages, beside what the machine could manage at best, in one run. Limits: the same query
//! with nothing round it, one durable row, and static JSON. It prints figures and asserts nothing: they are for reading.

mod server;
mod work;

use clap::Parser;
use server::Server;
use std::time::Duration;
use work::{Figures, measure};

/// What to measure.
#[derive(Parser)]
struct Options {
    /// How many invented incidents the database holds.
    #[arg(long, default_value_t = 200_000)]
    incidents: usize,
    /// How many clients ask at a time.
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// For how many seconds each thing is asked.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let options = Options::parse();
    let time = Duration::from_secs(options.seconds);
    let folder = tempfile::TempDir::new()?;
    let server = Server::start(folder.path(), options.incidents).await?;
    println!("{} incidents on {}", options.incidents, server.database());
    println!(
        "ready {} ms after it was started, on the filled database",
        server.ready_after.as_millis()
    );
    println!(
        "{:<34}{:>12}{:>12}{:>12}{:>12}",
        "", "per second", "p50 ms", "p99 ms", "failures"
    );
    let session = server.sign_in("safeguarding").await?;

    let row = |name: &str, figures: &Figures| println!("{name:<34}{figures}");
    row(
        "limit: static JSON",
        &measure(options.clients, time, || session.get("/health/live")).await,
    );
    row(
        "limit: the list's query, bare",
        &measure(4, time, || server.bare_list()).await,
    );
    row(
        "list of 25, newest first",
        &measure(options.clients, time, || session.get("/api/v1/incidents")).await,
    );
    row(
        "list of 25, due soonest",
        &measure(options.clients, time, || {
            session.get("/api/v1/incidents?sort=due_soonest")
        })
        .await,
    );
    row(
        "list of 25 at one stage",
        &measure(options.clients, time, || {
            session.get("/api/v1/incidents?stage=closed")
        })
        .await,
    );
    let one = format!("/api/v1/incidents/{}", session.any_incident().await?);
    row(
        "one incident, whole (audited)",
        &measure(options.clients, time, || session.get(&one)).await,
    );
    row(
        "limit: one durable row, bare",
        &measure(options.clients, time, || server.bare_write()).await,
    );
    row(
        "a durable create",
        &measure(options.clients, time, || session.report()).await,
    );
    if let Some(resident) = server.resident_kilobytes()? {
        println!(
            "resident memory afterwards, mapped files aside: {} MB",
            resident / 1024
        );
    }
    Ok(())
}
