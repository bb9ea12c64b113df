//! What the review is about.

use super::super::super::words::involved_words;
use super::Page;
use crate::components::{SummaryList, SummaryRow, block};
use crate::format;
use crate::pages::incidents::words::stamp;
use crate::routes::{ExternalForm, Route};
use leptos::prelude::*;
use shared::reviews::api::{ExternalReviewView, LinkedIncident};

/// The facts, the incidents and children, and our own reviews for it.
pub(super) fn section(page: &Page<'_>) -> AnyView {
    let view = page.view;
    let facts = &view.facts;
    let correct = |row: SummaryRow| match page.href(ExternalForm::Correct) {
        Some(href) => row.action("Correct", "what the review is about", href),
        None => row,
    };
    let rows = vec![
        correct(SummaryRow::text("What it is called", facts.title.clone())),
        SummaryRow::text("Held by", facts.board.clone()),
        SummaryRow::text("Law", facts.regime.label()),
        SummaryRow::text("Local authority", authority(view)),
        SummaryRow::text("They became aware", format::date(facts.triggered_on)),
        SummaryRow::text("Involvement", involved_words(facts.involved)),
        SummaryRow::new("Incidents", incidents(&view.about)),
        SummaryRow::text("Children", children(&view.about)),
        SummaryRow::new("Our management reviews", our_reviews(view)),
        SummaryRow::text("Tracked by", stamp(&view.recorded)),
    ];
    block(
        "What it is about",
        view! { <SummaryList rows=rows /> }.into_any(),
    )
}

fn authority(view: &ExternalReviewView) -> String {
    let name = view.local_authority_name.as_ref();
    let name = name.or(view.facts.local_authority.as_ref());
    name.map_or_else(|| "Not known".to_owned(), Clone::clone)
}

fn incidents(about: &[LinkedIncident]) -> AnyView {
    if about.is_empty() {
        return "None that you can see".into_any();
    }
    let links: Vec<_> = about
        .iter()
        .map(|one| {
            view! {
                <li>
                    <a class="govuk-link" href=Route::Incident(one.id).path()>
                        {one.reference.clone()}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{links}</ul> }.into_any()
}

fn children(about: &[LinkedIncident]) -> String {
    let children = about.iter().flat_map(|one| &one.children);
    let names: Vec<String> = children.map(|child| child.name.clone()).collect();
    if names.is_empty() {
        "None named".to_owned()
    } else {
        format::list(&names)
    }
}

fn our_reviews(view: &ExternalReviewView) -> AnyView {
    if view.our_reviews.is_empty() {
        return "None that you can see".into_any();
    }
    let lines: Vec<_> = view
        .our_reviews
        .iter()
        .map(|one| {
            let href = Route::ManagementReview(one.id).path();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {one.reference.clone()}
                    </a>
                    ": "
                    {one.stage.label()}
                </li>
            }
        })
        .collect();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::review;
    use super::*;

    #[test]
    fn what_is_not_there_is_said() {
        let mut view = review();
        assert_eq!(children(&view.about), "Alex");
        assert_eq!(authority(&view), "Leeds");
        view.about.clear();
        view.local_authority_name = None;
        view.facts.local_authority = None;
        assert_eq!(children(&view.about), "None named");
        assert_eq!(authority(&view), "Not known");
    }
}
