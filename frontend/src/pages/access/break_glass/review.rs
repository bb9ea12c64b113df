//! Safeguarding's queue of openings, and the review of one.

use crate::api::{Etag, Guard, Versioned, break_glass};
use crate::components::{
    BackLink, Button, Choice, Column, DataTable, ErrorSummary, FieldMessage, Flash, PageHeading,
    Radios, SubmitForm, SummaryList, SummaryRow, Tag, TagColour, TextArea,
};
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::access::break_glass::{OpeningView, ReviewOpening, ReviewOutcome};
use shared::check::MAX_NOTE;
use shared::ids::BreakGlassId;
use shared::policy::break_glass::BreakGlassAction;

/// The openings that wait for a review.
#[component]
pub fn OpeningsPage() -> impl IntoView {
    let read = Remote::load(break_glass::to_review);
    view! {
        <PageHeading title="Incidents that were opened" />
        <p class="govuk-body">
            "Managers and Operational Directors can open one incident for an hour. Someone else reviews each opening within two working days."
        </p>
        {show(
            read,
            6,
            false,
            |openings| {
                if openings.is_empty() {
                    view! { <p class="govuk-body">"No opening waits for a review."</p> }.into_any()
                } else {
                    openings_table(openings)
                }
            },
        )}
    }
}

/// Openings, each leading to its review.
pub fn openings_table(openings: Vec<OpeningView>) -> AnyView {
    let columns = ["Incident", "Opened by", "When", "Review"].map(Column::new);
    let rows = openings.into_iter().map(cells).collect();
    view! { <DataTable caption="Openings to review" columns=columns.to_vec() rows=rows caption_hidden=true /> }
        .into_any()
}

fn cells(opening: OpeningView) -> Vec<AnyView> {
    let reference = view! {
        <a class="govuk-link app-no-wrap" href=Route::OpeningReview(opening.id).path()>
            {opening.reference}
        </a>
    };
    let due = format::short_date(opening.review_due);
    let due = if opening.overdue {
        view! { <Tag text=format!("Overdue since {due}") colour=TagColour::Red /> }.into_any()
    } else {
        format!("By {due}").into_any()
    };
    vec![
        reference.into_any(),
        opening.by.name.into_any(),
        format::date_time(opening.opened_at).into_any(),
        due,
    ]
}

/// The review of one opening.
#[component]
pub fn OpeningReviewPage(
    /// The opening.
    opening: BreakGlassId,
) -> impl IntoView {
    let read = Remote::load(move || break_glass::opening(opening));
    show(read, 8, true, |opening| {
        let may = opening.permitted.contains(&BreakGlassAction::Review);
        if may {
            review_form(&opening)
        } else {
            told(&opening)
        }
    })
}

fn facts(opening: &OpeningView) -> AnyView {
    let incident = view! {
        <a class="govuk-link" href=Route::Incident(opening.incident).path()>
            {opening.reference.clone()}
        </a>
    };
    let mut rows = vec![
        SummaryRow::new("Incident", incident),
        SummaryRow::text("Opened by", opening.by.name.clone()),
        SummaryRow::text("Opened", format::date_time(opening.opened_at)),
        SummaryRow::text("Open until", format::date_time(opening.ends_at)),
        SummaryRow::as_typed("Reason", opening.reason.clone()),
    ];
    match &opening.review {
        None => rows.push(SummaryRow::text(
            "Review by",
            format::date(opening.review_due),
        )),
        Some(review) => {
            rows.push(SummaryRow::text("Reviewed by", review.by.name.clone()));
            rows.push(SummaryRow::text("Reviewed", format::date_time(review.at)));
            rows.push(SummaryRow::text("Found", review.outcome.label()));
            rows.push(SummaryRow::as_typed("Note", review.note.clone()));
        }
    }
    view! { <SummaryList rows=rows /> }.into_any()
}

fn told(opening: &OpeningView) -> AnyView {
    let title = format!("{} was opened", opening.reference);
    view! {
        <BackLink href=Route::MyWork.path() text="Back to my work" />
        <PageHeading title=title />
        {facts(opening)}
    }
    .into_any()
}

fn review_form(opening: &OpeningView) -> AnyView {
    let form = Form::new();
    let (outcome, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (id, version) = (opening.id, opening.version);
    let navigate = use_navigate();
    let flash = Flash::from_context();
    let reference = opening.reference.clone();
    let submit = move |()| {
        let Ok(outcome) = outcome.get_untracked().parse::<ReviewOutcome>() else {
            let words = "Say whether it was appropriate";
            return form.refuse(vec![FieldMessage::new("outcome", words)]);
        };
        let found = ReviewOpening {
            outcome,
            note: note.get_untracked(),
        };
        let navigate = navigate.clone();
        let said = format!("The opening of {reference} is reviewed.");
        match found.check() {
            Err(faults) => form.refuse_fields(&faults),
            Ok(()) => form.send(
                async move {
                    let guard = Guard::Version(Etag::of_version(version));
                    break_glass::review(id, &found, guard).await
                },
                move |Versioned { .. }| {
                    flash.on_next_page(said);
                    let path = Route::Openings.path();
                    navigate(&path, leptos_router::NavigateOptions::default());
                },
            ),
        }
    };
    let choices = ReviewOutcome::ALL
        .iter()
        .map(|outcome| Choice::new(outcome.as_str(), outcome.label()))
        .collect::<Vec<_>>();
    view! {
        <BackLink href=Route::Openings.path() text="Back to incidents that were opened" />
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading
                    title=format!("Review the opening of {}", opening.reference)
                    faulty=form.is_faulty()
                />
                {facts(opening)}
                <SubmitForm on_submit=submit busy=form.busy()>
                    <Radios
                        id="outcome"
                        label="Was it appropriate to open it?"
                        value=outcome
                        choices=choices
                        error=form.error("outcome")
                    />
                    <TextArea
                        id="note"
                        label="Note"
                        hint="How you came to that. Needed where it was not appropriate."
                        value=note
                        max=MAX_NOTE
                        label_class="govuk-label--s"
                        error=form.error("note")
                    />
                    <Button text="Save the review" busy=form.busy() />
                </SubmitForm>
            </div>
        </div>
    }
    .into_any()
}
