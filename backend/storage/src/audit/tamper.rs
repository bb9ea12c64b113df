//! For tests that play someone who can write to the database behind the program's back.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::schema::outbox_events as o;
use crate::{Conn, StorageError};

/// Runs this text as it is.
pub fn tamper(conn: &mut Conn, sql: &str) -> Result<(), StorageError> {
    Ok(conn.batch_execute(sql)?)
}

/// All that the outbox holds: of each event its kind, its record and what is told of it.
pub fn outbox(conn: &mut Conn) -> Result<Vec<(String, String, String)>, StorageError> {
    let events = o::table.select((o::kind, o::resource_id, o::payload));
    Ok(events.load(conn)?)
}
