//! What the store promises, on `SQLite` always and on `PostgreSQL` where `SAFEGUARDING_TEST_DATABASE` names a server.

#![allow(
    clippy::panic,
    reason = "what a panic in a request does is one of the questions"
)]

mod audit;
mod codelists;
mod dialect;
mod errors;
mod incidents;
mod parity;
mod people;
mod platform;
mod reads;
mod schema;
mod support;
mod writes;
