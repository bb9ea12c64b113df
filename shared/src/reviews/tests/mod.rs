//! Expectations are the domain's, written by hand.
#![allow(clippy::unwrap_used, reason = "tests")]

mod independence;
mod oracle;
mod world;
