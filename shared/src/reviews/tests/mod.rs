//! Expectations are the domain's, written by hand.
#![allow(clippy::unwrap_used, reason = "tests")]

mod attachments;
mod authors;
mod capacity;
mod chronology;
mod commands;
mod external;
mod independence;
mod management;
mod merging;
mod oracle;
pub(crate) mod people;
mod text;
mod world;
