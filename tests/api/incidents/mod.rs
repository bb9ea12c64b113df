//! Incidents.

mod bad_input;
mod concurrency;
mod journey;
mod lists;
mod privacy;
mod short_path;
