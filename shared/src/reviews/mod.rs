//! Reviews: the external one tracked, our own written by someone independent (§8, §11–§13, §19–§21).

pub mod api;
pub mod attachments;
pub mod authors;
pub mod capacity;
pub mod chronology;
pub mod clocks;
pub mod codes;
pub mod commands;
pub mod external;
pub mod independence;
pub mod management;
pub mod merging;
pub mod recommendations;
#[cfg(test)]
pub(crate) mod tests;
pub mod text;
pub mod versions;

pub use codes::*;
