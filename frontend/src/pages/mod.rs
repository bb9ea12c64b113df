//! The screens, one file each, in folders named after their feature.

pub mod access;
pub mod accessibility;
pub mod audit;
pub mod chasing;
pub mod codelists;
mod history;
pub mod incidents;
pub mod not_found;
pub mod people;
pub mod practice;
pub mod reviews;
pub mod settings;
