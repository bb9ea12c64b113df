//! Invented data to try things with: an organisation, its people and cases, any number of incidents, two external
//! reviews and three of ours.
//!
//! Only a database that was created as a demonstration is filled. The same number of incidents into the same database
//! on the same day makes the same data, but for the passwords.

mod accounts;
mod cases;
mod codelists;
mod dice;
mod incidents;
mod log;
mod management;
mod names;
mod organisation;
mod places;
mod posts;
mod reviews;
mod store;
#[cfg(test)]
mod tests;
mod writing;

use chrono::{DateTime, Duration, Utc};
use dice::Dice;
use incidents::{Cast, Plan, Teller, Told};
pub use log::fill_log;
use organisation::Organisation;
use posts::Posts;
use service::access::hash_password;
use service::{Clock, Service, today_in_london};
use shared::codelists::Codelist;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;
use storage::{Conn, StorageError};
use store::{CaseWithAllocations, Clerk, Hashed};

/// Incidents made and stored at a time.
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
    #[error(
        "this database was not created as a demonstration, so nothing was added to it. Use an empty database, or \
         another data folder (--data)"
    )]
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
/// An empty database becomes a demonstration; any other that is not one is refused. All of it is one transaction, so a
/// filling that is interrupted leaves nothing and can be begun again. The sign-ins are written to `demo-accounts.json`
/// in the data folder, the first time only.
pub async fn fill(service: &Service, data_dir: &Path, incidents: usize) -> Result<(), DemoError> {
    service.mark_demonstration().await?;
    let empty = service.store.read(storage::people::is_empty).await?;
    let now = service.clock.now();
    let founding = empty
        .then(|| Founding::invent(service, data_dir, now))
        .transpose()?;
    write(service, founding, incidents, now).await?;
    service.store.analyze().await?;
    Ok(())
}

/// An organisation that is to be written down, and the file of its sign-ins.
struct Founding {
    organisation: Organisation,
    cases: Vec<CaseWithAllocations>,
    accounts: Vec<Hashed>,
    dice: Dice,
    file: accounts::Pending,
}

impl Founding {
    fn invent(service: &Service, data_dir: &Path, now: DateTime<Utc>) -> Result<Self, DemoError> {
        let today = today_in_london(now);
        let mut dice = Dice::new(SEED);
        let organisation = organisation::invent(&places::read()?, today, &mut dice);
        let cases = cases::invent(&organisation, today, &mut dice);
        let posts = Posts::of(&organisation, today);
        let entropy = service.entropy.as_ref();
        let accounts = accounts::invent(&organisation, &posts, entropy);
        let file = accounts::Pending::write(data_dir, &accounts)?;
        let hashed = accounts.into_iter().map(|account| {
            let hash = hash_password(entropy, &account.password)?;
            Ok((account, hash))
        });
        Ok(Self {
            accounts: hashed.collect::<Result<_, DemoError>>()?,
            organisation,
            cases,
            dice,
            file,
        })
    }
}

async fn write(
    service: &Service,
    founding: Option<Founding>,
    incidents: usize,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    let clock = Arc::clone(&service.clock);
    let (founding, file) = match founding {
        Some(Founding {
            organisation,
            cases,
            accounts,
            dice,
            file,
        }) => (Some((organisation, cases, accounts, dice)), Some(file)),
        None => (None, None),
    };
    let written = service
        .store
        .write(move |conn| {
            if let Some((organisation, cases, accounts, mut dice)) = founding {
                store::write_organisation(conn, &organisation, &cases, &accounts, now, &mut dice)?;
            }
            if incidents > 0 {
                write_incidents(conn, incidents, now, clock.as_ref())?;
            }
            Ok(())
        })
        .await;
    match (written, file) {
        (Ok(()), Some(file)) => file.keep(),
        (Err(error), Some(file)) => {
            file.drop_it();
            Err(error)
        }
        (written, None) => written,
    }
}

fn write_incidents(
    conn: &mut Conn,
    count: usize,
    now: DateTime<Utc>,
    clock: &dyn Clock,
) -> Result<(), DemoError> {
    let today = today_in_london(now);
    let (organisation, cases) = store::read_organisation(conn)?;
    let there = storage::incidents::how_many(conn)?;
    let mut cast = Cast::new(organisation, cases, today).ok_or(DemoError::NobodyToTell)?;
    cast.names.sources = storage::codelists::entries_of(conn, Codelist::IncidentSource)?;
    let who = cast.posts.safeguarding.first().copied();
    let who = who.ok_or(DemoError::NobodyToTell)?;
    let clerk = Clerk(storage::people::actor(conn, who, today)?);
    // Another filling of the same database makes other incidents.
    let seed = SEED ^ (there << 20) ^ u64::try_from(count).unwrap_or_default();
    let plan = Plan::new(count, now, Dice::new(seed));
    let references = store::take_references(conn, plan.years())?;
    let mut teller = Teller::new(&cast, plan, references);
    let untold = now - OUTBOX;
    let mut progress = Progress {
        clock,
        count,
        done: 0,
        told_at: now,
    };
    thread::scope(|scope| {
        // The next batches are made while one is being written.
        let (hand_over, batches) = mpsc::sync_channel(2);
        scope.spawn(move || {
            loop {
                let batch: Vec<Told> = teller.by_ref().take(BATCH).collect();
                let dice = teller.spare();
                if batch.is_empty() || hand_over.send((batch, dice)).is_err() {
                    return;
                }
            }
        });
        for (batch, mut dice) in batches {
            let written = batch.len();
            store::write_incidents(conn, &clerk, batch, untold, &mut dice)?;
            progress.add(written);
        }
        Ok::<_, DemoError>(())
    })?;
    if there == 0 {
        reviews::write(conn, &clerk.0, now, untold)?;
        management::write(conn, &clerk.0, now, untold)?;
    }
    Ok(())
}

/// Tells every few seconds how far it has come.
struct Progress<'a> {
    clock: &'a dyn Clock,
    count: usize,
    done: usize,
    told_at: DateTime<Utc>,
}

impl Progress<'_> {
    fn add(&mut self, more: usize) {
        self.done += more;
        let now = self.clock.now();
        if now - self.told_at >= TELL_EVERY {
            self.told_at = now;
            eprintln!("{} of {} incidents", self.done, self.count);
        }
    }
}
