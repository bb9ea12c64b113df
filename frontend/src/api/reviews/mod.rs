//! Reviews: the external ones that we track, our own, and the recommendations of both.

pub mod attachments;
pub mod external;
pub mod management;
pub mod recommendations;
pub mod text;
