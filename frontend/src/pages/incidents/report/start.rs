//! Where a report starts.

use super::desk::Desk;
use super::steps::fresh_form;
use crate::api::drafts;
use crate::components::{Button, ErrorSummary, InsetText, PageHeading, SubmitForm};
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::{ReportStep, Route};
use crate::session::Session;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::incidents::api::DraftRow;

/// Where a report starts.
#[component]
pub fn ReportStartPage() -> impl IntoView {
    let session = Session::from_context();
    let form = Form::new();
    let content = move || {
        if session.may_start("report") {
            start(form, session)
        } else {
            view! {
                <p class="govuk-body">
                    "Your roles do not let you report an incident here. Tell your manager or customer services about it today."
                </p>
            }
            .into_any()
        }
    };
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Report an incident" faulty=form.is_faulty() />
        {content}
    }
}

fn start(form: Form, session: Session) -> AnyView {
    let desk = StoredValue::new_local(Desk::from_context());
    let navigate = StoredValue::new_local(use_navigate());
    // The same id for each try: pressed again after a lost answer, it begins one draft.
    let id = drafts::fresh_id();
    let begin = move |()| {
        let fresh = fresh_form(session.today());
        form.send(
            async move { drafts::save(id, 0, &fresh).await },
            move |begun| {
                desk.with_value(|desk| desk.begin(begun.value));
                let first = Route::ReportStep(id, ReportStep::Incident).path();
                navigate.with_value(|go| go(&first, NavigateOptions::default()));
            },
        );
    };
    let unfinished = Remote::load(drafts::list);
    view! {
        <p class="govuk-body-l">
            "Report a child’s death, a serious injury or another serious incident as soon as you hear of it."
        </p>
        <InsetText>"If a child is in danger now, call 999 first."</InsetText>
        <p class="govuk-body">"You will be asked:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"what happened, when, and who told us"</li>
            <li>"about each child: one or more"</li>
            <li>"what is known of the circumstances"</li>
        </ul>
        <p class="govuk-body">
            "Say so where something is not known: you need not find everything out first. What you type is saved as you go, and only you can see it until you send it."
        </p>
        <SubmitForm on_submit=begin busy=form.busy()>
            <Button text="Start now" busy=form.busy() />
        </SubmitForm>
        {show(unfinished, 2, false, unfinished_list)}
    }
    .into_any()
}

fn unfinished_list(drafts: Vec<DraftRow>) -> AnyView {
    if drafts.is_empty() {
        return ().into_any();
    }
    let lines = drafts
        .into_iter()
        .map(|draft| {
            let href = Route::ReportStep(draft.id, ReportStep::Check).path();
            let words = format!("Report last saved {}", format::date_time(draft.saved_at));
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {words}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2 class="govuk-heading-m">"Go on with a report you have begun"</h2>
        <ul class="govuk-list govuk-list--spaced">{lines}</ul>
    }
    .into_any()
}
