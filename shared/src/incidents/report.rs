//! Reporting an incident: what is sent, its limits, and every fault named.

use super::codes::{BirthPrecision, ChildOutcome, ChildRole, DatePrecision, IncidentKind};
use super::model::{ChildFacts, Notification};
use crate::check::{Checker, MAX_NAME, MAX_NARRATIVE};
use crate::ids::DraftId;
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most children one incident can hold.
pub const MAX_CHILDREN: usize = 30;

/// A new incident, as the report form and the API send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewIncident {
    /// The facts notified.
    pub notification: Notification,
    /// What is known to have happened.
    pub circumstances: String,
    /// One child or more.
    pub children: Vec<ChildFacts>,
    /// The draft this came from; it is deleted when the incident is saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<DraftId>,
}

impl NewIncident {
    /// Every fault in it, seen on the day `today`.
    pub fn check(&self, today: NaiveDate) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        check_notification(&mut c, "/notification", &self.notification, today);
        c.text(
            "/circumstances",
            &self.circumstances,
            MAX_NARRATIVE,
            "Enter what is known about what happened",
        );
        check_children(
            &mut c,
            "/children",
            &self.children,
            &self.notification,
            today,
        );
        c.finish()
    }
}

/// Checks the notified facts at `at`.
pub fn check_notification(c: &mut Checker, at: &str, n: &Notification, today: NaiveDate) {
    match (n.incident_date_precision, n.incident_date) {
        (DatePrecision::Unknown, Some(_)) => c.fault(
            format!("{at}/incident_date"),
            FieldCode::Contradiction,
            "Leave the date out, or say that it is exact or estimated",
        ),
        (DatePrecision::Exact | DatePrecision::Estimated, None) => {
            c.fault(
                format!("{at}/incident_date"),
                FieldCode::Required,
                "Enter the date of the incident, or say that it is not known",
            );
        }
        (_, Some(date)) => c.past_date(format!("{at}/incident_date"), date, today),
        (DatePrecision::Unknown, None) => {}
    }
    c.past_date(format!("{at}/notified_on"), n.notified_on, today);
    if let Some(known) = n.became_known_on {
        c.past_date(format!("{at}/became_known_on"), known, today);
        c.require(
            known <= n.notified_on,
            format!("{at}/became_known_on"),
            FieldCode::Contradiction,
            "It cannot have become known after we were notified",
        );
        if let (DatePrecision::Exact, Some(date)) = (n.incident_date_precision, n.incident_date) {
            c.require(
                date <= known,
                format!("{at}/became_known_on"),
                FieldCode::Contradiction,
                "It cannot have become known before it happened",
            );
        }
    }
    if let (DatePrecision::Exact, Some(date)) = (n.incident_date_precision, n.incident_date) {
        c.require(
            date <= n.notified_on,
            format!("{at}/notified_on"),
            FieldCode::Contradiction,
            "We cannot have been notified before it happened",
        );
    }
    if let Some(code) = &n.local_authority {
        c.text(
            format!("{at}/local_authority"),
            code,
            9,
            "Choose the local authority, or leave it out",
        );
    }
}

/// Checks the children at `at`.
pub fn check_children(
    c: &mut Checker,
    at: &str,
    children: &[ChildFacts],
    n: &Notification,
    today: NaiveDate,
) {
    if children.is_empty() {
        c.fault(at, FieldCode::Required, "Add at least one child");
        return;
    }
    if children.len() > MAX_CHILDREN {
        c.fault(
            at,
            FieldCode::TooMany,
            format!("Add {MAX_CHILDREN} children or fewer"),
        );
        return;
    }
    c.require(
        children
            .iter()
            .any(|child| child.role == ChildRole::Subject),
        at,
        FieldCode::Required,
        "Say which child is the subject of the incident",
    );
    c.require(
        n.kind != IncidentKind::Death
            || children
                .iter()
                .any(|child| child.outcome == ChildOutcome::Died),
        at,
        FieldCode::Contradiction,
        "A child’s death needs a child whose outcome is ‘died’",
    );
    for (i, child) in children.iter().enumerate() {
        check_child(c, &format!("{at}/{i}"), child, today);
    }
}

fn check_child(c: &mut Checker, at: &str, child: &ChildFacts, today: NaiveDate) {
    c.text(
        format!("{at}/name"),
        &child.name,
        MAX_NAME,
        "Enter the child’s name, or ‘not known’",
    );
    if let Some(reference) = &child.case_reference {
        c.optional_text(format!("{at}/case_reference"), reference, 50);
    }
    match (child.birth_precision, child.birth_date) {
        (BirthPrecision::Exact | BirthPrecision::Estimated, None) => {
            c.fault(
                format!("{at}/birth_date"),
                FieldCode::Required,
                "Enter the birth date, or say that it is not known",
            );
        }
        (BirthPrecision::Unknown | BirthPrecision::Unborn, Some(_)) => c.fault(
            format!("{at}/birth_date"),
            FieldCode::Contradiction,
            "Leave the birth date out, or say that it is exact or estimated",
        ),
        (_, Some(born)) => c.past_date(format!("{at}/birth_date"), born, today),
        (_, None) => {}
    }
    if let Some(died) = child.death_date {
        c.past_date(format!("{at}/death_date"), died, today);
        c.require(
            child.outcome == ChildOutcome::Died,
            format!("{at}/death_date"),
            FieldCode::Contradiction,
            "Leave the date of death out, or say that the child died",
        );
        if let Some(born) = child.birth_date {
            c.require(
                born <= died,
                format!("{at}/death_date"),
                FieldCode::Contradiction,
                "The date of death must be on or after the birth date",
            );
        }
    }
}
