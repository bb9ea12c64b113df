//! Incidents: a child's death, serious injury or other serious incident, from
//! first word to closed (§7–§9, §19, §20).

pub mod api;
pub mod buddy;
pub mod clocks;
pub mod codes;
pub mod commands;
pub mod facts;
pub mod model;
pub mod report;
pub mod report_form;
#[cfg(test)]
pub(crate) mod tests;
pub mod workflow;

pub use codes::*;
pub use model::*;
