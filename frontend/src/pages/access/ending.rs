//! Deactivating an account, and giving it back.

use crate::api::accounts;
use crate::components::{TextArea, WarningText};
use crate::forms::Form;
use crate::pages::people::{Onward, Sheet, about, person, sheet};
use crate::remote::Remote;
use crate::routes::Route;
use leptos::prelude::*;
use shared::access::{Because, MAX_REASON};
use shared::ids::StaffId;

/// Ends an account, or gives it back, with a reason.
#[component]
pub fn EndingPage(
    /// The person.
    id: StaffId,
    /// Give it back rather than end it.
    back: bool,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let who = person(id);
    let account = Remote::load(move || accounts::account(id));
    let reason = RwSignal::new(String::new());
    let submit = move |()| {
        let because = Because {
            reason: reason.get_untracked().trim().to_owned(),
        };
        if let Err(faults) = because.check() {
            form.refuse_fields(&faults);
        } else if let Some(version) = account.etag() {
            form.send(accounts::set_active(id, back, because, version), move |_| {
                let words = if back {
                    "The account is given back. It has no password and no role yet."
                } else {
                    "The account is deactivated. What they own is listed below for somebody to take over."
                };
                onward.to(&Route::Account(id), words);
            });
        }
    };
    let (title, button) = if back {
        ("Reactivate an account", "Reactivate")
    } else {
        ("Deactivate an account", "Deactivate")
    };
    let look = Sheet {
        title,
        back: Route::Account(id),
        button,
        grave: !back,
    };
    let fields = move || {
        let warning = (!back).then(|| {
            view! {
                <WarningText text="They are signed out at once. Their password, roles and sign-in links end, and what waits about them." />
            }
        });
        view! {
            {about(who)}
            {warning}
            <TextArea
                id="reason"
                label="Why?"
                hint="Nothing of a case belongs here"
                value=reason
                max=MAX_REASON
                error=form.error("reason")
                rows=3
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}
