//! The text of a management review: its passages, its versions, and who has it open to write.

mod read;
mod rows;
mod save;
mod writers;

pub use read::{SavedVersion, at, has_passage, newest, saved, versions};
pub use save::{lock, save};
pub use writers::{Seen, Writer, keep_writing, writers};
