//! Telling the database to look at how its rows are spread, so that it plans its queries well.

use diesel::connection::SimpleConnection;

use crate::{StorageError, Store};

impl Store {
    /// Counts afresh how the rows are spread; worth it after many were added at once.
    pub async fn analyze(&self) -> Result<(), StorageError> {
        self.write(|conn| Ok(conn.batch_execute("ANALYZE")?)).await
    }
}
