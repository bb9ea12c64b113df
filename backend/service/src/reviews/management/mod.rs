//! Management reviews: required, commissioned, written, assured, approved, sent and told.

mod assure;
mod author;
mod change;
mod commission;
mod debrief;
mod end;
mod history;
mod list;
mod register;
mod require;
mod send;
mod view;
mod view_commission;
mod words;

pub(super) use change::{lock, tell};
pub(crate) use list::see_any_management;
pub(super) use words::changes;
pub use words::fields;
