//! Incidents.

mod agreeing;
mod bad_input;
mod concurrency;
mod journey;
mod lists;
mod privacy;
mod restriction;
mod short_path;
