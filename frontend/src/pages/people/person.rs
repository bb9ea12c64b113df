//! One person: where they work, who has managed them, and their roles.

use super::words::{period, person_link};
use crate::api::people;
use crate::components::{
    Breadcrumbs, Column, DataTable, PageHeading, SummaryList, SummaryRow, Tag, TagColour,
};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::people::api::{GrantView, LineView, MembershipView, StaffView};

/// One person.
#[component]
pub fn PersonPage(
    /// The person.
    person: StaffId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || people::person(person));
    show(read, 8, true, move |person| {
        sections(person, session.today())
    })
}

fn sections(person: StaffView, today: NaiveDate) -> AnyView {
    let steps = vec![("People".to_owned(), Route::People.path())];
    let left = (!person.active).then(|| {
        view! {
            <p class="govuk-body">
                <Tag text="No longer works here" colour=TagColour::Grey />
            </p>
        }
    });
    let specialist = if person.specialist { "Yes" } else { "No" };
    let facts = vec![
        SummaryRow::text("Email address", person.email),
        SummaryRow::text("Employment", person.employment.label()),
        SummaryRow::text("Specialist service manager", specialist),
    ];
    let grants = person.grants.map(|grants| {
        view! {
            <h2 class="govuk-heading-m">"Roles"</h2>
            {grants_table(grants, today)}
        }
    });
    view! {
        <Breadcrumbs steps=steps />
        <PageHeading title=person.name />
        {left}
        <SummaryList rows=facts />
        <h2 class="govuk-heading-m">"Teams"</h2>
        {memberships_table(person.memberships, today)}
        <h2 class="govuk-heading-m">"Line managers"</h2>
        {lines_table(person.line, today)}
        {grants}
    }
    .into_any()
}

fn none(words: &'static str) -> AnyView {
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

fn memberships_table(all: Vec<MembershipView>, today: NaiveDate) -> AnyView {
    if all.is_empty() {
        return none("They have not worked in a team.");
    }
    let columns = ["Team", "When"].map(Column::new).to_vec();
    let rows = all
        .into_iter()
        .map(|one| {
            vec![
                one.team_name.into_any(),
                period(one.from, one.to, today).into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Teams" columns=columns rows=rows caption_hidden=true /> }.into_any()
}

fn lines_table(all: Vec<LineView>, today: NaiveDate) -> AnyView {
    if all.is_empty() {
        return none("No line manager is recorded.");
    }
    let columns = ["Line manager", "When"].map(Column::new).to_vec();
    let rows = all
        .into_iter()
        .map(|one| {
            vec![
                person_link(one.manager),
                period(one.from, one.to, today).into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Line managers" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

fn grants_table(all: Vec<GrantView>, today: NaiveDate) -> AnyView {
    if all.is_empty() {
        return none("They hold no role.");
    }
    let columns = ["Role", "Where", "When"].map(Column::new).to_vec();
    let rows = all
        .into_iter()
        .map(|one| {
            vec![
                one.role.label().into_any(),
                one.scope_name.into_any(),
                period(one.from, one.to, today).into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Roles" columns=columns rows=rows caption_hidden=true /> }.into_any()
}
