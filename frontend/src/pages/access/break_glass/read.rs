//! The incident that is open, read-only, with the time that is left.

use super::{left_words, time_left};
use crate::api::{Versioned, break_glass};
use crate::components::{BackLink, InsetText};
use crate::pages::incidents;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use chrono::Duration;
use leptos::prelude::*;
use shared::access::break_glass::OpeningView;
use shared::ids::BreakGlassId;
use shared::incidents::api::IncidentView;

/// The approved management reviews that can be read through an opening.
fn approved_reviews(opening: &OpeningView) -> AnyView {
    let id = opening.id;
    let lines = opening.reviews.iter().map(|review| {
        let href = Route::OpenReview(id, review.id).path();
        view! {
            <li>
                <a class="govuk-link" href=href>
                    {review.reference.clone()}
                </a>
            </li>
        }
    });
    let content = if opening.reviews.is_empty() {
        view! { <p class="govuk-body">"No management review of this incident is approved."</p> }
            .into_any()
    } else {
        view! { <ul class="govuk-list">{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        <h2 class="govuk-heading-m">"Approved management reviews"</h2>
        {content}
    }
    .into_any()
}

/// The incident of an opening.
#[component]
pub fn OpenIncidentPage(
    /// The opening.
    opening: BreakGlassId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || async move {
        let told = break_glass::opening(opening).await?.value;
        let incident = break_glass::incident(opening).await?;
        Ok(Versioned {
            value: (told, incident.value),
            etag: incident.etag,
        })
    });
    show(
        read,
        12,
        true,
        move |(opening, incident): (OpeningView, IncidentView)| {
            let left = time_left(opening.ends_at);
            let today = session.today();
            let incident = StoredValue::new(incident);
            let reviews = StoredValue::new(opening.clone());
            // What may no longer be read does not stay on the screen either.
            let is_open = Memo::new(move |_| left() > Duration::zero());
            let content = move || {
                if is_open.get() {
                    incident.with_value(|incident| incidents::incident_read_only(incident, today))
                } else {
                    view! { <p class="govuk-body">"You can no longer read this incident."</p> }
                        .into_any()
                }
            };
            view! {
            <BackLink href=Route::BreakGlass.path() text="Back to opening a restricted incident" />
            <InsetText>
                <p class="govuk-body govuk-!-font-weight-bold">{move || left_words(left())}</p>
                <p class="govuk-body govuk-!-margin-bottom-0">
                    {format!("You opened it for this reason: {}", opening.reason)}
                </p>
            </InsetText>
            {content}
            {move || is_open.get().then(|| reviews.with_value(approved_reviews))}
        }
        .into_any()
        },
    )
}
