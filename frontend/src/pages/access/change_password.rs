//! Changing one's password.

use crate::api::own_sign_in;
use crate::components::{Button, ErrorSummary, Flash, PageHeading, PasswordInput, SubmitForm};
use crate::forms::Form;
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access::{ChangePassword, check_new_password};
use shared::problem::{FieldCode, FieldError};

/// Changes one's password. Whoever else uses it is signed out.
#[component]
pub fn ChangePasswordPage() -> impl IntoView {
    let session = Session::from_context();
    let (flash, navigate) = (Flash::from_context(), use_navigate());
    let form = Form::new();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |()| {
        let typed = ChangePassword {
            current: current.get_untracked(),
            new: new.get_untracked(),
        };
        let name = session
            .view()
            .map(|view| view.staff.name)
            .unwrap_or_default();
        let faults = faults(&typed, &name);
        if !faults.is_empty() {
            form.refuse_fields(&faults);
            return;
        }
        let navigate = navigate.clone();
        form.send(
            async move { own_sign_in::change_password(&typed).await },
            move |view| {
                session.renew(&view);
                flash.on_next_page("Your password is changed. You are signed out everywhere else.");
                navigate(&Route::OwnSessions.path(), NavigateOptions::default());
            },
        );
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title="Change your password" faulty=form.is_faulty() />
                <p class="govuk-body">"You will be signed out everywhere but here."</p>
                <SubmitForm on_submit=submit busy=form.busy()>
                    <PasswordInput id="current" label="The password you have" value=current error=form.error("current") />
                    <PasswordInput
                        id="new"
                        label="New password"
                        hint="Use 12 to 128 characters, of any kind, spaces too. Three or four words that do not belong together are good. It must not be one that many people use, nor be made of your name, your email address or the name of this service."
                        value=new
                        error=form.error("new")
                        autocomplete="new-password"
                    />
                    <Button text="Change password" busy=form.busy() />
                </SubmitForm>
            </div>
        </div>
    }
}

/// What the client can tell is wrong; the rest the server says.
fn faults(typed: &ChangePassword, name: &str) -> Vec<FieldError> {
    let mut faults = Vec::new();
    if typed.current.is_empty() {
        let words = "Enter the password you have";
        faults.push(FieldError::new("/current", FieldCode::Required, words));
    }
    faults.extend(check_new_password("/new", &typed.new, &[name]));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_asked_for_and_the_new_one_follows_the_rules() {
        let pointers = |current: &str, new: &str| {
            let typed = ChangePassword {
                current: current.to_owned(),
                new: new.to_owned(),
            };
            let faults = faults(&typed, "Ada Admin");
            faults
                .into_iter()
                .map(|one| one.pointer)
                .collect::<Vec<_>>()
        };
        assert_eq!(pointers("", ""), ["/current", "/new"]);
        assert_eq!(pointers("x", "ada admin 20"), ["/new"]);
        assert!(pointers("x", "correct horse battery").is_empty());
    }
}
