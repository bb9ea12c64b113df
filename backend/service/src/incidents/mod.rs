//! Use cases of incidents.

mod acknowledge;
mod addenda;
mod authors;
mod buddies;
mod candidates;
mod change;
mod child_death;
mod close;
mod correct;
pub(crate) mod cursor;
mod deadlines;
mod drafts;
mod eligibility;
mod export;
mod fields;
mod forward;
mod history;
mod list;
mod log;
mod lscb;
mod my_work;
mod reads;
mod report;
mod restriction;
mod set_aside;
mod steps;
#[cfg(test)]
mod tests;
mod triage;
mod view;
mod view_intake;
mod words;

pub(crate) use authors::{author_begins, author_ends};
pub use change::Changed;
pub(crate) use change::{given, stamp};
pub(crate) use eligibility::{Authors, Eligibility, faults, person};
pub use export::Export;
pub(crate) use export::csv_file;
pub(crate) use fields::in_words;
pub use fields::{Field, Names, fields};
pub(crate) use history::page_of as history_page;
pub(crate) use list::{limit, page_of, see_any, see_any_in_detail};
pub(crate) use view::{Names as ViewNames, summary, view_with};
pub use words::compare;
