//! Reviews: the external ones that we track.

pub mod external;
pub mod text;
