//! The writing room of a management review: its text, saved as one types, and its versions.

mod attachments;
mod beside;
mod check;
mod chronology;
mod comments;
mod desk;
mod difference;
mod field;
mod findings;
mod glance;
mod manuscript;
mod opened;
mod page;
mod read;
mod recommendations;
mod removal;
mod restore;
mod room;
mod saving;
mod sections;
mod shift;
mod versions;
mod words;

pub use opened::OpenReviewPage;
pub use page::WritingRoomPage;
pub use read::ReviewTextPage;
pub use versions::ReviewVersionsPage;
