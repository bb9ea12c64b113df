//! Brings the schema of the database up to the one this program was built with.

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::store::Purpose;
use crate::{Conn, StorageError, Store};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("../../migrations/postgresql");

/// Any number, as long as nothing else of this database takes the same lock.
const POSTGRESQL_LOCK: &str = "SELECT pg_advisory_xact_lock(7216035528121)";

impl Store {
    /// Runs the migrations this database has not had, in one transaction: all of them or none. Says which.
    ///
    /// Two programs that start together do it one after the other. A database that a later version of the program has
    /// changed is refused.
    pub async fn migrate(&self) -> Result<Vec<String>, StorageError> {
        self.locked(
            |conn| {
                let done = run(conn, SQLITE)?;
                // It looks at every row: three seconds of 200,000 incidents, at each start.
                if !done.is_empty() {
                    foreign_keys_hold(conn)?;
                }
                Ok(done)
            },
            |conn| run(conn, POSTGRESQL),
        )
        .await
    }

    /// The migrations this database has not had.
    pub async fn pending(&self) -> Result<Vec<String>, StorageError> {
        self.locked(
            |conn| pending(conn, SQLITE),
            |conn| pending(conn, POSTGRESQL),
        )
        .await
    }

    /// Runs one of the two in a transaction that no other program can be in at the same time.
    async fn locked<T: Send + 'static>(
        &self,
        sqlite: fn(&mut SqliteConnection) -> Result<T, StorageError>,
        postgres: fn(&mut PgConnection) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        self.apart(Purpose::Migrate, move |conn| match conn {
            Conn::Sqlite(conn) => conn.immediate_transaction(sqlite),
            Conn::Postgres(conn) => conn.transaction(|conn| {
                conn.batch_execute(POSTGRESQL_LOCK)?;
                postgres(conn)
            }),
        })
        .await
    }
}

fn run<DB, C>(conn: &mut C, ours: EmbeddedMigrations) -> Result<Vec<String>, StorageError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let applied = conn.applied_migrations().map_err(StorageError::other)?;
    let known = MigrationSource::<DB>::migrations(&ours).map_err(StorageError::other)?;
    if let Some(later) = applied
        .iter()
        .find(|version| known.iter().all(|ours| ours.name().version() != **version))
    {
        return Err(StorageError::other(format!(
            "the database was changed by a later version of this program (migration {later})"
        )));
    }
    let names = pending(conn, ours)?;
    let missing = known
        .into_iter()
        .filter(|ours| names.contains(&ours.name().to_string()));
    let mut missing: Vec<_> = missing.collect();
    missing.sort_by(|a, b| a.name().version().cmp(&b.name().version()));
    for migration in &missing {
        conn.run_migration(migration).map_err(|error| {
            StorageError::other(format!("migration {}: {error}", migration.name()))
        })?;
    }
    Ok(names)
}

fn pending<DB, C>(conn: &mut C, ours: EmbeddedMigrations) -> Result<Vec<String>, StorageError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let missing = conn.pending_migrations(ours).map_err(StorageError::other)?;
    Ok(missing
        .iter()
        .map(|migration| migration.name().to_string())
        .collect())
}

/// Foreign keys are off while `SQLite` migrates, so that a migration can rebuild a table that others point to.
fn foreign_keys_hold(conn: &mut SqliteConnection) -> Result<(), StorageError> {
    #[derive(QueryableByName)]
    struct Dangling {
        #[diesel(sql_type = Text)]
        table: String,
    }
    let dangling: Vec<Dangling> = diesel::sql_query("PRAGMA foreign_key_check").load(conn)?;
    match dangling.first() {
        None => Ok(()),
        Some(row) => Err(StorageError::other(format!(
            "a migration left rows of {} that point to nothing",
            row.table
        ))),
    }
}
