//! Making a database on a server, for tests and for whoever sets one up.

use crate::StorageError;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

/// Makes a database on the PostgreSQL server that `server` connects to: empty, or like another to which nobody is
/// connected.
pub async fn create_database(
    server: &str,
    name: &str,
    like: Option<&str>,
) -> Result<(), StorageError> {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let template = like.map(|like| format!(" TEMPLATE {}", quoted(like)));
    let statement = format!(
        "CREATE DATABASE {}{}",
        quoted(name),
        template.unwrap_or_default()
    );
    let server = server.to_owned();
    let running = tokio::task::spawn_blocking(move || -> Result<(), StorageError> {
        Ok(PgConnection::establish(&server)?.batch_execute(&statement)?)
    });
    running
        .await
        .unwrap_or_else(|error| Err(StorageError::other(error)))
}
