//! The API, tested through real HTTP on a real database: SQLite, or the PostgreSQL that
//! `SAFEGUARDING_TEST_DATABASE` names. The server is the one that the binary serves; only its clock is ours to move.

mod access;
mod audit;
mod chasing;
mod codelists;
mod incidents;
mod integrations;
mod people;
mod policy;
mod reviews;
mod settings;
mod support;
