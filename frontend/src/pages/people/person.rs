//! One person: where they work, who has managed them, and their roles.

use super::words::{period, person_link};
use crate::api::people;
use crate::components::{
    Breadcrumbs, Column, DataTable, PageHeading, SummaryList, SummaryRow, Tag, TagColour,
};
use crate::remote::{Remote, show};
use crate::routes::{PersonForm, Route};
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::people::api::{GrantView, LineView, MembershipView, StaffView};
use shared::policy::people::PeopleAction;

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
    let id = person.id;
    let may = |action| person.permitted.contains(&action);
    let links = may(PeopleAction::Change).then(|| admin_links(id));
    let may_grant = may(PeopleAction::Grant);
    let specialist = if person.specialist { "Yes" } else { "No" };
    let facts = vec![
        SummaryRow::text("Email address", person.email),
        SummaryRow::text("Employment", person.employment.label()),
        SummaryRow::text("Specialist service manager", specialist),
    ];
    let grants = person.grants.map(|grants| {
        view! {
            <h2 class="govuk-heading-m">"Roles"</h2>
            {grants_table(grants, today, may_grant.then_some(id))}
        }
    });
    view! {
        <Breadcrumbs steps=steps />
        <PageHeading title=person.name />
        {left}
        <SummaryList rows=facts />
        {links}
        <h2 class="govuk-heading-m">"Teams"</h2>
        {memberships_table(person.memberships, today)}
        <h2 class="govuk-heading-m">"Line managers"</h2>
        {lines_table(person.line, today)}
        {grants}
    }
    .into_any()
}

/// When a role is held; one that waits says so.
fn when(one: &GrantView, today: NaiveDate) -> AnyView {
    let waits = one.confirmation.map(|_| {
        view! {
            " "
            <Tag text="Waits for a second administrator" colour=TagColour::Yellow />
        }
    });
    view! {
        {period(one.from, one.to, today)}
        {waits}
    }
    .into_any()
}

/// The way to end a role, or to what it waits for.
fn change_of(person: StaffId, one: &GrantView, today: NaiveDate) -> AnyView {
    let (path, words) = match (one.confirmation, one.to) {
        (Some(waits), _) => (Route::Waiting(waits).path(), "See what it waits for"),
        (None, Some(to)) if to < today => return "Ended".into_any(),
        (None, _) => (Route::EndGrant(person, one.id).path(), "End"),
    };
    view! {
        <a class="govuk-link" href=path>
            {words}
            <span class="govuk-visually-hidden">" the role " {one.role.label()}</span>
        </a>
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

/// What an administrator may change about a person.
fn admin_links(id: StaffId) -> AnyView {
    let link = |form, words: &'static str| {
        view! {
            <li>
                <a class="govuk-link" href=Route::PersonForm(id, form).path()>
                    {words}
                </a>
            </li>
        }
    };
    view! {
        <ul class="govuk-list">
            <li>
                <a class="govuk-link" href=Route::Account(id).path()>
                    "Account and sign-in link"
                </a>
            </li>
            {link(PersonForm::Edit, "Change what is recorded")}
            {link(PersonForm::Team, "Change the team")}
            {link(PersonForm::Line, "Change the line manager")}
            {link(PersonForm::Grant, "Give a role")}
        </ul>
    }
    .into_any()
}

/// The roles; `ends` is the person whose roles the reader may end.
fn grants_table(all: Vec<GrantView>, today: NaiveDate, ends: Option<StaffId>) -> AnyView {
    if all.is_empty() {
        return none("They hold no role.");
    }
    let mut columns = ["Role", "Where", "When"].map(Column::new).to_vec();
    if ends.is_some() {
        columns.push(Column::new("Change"));
    }
    let rows = all
        .into_iter()
        .map(|one| {
            let mut cells = vec![
                one.role.label().into_any(),
                one.scope_name.clone().into_any(),
                when(&one, today),
            ];
            cells.extend(ends.map(|person| change_of(person, &one, today)));
            cells
        })
        .collect();
    view! { <DataTable caption="Roles" columns=columns rows=rows caption_hidden=true /> }.into_any()
}
