//! The reviews: external ones, which others hold and we track, and our own management reviews.

mod agree;
mod dates;
mod external;
mod list_frame;
mod management;
mod panel;
mod recommendation;
mod words;

pub use external::{
    ExternalFormPage, ExternalHistoryPage, ExternalReviewPage, ExternalReviewsPage,
    TrackExternalPage,
};
pub use management::{
    ManagementFormPage, ManagementHistoryPage, ManagementReviewPage, ManagementReviewsPage,
    RequirePage,
};
pub use panel::reviews_panel;
pub use recommendation::{RecommendationFormPage, RecommendationPage};

use crate::routes::Route;
use crate::session::Session;

/// The session's word for those for whom the list of external reviews can hold something.
pub const SEE_EXTERNAL: &str = "see_external_reviews";
/// The session's word for those who record external reviews.
pub const TRACK_EXTERNAL: &str = "track_external_review";
/// The session's word for those for whom the list of management reviews can hold something.
pub const SEE_MANAGEMENT: &str = "see_management_reviews";
/// The session's word for those who can say that a management review is required.
pub const REQUIRE_MANAGEMENT: &str = "require_management_review";

/// Whether either list can hold something for this person.
pub fn sees_any(session: Session) -> bool {
    session.may_start(SEE_MANAGEMENT) || session.may_start(SEE_EXTERNAL)
}

/// The list that the navigation leads to; from it one comes to the other.
pub fn first_list(session: Session) -> Route {
    if session.may_start(SEE_MANAGEMENT) {
        Route::ManagementReviews
    } else {
        Route::ExternalReviews
    }
}
