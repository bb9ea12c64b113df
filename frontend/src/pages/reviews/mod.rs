//! The reviews: external ones, which others hold and we track.

mod external;
mod panel;
mod words;
mod writing;

pub use external::{
    ExternalFormPage, ExternalHistoryPage, ExternalReviewPage, ExternalReviewsPage,
    TrackExternalPage,
};
pub use panel::reviews_panel;
pub use writing::{ReviewTextPage, ReviewVersionsPage, WritingRoomPage};

/// The session's word for those for whom the list of external reviews can hold something.
pub const SEE_EXTERNAL: &str = "see_external_reviews";
/// The session's word for those who record external reviews.
pub const TRACK_EXTERNAL: &str = "track_external_review";
