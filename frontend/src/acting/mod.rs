//! Doing something to a record: the one scaffold of every page with a form that changes one. What is typed is read into a
//! command, sent for the version that was read, and set beside what others did where they were quicker.

mod act;
mod confirm;
mod conflict;
mod fields;
mod form_page;
mod many;
mod record;
mod scene;
mod why;

pub use act::{Act, Ground, Said};
pub use confirm::Confirm;
pub use fields::Fields;
pub use form_page::form_page;
pub use many::{add_to, many};
pub use record::Record;
pub use scene::{Instead, Scene};
pub use why::Why;
