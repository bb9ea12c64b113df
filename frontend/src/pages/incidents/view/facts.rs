//! What was notified, and what is recorded beside it.

use super::super::words::{dated, stamp};
use super::{Page, block};
use crate::components::{SummaryList, SummaryRow};
use crate::format;
use leptos::prelude::*;
use shared::incidents::codes::{IncidentAction, IncidentKind, YesNo};

/// The facts notified, who took them in, and what triage answered.
pub(super) fn section(page: &Page<'_>) -> AnyView {
    let intake = page.intake;
    let told = &intake.notification;
    let correct = |row: SummaryRow| match page.href(IncidentAction::Correct, None) {
        Some(href) => row.action("Correct", "what was notified", href),
        None => row,
    };
    let mut rows = vec![
        correct(SummaryRow::text("What happened", told.kind.label())),
        SummaryRow::text(
            "Date of the incident",
            dated(told.incident_date, told.incident_date_precision),
        ),
        SummaryRow::text(
            "Became known",
            format::date_or(told.became_known_on, "Not recorded"),
        ),
        SummaryRow::text("We were told", format::date(told.notified_on)),
        SummaryRow::text("By", intake.source_label.clone()),
        SummaryRow::text("Local authority", authority(page)),
        SummaryRow::text(
            "Area",
            intake
                .area
                .as_ref()
                .map_or("Not known".to_owned(), |area| area.name.clone()),
        ),
        SummaryRow::text("Proceedings", told.proceedings.label()),
        SummaryRow::text("Media interest", told.media_interest.label()),
        SummaryRow::text("Serious criticism expected", told.serious_criticism.label()),
        SummaryRow::text(
            "Reported by",
            format!(
                "{}, {}",
                intake.reported.by.label(),
                format::date_time(intake.reported.at)
            ),
        ),
    ];
    if let Some(logged) = &intake.logged {
        rows.push(SummaryRow::text("Logged by", stamp(logged)));
    }
    rows.extend(triage_rows(page));
    rows.extend(restriction_row(page));
    block(
        "What was notified",
        view! { <SummaryList rows=rows /> }.into_any(),
    )
}

fn authority(page: &Page<'_>) -> String {
    let intake = page.intake;
    intake
        .local_authority_name
        .clone()
        .or_else(|| intake.notification.local_authority.clone())
        .unwrap_or_else(|| "Not known".to_owned())
}

fn triage_rows(page: &Page<'_>) -> Vec<SummaryRow> {
    let intake = page.intake;
    let mut rows = Vec::new();
    let mut known = SummaryRow::text(
        "Known to us",
        intake
            .known
            .map_or("Not triaged yet", |known| known.label()),
    );
    if let Some(href) = intake
        .known
        .and_then(|_| page.href(IncidentAction::Triage, None))
    {
        known = known.change("the triage answer", href);
    }
    rows.push(known);
    if !intake.cases.is_empty() {
        let references: Vec<String> = intake
            .cases
            .iter()
            .map(|case| case.reference.clone())
            .collect();
        rows.push(SummaryRow::text("Cases", format::list(&references)));
    }
    if let Some(triaged) = &intake.triaged {
        rows.push(SummaryRow::text("Triaged by", stamp(triaged)));
    }
    rows
}

fn restriction_row(page: &Page<'_>) -> Option<SummaryRow> {
    page.intake.restriction.as_ref().map(|restriction| {
        let review = restriction.review_on.map(|on| {
            view! { <div>{format!("To be looked at again on {}", format::date(on))}</div> }
        });
        let value = view! {
            <div class="app-as-typed">{restriction.reason.clone()}</div>
            {review}
        };
        let row = SummaryRow::new("Restricted", value);
        match page.href(IncidentAction::Restrict, None) {
            Some(href) => row.change("who may see it", href),
            None => row,
        }
    })
}

/// What comes after: the child death review, and the LSCB's decision with our answer.
pub(super) fn afterwards(page: &Page<'_>) -> AnyView {
    view! {
        {child_death_review(page)}
        {lscb_outcome(page)}
    }
    .into_any()
}

fn child_death_review(page: &Page<'_>) -> Option<AnyView> {
    (page.intake.notification.kind == IncidentKind::Death).then(|| {
        let review = &page.intake.child_death_review;
        let mut first = SummaryRow::text("Expected or unexpected", review.expectedness.label());
        if let Some(href) = page.href(IncidentAction::ReviewChildDeath, None) {
            first = first.change("the child death review", href);
        }
        let mut rows = vec![
            first,
            SummaryRow::text(
                "Does any question of harm arise?",
                review.harm_question.label(),
            ),
            SummaryRow::text(
                "Is the LSCB’s decision delayed?",
                review.decision_delayed.label(),
            ),
        ];
        if review.decision_delayed == YesNo::Yes
            && let Some(reason) = &review.delay_reason
        {
            rows.push(SummaryRow::as_typed("Why it is delayed", reason.clone()));
        }
        block(
            "Child death review",
            view! { <SummaryList rows=rows /> }.into_any(),
        )
    })
}

fn lscb_outcome(page: &Page<'_>) -> Option<AnyView> {
    let outcome = page.intake.lscb_outcome.as_ref()?;
    let mut first = SummaryRow::text("Decision", outcome.decision.label());
    if let Some(href) = page.href(IncidentAction::RecordLscbDecision, None) {
        first = first.change("the LSCB’s decision and our answer", href);
    }
    let mut rows = vec![
        first,
        SummaryRow::text("Decided on", format::date(outcome.decided_on)),
    ];
    match &outcome.our_answer {
        Some(answer) => rows.push(SummaryRow::as_typed("Our answer", answer.clone())),
        None => rows.push(SummaryRow::text("Our answer", "Not recorded yet")),
    }
    if let Some(on) = outcome.answered_on {
        rows.push(SummaryRow::text("Answered on", format::date(on)));
    }
    Some(block(
        "The LSCB’s decision and our answer",
        view! { <SummaryList rows=rows /> }.into_any(),
    ))
}
