//! The page to sign in.

use super::credentials::Credentials;
use crate::components::{ErrorSummary, PageHeading};
use crate::forms::Form;
use crate::session::Session;
use leptos::prelude::*;

/// Signs in. It stands in the place of whatever page was asked for, which follows.
#[component]
pub fn SignInPage() -> impl IntoView {
    let form = Form::new();
    let session = Session::from_context();
    let help = move || {
        if session.demonstration.get() {
            "This is a demonstration. Its sign-ins were printed when it was started, and are kept in the file demo-accounts.json beside its data."
        } else {
            "If you have no account or cannot sign in, ask your account administrator."
        }
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title="Sign in" faulty=form.is_faulty() />
                <Credentials prefix="" form=form />
                <p class="govuk-body">{help}</p>
            </div>
        </div>
    }
}
