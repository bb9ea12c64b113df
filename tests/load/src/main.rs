//! Benchmarks: what the API manages, beside what the machine could manage at best, in one run. Limits: the same query
//! with nothing round it, one durable row, and static JSON. It prints figures and asserts nothing: they are for reading
//! (docs/benchmarks.md).

mod limits;
mod server;
mod session;
mod work;

use clap::Parser;
use limits::Limits;
use server::Server;
use session::Session;
use shared::ids::IncidentId;
use std::path::PathBuf;
use std::time::Duration;
use work::{Figures, beside, limit, measure};

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
    /// How many requests to send before looking at the memory.
    #[arg(long, default_value_t = 100_000)]
    requests: usize,
    /// Keep the filled database in this folder, and use it again if it is there.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let options = Options::parse();
    let temporary = tempfile::TempDir::new()?;
    let folder = options.data.as_deref().unwrap_or(temporary.path());
    let server = Server::start(folder, options.incidents).await?;
    println!("{} incidents on {}", options.incidents, server.database());
    if let Some(time) = server.filled_in {
        println!("filled in {} s", time.as_secs());
    }
    println!(
        "ready {} ms after it was started, on the filled database",
        server.ready_after.as_millis()
    );
    work::headings();
    let limits = lists(&options, &server).await?;
    searches(&options, &server, &limits).await?;
    records(&options, &server).await?;
    memory(&options, &server).await
}

impl Options {
    fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// Asks an address again and again.
    async fn get(&self, session: &Session, path: &str) -> Figures {
        measure(self.clients, self.time(), || session.get(path)).await
    }
}

/// The list by each filter and order, and as each kind of reader. Answers with the bare query's figures.
async fn lists(options: &Options, server: &Server) -> Outcome<Figures> {
    let session = server.sign_in("safeguarding").await?;
    let health = options.get(&session, "/health/live").await;
    limit("limit: static JSON", &health);
    let limits = Limits::of(server.store());
    let bare = measure(4, options.time(), || limits.list()).await;
    limit("limit: the list's query, bare", &bare);
    let area = session.an_area().await?;
    let filters = [
        ("list of 25, newest first", String::new()),
        ("  oldest first", "?sort=oldest".to_owned()),
        ("  due soonest", "?sort=due_soonest".to_owned()),
        ("  of 100", "?limit=100".to_owned()),
        ("  at the stage closed", "?stage=closed".to_owned()),
        ("  at the stage triaged", "?stage=triaged".to_owned()),
        ("  of deaths", "?kind=death".to_owned()),
        ("  known", "?known=known_open".to_owned()),
        ("  in an area", format!("?area={area}")),
        ("  overdue", "?overdue=true".to_owned()),
        ("  notified since", "?notified_from=2026-06-01".to_owned()),
        (
            "  closed deaths, due soonest",
            "?stage=closed&kind=death&sort=due_soonest".to_owned(),
        ),
    ];
    for (name, query) in filters {
        let path = format!("/api/v1/incidents{query}");
        let figures = options.get(&session, &path).await;
        beside(name, &figures, &bare);
    }
    for (name, query) in [
        ("count of all", ""),
        ("count of closed deaths", "?stage=closed&kind=death"),
    ] {
        let path = format!("/api/v1/incidents/count{query}");
        beside(name, &options.get(&session, &path).await, &bare);
    }
    for reader in ["customer_services", "od_north", "manager", "practitioner"] {
        let session = server.sign_in(reader).await?;
        for (what, path) in [
            ("list", "/api/v1/incidents"),
            ("count", "/api/v1/incidents/count"),
            ("my work", "/api/v1/my-work"),
        ] {
            let figures = options.get(&session, path).await;
            beside(&format!("{what} as {reader}"), &figures, &bare);
        }
    }
    Ok(bare)
}

/// The search by words from rare to very common, in each order, and its count. Searches leave a durable entry in the
/// audit log, so the durable row is a limit too.
async fn searches(options: &Options, server: &Server, bare: &Figures) -> Outcome<()> {
    let session = server.sign_in("safeguarding").await?;
    let one = session.any_incident().await?;
    let words = [
        ("a reference", one.reference.as_str()),
        ("a common word", "hospital"),
        ("a word of every incident", "invented"),
    ];
    for (name, text) in words {
        for (order, query) in [
            ("", "{}"),
            (", due soonest", r#"{"sort":"due_soonest"}"#),
            (", triaged only", r#"{"stage":"triaged"}"#),
        ] {
            let body = format!(r#"{{"text":"{text}","filter":{query}}}"#);
            let search = || session.post("/api/v1/incidents/search", &body);
            let figures = measure(options.clients, options.time(), search).await;
            beside(&format!("search: {name}{order}"), &figures, bare);
            let count = || session.post("/api/v1/incidents/search/count", &body);
            let figures = measure(options.clients, options.time(), count).await;
            beside(&format!("  its count{order}"), &figures, bare);
        }
    }
    for reader in ["customer_services", "od_north", "manager"] {
        let session = server.sign_in(reader).await?;
        let body = r#"{"text":"invented","filter":{}}"#;
        let search = || session.post("/api/v1/incidents/search", body);
        let figures = measure(options.clients, options.time(), search).await;
        beside(&format!("search: every as {reader}"), &figures, bare);
    }
    Ok(())
}

/// One incident, read and made.
async fn records(options: &Options, server: &Server) -> Outcome<()> {
    let session = server.sign_in("safeguarding").await?;
    let limits = Limits::of(server.store());
    let one = session.any_incident().await?;
    let loaded = measure(4, options.time(), || limits.load(one.id)).await;
    limit("limit: one incident loaded, bare", &loaded);
    let row = measure(options.clients, options.time(), || limits.row()).await;
    limit("limit: one durable row, bare", &row);
    let path = format!("/api/v1/incidents/{}", one.id);
    let read = options.get(&session, &path).await;
    beside("one incident, whole (audited)", &read, &row);
    let made = measure(options.clients, options.time(), || session.report()).await;
    beside("a durable create", &made, &row);
    audit_costs(options, &limits, one.id).await;
    Ok(())
}

/// What a durable audit entry adds to reading, side by side: the same storage read without and with it. The service
/// does not wait for a list's, so that what is said of it is the most that it can cost.
async fn audit_costs(options: &Options, limits: &Limits, id: IncidentId) {
    let (clients, time) = (options.clients, options.time());
    let list = measure(clients, time, || limits.list()).await;
    limit("the list's query, as many clients", &list);
    let noted = measure(clients, time, || limits.noted(limits.list())).await;
    beside("  the same, and an entry", &noted, &list);
    let one = measure(clients, time, || limits.load(id)).await;
    limit("one incident loaded, as many clients", &one);
    let noted = measure(clients, time, || limits.noted(limits.load(id))).await;
    beside("  the same, and an entry", &noted, &one);
}

/// Resident memory after many requests of each kind.
async fn memory(options: &Options, server: &Server) -> Outcome<()> {
    let session = server.sign_in("safeguarding").await?;
    let one = session.any_incident().await?;
    let one = format!("/api/v1/incidents/{}", one.id);
    let paths = [
        "/api/v1/incidents",
        "/api/v1/incidents?sort=due_soonest&limit=100",
        "/api/v1/my-work",
        one.as_str(),
    ];
    let failures = work::repeat(options.clients, options.requests, |number| {
        session.get(paths[number % paths.len()])
    })
    .await;
    if let Some(resident) = server.resident_kilobytes()? {
        println!(
            "resident memory after {} more requests ({failures} failed), mapped files aside: {} MB",
            options.requests,
            resident / 1024
        );
    }
    Ok(())
}
