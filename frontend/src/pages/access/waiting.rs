//! What waits for a second administrator: the queue, and deciding one.

use super::api_words::{areas, scopes};
use crate::api::{accounts, integrations};
use crate::components::{
    BackLink, Button, ButtonKind, Column, DataTable, ErrorSummary, PageHeading, Pagination,
    SubmitForm, SummaryList, SummaryRow, Tag, TagColour, TextArea,
};
use crate::format;
use crate::forms::Form;
use crate::pages::people::{Onward, person_link};
use crate::query::Query;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::access::{Because, ConfirmationState, ConfirmationView, MAX_REASON};
use shared::ids::ConfirmationId;
use shared::integrations::ApiStatus;
use shared::integrations::api::ApiClientRow;
use shared::page::Page;
use shared::policy::access::DecisionAction;

/// The queue, and what was decided before.
#[component]
pub fn WaitingPage() -> impl IntoView {
    let address = use_location().search;
    let cursor = Memo::new(move |_| {
        Query::parse(&address.get())
            .get("cursor")
            .map(str::to_owned)
    });
    let waiting = Remote::load(accounts::waiting);
    let systems = Remote::load(integrations::api_clients);
    let past = Remote::load(move || accounts::past(cursor.get()));
    view! {
        <PageHeading title="Waiting for a second administrator" />
        <p class="govuk-body">
            "Nothing listed here works before another administrator has confirmed it. Nobody confirms what they asked for, nor what concerns them. After seven days a role, a deputy or a link has to be asked for again."
        </p>
        {show(waiting, 4, false, queue)}
        {show(systems, 2, false, waiting_systems)}
        <h2 class="govuk-heading-m">"Decided before"</h2>
        {show(past, 6, false, decided)}
    }
}

fn link(one: &ConfirmationView) -> AnyView {
    view! {
        <a class="govuk-link" href=Route::Waiting(one.id).path()>
            {one.what.clone()}
        </a>
    }
    .into_any()
}

