//! An empty database for a test, gone when the test ends.

use std::env;
use std::path::Path;
use storage::{Store, StoreConfig};
use tempfile::TempDir;
use uuid::Uuid;

/// The variable that names a PostgreSQL server on which databases may be made.
const SERVER: &str = "SAFEGUARDING_TEST_DATABASE";

pub struct Database {
    pub store: Store,
    config: StoreConfig,
    folder: TempDir,
}

impl Database {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let config = match env::var(SERVER) {
            Ok(server) => StoreConfig::postgres(new_database(&server).await),
            // Where the program looks for it.
            Err(_) => StoreConfig::sqlite(folder.path().join("safeguarding.sqlite3")),
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

/// Makes a database on the server, and names it as the server is named.
async fn new_database(server: &str) -> String {
    let name = format!("test_{}", Uuid::now_v7().simple());
    storage::create_database(server, &name).await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}
