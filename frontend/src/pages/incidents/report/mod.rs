//! Reporting an incident, step by step, saved on the server as one types.
// A report is a few dozen indexes of signals; every closure of its pages holds a copy.
#![allow(clippy::large_types_passed_by_value)]

mod check_step;
mod children_step;
mod circumstances_step;
mod delete;
mod desk;
mod fields;
mod incident_step;
mod lists;
mod page;
mod place;
mod reported;
mod rival;
mod saving;
mod start;
mod steps;
mod words;
mod writing;

pub use desk::Desk;
pub use page::ReportPage;
pub use reported::ReportedPage;
pub use start::ReportStartPage;
