//! A step of a report.

use super::desk::Desk;
use super::lists::Lists;
use super::place::take_typed_name;
use super::writing::{Opening, Writing};
use super::{check_step, children_step, circumstances_step, delete, incident_step, rival, steps};
use crate::components::{BackLink, Button, ErrorSummary, PageHeading, Skeleton, SubmitForm};
use crate::failure::failure_view;
use crate::forms::Form;
use crate::routes::{ReportStep, Route};
use crate::session::Session;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::ids::DraftId;

/// A step of a report.
#[component]
pub fn ReportPage(
    /// The draft.
    draft: DraftId,
    /// The step.
    step: ReportStep,
) -> impl IntoView {
    let writing = Desk::from_context().report(draft);
    writing.open();
    on_cleanup(move || writing.flush());
    let opening = Memo::new(move |_| writing.opening.get());
    move || match opening.get() {
        Opening::Reading => view! { <Skeleton heading=true lines=10 /> }.into_any(),
        Opening::Failed(error) => {
            failure_view(&error, true, Callback::new(move |()| writing.open()))
        }
        Opening::Gone => gone(),
        Opening::Open => open_step(writing, step),
    }
}

fn gone() -> AnyView {
    view! {
        <PageHeading title="This report is no longer here" />
        <p class="govuk-body">"It was sent or deleted, or it is not yours."</p>
        <p class="govuk-body">
            "If you sent it, you find it among the "
            <a class="govuk-link" href=Route::Incidents.path()>
                "incidents"
            </a> ". Your other unfinished reports are under "
            <a class="govuk-link" href=Route::MyWork.path()>
                "My work"
            </a> "."
        </p>
    }
    .into_any()
}

fn open_step(writing: Writing, step: ReportStep) -> AnyView {
    let form = Form::new();
    let lists = Lists::load(writing.fields);
    // Once the fields are on the page, so that each line of the summary leads to its own.
    Effect::new(move |_| {
        let faults = writing
            .faults
            .with_untracked(|faults| steps::of_step(faults, step));
        if !faults.is_empty() {
            form.refuse_fields(&faults);
        }
    });
    let back = match step.previous() {
        Some(before) => Route::ReportStep(writing.id, before),
        None => Route::Report,
    };
    let body = match step {
        ReportStep::Check => check_step::body(writing, form, lists),
        _ => asking(writing, step, form, lists),
    };
    view! {
        <BackLink href=back.path() />
        {rival::rival_panel(writing, step, lists)}
        <ErrorSummary errors=form.messages() />
        <PageHeading
            title=steps::title(step)
            caption=steps::caption(step)
            faulty=form.is_faulty()
        />
        {body}
        {delete::delete_report(writing)}
    }
    .into_any()
}

/// A step that asks for something, saved as one types and when the focus moves on.
fn asking(writing: Writing, step: ReportStep, form: Form, lists: Lists) -> AnyView {
    let session = Session::from_context();
    let search = use_location().search;
    let navigate = use_navigate();
    let go_on = move |()| {
        take_typed_name(writing.fields, lists.places);
        let typed = writing.fields.form_now();
        let sources = lists.sources_now();
        let faults = steps::read(&typed, session.today(), writing.id, &sources)
            .err()
            .unwrap_or_default();
        let own = steps::of_step(&faults, step);
        writing
            .faults
            .update(|known| known.retain(|fault| steps::step_of(&fault.pointer) != step));
        writing.flush();
        if !own.is_empty() {
            form.refuse_fields(&own);
            return;
        }
        let next = if steps::leads_to_check(&search.get_untracked()) {
            Some(ReportStep::Check)
        } else {
            step.next()
        };
        if let Some(next) = next {
            navigate(
                &Route::ReportStep(writing.id, next).path(),
                NavigateOptions::default(),
            );
        }
    };
    let fields = match step {
        ReportStep::Incident => incident_step::fields(writing, form, lists),
        ReportStep::Children => children_step::fields(writing, form),
        ReportStep::Circumstances | ReportStep::Check => circumstances_step::fields(writing, form),
    };
    view! {
        <div on:focusout=move |_| writing.flush()>
            <SubmitForm on_submit=go_on busy=form.busy()>
                {fields}
                {saving_line(writing)}
                <Button text="Continue" />
            </SubmitForm>
        </div>
    }
    .into_any()
}

/// How saving stands, in a quiet line.
pub fn saving_line(writing: Writing) -> impl IntoView {
    let class = move || {
        if writing.saving.with(super::saving::Saving::is_trouble) {
            "govuk-body govuk-!-font-weight-bold"
        } else {
            "govuk-hint"
        }
    };
    // One text for the eye and the ear: it changes once a minute at most while all is well.
    view! {
        <p class=class id="saving" role="status" aria-live="polite">
            {move || writing.saving.with(super::saving::Saving::words)}
        </p>
    }
}
