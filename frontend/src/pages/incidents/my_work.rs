//! What waits for the person: the page one comes to first.

use super::words::{due_tag, incident_cell, stage_tag};
use crate::api::my_work::my_work;
use crate::components::{ButtonLink, Column, DataTable, PageHeading};
use crate::format;
use crate::pages::access::break_glass::openings_table;
use crate::remote::{Remote, show};
use crate::routes::{ReportStep, Route};
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::break_glass::OpeningView;
use shared::incidents::api::{DraftRow, IncidentRow, MyWork, ReviewWorkItem, WorkItem};

/// What waits for the person.
#[component]
pub fn MyWorkPage() -> impl IntoView {
    let session = Session::from_context();
    let work = Remote::load(my_work);
    let report = move || {
        session
            .may_start("report")
            .then(|| view! { <ButtonLink href=Route::Report.path() text="Report an incident" /> })
    };
    let open = move || {
        session.may_start("break_glass").then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=Route::BreakGlass.path()>
                        "Open a restricted incident"
                    </a>
                </p>
            }
        })
    };
    view! {
        <PageHeading title="My work" />
        {report}
        {open}
        {show(work, 8, false, move |work| sections(work, session.today()))}
    }
}

fn sections(work: MyWork, today: NaiveDate) -> AnyView {
    let MyWork {
        items,
        waiting,
        reviews,
        openings,
        following,
        drafts,
    } = work;
    view! {
        {waiting_section(items, waiting, reviews, today)}
        {openings_section(openings)}
        {drafts_section(drafts)}
        {following_section(following)}
        <p class="govuk-body">
            <a class="govuk-link" href=Route::OwnAccess.path()>
                "What you have opened"
            </a>
        </p>
    }
    .into_any()
}

/// How many wait, where not all are shown.
fn more_words(shown: usize, waiting: i64) -> Option<String> {
    let more = usize::try_from(waiting).is_ok_and(|waiting| waiting > shown);
    more.then(|| {
        let all = format::counted(waiting, "incident", "incidents");
        format!("{all} wait for you. These are the {shown} most pressing.")
    })
}

fn waiting_section(
    items: Vec<WorkItem>,
    waiting: i64,
    reviews: Vec<ReviewWorkItem>,
    today: NaiveDate,
) -> AnyView {
    let nothing = (items.is_empty() && reviews.is_empty()).then(|| {
        view! { <p class="govuk-body">"Nothing waits for you. What you have to do next will be here, the most overdue first."</p> }
    });
    view! {
        <h2 class="govuk-heading-m">"Waiting for you"</h2>
        {nothing}
        {incidents_waiting(items, waiting, today)}
        {reviews_waiting(reviews, today)}
    }
    .into_any()
}

fn incidents_waiting(items: Vec<WorkItem>, waiting: i64, today: NaiveDate) -> Option<AnyView> {
    let more = more_words(items.len(), waiting);
    (!items.is_empty()).then(|| {
        let columns = ["Incident", "What to do", "When", "Stage"].map(Column::new);
        let rows = items
            .into_iter()
            .map(|item| work_row(item, today))
            .collect();
        view! {
            {more.map(|words| view! { <p class="govuk-body">{words}</p> })}
            <DataTable caption="Waiting for you" columns=columns.to_vec() rows=rows caption_hidden=true />
        }
        .into_any()
    })
}

fn reviews_waiting(reviews: Vec<ReviewWorkItem>, today: NaiveDate) -> Option<AnyView> {
    (!reviews.is_empty()).then(|| {
        let columns = ["Review or recommendation", "What is due", "When"].map(Column::new);
        let rows = reviews.into_iter().map(|item| {
            let reference = view! {
                <a class="govuk-link app-no-wrap" href=item.record.path()>
                    {item.reference}
                </a>
            };
            let when = due_tag(item.due, item.overdue, today);
            vec![reference.into_any(), item.what.into_any(), when]
        });
        view! { <DataTable caption="Reviews and recommendations" columns=columns.to_vec() rows=rows.collect() /> }
            .into_any()
    })
}

fn openings_section(openings: Vec<OpeningView>) -> Option<AnyView> {
    (!openings.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Incidents that were opened under break-glass"</h2>
            <p class="govuk-body">"Each waits for a review by someone other than whoever opened it."</p>
            {openings_table(openings)}
        }
        .into_any()
    })
}

fn work_row(item: WorkItem, today: NaiveDate) -> Vec<AnyView> {
    let what = item.what;
    let what = if let [only] = what.as_slice() {
        only.clone().into_any()
    } else {
        let lines = what
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view();
        view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> }.into_any()
    };
    let when = match item.due {
        Some(due) => due_tag(due, item.overdue, today),
        None => "No date".into_any(),
    };
    vec![
        incident_cell(&item.incident),
        what,
        when,
        stage_tag(item.incident.stage),
    ]
}

fn drafts_section(drafts: Vec<DraftRow>) -> Option<AnyView> {
    (!drafts.is_empty()).then(|| {
        let lines = drafts
            .into_iter()
            .map(|draft| {
                let saved = format::date_time(draft.saved_at);
                let href = Route::ReportStep(draft.id, ReportStep::Check).path();
                view! {
                    <li>
                        <a class="govuk-link" href=href>
                            {format!("Report last saved {saved}")}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h2 class="govuk-heading-m">"Your unfinished reports"</h2>
            <p class="govuk-body">"Nobody else can see these. Nothing is reported until you send it."</p>
            <ul class="govuk-list govuk-list--spaced">{lines}</ul>
        }
        .into_any()
    })
}

fn following_section(following: Vec<IncidentRow>) -> Option<AnyView> {
    (!following.is_empty()).then(|| {
        let columns = ["Incident", "Notified", "Stage"].map(Column::new);
        let rows = following
            .iter()
            .map(|row| {
                vec![
                    incident_cell(row),
                    format::date(row.notified_on).into_any(),
                    stage_tag(row.stage),
                ]
            })
            .collect();
        view! {
            <h2 class="govuk-heading-m">"Incidents you have a part in"</h2>
            <p class="govuk-body">"Nothing waits for you on these."</p>
            <DataTable caption="Incidents you have a part in" columns=columns.to_vec() rows=rows caption_hidden=true />
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_many_wait_only_where_not_all_are_shown() {
        assert_eq!(more_words(3, 3), None);
        assert_eq!(
            more_words(50, 61).as_deref(),
            Some("61 incidents wait for you. These are the 50 most pressing.")
        );
        assert!(more_words(50, 1000).unwrap().starts_with("1,000 or more"));
    }
}
