//! Where one is signed in.

use crate::api::own_sign_in;
use crate::components::{
    Button, ButtonKind, Column, DataTable, ErrorSummary, Flash, PageHeading, Tag, TagColour,
};
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use shared::access::OwnSession;
use shared::ids::SessionId;

/// Where one is signed in, and ending what should not be.
#[component]
pub fn OwnSessionsPage() -> impl IntoView {
    let sessions = Remote::load(own_sign_in::sessions);
    let form = Form::new();
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Where you are signed in" faulty=form.is_faulty() />
        <p class="govuk-body">
            "If you do not know one of these, end it and " <a class="govuk-link" href=Route::OwnPassword.path()>
                "change your password"
            </a> "."
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href=Route::OwnCalendar.path()>
                "See your dates in a calendar program"
            </a>
        </p>
        {show(sessions, 4, false, move |all| table(all, sessions, form))}
    }
}

fn table(all: Vec<OwnSession>, sessions: Remote<Vec<OwnSession>>, form: Form) -> AnyView {
    let others = all.iter().filter(|one| !one.current).count();
    let columns = ["Signed in", "Last used", "Network address", "What to do"]
        .map(Column::new)
        .to_vec();
    let rows = all
        .into_iter()
        .map(|one| row(one, sessions, form))
        .collect();
    let end_all = (others > 1).then(|| {
        let flash = Flash::from_context();
        let act = move |()| {
            form.send(own_sign_in::end_others(), move |()| {
                flash.now("You are signed out everywhere but here.");
                sessions.reload();
            });
        };
        view! {
            <Button text="Sign out everywhere but here" kind=ButtonKind::Warning busy=form.busy() on_click=act />
        }
    });
    view! {
        <DataTable caption="Where you are signed in" columns=columns rows=rows caption_hidden=true />
        {end_all}
    }
    .into_any()
}

fn row(one: OwnSession, sessions: Remote<Vec<OwnSession>>, form: Form) -> Vec<AnyView> {
    let started = format::date_time(one.started_at);
    let what = if one.current {
        view! { <Tag text="This one" colour=TagColour::Green /> }.into_any()
    } else {
        end_button(one.id, &started, sessions, form)
    };
    vec![
        started.into_any(),
        format::date_time(one.last_seen_at).into_any(),
        one.address
            .unwrap_or_else(|| "Not known".to_owned())
            .into_any(),
        what,
    ]
}

fn end_button(
    id: SessionId,
    started: &str,
    sessions: Remote<Vec<OwnSession>>,
    form: Form,
) -> AnyView {
    let flash = Flash::from_context();
    let act = move |()| {
        form.send(own_sign_in::end(id), move |()| {
            flash.now("The session is ended.");
            sessions.reload();
        });
    };
    let hidden = format!("the session begun on {started}");
    view! { <Button text="End" kind=ButtonKind::Secondary hidden=hidden busy=form.busy() on_click=act /> }
        .into_any()
}
