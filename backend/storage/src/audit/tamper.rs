//! For tests that play someone who can write to the database behind the program's back.

use diesel::connection::SimpleConnection;

use crate::{Conn, StorageError};

/// Runs this text as it is.
pub fn tamper(conn: &mut Conn, sql: &str) -> Result<(), StorageError> {
    Ok(conn.batch_execute(sql)?)
}
