//! What happens next and whose turn it is, and what this reader may do.

use super::{Page, block};
use crate::components::{ButtonLink, InsetText, Tag, TagColour};
use crate::routes::Route;
use leptos::prelude::*;
use shared::incidents::api::NextStep;
use shared::incidents::codes::IncidentAction;

/// What moves an incident on: shown as buttons, the rest as links.
const ON: [IncidentAction; 4] = [
    IncidentAction::Log,
    IncidentAction::Triage,
    IncidentAction::Acknowledge,
    IncidentAction::Close,
];

/// What moves this incident on now. Once triaged, triage only corrects an answer.
fn buttons(page: &Page<'_>) -> Vec<IncidentAction> {
    ON.into_iter()
        .filter(|action| page.view.permitted.contains(action))
        .filter(|action| *action != IncidentAction::Triage || page.intake.known.is_none())
        .collect()
}

/// What happens next, whose turn it is, and the buttons for what is this reader's to do.
pub(super) fn next_steps(page: &Page<'_>) -> AnyView {
    let steps = &page.intake.next_steps;
    let content = if steps.is_empty() {
        let words = page.intake.closed.as_ref().map_or_else(
            || {
                format!(
                    "Nothing: it is {}.",
                    page.view.summary.stage.label().to_lowercase()
                )
            },
            |stamp| {
                format!(
                    "Nothing: it was closed by {}.",
                    super::super::words::stamp(stamp)
                )
            },
        );
        let duplicate = page.intake.duplicate_of.map(|other| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=Route::Incident(other).path()>
                        "Go to the incident that it duplicates"
                    </a>
                </p>
            }
        });
        view! {
            <p class="govuk-body">{words}</p>
            {duplicate}
        }
        .into_any()
    } else {
        let lines = steps.iter().map(line).collect_view();
        view! { <ul class="govuk-list govuk-list--spaced">{lines}</ul> }.into_any()
    };
    let buttons = buttons(page);
    let buttons = (!buttons.is_empty()).then(|| {
        let all = buttons
            .into_iter()
            .map(|action| {
                let href = Route::IncidentAction(page.view.id, action, None).path();
                view! { <ButtonLink href=href text=action.label() /> }
            })
            .collect_view();
        view! { <div class="app-actions">{all}</div> }
    });
    let content = view! {
        <div class="app-card app-card--turn">
            {content}
            {buttons}
        </div>
    };
    block("What happens next", content.into_any())
}

fn line(step: &NextStep) -> impl IntoView + use<> {
    let mine = step
        .mine
        .then(|| view! { <Tag text="Your turn" colour=TagColour::Blue /> });
    view! {
        <li>
            <strong>{step.what.clone()}</strong>
            <br />
            {step.turn.label()}
            " "
            {mine}
        </li>
    }
}

/// What the link to an action says.
fn label(action: IncidentAction, page: &Page<'_>) -> &'static str {
    if action == IncidentAction::Triage && page.intake.known.is_some() {
        "Change the triage answer"
    } else {
        action.label()
    }
}

/// Everything else that this reader may do.
pub(super) fn actions(page: &Page<'_>) -> AnyView {
    let shown = buttons(page);
    let links: Vec<_> = page
        .view
        .permitted
        .iter()
        .filter(|action| !shown.contains(action))
        .map(|action| {
            let href = Route::IncidentAction(page.view.id, *action, None).path();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {label(*action, page)}
                    </a>
                </li>
            }
        })
        .collect();
    if links.is_empty() && shown.is_empty() {
        return view! { <InsetText>"You can read this incident. Others act on it."</InsetText> }
            .into_any();
    }
    if links.is_empty() {
        return ().into_any();
    }
    view! {
        <nav aria-labelledby="more-actions" class="govuk-!-margin-top-7 app-no-print">
            <h2 class="govuk-heading-s" id="more-actions">
                "What you can do"
            </h2>
            <ul class="govuk-list govuk-list--spaced">{links}</ul>
        </nav>
    }
    .into_any()
}
