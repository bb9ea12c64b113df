//! Making a database on a server, for tests and for whoever sets one up.

use crate::StorageError;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

/// Makes an empty database on the PostgreSQL server that `server` connects to.
pub async fn create_database(server: &str, name: &str) -> Result<(), StorageError> {
    let (server, statement) = (
        server.to_owned(),
        format!("CREATE DATABASE \"{}\"", name.replace('"', "\"\"")),
    );
    let running = tokio::task::spawn_blocking(move || -> Result<(), StorageError> {
        Ok(PgConnection::establish(&server)?.batch_execute(&statement)?)
    });
    running
        .await
        .unwrap_or_else(|error| Err(StorageError::other(error)))
}
