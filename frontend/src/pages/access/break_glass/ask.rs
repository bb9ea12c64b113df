//! Asking for an incident by its reference, and what is open now.

use super::{left_words, time_left};
use crate::api::{Versioned, break_glass};
use crate::components::{
    Button, ButtonKind, ErrorSummary, Flash, PageHeading, SubmitForm, TextArea, TextInput,
    WarningText,
};
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use chrono::Duration;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::access::break_glass::{OpenIncident, OpeningView};
use shared::check::MAX_NOTE;

/// Opens one restricted incident for an hour.
#[component]
pub fn BreakGlassPage() -> impl IntoView {
    let form = Form::new();
    let (reference, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let open = Remote::load(break_glass::open_to_me);
    let navigate = use_navigate();
    let flash = Flash::from_context();
    let submit = move |()| {
        let asked = OpenIncident {
            reference: reference.get_untracked().trim().to_owned(),
            reason: reason.get_untracked(),
        };
        let navigate = navigate.clone();
        match asked.check() {
            Err(faults) => form.refuse_fields(&faults),
            Ok(()) => form.send(
                async move { break_glass::open(&asked, form.once()).await },
                move |Versioned { value, .. }| {
                    flash.on_next_page(format!("{} is open to you for an hour.", value.reference));
                    navigate(
                        &Route::OpenIncident(value.id).path(),
                        leptos_router::NavigateOptions::default(),
                    );
                },
            ),
        }
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title="Open a restricted incident" faulty=form.is_faulty() />
                {show(open, 1, false, open_now)}
                <p class="govuk-body">
                    "Use this only if you have to read an incident now and cannot see it otherwise, and you know its reference. You can read that one incident for an hour, and change nothing."
                </p>
                <WarningText text="Safeguarding is told at once and reads your reason. Someone else reviews it within two working days. Every try is recorded." />
                <SubmitForm on_submit=submit busy=form.busy()>
                    <TextInput
                        id="reference"
                        label="Reference of the incident"
                        hint="The whole of it, for example SI-2008-0042"
                        width="govuk-input--width-10"
                        label_class="govuk-label--s"
                        value=reference
                        error=form.error("reference")
                    />
                    <TextArea
                        id="reason"
                        label="Why do you need to read it now?"
                        value=reason
                        max=MAX_NOTE
                        label_class="govuk-label--s"
                        error=form.error("reason")
                    />
                    <Button text="Open the incident" kind=ButtonKind::Warning busy=form.busy() />
                </SubmitForm>
            </div>
        </div>
    }
}

fn open_now(openings: Vec<OpeningView>) -> AnyView {
    if openings.is_empty() {
        return ().into_any();
    }
    let lines = openings.into_iter().map(open_line).collect_view();
    view! {
        <h2 class="govuk-heading-m">"Open to you now"</h2>
        <ul class="govuk-list govuk-list--spaced">{lines}</ul>
    }
    .into_any()
}

fn open_line(opening: OpeningView) -> AnyView {
    let left = time_left(opening.ends_at);
    let href = Route::OpenIncident(opening.id).path();
    let reference = opening.reference;
    let link = move || {
        if left() > Duration::zero() {
            view! {
                <a class="govuk-link" href=href.clone()>
                    {reference.clone()}
                </a>
            }
            .into_any()
        } else {
            reference.clone().into_any()
        }
    };
    view! {
        <li>
            {link} ". " {move || left_words(left())}
        </li>
    }
    .into_any()
}
