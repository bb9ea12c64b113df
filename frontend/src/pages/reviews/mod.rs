//! The reviews: external ones, which others hold and we track, and our own management reviews.

mod agree;
mod capacity;
mod dates;
mod external;
mod list_frame;
mod management;
mod panel;
mod recommendation;
mod words;
mod writing;

pub use panel::reviews_panel;

use crate::pages::not_found::NotFoundPage;
use crate::routes::Route;
use crate::session::Session;
use capacity::CapacityPage;
use external::{
    ExternalFormPage, ExternalHistoryPage, ExternalReviewPage, ExternalReviewsPage,
    TrackExternalPage,
};
use leptos::prelude::*;
use management::{
    ManagementFormPage, ManagementHistoryPage, ManagementReviewPage, ManagementReviewsPage,
    RequirePage,
};
use recommendation::{RecommendationFormPage, RecommendationPage};
use writing::{OpenReviewPage, ReviewTextPage, ReviewVersionsPage, WritingRoomPage};

/// The session's word for those for whom the list of external reviews can hold something.
pub const SEE_EXTERNAL: &str = "see_external_reviews";
/// The session's word for those who record external reviews.
pub const TRACK_EXTERNAL: &str = "track_external_review";
/// The session's word for those for whom the list of management reviews can hold something.
pub const SEE_MANAGEMENT: &str = "see_management_reviews";
/// The session's word for those who can say that a management review is required.
pub const REQUIRE_MANAGEMENT: &str = "require_management_review";

/// The session's word for those who see the capacity to write management reviews.
pub const SEE_CAPACITY: &str = "see_capacity";

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

/// A page of the reviews.
pub fn page(route: Route) -> AnyView {
    match route {
        Route::ExternalReviews => view! { <ExternalReviewsPage /> }.into_any(),
        Route::TrackExternal(incident) => {
            view! { <TrackExternalPage incident=incident /> }.into_any()
        }
        Route::ExternalReview(review) => view! { <ExternalReviewPage review=review /> }.into_any(),
        Route::ExternalHistory(review) => {
            view! { <ExternalHistoryPage review=review /> }.into_any()
        }
        Route::ExternalForm(review, form) => {
            view! { <ExternalFormPage review=review form=form /> }.into_any()
        }
        Route::ManagementReviews => view! { <ManagementReviewsPage /> }.into_any(),
        Route::Capacity => view! { <CapacityPage /> }.into_any(),
        Route::RequireReview(incident) => view! { <RequirePage incident=incident /> }.into_any(),
        Route::ManagementReview(review) => {
            view! { <ManagementReviewPage review=review /> }.into_any()
        }
        Route::ManagementHistory(review) => {
            view! { <ManagementHistoryPage review=review /> }.into_any()
        }
        Route::ManagementForm(review, form) => {
            view! { <ManagementFormPage review=review form=form /> }.into_any()
        }
        Route::Recommendation(one) => {
            view! { <RecommendationPage recommendation=one /> }.into_any()
        }
        Route::RecommendationForm(one, action) => {
            view! { <RecommendationFormPage recommendation=one action=action /> }.into_any()
        }
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// A page of the text of a management review.
pub fn writing_page(route: Route) -> AnyView {
    match route {
        Route::WriteReview(review) => view! { <WritingRoomPage review=review /> }.into_any(),
        Route::ReviewText(review) => view! { <ReviewTextPage review=review /> }.into_any(),
        Route::ReviewVersions(review) => view! { <ReviewVersionsPage review=review /> }.into_any(),
        Route::OpenReview(opening, review) => {
            view! { <OpenReviewPage opening=opening review=review /> }.into_any()
        }
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
