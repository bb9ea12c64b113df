//! What a page says when something could not be read.

use crate::api::ApiError;
use crate::components::{Button, ButtonKind, PageHeading};
use crate::pages::not_found::NotFoundPage;
use leptos::prelude::*;
use shared::problem::ProblemCode;

/// Says why something could not be read and what to do, as a whole page or as part of one.
pub fn failure_view(error: &ApiError, whole_page: bool, retry: Callback<()>) -> AnyView {
    // A record that may not be seen answers like one that does not exist, and so does its page.
    if whole_page && error.is(ProblemCode::NotFound) {
        return view! { <NotFoundPage /> }.into_any();
    }
    let title = error.title();
    let heading = if whole_page {
        view! { <PageHeading title=title /> }.into_any()
    } else {
        view! { <h2 class="govuk-heading-m">{title}</h2> }.into_any()
    };
    let request = error.problem().and_then(|problem| problem.request_id);
    let reference = request.map(|id| {
        view! {
            <p class="govuk-body">
                "If you ask for help, give this reference: " <span class="app-breakable">{id.to_string()}</span> "."
            </p>
        }
    });
    let again = error
        .may_pass()
        .then(|| view! { <Button text="Try again" kind=ButtonKind::Secondary on_click=retry /> });
    view! {
        <div role="alert">
            {heading}
            <p class="govuk-body">{error.detail()}</p>
            {reference}
            {again}
        </div>
    }
    .into_any()
}
