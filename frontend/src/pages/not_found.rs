//! The page for an address that leads nowhere.

use crate::components::PageHeading;
use crate::routes::Route;
use leptos::prelude::*;

/// Nothing is here, or nothing that this person may see: the words are the same.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHeading title="There is nothing here that you can see" />
        <p class="govuk-body">"If you typed the address, check that it is right. If you pasted it, check that you pasted all of it."</p>
        <p class="govuk-body">"A record that you may not see looks the same as one that does not exist."</p>
        <p class="govuk-body">
            <a class="govuk-link" href=Route::MyWork.path()>
                "Go to my work"
            </a>
        </p>
    }
}
