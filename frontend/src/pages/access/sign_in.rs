//! The page to sign in.

use super::credentials::Credentials;
use crate::components::{ErrorSummary, PageHeading};
use crate::forms::Form;
use leptos::prelude::*;

/// Signs in. It stands in the place of whatever page was asked for, which follows.
#[component]
pub fn SignInPage() -> impl IntoView {
    let form = Form::new();
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title="Sign in" faulty=form.is_faulty() />
                <Credentials prefix="" form=form />
                <p class="govuk-body">"If you have no account or cannot sign in, ask your account administrator."</p>
            </div>
        </div>
    }
}
