//! The only room that names diesel: connections, schema, rows and queries, for `SQLite` and for `PostgreSQL`.
//!
//! A caller opens a [`Store`] and hands it closures. [`Store::read`] runs one in a read-only transaction, so that it
//! sees one moment; [`Store::write`] runs one in a transaction that is kept if the closure returns `Ok`, and only then
//! answers.
//!
//! Rules for the functions of the feature modules, which take a `&mut Conn`:
//!
//! * whatever differs between the two databases belongs in `dialect`;
//! * a statement that may fail and be lived with (a duplicate key, say) goes inside `conn.transaction(…)`, which is a
//!   savepoint there: `PostgreSQL` refuses everything after a failed statement, `SQLite` does not;
//! * no constraint is `DEFERRABLE`: on `SQLite` one that fails at commit takes its neighbours in the batch with it.

pub mod access;
mod analyze;
pub mod audit;
pub mod chasing;
pub mod codelists;
mod conn;
pub mod dialect;
mod error;
mod forgetting;
pub mod incidents;
pub mod integrations;
mod migrate;
pub mod people;
pub mod platform;
pub mod practice;
pub mod reviews;
mod rows;
pub(crate) mod schema;
mod setup;
mod store;
#[cfg(test)]
mod tests;
mod values;

pub use conn::Conn;
pub use error::{Rule, StorageError};
pub use forgetting::FORGOTTEN_AT_ONCE;
pub use setup::create_database;
pub use store::{Backend, Database, Metrics, Store, StoreConfig};
