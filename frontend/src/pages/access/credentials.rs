//! The email address and password, wherever they are asked for.

use crate::api::ApiError;
use crate::components::{Button, FieldMessage, PasswordInput, SubmitForm, TextInput};
use crate::forms::Form;
use crate::session::Session;
use leptos::prelude::*;
use shared::access::SignIn;
use shared::problem::{FieldCode, FieldError, Problem, ProblemCode};

/// The fields and the button. The ids start with `prefix`, so that two may be on one page.
#[component]
pub fn Credentials(
    /// The start of the ids.
    prefix: &'static str,
    /// The state of the form.
    form: Form,
) -> impl IntoView {
    let session = Session::from_context();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (email_id, password_id) = (format!("{prefix}email"), format!("{prefix}password"));
    let (email_error, password_error) = (
        form.error(email_id.clone()),
        form.error(password_id.clone()),
    );
    let ids = (email_id.clone(), password_id.clone());
    let submit = move |()| {
        let typed = SignIn {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        let (email_id, password_id) = ids.clone();
        let missing = missing(&typed, &email_id, &password_id);
        if !missing.is_empty() {
            form.refuse(missing);
            return;
        }
        let work = async move {
            let result = session.sign_in(typed).await;
            if result.is_err() {
                // A wrong password is typed again from the start.
                let _ = password.try_set(String::new());
            }
            result.map_err(|error| plain(error, &email_id))
        };
        form.send(work, drop);
    };
    view! {
        <SubmitForm on_submit=submit busy=form.busy()>
            <TextInput
                id=email_id
                label="Email address"
                value=email
                kind="email"
                autocomplete="username"
                inputmode="email"
                error=email_error
            />
            <PasswordInput id=password_id label="Password" value=password error=password_error />
            <Button text="Sign in" busy=form.busy() />
        </SubmitForm>
    }
}

fn missing(typed: &SignIn, email_id: &str, password_id: &str) -> Vec<FieldMessage> {
    let mut missing = Vec::new();
    if typed.email.is_empty() {
        missing.push(FieldMessage::new(email_id, "Enter your email address"));
    }
    if typed.password.is_empty() {
        missing.push(FieldMessage::new(password_id, "Enter your password"));
    }
    missing
}

/// The one answer to everything that is not right about an address and a password, so
/// that nobody learns from it which accounts exist. Other troubles speak for themselves.
fn plain(error: ApiError, email_id: &str) -> ApiError {
    let about_them = [
        ProblemCode::WrongCredentials,
        ProblemCode::Invalid,
        ProblemCode::SignedOut,
        ProblemCode::Forbidden,
        ProblemCode::NotFound,
    ];
    if about_them.into_iter().any(|code| error.is(code)) {
        let words = "The email address or password is not right. Check both, then try again";
        ApiError::from_problem(Problem::invalid(vec![FieldError::new(
            email_id,
            FieldCode::NotAllowed,
            words,
        )]))
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_reads_the_same() {
        let plainly = |code| {
            plain(
                ApiError::from_problem(Problem::new(code, "something telling")),
                "email",
            )
        };
        let refused = plainly(ProblemCode::WrongCredentials);
        assert_eq!(refused.problem().unwrap().errors[0].pointer, "email");
        for code in [
            ProblemCode::Invalid,
            ProblemCode::Forbidden,
            ProblemCode::NotFound,
            ProblemCode::SignedOut,
        ] {
            assert_eq!(plainly(code), refused);
        }
        assert!(plainly(ProblemCode::Busy).is(ProblemCode::Busy));
        assert_eq!(plain(ApiError::Network, "email"), ApiError::Network);
    }

    #[test]
    fn both_are_asked_for() {
        let typed = SignIn {
            email: String::new(),
            password: String::new(),
        };
        let fields: Vec<String> = missing(&typed, "email", "password")
            .into_iter()
            .map(|one| one.field)
            .collect();
        assert_eq!(fields, ["email", "password"]);
    }
}
