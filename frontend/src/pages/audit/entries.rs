//! Entries of the log, a page at a time.

use crate::api::{ApiError, Versioned, audit};
use crate::components::{BackLink, Column, DataTable, PageHeading, Pagination, Tag, TagColour};
use crate::dom;
use crate::format;
use crate::query::Query;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::audit::{AuditOutcome, AuditRow, AuditSearch};
use shared::ids::IncidentId;
use shared::page::Page;
use shared::problem::ProblemCode;

/// The heading of what was found, which takes the focus when a page is turned.
pub(super) const FOUND: &str = "found";

/// The place in the list, which is in the address.
pub(super) fn cursor_in_address() -> Memo<Option<String>> {
    let address = use_location().search;
    Memo::new(move |_| {
        Query::parse(&address.get())
            .get("cursor")
            .map(str::to_owned)
    })
}

/// A page; a place that is no longer one leads to the first page.
pub(super) async fn page_of(asked: AuditSearch) -> Result<Versioned<Page<AuditRow>>, ApiError> {
    match audit::search(&asked).await {
        Err(error) if error.is(ProblemCode::InvalidCursor) && asked.cursor.is_some() => {
            let first = AuditSearch {
                cursor: None,
                ..asked
            };
            audit::search(&first).await
        }
        answer => answer,
    }
}

/// Who has looked at an incident, and who has changed it.
#[component]
pub fn IncidentAccessPage(
    /// The incident.
    incident: IncidentId,
) -> impl IntoView {
    let cursor = cursor_in_address();
    let rows = Remote::load(move || {
        page_of(AuditSearch {
            incident: Some(incident),
            cursor: cursor.get(),
            ..AuditSearch::default()
        })
    });
    follow(cursor);
    view! {
        <BackLink href=Route::Incident(incident).path() text="Back to the incident" />
        <PageHeading title="Who has looked at this record" />
        <p class="govuk-body">
            "Everyone who opened it, changed it or was refused it, newest first. That you looked here is recorded too."
        </p>
        {entries(rows, Route::IncidentAccess(incident).path())}
    }
}

/// What the person did and opened themselves.
#[component]
pub fn OwnAccessPage() -> impl IntoView {
    let cursor = cursor_in_address();
    let rows = Remote::load(move || {
        let cursor = cursor.get();
        async move {
            match audit::own_access(cursor.as_deref()).await {
                Err(error) if error.is(ProblemCode::InvalidCursor) && cursor.is_some() => {
                    audit::own_access(None).await
                }
                answer => answer,
            }
        }
    });
    follow(cursor);
    view! {
        <PageHeading title="What you have opened" />
        <p class="govuk-body">
            "Everything that the service has recorded of your own work in it, newest first. Safeguarding can see it too."
        </p>
        {entries(rows, Route::OwnAccess.path())}
    }
}

/// The focus follows when a page is turned.
fn follow(cursor: Memo<Option<String>>) {
    Effect::new(move |before: Option<Option<String>>| {
        let now = cursor.get();
        if before.is_some_and(|before| before != now) {
            dom::focus(FOUND);
        }
        now
    });
}

fn entries(rows: Remote<Page<AuditRow>>, path: String) -> impl IntoView {
    view! {
        <h2 class="govuk-visually-hidden" id=FOUND tabindex="-1">
            "Entries"
        </h2>
        {show(rows, 12, false, move |page| table(page, &path))}
    }
}

/// One page of entries, with the ways to the next and back.
pub(super) fn table(page: Page<AuditRow>, path: &str) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="govuk-body">"There are no entries."</p> }.into_any();
    }
    let place = |cursor: Option<String>| {
        cursor.map(|cursor| Query::new().with("cursor", cursor).after(path))
    };
    let (previous, next) = (place(page.previous), place(page.next));
    let columns = ["When", "Who", "What", "Record", "How it ended", "From"].map(Column::new);
    let rows = page.items.into_iter().map(cells).collect();
    view! {
        <DataTable caption="Entries" columns=columns.to_vec() rows=rows caption_hidden=true />
        <Pagination previous=previous next=next />
    }
    .into_any()
}

fn cells(row: AuditRow) -> Vec<AnyView> {
    let who = match (row.by, row.client) {
        (Some(person), _) => view! {
            <a class="govuk-link" href=Route::Person(person.id).path()>
                {person.name}
            </a>
        }
        .into_any(),
        (None, Some(client)) => client.into_any(),
        (None, None) => "Nobody signed in".into_any(),
    };
    let incident = row.record.as_deref().and_then(|record| record.parse().ok());
    let record = match (row.reference, incident) {
        (Some(reference), Some(incident)) => view! {
            <a class="govuk-link" href=Route::Incident(incident).path()>
                {reference}
            </a>
        }
        .into_any(),
        _ => kind_words(&row.kind).into_any(),
    };
    let why = row.why.map(|why| {
        view! { <div class="govuk-hint govuk-!-margin-bottom-0 app-as-typed">"Why: " {why}</div> }
    });
    vec![
        format::date_time(row.at).into_any(),
        who,
        view! {
            {row.label}
            {why}
        }
        .into_any(),
        record,
        outcome(&row.outcome),
        row.origin
            .unwrap_or_else(|| "Not known".to_owned())
            .into_any(),
    ]
}

/// The kind of a record in words: `local_authority` is a `Local authority`.
fn kind_words(kind: &str) -> String {
    shared::audit::label(kind)
}

fn outcome(word: &str) -> AnyView {
    match word.parse::<AuditOutcome>() {
        Ok(known @ (AuditOutcome::Done | AuditOutcome::TextUsed)) => known.label().into_any(),
        Ok(known) => view! { <Tag text=known.label() colour=TagColour::Yellow /> }.into_any(),
        Err(_) => word.to_owned().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_reads_as_words() {
        assert_eq!(kind_words("local_authority"), "Local authority");
        assert_eq!(kind_words("incident"), "Incident");
    }
}
