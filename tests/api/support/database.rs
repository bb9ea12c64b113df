//! An empty database for a test, gone when the test ends.

use std::path::Path;
use std::{env, fs};
use storage::{Store, StoreConfig};
use tempfile::TempDir;
use uuid::Uuid;

/// The variable that names a PostgreSQL server on which databases may be made.
const SERVER: &str = "SAFEGUARDING_TEST_DATABASE";

/// The file of SQLite.
const FILE: &str = "safeguarding.sqlite3";

pub struct Database {
    pub store: Store,
    config: StoreConfig,
    folder: TempDir,
}

/// What a database holds, to be given to others: a file of SQLite, or the name of a database of PostgreSQL.
pub enum Kept {
    Sqlite(Vec<u8>),
    Postgres(String),
}

impl Database {
    /// An empty one.
    pub async fn new() -> Self {
        Self::holding(None).await
    }

    /// One that holds the same as another.
    pub async fn like(kept: &Kept) -> Self {
        Self::holding(Some(kept)).await
    }

    async fn holding(kept: Option<&Kept>) -> Self {
        let folder = TempDir::new().unwrap();
        // Where the program looks for it.
        let file = folder.path().join(FILE);
        let like = match kept {
            None => None,
            Some(Kept::Sqlite(bytes)) => {
                fs::write(&file, bytes).unwrap();
                None
            }
            Some(Kept::Postgres(name)) => Some(name.as_str()),
        };
        let config = match env::var(SERVER) {
            Ok(server) => StoreConfig::postgres(new_database(&server, like).await),
            Err(_) => StoreConfig::sqlite(file),
        };
        let config = StoreConfig {
            readers: 2,
            writers: 3,
            ..config
        };
        let store = Store::open(&config).unwrap();
        store.migrate().await.unwrap();
        Self {
            store,
            config,
            folder,
        }
    }

    /// What it holds. Nothing may have it open any more.
    pub fn keep(&self) -> Kept {
        match &self.config.database {
            storage::Database::Postgres(url) => {
                let (_, name) = url.rsplit_once('/').unwrap();
                Kept::Postgres(name.to_owned())
            }
            storage::Database::Sqlite(file) => Kept::Sqlite(fs::read(file).unwrap()),
        }
    }

    /// A folder that goes with the database: for keys and logs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What tells the program to use this database.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--data".to_owned(), self.folder().display().to_string()];
        if let storage::Database::Postgres(url) = &self.config.database {
            arguments.extend(["--database-url".to_owned(), url.clone()]);
        }
        arguments
    }

    /// Another store on the same database, as another server process would have it.
    pub fn second_store(&self) -> Store {
        Store::open(&self.config).unwrap()
    }
}

/// Makes a database on the server, empty or like another, and names it as the server is named.
async fn new_database(server: &str, like: Option<&str>) -> String {
    let name = format!("test_{}", Uuid::now_v7().simple());
    storage::create_database(server, &name, like).await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}
