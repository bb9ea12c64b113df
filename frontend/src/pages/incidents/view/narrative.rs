//! What is known to have happened: never edited, later words under it.

use super::{Page, block};
use leptos::prelude::*;
use shared::incidents::api::{AddendumView, Narrative};
use shared::incidents::codes::IncidentAction;

/// The narrative with what was added to it, as far as the reader may read it.
pub(super) fn section(page: &Page<'_>) -> AnyView {
    let content = match (&page.view.narrative, &page.view.own_words) {
        (Some(narrative), _) => narrative_view(narrative),
        (None, Some(words)) => {
            view! { <p class="govuk-body app-as-typed">{words.clone()}</p> }.into_any()
        }
        (None, None) => view! {
            <p class="govuk-body">
                "Once an incident is triaged, what happened is kept to the responsible Operational Director and safeguarding."
            </p>
        }
        .into_any(),
    };
    let add = page.href(IncidentAction::Add, None).map(|href| {
        view! {
            <p class="govuk-body app-no-print">
                <a class="govuk-link" href=href>
                    {IncidentAction::Add.label()}
                </a>
            </p>
        }
    });
    let content = view! {
        {content}
        {add}
    };
    block("What happened", content.into_any())
}

/// The words first sent, and each addition with who and when.
pub(in super::super) fn narrative_view(narrative: &Narrative) -> AnyView {
    let added = narrative.addenda.iter().map(addendum).collect_view();
    view! {
        <p class="govuk-body app-as-typed">{narrative.circumstances.clone()}</p>
        {added}
    }
    .into_any()
}

fn addendum(added: &AddendumView) -> impl IntoView + use<> {
    let who = format!("Added by {}", super::super::words::stamp(&added.stamp));
    view! {
        <div class="govuk-inset-text">
            <p class="govuk-body-s govuk-!-margin-bottom-1">{who}</p>
            <p class="govuk-body app-as-typed govuk-!-margin-bottom-0">{added.text.clone()}</p>
        </div>
    }
}
