//! Everything that was done to one record: who, when, what changed and why.

use crate::api::{ApiError, Versioned};
use crate::components::{BackLink, Button, ButtonKind, PageHeading, Timeline, TimelineItem};
use crate::failure::failure_view;
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::incidents::api::{FieldChange, HistoryEntry};
use shared::page::Page;
use std::future::Future;

type Answer = Result<Versioned<Page<HistoryEntry>>, ApiError>;

/// Everything that was done to one record, newest first; older entries when asked for. `fetch` reads one page.
pub fn history_page<F>(
    home: Route,
    back: &'static str,
    fetch: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    F: Future<Output = Answer> + 'static,
{
    let first = Remote::load(move || fetch(None));
    show(first, 12, true, move |page| {
        view! {
            <BackLink href=home.path() text=back />
            <PageHeading title="History" />
            <p class="govuk-body">"Newest first."</p>
            {entries(fetch, page)}
        }
        .into_any()
    })
}

fn entries<F>(
    fetch: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static,
    page: Page<HistoryEntry>,
) -> AnyView
where
    F: Future<Output = Answer> + 'static,
{
    if page.items.is_empty() {
        return view! { <p class="govuk-body">"Nothing was done to it yet."</p> }.into_any();
    }
    let more = RwSignal::new(Vec::<Page<HistoryEntry>>::new());
    let next = RwSignal::new(page.next);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let load = move |()| {
        let Some(cursor) = next.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = fetch(Some(cursor)).await;
            // The page may have gone meanwhile.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Versioned { value, .. }) => {
                    failed.set(None);
                    next.set(value.next.clone());
                    more.update(|pages| pages.push(value));
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let older = move || {
        let pages = more.get();
        pages
            .into_iter()
            .map(|page| view! { <Timeline items=page.items.into_iter().map(item).collect() /> })
            .collect_view()
    };
    let failure = move || {
        failed
            .get()
            .map(|error| failure_view(&error, false, Callback::new(load)))
    };
    let button = move || {
        next.with(Option::is_some).then(|| {
            view! { <Button text="Show older" kind=ButtonKind::Secondary busy=busy on_click=load /> }
        })
    };
    view! {
        <h2 class="govuk-visually-hidden">"What was done"</h2>
        <Timeline items=page.items.into_iter().map(item).collect() />
        {older}
        {failure}
        {button}
    }
    .into_any()
}

fn item(entry: HistoryEntry) -> TimelineItem {
    let HistoryEntry {
        at,
        by,
        label,
        on_behalf,
        reason,
        changes,
        ..
    } = entry;
    let reason = reason.map(|reason| view! { <p class="govuk-body app-as-typed">{reason}</p> });
    let behalf =
        on_behalf.then(|| view! { <p class="govuk-body">"For the Operational Director."</p> });
    let lines = changes
        .into_iter()
        .map(|change| view! { <li class="app-as-typed">{change_words(&change)}</li> })
        .collect_view();
    let has_lines = !lines.is_empty();
    let lines = has_lines.then(|| view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> });
    TimelineItem {
        title: label,
        by: Some(by.label()),
        when: format::date_time(at),
        datetime: at.to_rfc3339(),
        body: Some(
            view! {
                {behalf}
                {reason}
                {lines}
            }
            .into_any(),
        ),
    }
}

/// What changed: `Stage: Logged, was Received`.
fn change_words(change: &FieldChange) -> String {
    let FieldChange { field, from, to } = change;
    match (from.as_deref(), to.as_deref()) {
        (Some(from), Some(to)) => format!("{field}: {to}, was {from}"),
        (None, Some(to)) => format!("{field}: {to}"),
        (Some(from), None) => format!("{field}: removed, was {from}"),
        (None, None) => field.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_it_was() {
        let said = |from: Option<&str>, to: Option<&str>| {
            change_words(&FieldChange {
                field: "Stage".to_owned(),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
            })
        };
        assert_eq!(
            said(Some("Received"), Some("Logged")),
            "Stage: Logged, was Received"
        );
        assert_eq!(said(None, Some("Logged")), "Stage: Logged");
        assert_eq!(said(Some("Logged"), None), "Stage: removed, was Logged");
    }
}
