//! The approved review of an incident that is open under break-glass, read-only, with the time that is left.

use super::read::Sheet;
use crate::api::{Versioned, break_glass};
use crate::components::{BackLink, InsetText, PageHeading};
use crate::pages::access::break_glass::{left_words, time_left};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use chrono::Duration;
use leptos::prelude::*;
use shared::access::break_glass::OpeningView;
use shared::ids::{BreakGlassId, ManagementReviewId};
use shared::reviews::api::ReviewText;

/// An approved review of the incident of an opening.
#[component]
pub fn OpenReviewPage(
    /// The opening.
    opening: BreakGlassId,
    /// The review.
    review: ManagementReviewId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || async move {
        let told = break_glass::opening(opening).await?.value;
        let text = break_glass::review_text(opening, review).await?;
        Ok(Versioned {
            value: (told, text.value),
            etag: text.etag,
        })
    });
    show(
        read,
        12,
        true,
        move |(told, text): (OpeningView, ReviewText)| {
            let left = time_left(told.ends_at);
            let today = session.today();
            let text = StoredValue::new(text);
            let named = told.reviews.iter().find(|one| one.id == review);
            let title = named.map_or_else(
                || "Management review".to_owned(),
                |one| format!("Text of {}", one.reference),
            );
            // What may no longer be read does not stay on the screen either.
            let is_open = Memo::new(move |_| left() > Duration::zero());
            let content = move || {
                if !is_open.get() {
                    return view! { <p class="govuk-body">"You can no longer read this review."</p> }
                    .into_any();
                }
                text.with_value(|text| {
                    let sheet = Sheet {
                        view: None,
                        text,
                        today,
                    };
                    view! {
                        <p class="govuk-body">{sheet.which()}</p>
                        {sheet.whole()}
                    }
                    .into_any()
                })
            };
            view! {
                <BackLink href=Route::OpenIncident(opening).path() text="Back to the incident" />
                <PageHeading title=title caption="Approved management review" />
                <InsetText>
                    <p class="govuk-body govuk-!-font-weight-bold">{move || left_words(left())}</p>
                    <p class="govuk-body govuk-!-margin-bottom-0">
                        {format!("You opened it for this reason: {}", told.reason)}
                    </p>
                </InsetText>
                {content}
            }
            .into_any()
        },
    )
}
