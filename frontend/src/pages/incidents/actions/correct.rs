//! What correcting the facts and correcting a child share: the record as if it had just
//! been typed, read again by the rules of the report.

use super::incident::Ground;
use crate::api::incidents::Command;
use crate::typed::Typed;
use shared::check::{Checker, MAX_NOTE};
use shared::ids::ChildId;
use shared::incidents::api::Intake;
use shared::incidents::commands::{Correct, CorrectedChild};
use shared::incidents::model::{ChildFacts, Notification};
use shared::incidents::report_form::{ReportForm, TypedChild, TypedDate};
use shared::problem::FieldError;

/// A correction cannot touch the narrative; this stands in its place for the rules of the report.
const NARRATIVE: &str = "–";

/// The record as if it had just been typed.
pub fn form_of(intake: &Intake) -> ReportForm {
    let told: &Notification = &intake.notification;
    let children = intake.children.iter();
    ReportForm {
        kind: told.kind.to_string(),
        incident_date_precision: told.incident_date_precision.to_string(),
        incident_date: typed_date(told.incident_date),
        became_known_on: typed_date(told.became_known_on),
        notified_on: told.notified_on.into(),
        source: told.source.to_string(),
        local_authority: told.local_authority.clone().unwrap_or_default(),
        children: children.map(|child| typed_child(&child.facts)).collect(),
        circumstances: NARRATIVE.to_owned(),
        proceedings: told.proceedings.to_string(),
        media_interest: told.media_interest.to_string(),
        serious_criticism: told.serious_criticism.to_string(),
    }
}

fn typed_date(date: Option<chrono::NaiveDate>) -> TypedDate {
    date.map(TypedDate::from).unwrap_or_default()
}

/// A child as if just typed.
pub fn typed_child(facts: &ChildFacts) -> TypedChild {
    TypedChild {
        name: facts.name.clone(),
        birth_precision: facts.birth_precision.to_string(),
        birth_date: typed_date(facts.birth_date),
        death_date: typed_date(facts.death_date),
        case_reference: facts.case_reference.clone().unwrap_or_default(),
        role: facts.role.to_string(),
        outcome: facts.outcome.to_string(),
    }
}

/// The date in the boxes of a field.
pub fn date_in(typed: &Typed, key: &str) -> TypedDate {
    let part = |name: &str| typed.get(&format!("{key}-{name}")).to_owned();
    TypedDate {
        day: part("day"),
        month: part("month"),
        year: part("year"),
    }
}

/// With this date, as typed, in the boxes of a field.
pub fn with_date(typed: Typed, key: &str, date: &TypedDate) -> Typed {
    typed
        .with(format!("{key}-day"), date.day.clone())
        .with(format!("{key}-month"), date.month.clone())
        .with(format!("{key}-year"), date.year.clone())
}

/// The correction that makes the record what the form says. `ids` are the children's
/// records in the order of the form; none for one added now.
pub fn correction(
    form: &ReportForm,
    ids: Vec<Option<ChildId>>,
    typed: &Typed,
    on: &Ground<'_>,
) -> Result<Command, Vec<FieldError>> {
    let reason = typed.get("reason").trim().to_owned();
    let mut checker = Checker::new();
    checker.text("/reason", &reason, MAX_NOTE, "Enter a reason");
    let unreasoned = checker.finish().err().unwrap_or_default();
    match form.read(on.today, None) {
        Ok(read) if unreasoned.is_empty() => {
            let children = ids.into_iter().zip(read.children);
            Ok(Command::Correct(Correct {
                notification: read.notification,
                children: children
                    .map(|(id, facts)| CorrectedChild { id, facts })
                    .collect(),
                reason,
            }))
        }
        Ok(_) => Err(unreasoned),
        Err(mut faults) => {
            faults.extend(unreasoned);
            Err(faults)
        }
    }
}
