//! Using a sign-in link: choosing a password, which signs in.

use crate::components::{Button, ErrorSummary, PageHeading, PasswordInput, SubmitForm};
use crate::dom;
use crate::forms::Form;
use crate::pages::people::Onward;
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::access::UseLink;
use shared::problem::{FieldCode, FieldError};

/// Sets the password of whoever the link is for. The link's token is taken out of the address at once, so that it stays
/// in no history.
#[component]
pub fn SetPasswordPage() -> impl IntoView {
    let session = Session::from_context();
    let token = StoredValue::new(dom::take_fragment());
    let form = Form::new();
    let onward = Onward::from_context();
    let [password, again] = [(); 2].map(|()| RwSignal::new(String::new()));
    let submit = move |()| {
        let typed = UseLink {
            token: token.get_value(),
            password: password.get_untracked(),
        };
        let faults = faults(&typed.password, &again.get_untracked());
        if faults.is_empty() {
            form.send(session.use_link(typed), move |()| {
                onward.to(
                    &Route::MyWork,
                    "Your password is set and you are signed in.",
                );
            });
        } else {
            form.refuse_fields(&faults);
        }
    };
    let content = if token.with_value(String::is_empty) {
        view! {
            <p class="govuk-body">
                "This page opens with the sign-in link that an administrator gave you. Open that link again, or ask for a new one."
            </p>
        }
        .into_any()
    } else {
        view! {
            <p class="govuk-body">
                "Use 12 characters or more. Three words that have nothing to do with one another are easy to remember and hard to guess."
            </p>
            <SubmitForm on_submit=submit busy=form.busy()>
                <PasswordInput
                    id="password"
                    label="New password"
                    value=password
                    autocomplete="new-password"
                    error=form.error("password")
                />
                <PasswordInput
                    id="again"
                    label="The same password again"
                    value=again
                    autocomplete="new-password"
                    error=form.error("again")
                />
                <Button text="Set the password and sign in" busy=form.busy() />
            </SubmitForm>
        }
        .into_any()
    };
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Set your password" faulty=form.is_faulty() />
        {content}
    }
}

/// What the server cannot see: that both are the same. How good a password is, it says itself.
fn faults(password: &str, again: &str) -> Vec<FieldError> {
    let fault = |pointer, code, words| vec![FieldError::new(pointer, code, words)];
    if password.is_empty() {
        fault("/password", FieldCode::Required, "Enter a new password")
    } else if password != again {
        fault(
            "/again",
            FieldCode::Contradiction,
            "Enter the same password twice",
        )
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_have_to_be_the_same() {
        let pointer = |password, again| faults(password, again).first().map(|f| f.pointer.clone());
        assert_eq!(pointer("", "").as_deref(), Some("/password"));
        assert_eq!(pointer("one", "two").as_deref(), Some("/again"));
        assert_eq!(pointer("one", "one"), None);
    }
}