fn queue(all: Vec<ConfirmationView>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="govuk-body">"No role, deputy or sign-in link waits."</p> }
            .into_any();
    }
    let columns = ["What", "Asked for by", "Until"].map(Column::new).to_vec();
    let rows = all
        .into_iter()
        .map(|one| {
            vec![
                link(&one),
                person_link(one.asked_by),
                format::date_time(one.expires_at).into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="What waits" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

/// The API clients that wait. Each is confirmed on its own page, which shows all that it is to do.
fn waiting_systems(clients: Vec<ApiClientRow>) -> AnyView {
    let waits = |client: &ApiClientRow| client.status == ApiStatus::Waiting;
    let rows: Vec<_> = clients.into_iter().filter(waits).map(system).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let columns = ["Name", "May", "Where"].map(Column::new).to_vec();
    view! {
        <h2 class="govuk-heading-m">"API clients"</h2>
        <p class="govuk-body">
            "The client, or a secret of it, does nothing before another administrator has confirmed it. It waits as long as that takes."
        </p>
        <DataTable caption="API clients that wait" columns=columns rows=rows caption_hidden=true />
    }
    .into_any()
}

fn system(client: ApiClientRow) -> Vec<AnyView> {
    let name = view! {
        <a class="govuk-link" href=Route::ApiClient(client.id).path()>
            {client.name}
        </a>
    };
    vec![
        name.into_any(),
        scopes(&client.scopes).into_any(),
        areas(client.national, &client.areas).into_any(),
    ]
}

fn decided(page: Page<ConfirmationView>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="govuk-body">"Nothing yet."</p> }.into_any();
    }
    let next = page.next.map(|cursor| {
        Query::new()
            .with("cursor", cursor)
            .after(&Route::Queue.path())
    });
    let columns = ["What", "Outcome"].map(Column::new).to_vec();
    let rows = page
        .items
        .into_iter()
        .map(|one| vec![link(&one), outcome(&one)])
        .collect();
    view! {
        <DataTable caption="Decided before" columns=columns rows=rows caption_hidden=true />
        <Pagination previous=None next=next />
    }
    .into_any()
}

fn outcome(one: &ConfirmationView) -> AnyView {
    let colour = match one.state {
        ConfirmationState::Waiting => TagColour::Yellow,
        ConfirmationState::Confirmed => TagColour::Green,
        ConfirmationState::Refused => TagColour::Red,
        ConfirmationState::Withdrawn | ConfirmationState::Expired => TagColour::Grey,
    };
    view! { <Tag text=one.state.label() colour=colour /> }.into_any()
}

/// One of them: confirming, refusing or withdrawing it.
#[component]
pub fn DecisionPage(
    /// Which.
    id: ConfirmationId,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let read = Remote::load(move || accounts::confirmation(id));
    let reason = RwSignal::new(String::new());
    view! {
        <BackLink href=Route::Queue.path() />
        <ErrorSummary errors=form.messages() />
        <PageHeading title="A second administrator’s decision" faulty=form.is_faulty() />
        {show(read, 6, false, move |one| {
            let buttons = decisions(&one, form, reason, onward);
            view! {
                <SummaryList rows=facts(one) />
                {buttons}
            }
                .into_any()
        })}
    }
}

fn facts(one: ConfirmationView) -> Vec<SummaryRow> {
    let state = outcome(&one);
    let mut rows = vec![
        SummaryRow::text("What", one.what),
        SummaryRow::new("State", state),
    ];
    if let Some(person) = one.about {
        rows.push(SummaryRow::new("About", person_link(person)));
    }
    rows.push(SummaryRow::new("Asked for by", person_link(one.asked_by)));
    rows.push(SummaryRow::text("On", format::date_time(one.asked_at)));
    if one.state == ConfirmationState::Waiting {
        rows.push(SummaryRow::text(
            "It waits until",
            format::date_time(one.expires_at),
        ));
    }
    if let Some(how) = one.confirmed_how {
        rows.push(SummaryRow::text("Confirmed", how.label()));
    }
    if let Some(person) = one.decided_by {
        rows.push(SummaryRow::new("Decided by", person_link(person)));
    }
    if let Some(at) = one.decided_at {
        rows.push(SummaryRow::text("Decided on", format::date_time(at)));
    }
    if let Some(reason) = one.reason {
        rows.push(SummaryRow::as_typed("Why", reason));
    }
    rows
}

fn decisions(
    one: &ConfirmationView,
    form: Form,
    reason: RwSignal<String>,
    onward: Onward,
) -> AnyView {
    let id = one.id;
    let may = |action| one.permitted.contains(&action);
    let confirm = move |()| {
        form.send(accounts::confirm(id), move |_| {
            onward.to(&Route::Queue, "It is confirmed.");
        });
    };
    let withdraw = move |()| {
        form.send(accounts::withdraw(id), move |_| {
            onward.to(&Route::Queue, "It is withdrawn.");
        });
    };
    let refuse = move |()| {
        let because = Because {
            reason: reason.get_untracked().trim().to_owned(),
        };
        match because.check() {
            Err(faults) => form.refuse_fields(&faults),
            Ok(()) => form.send(accounts::refuse(id, because), move |_| {
                onward.to(&Route::Queue, "It is refused.");
            }),
        }
    };
    let confirm = may(DecisionAction::Confirm)
        .then(|| view! { <Button text="Confirm" busy=form.busy() on_click=confirm /> });
    let withdraw = may(DecisionAction::Withdraw).then(|| {
        view! {
            <p class="govuk-body">"You asked for this. Another administrator has to decide it."</p>
            <Button
                text="Withdraw"
                kind=ButtonKind::Secondary
                busy=form.busy()
                on_click=withdraw
            />
        }
    });
    let refuse = may(DecisionAction::Refuse).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Refuse it"</h2>
            <SubmitForm on_submit=refuse busy=form.busy()>
                <TextArea
                    id="reason"
                    label="Why?"
                    hint="Nothing of a case belongs here"
                    value=reason
                    max=MAX_REASON
                    error=form.error("reason")
                    rows=3
                />
                <Button text="Refuse" kind=ButtonKind::Secondary busy=form.busy() />
            </SubmitForm>
        }
    });
    view! {
        {confirm}
        {withdraw}
        {refuse}
    }
    .into_any()
}
