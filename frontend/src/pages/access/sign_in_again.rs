//! The dialog to sign in again when the session ended in the middle of work.

use super::credentials::Credentials;
use crate::components::{Button, ButtonKind, Dialog, ErrorSummary};
use crate::dom;
use crate::forms::Form;
use crate::session::Session;
use leptos::prelude::*;

/// Asks whoever was signed in to sign in again, above the page and all that is typed
/// there. What was being sent goes out again afterwards.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = Session::from_context();
    let who = move || {
        session
            .view()
            .map(|view| view.staff.name)
            .unwrap_or_default()
    };
    view! {
        <Dialog id="sign-in-again" title="Sign in again" open=session.sign_in_again.open must_answer=true>
            {move || {
                let form = Form::new();
                view! {
                    <ErrorSummary errors=form.messages() />
                    <p class="govuk-body">
                        {format!("Your session has ended. Sign in as {} to go on. What you typed is kept.", who())}
                    </p>
                    <Credentials prefix="again-" form=form />
                    <Button
                        text="Leave this page"
                        kind=ButtonKind::Secondary
                        hidden="and lose what is not saved"
                        on_click=move |()| dom::leave_for("/")
                    />
                }
            }}
        </Dialog>
    }
}
