//! The incidents.

mod actions;
mod list;
mod list_asked;
mod my_work;
mod report;
mod view;
pub(super) mod words;

pub use actions::ActionPage;
pub use list::IncidentsPage;
pub use my_work::MyWorkPage;
pub use report::{Desk, ReportPage, ReportStartPage, ReportedPage};
pub use view::{HistoryPage, IncidentPage, incident_read_only};
