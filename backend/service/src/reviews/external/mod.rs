//! External reviews: recorded, corrected, followed step by step, their recommendations answered.

mod change;
mod close;
mod correct;
mod dates;
mod history;
mod linked;
mod list;
mod recommend;
mod steps;
mod submitted;
mod track;
mod view;
mod words;

pub(crate) use list::see_any_external;
pub(super) use submitted::note_submission;
pub use words::fields;
