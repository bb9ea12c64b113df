//! The warning that the session is about to end.

use crate::components::{Button, ButtonKind, Dialog};
use crate::dom;
use crate::session::{Limits, Session};
use crate::watch::{Watch, spoken, words};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Warns before the session ends, above the page and all that is typed there, and hides the
/// page once it has ended.
#[component]
pub fn SessionEnding(
    /// Saves what is not saved yet.
    #[prop(into)]
    before_warning: Callback<()>,
) -> impl IntoView {
    let session = Session::from_context();
    let watch = Watch::start(session, before_warning);
    // Nobody who comes by reads what is behind the dialog to sign in again.
    Effect::new(move |_| dom::hide_page(session.sign_in_again.open.get()));
    view! {
        <Dialog id="session-ending" title="You will soon be signed out" open=watch.warning must_answer=true>
            {move || content(session, watch)}
        </Dialog>
    }
}

fn content(session: Session, watch: Watch) -> AnyView {
    let left = move || watch.left.get().unwrap_or_default();
    let said = Memo::new(move |_| spoken(left()));
    let at_last = session.limits.get_untracked().is_some_and(Limits::is_last);
    let why = if at_last {
        "You have been signed in for as long as one sign-in lasts. Enter your password to go on."
    } else {
        "You have not done anything for a while."
    };
    let go_on = if at_last {
        let enter = move |()| {
            watch.warning.set(false);
            spawn_local(async move {
                if !session.password.ask().await {
                    watch.look();
                }
            });
        };
        view! { <Button text="Enter your password" on_click=enter /> }.into_any()
    } else {
        view! { <Button text="Stay signed in" on_click=move |()| watch.stay() /> }.into_any()
    };
    let leave = move |()| {
        spawn_local(async move {
            // Where it fails, the session ends by itself.
            let _ = session.sign_out().await;
        });
    };
    view! {
        <p class="govuk-body">
            {why} " For your security you will be signed out in " <strong aria-hidden="true">{move || words(left())}</strong>
            <span class="govuk-visually-hidden" role="timer" aria-live="polite" aria-atomic="true">
                {move || words(said.get())}
            </span> "."
        </p>
        <p class="govuk-body">"What you typed stays on this page: it is there when you sign in again."</p>
        <div class="govuk-button-group">
            {go_on} <Button text="Sign out" kind=ButtonKind::Secondary on_click=leave />
        </div>
    }
    .into_any()
}
