//! Incidents.

mod bad_input;
mod concurrency;
mod journey;
mod privacy;
mod short_path;
