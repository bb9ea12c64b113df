//! What the approved review recommends, and what was decided of each.

use super::super::super::recommendation::{decision_words, owner_words};
use super::super::super::words::small_link;
use crate::components::{Column, DataTable, block};
use crate::routes::Route;
use leptos::prelude::*;
use shared::reviews::api::{ManagementReviewView, RecommendationView};
use shared::reviews::codes::RecommendationAction;

/// The recommendations, once the review is approved and for those who read it.
pub(super) fn section(view: &ManagementReviewView) -> Option<AnyView> {
    let recommendations = view.recommendations.as_ref()?;
    view.approved_at?;
    let content = if recommendations.is_empty() {
        view! { <p class="govuk-body">"It recommends nothing."</p> }.into_any()
    } else {
        let columns = ["Recommendation", "Reach", "Decision", "Owner and date"];
        let rows = recommendations.iter().map(row).collect();
        view! {
            <DataTable
                caption="Recommendations"
                columns=columns.map(Column::new).to_vec()
                rows=rows
                caption_hidden=true
            />
        }
        .into_any()
    };
    Some(block("Recommendations", content))
}

fn row(one: &RecommendationView) -> Vec<AnyView> {
    let name = format!("Recommendation {}", one.number);
    let words = view! {
        <a class="govuk-link" href=Route::Recommendation(one.id).path()>
            {name.clone()}
        </a>
        <div class="app-as-typed govuk-!-font-weight-regular">{one.text.clone()}</div>
    };
    let decided = one.decided.as_ref();
    let amended = decided.and_then(|decided| decided.amended.clone());
    let decide = one
        .permitted
        .contains(&RecommendationAction::Decide)
        .then(|| {
            let href = Route::RecommendationForm(one.id, RecommendationAction::Decide).path();
            small_link(href, "Decide", name.to_lowercase())
        });
    let decision = view! {
        {decision_words(one)}
        {amended.map(|words| view! { <div class="app-as-typed">{words}</div> })}
        {decide}
    };
    vec![
        words.into_any(),
        one.reach.label().into_any(),
        decision.into_any(),
        owner_words(one).into_any(),
    ]
}
