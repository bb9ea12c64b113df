//! Everything that was done to one external review.

use crate::api::reviews::external;
use crate::pages::history::history_page;
use crate::routes::Route;
use leptos::prelude::*;
use shared::ids::ExternalReviewId;

/// Everything that was done to one external review, newest first.
#[component]
pub fn ExternalHistoryPage(
    /// The review.
    review: ExternalReviewId,
) -> impl IntoView {
    history_page(
        Route::ExternalReview(review),
        "Back to the review",
        move |cursor| async move { external::history(review, cursor.as_deref()).await },
    )
}
