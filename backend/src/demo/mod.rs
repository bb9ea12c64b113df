//! Invented data to try things with: an organisation, its people and cases, and any number of incidents.
//!
//! Only a database that was created as a demonstration is filled. The same number of incidents into the same database
//! on the same day makes the same data, but for the passwords.

mod accounts;
mod cases;
mod dice;
mod incidents;
mod names;
mod organisation;
mod places;
mod posts;
mod store;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Duration, Utc};
use dice::Dice;
use incidents::{Cast, Plan, Teller, Told};
use posts::Posts;
use service::access::hash_password;
use service::{Service, today_in_london};
use std::path::Path;
use storage::StorageError;
use store::Clerk;
use tokio::task::JoinHandle;

/// Incidents stored in one transaction.
const BATCH: usize = 500;
/// For how long an event stays in the outbox of an invented service.
const OUTBOX: Duration = Duration::days(30);
/// How often the progress is told.
const TELL_EVERY: Duration = Duration::seconds(3);
/// Any number: another makes other people.
const SEED: u64 = 0x5AFE_64A4_D1E6;

/// Why the database was not filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// It may hold real data.
    #[error("this database was not created as a demonstration; nothing was added to it")]
    NotADemonstration,
    /// The files built into the program are not as they should be.
    #[error("the reference data built into this program cannot be read")]
    ReferenceData,
    /// The organisation was changed since, beyond use.
    #[error(
        "this demonstration has no invented case left, or nobody in safeguarding or customer services"
    )]
    NobodyToTell,
    /// The file of sign-ins could not be written.
    #[error("the sign-ins of the demonstration could not be written: {0}")]
    File(#[from] std::io::Error),
    /// A use case failed.
    #[error(transparent)]
    Service(service::Error),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<service::Error> for DemoError {
    fn from(error: service::Error) -> Self {
        match error {
            service::Error::Conflict(_) => Self::NotADemonstration,
            other => Self::Service(other),
        }
    }
}

/// Fills a demonstration: with an organisation if it is empty, and with so many more incidents.
///
/// An empty database becomes a demonstration; any other that is not one is refused. The sign-ins are written to
/// `demo-accounts.json` in the data folder, the first time only.
pub async fn fill(service: &Service, data_dir: &Path, incidents: usize) -> Result<(), DemoError> {
    service.mark_demonstration().await?;
    let now = service.clock.now();
    if service.store.read(storage::people::is_empty).await? {
        fill_organisation(service, data_dir, now).await?;
    }
    if incidents > 0 {
        fill_incidents(service, incidents, now).await?;
    }
    service.store.analyze().await?;
    Ok(())
}

async fn fill_organisation(
    service: &Service,
    data_dir: &Path,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    let today = today_in_london(now);
    let mut dice = Dice::new(SEED);
    let organisation = organisation::invent(&places::read()?, today, &mut dice);
    let cases = cases::invent(&organisation, today, &mut dice);
    let posts = Posts::of(&organisation, today);
    let accounts = accounts::invent(&organisation, &posts, service.entropy.as_ref());
    let pending = accounts::Pending::write(data_dir, &accounts)?;
    let entropy = service.entropy.clone();
    let hashed = accounts
        .into_iter()
        .map(|account| {
            let hash = hash_password(entropy.as_ref(), &account.password)?;
            Ok((account, hash))
        })
        .collect::<Result<Vec<_>, DemoError>>()?;
    let written = service
        .store
        .write(move |conn| {
            store::write_organisation(conn, &organisation, &cases, &hashed, now, &mut dice)
        })
        .await;
    match written {
        Ok(()) => pending.keep(),
        Err(error) => {
            pending.drop_it();
            Err(error)
        }
    }
}

async fn fill_incidents(
    service: &Service,
    count: usize,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    let today = today_in_london(now);
    let (organisation, cases, there) = service
        .store
        .read(|conn| {
            let (organisation, cases) = store::read_organisation(conn)?;
            Ok::<_, StorageError>((organisation, cases, storage::incidents::how_many(conn)?))
        })
        .await?;
    let cast = Cast::new(organisation, cases, today).ok_or(DemoError::NobodyToTell)?;
    let who = cast
        .posts
        .safeguarding
        .first()
        .copied()
        .ok_or(DemoError::NobodyToTell)?;
    let actor = service
        .store
        .read(move |conn| storage::people::actor(conn, who, today))
        .await?;
    let clerk = Clerk(actor);
    // Another filling of the same database makes other incidents.
    let seed = SEED ^ (there << 20) ^ u64::try_from(count).unwrap_or_default();
    let plan = Plan::new(count, now, Dice::new(seed));
    let years = plan.years();
    let references = service
        .store
        .write(|conn| store::take_references(conn, years))
        .await?;
    let mut teller = Teller::new(&cast, plan, references);
    let untold = now - OUTBOX;
    let mut progress = Progress {
        service,
        count,
        done: 0,
        told_at: now,
    };
    let mut writing: Option<JoinHandle<Result<usize, DemoError>>> = None;
    loop {
        // The next batch is made while the last is being written.
        let batch: Vec<Told> = teller.by_ref().take(BATCH).collect();
        if let Some(written) = writing.take() {
            progress.add(written.await.map_err(StorageError::other)??);
        }
        if batch.is_empty() {
            return Ok(());
        }
        let (store, clerk, stored) = (service.store.clone(), clerk.clone(), batch.len());
        let mut dice = teller.spare();
        writing = Some(tokio::spawn(async move {
            store
                .write(move |conn| store::write_incidents(conn, &clerk, batch, untold, &mut dice))
                .await?;
            Ok(stored)
        }));
        tokio::task::yield_now().await;
    }
}

/// Tells every few seconds how far it has come.
struct Progress<'a> {
    service: &'a Service,
    count: usize,
    done: usize,
    told_at: DateTime<Utc>,
}

impl Progress<'_> {
    fn add(&mut self, more: usize) {
        self.done += more;
        let now = self.service.clock.now();
        if now - self.told_at >= TELL_EVERY {
            self.told_at = now;
            eprintln!("{} of {} incidents", self.done, self.count);
        }
    }
}
