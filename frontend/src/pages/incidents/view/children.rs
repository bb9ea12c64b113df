//! The children.

use super::{Page, block};
use crate::components::{SummaryList, SummaryRow};
use crate::format;
use leptos::prelude::*;
use shared::incidents::api::ChildView;
use shared::incidents::codes::{BirthPrecision, ChildOutcome, IncidentAction};
use shared::incidents::model::ChildFacts;
use uuid::Uuid;

/// The children, the subject first, each with a way to correct what was recorded.
pub(super) fn section(page: &Page<'_>) -> AnyView {
    let children = page
        .intake
        .children
        .iter()
        .map(|child| one(page, child))
        .collect_view();
    let add = page
        .href(IncidentAction::Correct, Some(Uuid::nil()))
        .map(|href| {
            view! {
                <p class="govuk-body app-no-print">
                    <a class="govuk-link" href=href>
                        "Add a child"
                    </a>
                </p>
            }
        });
    let content = view! {
        {children}
        {add}
    };
    block("Children", content.into_any())
}

fn one(page: &Page<'_>, child: &ChildView) -> impl IntoView + use<> {
    let facts = &child.facts;
    let mut name = SummaryRow::text("Name", facts.name.clone());
    if let Some(href) = page.href(IncidentAction::Correct, Some(child.id.0)) {
        name = name.action(
            "Correct",
            format!("what is recorded of {}", facts.name),
            href,
        );
    }
    let mut rows = vec![
        name,
        SummaryRow::text("Place in the incident", facts.role.label()),
        SummaryRow::text("Outcome", facts.outcome.label()),
        SummaryRow::text("Born", born(facts)),
    ];
    if facts.outcome == ChildOutcome::Died {
        rows.push(SummaryRow::text(
            "Date of death",
            format::date_or(facts.death_date, "Not known"),
        ));
    }
    if let Some(reference) = &facts.case_reference {
        rows.push(SummaryRow::text("Case reference", reference.clone()));
    }
    view! { <SummaryList rows=rows /> }
}

/// The birth date and how well it is known.
pub(in super::super) fn born(facts: &ChildFacts) -> String {
    match (facts.birth_precision, facts.birth_date) {
        (BirthPrecision::Exact, Some(date)) => format::date(date),
        (BirthPrecision::Estimated, Some(date)) => format!("{} (estimated)", format::date(date)),
        (precision, _) => precision.label().to_owned(),
    }
}
