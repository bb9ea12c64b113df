//! The dialog that asks for the password before something sensitive is done.

use crate::api::ApiError;
use crate::components::{
    Button, ButtonKind, Dialog, ErrorSummary, FieldMessage, PasswordInput, SubmitForm,
};
use crate::forms::Form;
use crate::session::Session;
use leptos::prelude::*;
use shared::problem::{FieldCode, FieldError, Problem, ProblemCode};

/// The id of the field. The page behind may ask for a password too.
const FIELD: &str = "fresh-password";

/// Asks for the password above the page and all that is typed there. What was being sent
/// goes out again afterwards; without the password it is not sent.
#[component]
pub fn EnterPassword() -> impl IntoView {
    let asking = Session::from_context().password;
    // However it is closed, what waits is told.
    Effect::new(move |_| {
        if !asking.open.get() {
            asking.answer(false);
        }
    });
    view! {
        <Dialog id="enter-password" title="Enter your password to go on" open=asking.open>
            {move || content().into_any()}
        </Dialog>
    }
}

fn content() -> impl IntoView {
    let session = Session::from_context();
    let form = Form::new();
    let password = RwSignal::new(String::new());
    let submit = move |()| {
        let typed = password.get_untracked();
        if typed.is_empty() {
            form.refuse(vec![FieldMessage::new(FIELD, "Enter your password")]);
            return;
        }
        let work = async move {
            match session.sign_in_afresh(typed).await {
                // The session ended meanwhile: the call finds that out, and asks to sign in.
                Err(error) if error.is(ProblemCode::SignedOut) => session.password.answer(true),
                Err(error) => {
                    let _ = password.try_set(String::new());
                    return Err(in_dialog(error));
                }
                Ok(()) => {}
            }
            Ok(())
        };
        form.send(work, drop);
    };
    let error = form.error(FIELD);
    view! {
        <ErrorSummary errors=form.messages() />
        <p class="govuk-body">
            "What you are about to do needs to be you. It is sent as soon as you have entered your password; nothing you typed is lost."
        </p>
        <SubmitForm on_submit=submit busy=form.busy()>
            <PasswordInput id=FIELD label="Password" value=password error=error />
            <div class="govuk-button-group">
                <Button text="Go on" busy=form.busy() />
                <Button text="Cancel" kind=ButtonKind::Secondary on_click=move |()| session.password.answer(false) />
            </div>
        </SubmitForm>
    }
}

/// A fault of the password, told at the field of this dialog.
fn in_dialog(error: ApiError) -> ApiError {
    let faults = error.problem().map(|problem| problem.errors.as_slice());
    let fault = faults.and_then(<[FieldError]>::first);
    match fault {
        Some(fault) => ApiError::from_problem(Problem::invalid(vec![FieldError::new(
            FIELD,
            FieldCode::NotAllowed,
            fault.detail.clone(),
        )])),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_password_is_told_in_the_dialog() {
        let fault = FieldError::new(
            "/password",
            FieldCode::NotAllowed,
            "The password is not right",
        );
        let told = in_dialog(ApiError::from_problem(Problem::invalid(vec![fault])));
        let told = &told.problem().unwrap().errors[0];
        assert_eq!(
            (told.pointer.as_str(), told.detail.as_str()),
            (FIELD, "The password is not right")
        );
        assert_eq!(in_dialog(ApiError::Network), ApiError::Network);
    }
}
