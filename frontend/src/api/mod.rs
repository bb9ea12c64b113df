//! The one place that talks to the server. No signals and no views here.
//!
//! One file per resource, each a handful of typed calls of [`client`].

pub mod accounts;
pub mod audit;
pub mod break_glass;
pub mod chasing;
pub mod client;
pub mod codelists;
pub mod drafts;
mod error;
mod guard;
pub mod incidents;
pub mod integrations;
pub mod my_work;
pub mod own_sign_in;
pub mod people;
pub mod places;
pub mod practice;
pub mod reviews;
pub mod session;
pub mod settings;

pub use client::{Etag, Guard, IdempotencyKey, Versioned};
pub use error::ApiError;
