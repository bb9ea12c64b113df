//! What is shown when the same report was saved, sent or deleted in another tab.

use super::desk::Desk;
use super::lists::Lists;
use super::words::{Difference, differences};
use super::writing::{Rival, Writing};
use crate::api::drafts;
use crate::components::{Button, ButtonKind, Column, DataTable};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::routes::{ReportStep, Route};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::incidents::api::Draft;

const ID: &str = "rival";

/// Both choices, above the page; nothing while there is no other version.
pub fn rival_panel(writing: Writing, step: ReportStep, lists: Lists) -> impl IntoView {
    let desk = StoredValue::new_local(Desk::from_context());
    let navigate = StoredValue::new_local(use_navigate());
    let form = Form::new();
    // Where the other version is gone, what is typed here becomes a report of its own.
    let id = drafts::fresh_id();
    let save_as_new = Callback::new(move |()| {
        let typed = writing.fields.form_now();
        form.send(
            async move { drafts::save(id, 0, &typed).await },
            move |begun| {
                writing.seal();
                desk.with_value(|desk| desk.begin(begun.value));
                let path = Route::ReportStep(id, step).path();
                navigate.with_value(|go| go(&path, NavigateOptions::default()));
            },
        );
    });
    Effect::new(move |_| {
        if writing.rival.with(Option::is_some) {
            request_animation_frame(|| dom::focus(ID));
        }
    });
    move || {
        writing.rival.get().map(|rival| {
            let content = match rival {
                Rival::Other(other) => choices(writing, *other, lists),
                Rival::Gone => gone(save_as_new, form),
            };
            view! {
                <div class="app-card app-card--turn" id=ID role="alert" tabindex="-1">
                    {content}
                </div>
            }
        })
    }
}

fn choices(writing: Writing, other: Draft, lists: Lists) -> AnyView {
    let found = differences(&writing.fields.form_now(), &other.form, &lists.names_now());
    let saved = format::date_time(other.saved_at);
    let theirs = other.clone();
    let keep = move |()| writing.keep_mine(other.clone());
    let take = move |()| writing.take_theirs(&theirs);
    view! {
        <h2 class="govuk-heading-m">"This report was also changed in another tab or window"</h2>
        <p class="govuk-body">
            "The other version was saved on " {saved}
            ". What you typed here is still here, but it is not saved until you choose."
        </p>
        {table(found)}
        <div class="app-actions">
            <Button text="Keep what is on this page" on_click=keep />
            <Button text="Use the other version" kind=ButtonKind::Secondary on_click=take />
        </div>
    }
    .into_any()
}

fn table(found: Vec<Difference>) -> AnyView {
    let columns = ["Question", "On this page", "Other version"].map(Column::new);
    let typed = |text: String| view! { <div class="app-as-typed">{text}</div> }.into_any();
    let rows = found
        .into_iter()
        .map(|one| vec![one.name.into_any(), typed(one.mine), typed(one.theirs)])
        .collect();
    view! { <DataTable caption="What differs" columns=columns.to_vec() rows=rows /> }.into_any()
}

fn gone(save_as_new: Callback<()>, form: Form) -> AnyView {
    let failure = move || {
        let said = form.messages().get().into_iter().next();
        said.map(|one| view! { <p class="govuk-error-message">{one.message}</p> })
    };
    view! {
        <h2 class="govuk-heading-m">"This report was already sent or deleted"</h2>
        <p class="govuk-body">
            "What you have typed here since is not saved. If the report was sent, add what is new to the incident instead: you find it among the "
            <a class="govuk-link" href=Route::Incidents.path()>
                "incidents"
            </a> "."
        </p>
        {failure}
        <Button
            text="Keep it as a new report"
            kind=ButtonKind::Secondary
            busy=form.busy()
            on_click=save_as_new
        />
    }
    .into_any()
}
