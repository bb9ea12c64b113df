//! A report was received.

use crate::api::incidents;
use crate::components::{ButtonLink, ConfirmationPanel};
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::api::IncidentView;
use shared::incidents::codes::{IncidentAction, Stage};

/// A report was received: its reference and what happens next.
#[component]
pub fn ReportedPage(
    /// The incident it became.
    incident: IncidentId,
) -> impl IntoView {
    let view = Remote::load(move || incidents::one(incident));
    show(view, 6, true, received)
}

fn received(incident: IncidentView) -> AnyView {
    let triage = incident
        .permitted
        .contains(&IncidentAction::Triage)
        .then(|| {
            let href = Route::IncidentAction(incident.id, IncidentAction::Triage, None).path();
            view! { <ButtonLink href=href text="Triage it now" /> }
        });
    view! {
        <ConfirmationPanel title="Incident reported">
            "Its reference is" <br /> <strong>{incident.summary.reference}</strong>
        </ConfirmationPanel>
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <p class="govuk-body">{next(incident.summary.stage)}</p>
        <p class="govuk-body">
            "If you learn more, add it to the incident. Your own words stay as you wrote them."
        </p>
        {triage}
        <ul class="govuk-list govuk-list--spaced">
            <li>
                <a class="govuk-link" href=Route::Incident(incident.id).path()>
                    "See the incident"
                </a>
            </li>
            <li>
                <a class="govuk-link" href=Route::MyWork.path()>
                    "Go to my work"
                </a>
            </li>
        </ul>
    }
    .into_any()
}

const fn next(stage: Stage) -> &'static str {
    match stage {
        Stage::Received => {
            "Customer services or the safeguarding team log it and find out whether the family is known to us. Then it goes to the Operational Director of the area, who takes the first steps."
        }
        Stage::Logged => {
            "It is logged. Next, find out whether the family is known to us: then it goes to the Operational Director of the area, who takes the first steps."
        }
        _ => "It is on its way already: see the incident for what comes next.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_next_follows_the_stage() {
        assert!(next(Stage::Received).contains("log it"));
        assert!(next(Stage::Logged).starts_with("It is logged"));
        assert!(next(Stage::Acting).contains("already"));
    }
}
