//! The domain of Safeguarding Reviews: types, rules, workflow and policy.
//!
//! Compiled natively into the server, which enforces them, and to WebAssembly
//! into the client, which draws from them: no rule is written twice. Pure:
//! nothing here reads the clock, a random source, a file or the network.
#![forbid(unsafe_code)]

pub mod access;
pub mod audit;
pub mod calendar;
pub mod chasing;
pub mod check;
pub mod codelists;
pub mod codes;
pub mod ids;
pub mod incidents;
pub mod integrations;
pub mod page;
pub mod people;
pub mod policy;
pub mod practice;
pub mod problem;
pub mod reviews;
pub mod settings;
#[cfg(feature = "diesel")]
mod sql;
