//! Management reviews: required, commissioned, written, assured, approved, sent and told.

mod assure;
mod attachments;
mod author;
mod capacity;
mod change;
mod comment;
mod commission;
mod debrief;
mod end;
mod file;
mod history;
mod import;
mod list;
mod opened;
mod register;
mod require;
mod send;
mod submit;
mod text;
mod versions;
mod view;
mod view_commission;
mod words;

pub use attachments::AttachedFile;
pub(super) use change::{lock, tell};
pub use file::ReviewFile;
pub(crate) use list::{may_require_one, see_any_management};
pub(crate) use opened::opened_reviews;
pub(super) use words::changes;
pub use words::fields;
