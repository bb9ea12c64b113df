//! One case and who has worked on it.

use super::cases::status_tag;
use crate::api::practice;
use crate::components::{Breadcrumbs, Column, DataTable, PageHeading, SummaryList, SummaryRow};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use shared::ids::CaseId;
use shared::people::api::StaffRef;
use shared::practice::{AllocationView, CaseView};

/// One case.
#[component]
pub fn CasePage(
    /// The case.
    case: CaseId,
) -> impl IntoView {
    let read = Remote::load(move || practice::case(case));
    show(read, 6, true, sections)
}

fn sections(case: CaseView) -> AnyView {
    let steps = vec![("Cases".to_owned(), Route::Cases.path())];
    let mut facts = vec![
        SummaryRow::new("Status", status_tag(case.status)),
        SummaryRow::text("Law", case.law.label()),
        SummaryRow::text("Team", case.team_name),
        SummaryRow::text("Opened", format::date(case.opened_on)),
    ];
    if let Some(closed) = case.closed_on {
        facts.push(SummaryRow::text("Closed", format::date(closed)));
    }
    view! {
        <Breadcrumbs steps=steps />
        <PageHeading title=case.reference caption="Case" />
        <SummaryList rows=facts />
        <h2 class="govuk-heading-m">"Who has worked on it"</h2>
        {allocations(case.allocations)}
    }
    .into_any()
}

fn allocations(all: Vec<AllocationView>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="govuk-body">"Nobody is recorded as having worked on it."</p> }
            .into_any();
    }
    let columns = ["Practitioner", "From", "To", "Line manager"].map(Column::new);
    let rows = all
        .into_iter()
        .map(|one| {
            vec![
                person(one.staff),
                format::short_date(one.from).into_any(),
                one.to
                    .map_or_else(|| "Still working on it".to_owned(), format::short_date)
                    .into_any(),
                one.manager
                    .map_or_else(|| "None recorded".into_any(), person),
            ]
        })
        .collect();
    view! {
        <DataTable
            caption="Who has worked on it"
            columns=columns.to_vec()
            rows=rows
            caption_hidden=true
        />
    }
    .into_any()
}

fn person(person: StaffRef) -> AnyView {
    view! {
        <a class="govuk-link" href=Route::Person(person.id).path()>
            {person.name}
        </a>
    }
    .into_any()
}
