//! One management review as its reader needs it: only the blocks that are there, only the actions that the reader may take.

mod author;
mod comments;
mod debriefs;
mod facts;
mod history;
mod next;
mod recommendations;
mod submissions;
mod terms;

pub use history::ManagementHistoryPage;

use super::super::dates::dates_section;
use super::super::words::our_stage_tag;
use crate::api::reviews::management;
use crate::components::{Breadcrumbs, InsetText, PageHeading, WarningText};
use crate::remote::{Remote, show};
use crate::routes::{ManagementForm, Route};
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::ManagementReviewId;
use shared::policy::reviews::ManagementView;
use shared::reviews::api::{CommissionView, ManagementReviewView};

/// One management review.
#[component]
pub fn ManagementReviewPage(
    /// The review.
    review: ManagementReviewId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || management::one(review));
    show(read, 12, true, move |view| {
        let page = Page {
            view: &view,
            today: session.today(),
        };
        let steps = vec![
            ("My work".to_owned(), Route::MyWork.path()),
            (
                "Management reviews".to_owned(),
                Route::ManagementReviews.path(),
            ),
        ];
        view! {
            <Breadcrumbs steps=steps />
            {heading(&view)}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">{next::what_happens_next(&page)}</div>
                <div class="govuk-grid-column-one-third">{next::actions(&page)}</div>
            </div>
            {dates_section(&view.deadlines, |id| page.href(ManagementForm::Extend(Some(id))))}
            {view.commission.as_ref().map(|commission| commissioned(&page, commission))}
            {recommendations::section(&view)}
            {facts::section(&page)}
            {has_history(&view).then(|| to_history(view.id))}
        }
        .into_any()
    })
}

/// How it was commissioned and judged.
fn commissioned(page: &Page<'_>, commission: &CommissionView) -> AnyView {
    view! {
        {author::section(page, commission)}
        {terms::section(page, commission)}
        {submissions::section(page, commission)}
        {comments::section(page, commission)}
        {debriefs::section(page, commission)}
    }
    .into_any()
}

/// Its history is read by those who see how it was commissioned.
fn has_history(view: &ManagementReviewView) -> bool {
    view.view >= ManagementView::Commission
}

fn to_history(review: ManagementReviewId) -> AnyView {
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href=Route::ManagementHistory(review).path()>
                "Everything that was done to this review"
            </a>
        </p>
    }
    .into_any()
}

fn heading(view: &ManagementReviewView) -> AnyView {
    let caption = format!("Management review of {}", view.incident_reference);
    let suspended = view.commission.as_ref().and_then(|one| {
        let why = one.suspended.as_ref()?;
        let words = format!("The commission is suspended. {}", why.reason);
        Some(view! { <WarningText text=words /> })
    });
    view! {
        <PageHeading title=view.reference.clone() caption=caption />
        <p class="govuk-body">{our_stage_tag(view.stage)}</p>
        {in_part(view.view).map(|words| view! { <InsetText>{words}</InsetText> })}
        {suspended}
    }
    .into_any()
}

/// What this reader does not see, and why.
const fn in_part(view: ManagementView) -> Option<&'static str> {
    match view {
        ManagementView::Dates => Some(
            "You see the stage and dates. What the review says is kept to the people who deal with it.",
        ),
        ManagementView::Approved => {
            Some("You see the approved review. How it was commissioned and judged is not shown.")
        }
        ManagementView::Commission => None,
        ManagementView::Author => Some("You are the author of this review."),
    }
}

/// What the parts of the page draw from.
struct Page<'a> {
    view: &'a ManagementReviewView,
    today: NaiveDate,
}

impl Page<'_> {
    /// Where the reader may do something; nothing where they may not.
    fn href(&self, form: ManagementForm) -> Option<String> {
        self.view
            .permitted
            .contains(&form.action())
            .then(|| Route::ManagementForm(self.view.id, form).path())
    }
}
