//! What was reported, in short, beside the question of an action.

use super::incident::Scene;
use crate::components::{Details, SummaryList, SummaryRow};
use crate::format;
use crate::pages::incidents::view::{born, narrative_view};
use crate::pages::incidents::words::dated;
use leptos::prelude::*;
use shared::incidents::api::{IncidentView, Intake};

/// What was reported, to open.
pub fn glance(scene: Scene) -> AnyView {
    let content = scene.view.with_value(content);
    view! { <Details summary="What was reported">{content}</Details> }.into_any()
}

fn content(view: &IncidentView) -> AnyView {
    let rows = view.intake.as_ref().map(rows).unwrap_or_default();
    let narrative = view.narrative.as_ref().map(narrative_view);
    view! {
        <SummaryList rows=rows />
        {narrative}
    }
    .into_any()
}

fn rows(intake: &Intake) -> Vec<SummaryRow> {
    let told = &intake.notification;
    let mut rows = vec![
        SummaryRow::text("What happened", told.kind.label()),
        SummaryRow::text(
            "Date of the incident",
            dated(told.incident_date, told.incident_date_precision),
        ),
        SummaryRow::text("We were told", format::date(told.notified_on)),
        SummaryRow::text(
            "Local authority",
            intake
                .local_authority_name
                .clone()
                .unwrap_or_else(|| "Not known".to_owned()),
        ),
    ];
    rows.extend(intake.children.iter().map(|child| {
        let facts = &child.facts;
        let case = facts
            .case_reference
            .as_ref()
            .map_or_else(String::new, |reference| format!(", case {reference}"));
        SummaryRow::text(
            facts.role.label(),
            format!("{}, born: {}{case}", facts.name, born(facts)),
        )
    }));
    rows
}
