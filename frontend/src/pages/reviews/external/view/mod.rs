//! One external review as its reader needs it: only the blocks that are there, only the actions that the reader may take.

mod facts;
mod history;
mod next;
mod recommendations;
mod steps;

pub use history::ExternalHistoryPage;
pub(super) use recommendations::waiting_list;

use super::super::dates::dates_section;
use super::super::words::{involved_words, stage_tag};
use crate::api::reviews::external;
use crate::components::{Breadcrumbs, InsetText, PageHeading};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::{ExternalForm, Route};
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::ExternalReviewId;
use shared::policy::reviews::ExternalView;
use shared::reviews::api::ExternalReviewView;

/// One external review.
#[component]
pub fn ExternalReviewPage(
    /// The review.
    review: ExternalReviewId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || external::one(review));
    show(read, 12, true, move |view| {
        let page = Page {
            view: &view,
            today: session.today(),
        };
        let steps = vec![
            ("My work".to_owned(), Route::MyWork.path()),
            ("External reviews".to_owned(), Route::ExternalReviews.path()),
        ];
        let history = Route::ExternalHistory(view.id).path();
        view! {
            <Breadcrumbs steps=steps />
            {heading(&view)}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">{next::what_is_due(&page)}</div>
                <div class="govuk-grid-column-one-third">{next::actions(&page)}</div>
            </div>
            {steps::section(&page)}
            {dates_section(&view.deadlines, |id| page.href(ExternalForm::Agree(Some(id))))}
            {recommendations::section(&page)}
            {facts::section(&page)}
            <p class="govuk-body">
                <a class="govuk-link" href=history>
                    "Everything that was done to this review"
                </a>
            </p>
        }
        .into_any()
    })
}

fn heading(view: &ExternalReviewView) -> AnyView {
    let in_part = (view.view == ExternalView::Dates).then(|| {
        view! {
            <InsetText>
                "You see the stages and dates. What the review says is kept to the people who deal with it."
            </InsetText>
        }
    });
    view! {
        <PageHeading title=view.reference.clone() caption=view.facts.regime.label() />
        <p class="govuk-body">{stage_tag(view.stage)}</p>
        <p class="govuk-body app-breakable">{in_short(view)}</p>
        {in_part}
    }
    .into_any()
}

/// What it is called, who holds it, since when and whether we were involved, in a line.
fn in_short(view: &ExternalReviewView) -> String {
    let facts = &view.facts;
    format!(
        "{}, held by {}. They became aware on {}. {}.",
        facts.title,
        facts.board,
        format::date(facts.triggered_on),
        involved_words(facts.involved)
    )
}

/// What the parts of the page draw from.
struct Page<'a> {
    view: &'a ExternalReviewView,
    today: NaiveDate,
}

impl Page<'_> {
    /// Where the reader may do something; nothing where they may not.
    fn href(&self, form: ExternalForm) -> Option<String> {
        self.view
            .permitted
            .contains(&form.action())
            .then(|| Route::ExternalForm(self.view.id, form).path())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::review;
    use super::*;

    #[test]
    fn a_review_in_a_line() {
        assert_eq!(
            in_short(&review()),
            "Child D, held by Invented Board. They became aware on 15 August 2008. We were involved."
        );
    }
}
