//! One recommendation, of our own review or an external one: what it says, what was decided, who sees to it.

mod assign;
mod decide;
mod record;
#[cfg(test)]
mod testing;
mod words;

pub use words::{decision_words, owner_words};

use super::words::small_link;
use crate::acting::{Act, Record, Scene, form_page};
use crate::api::reviews::recommendations;
use crate::components::{
    BackLink, ButtonLink, PageHeading, SummaryList, SummaryRow, Tag, TagColour,
};
use crate::format;
use crate::pages::incidents::words::stamp;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use shared::ids::RecommendationId;
use shared::reviews::api::RecommendationView;
use shared::reviews::codes::RecommendationAction;
use shared::reviews::recommendations::RecommendedBy;

/// One recommendation.
#[component]
pub fn RecommendationPage(
    /// The recommendation.
    recommendation: RecommendationId,
) -> impl IntoView {
    let read = Remote::load(move || recommendations::one(recommendation));
    show(read, 8, true, |one| page(&one))
}

fn page(one: &RecommendationView) -> AnyView {
    let title = format!("Recommendation {}", one.number);
    let back = format!("Back to {}", one.reference);
    let decide = one
        .permitted
        .contains(&RecommendationAction::Decide)
        .then(|| {
            let href = Route::RecommendationForm(one.id, RecommendationAction::Decide).path();
            view! { <ButtonLink href=href text=RecommendationAction::Decide.label() /> }
        });
    view! {
        <BackLink href=home(one).path() text=back />
        <PageHeading title=title caption=one.reference.clone() />
        <p class="govuk-body">{state(one)}</p>
        <SummaryList rows=rows(one) />
        {decide}
    }
    .into_any()
}

/// The review that makes it.
fn home(one: &RecommendationView) -> Route {
    match one.by {
        RecommendedBy::External(review) => Route::ExternalReview(review),
        RecommendedBy::Management(review) => Route::ManagementReview(review),
    }
}

fn state(one: &RecommendationView) -> AnyView {
    let (words, colour) = match &one.decided {
        Some(decided) => (decided.decision.label(), TagColour::Grey),
        None => ("Not decided", TagColour::Yellow),
    };
    view! { <Tag text=words colour=colour /> }.into_any()
}

fn rows(one: &RecommendationView) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::as_typed("What is recommended", one.text.clone()),
        SummaryRow::text("For", one.addressed_to.label()),
        SummaryRow::text("Reach", one.reach.label()),
    ];
    let proposed = one.proposed_owner.clone();
    rows.extend(
        proposed.map(|post| SummaryRow::text("Who should see to it, as the author proposes", post)),
    );
    if let Some(decided) = &one.decided {
        let amended = decided.amended.clone();
        rows.extend(amended.map(|words| SummaryRow::as_typed("What we accept", words)));
        let why = view! {
            <div class="app-as-typed">{decided.reason.clone()}</div>
            <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(&decided.stamp)}</div>
        };
        rows.push(SummaryRow::new("Why it was decided so", why));
    }
    if let Some(owner) = &one.owner {
        let assign = one
            .permitted
            .contains(&RecommendationAction::Assign)
            .then(|| Route::RecommendationForm(one.id, RecommendationAction::Assign).path());
        let link = assign.map(|href| small_link(href, "Change", "owner or due date".to_owned()));
        let who = view! {
            {owner.name.clone()}
            {link}
        };
        rows.push(SummaryRow::new("Who sees to it", who));
        rows.push(SummaryRow::text("Due", format::date_or(one.due, "No date")));
        if one.original_due != one.due {
            let first = format::date_or(one.original_due, "No date");
            rows.push(SummaryRow::text("First set for", first));
        }
    }
    rows
}

/// Doing something to a recommendation.
#[component]
pub fn RecommendationFormPage(
    /// The recommendation.
    recommendation: RecommendationId,
    /// What is done.
    action: RecommendationAction,
) -> impl IntoView {
    let read = Remote::load(move || recommendations::one(recommendation));
    show(read, 8, true, move |one| form(one, action))
}

fn form(one: RecommendationView, action: RecommendationAction) -> AnyView {
    if !one.permits(action) {
        let back = format!("Back to recommendation {}", one.number);
        return view! {
            <BackLink href=Route::Recommendation(one.id).path() text=back />
            <PageHeading title=action.label() caption=one.reference.clone() />
            <p class="govuk-body">
                "This cannot be done as the recommendation stands now, or it is not yours to do."
            </p>
        }
        .into_any();
    }
    let act: &'static dyn Act<RecommendationView> = match action {
        RecommendationAction::Decide => &decide::Decide,
        RecommendationAction::Assign => &assign::Assign,
    };
    form_page(act, action, Scene::new(one, ()))
}
