//! Everything that was done to one management review.

use crate::api::reviews::management;
use crate::pages::history::history_page;
use crate::routes::Route;
use leptos::prelude::*;
use shared::ids::ManagementReviewId;

/// Everything that was done to one management review, newest first.
#[component]
pub fn ManagementHistoryPage(
    /// The review.
    review: ManagementReviewId,
) -> impl IntoView {
    history_page(
        Route::ManagementReview(review),
        "Back to the review",
        move |cursor| async move { management::history(review, cursor.as_deref()).await },
    )
}
