//! The summary, for people involved, their buddies and their line: short and calm.

use crate::components::{InsetText, SummaryList, SummaryRow};
use crate::format;
use crate::routes::Route;
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::codes::IncidentAction;

/// Reference, stage and dates; whom to contact; one's own support and one's own words.
pub(super) fn summary(view: &IncidentView) -> AnyView {
    let summary = &view.summary;
    let mut rows = vec![
        SummaryRow::text("What happened", summary.kind.label()),
        SummaryRow::text("Stage", summary.stage.label()),
        SummaryRow::text(
            "Date of the incident",
            format::date_or(summary.incident_date, "Not known"),
        ),
        SummaryRow::text("We were told", format::date(summary.notified_on)),
    ];
    if !summary.case_references.is_empty() {
        rows.push(SummaryRow::text(
            "Case",
            format::list(&summary.case_references),
        ));
    }
    let contact = contact_words(view);
    let buddy = view.own_buddy.as_ref().map(|buddy| {
        let words = format!(
            "{} is your buddy: a colleague you can talk to about this, who has no part in the review.",
            buddy.name
        );
        view! { <InsetText>{words}</InsetText> }
    });
    let words = view.own_words.clone().map(|words| {
        view! {
            <h2 class="govuk-heading-m">"What you told us"</h2>
            <p class="govuk-body app-as-typed">{words}</p>
        }
    });
    let add = view.permitted.contains(&IncidentAction::Add).then(|| {
        let href = Route::IncidentAction(view.id, IncidentAction::Add, None).path();
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href>
                    "Add to what you told us"
                </a>
            </p>
        }
    });
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {buddy}
                <SummaryList rows=rows />
                <h2 class="govuk-heading-m">"Whom to contact"</h2>
                <p class="govuk-body">{contact}</p>
                {words}
                {add}
                <p class="govuk-body">
                    "You see a summary. The rest is kept to the people who deal with the incident."
                </p>
            </div>
        </div>
    }
    .into_any()
}

fn contact_words(view: &IncidentView) -> String {
    view.summary.contact.as_ref().map_or_else(
        || "Ask the safeguarding team if you have a question or something to add.".to_owned(),
        |contact| {
            format!(
                "Ask {} if you have a question or something to add. You can also ask the safeguarding team.",
                contact.name
            )
        },
    )
}
